/// The search for the first two occurrences of two series that take the same time.
///
/// Two walks leap over one another: whatever ends before the other series' next occurrence begins can
/// meet none of it. What the walks would pass over for long is skipped by what the rules' patterns
/// rule out.
struct OverlapSearch {
  private let first: RecurrenceSet
  private let second: RecurrenceSet
  private let own: Occupancy
  private let other: Occupancy
  /// What starts before it of the first series does not count: UTC seconds.
  private let earliest: Int
  private var pairs: [RulePair] = []
  private var firstSeeker: SetSeeker
  private var secondSeeker: SetSeeker
  /// What the series' additions, which belong to no rule, take: UTC seconds, by end.
  private var additions: [Range<Int>] = []
  private var additionIndex = 0
  private let work = ComparisonWork()

  /// How many steps are walked before the patterns are looked at, which costs more than a step. A choice.
  private static let stride = 64

  /// - Parameter start: In epoch milliseconds, of the first series.
  init(
    _ first: RecurrenceSet, _ own: Occupancy, _ second: RecurrenceSet, _ other: Occupancy,
    startingFrom start: Int
  ) {
    // Rounded up.
    earliest = max(-(-max(start, -Int.max)).floorDivided(by: 1000), LocalDateTime.range.lowerBound * 2)
    self.first = first
    self.second = second
    self.own = own
    self.other = other
    firstSeeker = SetSeeker(first, work: work)
    secondSeeker = SetSeeker(second, work: work)
  }

  private enum Walk {
    case found(Occurrence, Occurrence)
    /// Nothing takes both series' time for the first time before that instant.
    case cleared(Int)
    case ended
  }

  mutating func run() throws(RecurrenceError) -> OverlapAnswer {
    guard own.length > 0, other.length > 0,
      let start = firstSeeker.first(from: earliest),
      let otherStart = secondSeeker.first(from: LocalDateTime.range.lowerBound * 2)
    else {
      try checkWork()
      return .never(.nothingToCompare)
    }
    let begin = max(
      start.startMilliseconds - own.bufferBeforeSeconds * 1000,
      otherStart.startMilliseconds - other.bufferBeforeSeconds * 1000)
    var position = begin / 1000
    var result = try walk(from: position, until: .max, steps: Self.stride)
    if case .cleared(let instant) = result {
      position = instant
      try preparePatterns()
    }
    while true {
      switch result {
      case .found(let first, let second): return .overlap(first: first, second: second)
      case .ended: return .never(proof(from: begin, endsEarly: true))
      case .cleared(let instant):
        position = max(position, instant)
        guard let range = nextPossible(from: position) else {
          try checkWork()
          return .never(proof(from: begin, endsEarly: false))
        }
        position = range.lowerBound
        result = try walk(from: position, until: range.upperBound, steps: Self.stride)
      }
    }
  }

  /// Leaps from one series to the other from the instant on.
  private mutating func walk(
    from instant: Int, until end: Int, steps: Int
  ) throws(RecurrenceError) -> Walk {
    var firstFrom = max(instant - own.length + 1 + own.bufferBeforeSeconds, earliest)
    var secondFrom = instant - other.length + 1 + other.bufferBeforeSeconds
    var cleared = instant
    for _ in 0..<steps {
      guard let left = firstSeeker.first(from: firstFrom), let right = secondSeeker.first(from: secondFrom)
      else {
        try checkWork()
        return .ended
      }
      let leftBegin = left.startMilliseconds / 1000 - own.bufferBeforeSeconds
      let rightBegin = right.startMilliseconds / 1000 - other.bufferBeforeSeconds
      if leftBegin + own.length <= rightBegin {
        firstFrom = max(rightBegin - own.length + 1 + own.bufferBeforeSeconds, earliest)
      } else if rightBegin + other.length <= leftBegin {
        secondFrom = leftBegin - other.length + 1 + other.bufferBeforeSeconds
      } else {
        return .found(left, right)
      }
      cleared = max(leftBegin, rightBegin)
      if cleared >= end { break }
    }
    try checkWork()
    return .cleared(cleared)
  }

  private func checkWork() throws(RecurrenceError) {
    guard work.isSpent else { return }
    throw RecurrenceError(
      .limitReached,
      "Whether the series meet is not decided by the work of a tenth of a second; EXRULE, RSCALE and many rules "
        + "can take more. Bound the series with COUNT or UNTIL.")
  }

  private mutating func preparePatterns() throws(RecurrenceError) {
    for plan in first.storage.plans {
      for otherPlan in second.storage.plans {
        var pair = RulePair(
          RulePair.Side(plan: plan, zone: plan.zone, occupancy: own),
          RulePair.Side(plan: otherPlan, zone: otherPlan.zone, occupancy: other))
        work.take(&pair.spent)
        pairs.append(pair)
        try checkWork()
      }
    }
    func taken(_ set: RecurrenceSet, _ occupancy: Occupancy) -> [Range<Int>] {
      set.storage.additions.map {
        let begin = $0.startMilliseconds / 1000 - occupancy.bufferBeforeSeconds
        return begin..<begin + occupancy.length
      }
    }
    additions = taken(first, own) + taken(second, other)
    additions.sort { $0.upperBound < $1.upperBound }
  }

  /// The next instants at which the series may meet for the first time.
  private mutating func nextPossible(from instant: Int) -> Range<Int>? {
    var best: Range<Int>?
    while additionIndex < additions.count, additions[additionIndex].upperBound <= instant {
      additionIndex += 1
    }
    if additionIndex < additions.count {
      let addition = additions[additionIndex]
      best = max(instant, addition.lowerBound)..<addition.upperBound
    }
    for index in pairs.indices {
      defer { work.take(&pairs[index].spent) }
      if work.isSpent { return nil }
      if let range = pairs[index].next(from: instant), range.lowerBound < best?.lowerBound ?? .max {
        best = range
      }
    }
    return best
  }

  private func proof(from begin: Int, endsEarly: Bool) -> AbsenceProof {
    var pairs = pairs
    if pairs.isEmpty {
      // Decided without the patterns: their reach says how far the series go.
      var copy = self
      pairs = (try? copy.preparePatterns()) == nil ? [] : copy.pairs
    }
    let cycle = pairs.compactMap(\.cycle).max()
    let additionEnd = additions.last?.upperBound ?? .min
    // Where the patterns take too long: what ended was walked to its end.
    let walkedEnd = endsEarly ? LocalDateTime.range.upperBound + 1 : .min
    let end = max(pairs.map(\.span.upperBound).max() ?? walkedEnd, additionEnd, begin / 1000 + 1)
    let ground: AbsenceProof.Ground
    if first.isFinite || second.isFinite {
      ground = .seriesEnds
    } else if let cycle, !endsEarly {
      ground = .repeats(everySeconds: cycle)
    } else {
      ground = .calendarEnds
    }
    return AbsenceProof(
      ground: ground, from: begin, to: end * 1000, zones: [first.start.zone, second.start.zone])
  }
}
