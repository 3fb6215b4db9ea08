/// The occurrences of a series with several rules, additions or exclusions, merged in order.
struct SeriesMerge: Sendable {
  private let set: RecurrenceSet
  private let plans: [RecurrencePlan]
  private var rules: [Head]
  /// The next instant of each rule, in epoch milliseconds; `Int.max` at its end.
  private var nexts: ContiguousArray<Int>
  private var exclusionRules: [RuleSeeker]
  private(set) var leap: ExclusionLeap?
  private let additions: ContiguousArray<Occurrence>
  private var additionIndex: Int
  /// UTC seconds.
  private let end: Int
  private let exclusions: SeriesExclusions
  private var exclusionIndex: Int
  /// How many excluded occurrences may still be walked over; every one that is not gives some back.
  private var budget: Int
  /// Where set, what each occurrence takes of the budget, which then bounds all that is looked at.
  private let costOfLook: Int?
  private var excludedInARow = 0
  /// How many occurrences in a row were on excluded days.
  private var excludedByDays = 0
  /// So many occurrences in a row are looked at before the rules' patterns are compared; more where that
  /// was in vain.
  private var patience = Self.leastPatience
  /// For each rule whether exclusion rules have every occurrence of it from here on.
  private var isCovered: ContiguousArray<Bool>
  /// For each rule where an occurrence was last found that no exclusion rule may have, in UTC seconds.
  private var lacks: ContiguousArray<Int>

  private static let leastPatience = 64
  /// So many occurrences of excluded days are looked at before the rest of those days is leapt over. A choice.
  private static let leastByDays = 16
  /// An exclusion rule may remove what can't be leapt over: after so many excluded occurrences, reading
  /// stops. A choice that bounds the time of a query.
  private static let mostExcluded = 300_000
  /// What looking at one takes, in nanoseconds.
  private static let costOfExcluded = 150
  /// The budget for all that is looked at: as many excluded occurrences' time. A choice.
  private static let mostLooks = 200_000

  /// A rule's occurrences, the next of them at hand.
  private struct Head: Sendable {
    var cursor: RuleCursor
    var block = OccurrenceBlock()
    var index = 0

    init(_ cursor: RuleCursor) {
      self.cursor = cursor
      refill()
    }

    var next: Occurrence? { index < block.count ? block.items[index] : nil }

    mutating func advance() {
      index += 1
      if index == block.count { refill() }
    }

    private mutating func refill() {
      index = 0
      block.count = 0
      cursor.fill(&block)
    }
  }

  /// - Parameters:
  ///   - leap: Of another stretch of the same series, rewound.
  ///   - isBounded: Whether reading stops after a bounded time, however many occurrences were found in it.
  init(_ set: RecurrenceSet, from: Int?, to: Int, leap: ExclusionLeap? = nil, isBounded: Bool = false) {
    self.set = set
    self.leap = leap
    budget = isBounded ? Self.mostLooks : Self.mostExcluded
    // Rules by steps look at several for each occurrence.
    costOfLook = isBounded ? set.storage.plans.reduce(1) { $0 + ($1.isStepped ? 16 : 1) } : nil
    plans = set.storage.plans
    rules = plans.map { Head(RuleCursor($0, from: from, to: to)) }
    nexts = ContiguousArray(rules.map { $0.next?.startMilliseconds ?? .max })
    isCovered = ContiguousArray(repeating: false, count: plans.count)
    lacks = ContiguousArray(repeating: .min, count: plans.count)
    exclusionRules = set.storage.exclusionPlans.map { RuleSeeker($0) }
    additions = set.storage.additions
    let begin = from.map { $0 * 1000 } ?? .min
    additionIndex = additions.indices.partitionPoint { [additions] index in
      additions[index].startMilliseconds >= begin
    }
    end = min(to, .max / 1000)
    exclusions = set.storage.exclusions
    exclusionIndex = begin == .min ? 0 : lowerBound(exclusions.instants, begin)
  }

  /// Why reading stopped before the series' own end, where it did.
  var reasonToStop: RecurrenceError? {
    guard budget <= 0, let last = nexts.min(), last < .max else { return nil }
    let day = LocalDateTime(clamping: last.floorDivided(by: 1000)).date
    return RecurrenceError(
      .limitReached,
      "Exclusion rules remove too many occurrences to look for more than those before \(day); end the "
        + "window there, or write what is left as a rule of its own.")
  }

  /// Whether exclusion rules have every occurrence from here on of the rules that would go on.
  var isExcludedForGood: Bool {
    isCovered.contains(true) && plans.indices.allSatisfy { isCovered[$0] || !plans[$0].endsWithCalendar }
  }

  mutating func fill(_ block: inout OccurrenceBlock) {
    while !block.isFull, budget > 0, let occurrence = nextIncluded() {
      if let costOfLook { budget -= costOfLook }
      if let days = exclusions.daysInARow(around: occurrence) {
        excludedByDays += 1
        if excludedByDays >= Self.leastByDays { leapOver(days) }
        continue
      }
      excludedByDays = 0
      if isExcluded(occurrence) {
        excludedInARow += 1
        budget -= 1
        if excludedInARow >= patience { leapOver(occurrence) }
        continue
      }
      (excludedInARow, patience) = (0, Self.leastPatience)
      if costOfLook == nil { budget = min(budget + Self.leastPatience, Self.mostExcluded) }
      block.items[block.count] = occurrence
      block.count += 1
    }
    guard costOfLook != nil else { return }
    for index in exclusionRules.indices {
      // Seeking among steps takes up to three times what is counted for it.
      budget -= 3 * exclusionRules[index].spent / Self.costOfExcluded
      exclusionRules[index].spent = 0
    }
  }

  /// The earliest of all heads and additions.
  private mutating func nextIncluded() -> Occurrence? {
    var earliest = Int.max
    var place = -1
    for index in nexts.indices where nexts[index] < earliest { (earliest, place) = (nexts[index], index) }
    let found = place < 0 ? nil : rules[place].next
    if additionIndex < additions.count {
      let next = additions[additionIndex]
      if next.startMilliseconds <= earliest, next.startMilliseconds < end * 1000 {
        additionIndex += 1
        if next.startMilliseconds < earliest { return next }
      }
    }
    guard place >= 0 else { return nil }
    // Rules that start at the same instant fall together.
    for index in place..<nexts.count where nexts[index] == earliest {
      rules[index].advance()
      nexts[index] = rules[index].next?.startMilliseconds ?? .max
    }
    return found
  }

  /// Whether an instant of EXDATE or an exclusion rule has it.
  private mutating func isExcluded(_ occurrence: Occurrence) -> Bool {
    let instant = occurrence.startMilliseconds
    while exclusionIndex < exclusions.instants.count, exclusions.instants[exclusionIndex] < instant {
      exclusionIndex += 1
    }
    if exclusionIndex < exclusions.instants.count, exclusions.instants[exclusionIndex] == instant {
      return true
    }
    for index in exclusionRules.indices
    where exclusionRules[index].first(from: instant / 1000)?.startMilliseconds == instant {
      return true
    }
    return false
  }

  /// Moves the rules past what the exclusion rules have of them.
  private mutating func leapOver(_ occurrence: Occurrence) {
    if leap == nil { leap = ExclusionLeap(set) }
    guard leap != nil else {
      patience = .max
      return
    }
    let instant = occurrence.startMilliseconds / 1000 + 1
    var isInVain = true
    for index in rules.indices where nexts[index] < .max && nexts[index] / 1000 > lacks[index] {
      let from = max(instant, nexts[index] / 1000)
      guard let lack = leap?.firstLack(ofRule: index, from: from) else { continue }
      lacks[index] = lack
      guard lack > nexts[index] / 1000 else { continue }
      isInVain = false
      if lack == .max {
        isCovered[index] = true
        nexts[index] = .max
      } else {
        move(index, to: lack)
      }
    }
    excludedInARow = 0
    patience = isInVain ? patience * 2 : Self.leastPatience
    budget -= Self.leastPatience + (leap?.spent ?? 0) / Self.costOfExcluded
    leap?.spent = 0
  }

  /// Moves the rules past excluded days.
  private mutating func leapOver(_ days: ClosedRange<Int>) {
    let lack = set.start.zone.instants(ofDay: days.upperBound + 1).lowerBound
    for index in rules.indices where nexts[index] / 1000 < lack { move(index, to: lack) }
    excludedByDays = 0
  }

  /// - Parameter instant: UTC seconds.
  private mutating func move(_ index: Int, to instant: Int) {
    rules[index] = Head(RuleCursor(plans[index], from: min(instant, end), to: end))
    nexts[index] = rules[index].next?.startMilliseconds ?? .max
  }
}
