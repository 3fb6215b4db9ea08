/// The search for the first occurrence of one series that another lacks.
struct ContainmentSearch {
  private let inner: RecurrenceSet
  private let outer: RecurrenceSet
  private var innerSeeker: SetSeeker
  private var outerSeeker: SetSeeker
  /// For each of the inner rules, what each of the outer ones covers.
  private var spans: [[CoverageSpan]] = []
  /// Instants that depend on no rule: the inner series' additions, and the outer one's exclusions.
  private var special: [Range<Int>] = []
  private var specialIndex = 0
  private var isPrepared = false
  private let work: ComparisonWork

  /// As in `OverlapSearch`.
  private static let stride = 64
  private static let costOfSpan = 20

  /// - Parameter work: What comparing takes is taken from it.
  init(_ inner: RecurrenceSet, within outer: RecurrenceSet, work: ComparisonWork) {
    self.work = work
    self.inner = inner
    self.outer = outer
    innerSeeker = SetSeeker(inner, work: work)
    outerSeeker = SetSeeker(outer, work: work)
  }

  mutating func run() throws(RecurrenceError) -> ContainmentAnswer {
    guard let start = innerSeeker.first(from: LocalDateTime.range.lowerBound * 2) else {
      try checkWork()
      return .contained(.nothingToCompare)
    }
    let begin = start.startMilliseconds
    var position = begin / 1000
    var end = Int.max
    while true {
      for _ in 0..<Self.stride where position < end {
        guard let next = innerSeeker.first(from: position) else {
          try checkWork()
          return .contained(proof(from: begin))
        }
        let instant = next.startMilliseconds
        guard outerSeeker.first(from: instant / 1000)?.startMilliseconds == instant else {
          try checkWork()
          return .missing(next)
        }
        position = instant / 1000 + 1
      }
      try checkWork()
      if !isPrepared { try preparePatterns() }
      guard let possible = nextPossible(from: position) else {
        try checkWork()
        return .contained(proof(from: begin))
      }
      (position, end) = (possible.lowerBound, possible.upperBound)
    }
  }

  private func checkWork() throws(RecurrenceError) {
    guard work.isSpent else { return }
    throw RecurrenceError(
      .limitReached,
      "Whether one series has all of the other is not decided by the work of a tenth of a second. Bound them with "
        + "COUNT or UNTIL.")
  }

  private mutating func preparePatterns() throws(RecurrenceError) {
    isPrepared = true
    for covered in inner.storage.plans {
      var own: [CoverageSpan] = []
      // What an exclusion rule leaves does not show in the patterns.
      for plan in outer.storage.plans where outer.storage.exclusionPlans.isEmpty {
        var span = CoverageSpan(plan, covers: covered)
        work.take(&span.spent)
        own.append(span)
        try checkWork()
      }
      spans.append(own)
    }
    for addition in inner.storage.additions {
      let instant = addition.startMilliseconds / 1000
      special.append(instant..<instant + 1)
    }
    for instant in outer.storage.exclusions.instants {
      let seconds = instant.floorDivided(by: 1000)
      special.append(seconds..<seconds + 1)
    }
    for days in outer.storage.exclusions.days {
      let zone = outer.start.zone
      special.append(
        zone.instants(ofDay: days.lowerBound).lowerBound..<zone.instants(ofDay: days.upperBound).upperBound)
    }
    special.sort { $0.upperBound < $1.upperBound }
  }

  /// The next instants at which an occurrence may lack.
  private mutating func nextPossible(from instant: Int) -> Range<Int>? {
    guard instant <= LocalDateTime.range.upperBound + 2 * 86_400 else { return nil }
    var best = Int.max
    for index in spans.indices {
      // Each of the outer rules covers on its own as far as it goes.
      var lack = instant
      for place in spans[index].indices where !work.isSpent {
        lack = max(lack, spans[index][place].firstLackOfSpan(from: instant))
        spans[index][place].spent += Self.costOfSpan
        work.take(&spans[index][place].spent)
      }
      best = min(best, lack)
    }
    var end = Int.max
    while specialIndex < special.count, special[specialIndex].upperBound <= instant { specialIndex += 1 }
    if specialIndex < special.count, special[specialIndex].lowerBound < best {
      best = max(instant, special[specialIndex].lowerBound)
      end = special[specialIndex].upperBound
    }
    return best <= LocalDateTime.range.upperBound + 2 * 86_400 ? best..<end : nil
  }

  private func proof(from begin: Int) -> AbsenceProof {
    let all = spans.flatMap { $0 }
    let cycle = all.compactMap(\.cycle).max()
    let calendarEnd = LocalDateTime.range.upperBound + 1
    let ground: AbsenceProof.Ground
    let end: Int
    if inner.isFinite {
      let last = inner.last(before: .max)
      (ground, end) = (.seriesEnds, (last?.startMilliseconds ?? begin) / 1000 + 1)
    } else if let cycle {
      (ground, end) = (.repeats(everySeconds: cycle), all.map(\.span.upperBound).max() ?? calendarEnd)
    } else {
      (ground, end) = (.calendarEnds, calendarEnd)
    }
    return AbsenceProof(
      ground: ground, from: begin, to: max(end, begin / 1000 + 1) * 1000,
      zones: [inner.start.zone, outer.start.zone])
  }
}
