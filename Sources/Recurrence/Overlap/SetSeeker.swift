/// The first occurrence of a series at or after an instant, asked for ascending instants.
struct SetSeeker {
  let set: RecurrenceSet
  private var rules: [RuleSeeker]
  private var additionIndex = 0
  private let exclusions: SeriesExclusions
  private var exclusionRules: [RuleSeeker]
  private var leap: ExclusionLeap?
  /// So many excluded occurrences in a row are passed over before the exclusion rules are leapt over.
  private var patience = 64
  private let work: ComparisonWork

  private static let costOfRule = 10
  private static let costOfOccurrence = 50

  /// - Parameter work: What looking takes is taken from it.
  init(_ set: RecurrenceSet, work: ComparisonWork) {
    self.set = set
    self.work = work
    rules = set.storage.plans.map { RuleSeeker($0) }
    exclusions = set.storage.exclusions
    exclusionRules = set.storage.exclusionPlans.map { RuleSeeker($0) }
  }

  /// `nil` where there is none, and where the work is spent.
  ///
  /// - Parameter instant: UTC seconds, not before the one asked for last.
  mutating func first(from instant: Int) -> Occurrence? {
    var instant = instant
    var excludedInARow = 0
    while let found = firstIncluded(from: instant) {
      instant = found.startSeconds + 1
      if let days = exclusions.daysInARow(around: found) {
        instant = max(instant, set.start.zone.instants(ofDay: days.upperBound + 1).lowerBound)
        continue
      }
      let isExcluded = isExcluded(found)
      if work.isSpent { return nil }
      if !isExcluded { return found }
      excludedInARow += 1
      if excludedInARow >= patience {
        excludedInARow = 0
        instant = afterLeap(from: instant)
        if instant == .max { return nil }
      }
    }
    return nil
  }

  /// The first instant from one on at which an occurrence may not be excluded; `Int.max` where there is none.
  private mutating func afterLeap(from instant: Int) -> Int {
    if leap == nil { leap = ExclusionLeap(set) }
    guard leap != nil else {
      patience = .max
      return instant
    }
    var next = Int.max
    for index in rules.indices where next > instant && !work.isSpent {
      next = min(next, leap?.firstLack(ofRule: index, from: instant) ?? instant)
      work.spend(leap?.spent ?? 0)
      leap?.spent = 0
    }
    if additionIndex < set.storage.additions.count {
      next = min(next, max(instant, set.storage.additions[additionIndex].startMilliseconds / 1000))
    }
    if next == instant { patience *= 2 }
    return next
  }

  private mutating func firstIncluded(from instant: Int) -> Occurrence? {
    var best: Occurrence?
    work.spend(Self.costOfOccurrence + Self.costOfRule * rules.count)
    for index in rules.indices {
      defer { work.take(&rules[index].spent) }
      if work.isSpent { return nil }
      if let found = rules[index].first(from: instant),
        found.startMilliseconds < best?.startMilliseconds ?? .max
      {
        best = found
      }
    }
    let additions = set.storage.additions
    while additionIndex < additions.count, additions[additionIndex].startMilliseconds < instant * 1000 {
      additionIndex += 1
    }
    if additionIndex < additions.count,
      additions[additionIndex].startMilliseconds < best?.startMilliseconds ?? .max
    {
      best = additions[additionIndex]
    }
    return best
  }

  /// Whether an instant of EXDATE or an exclusion rule has it.
  private mutating func isExcluded(_ occurrence: Occurrence) -> Bool {
    let instant = occurrence.startMilliseconds
    if exclusions.excludes(instant: instant) { return true }
    for index in exclusionRules.indices {
      if work.isSpent { return false }
      work.spend(Self.costOfRule)
      let next = exclusionRules[index].first(from: instant / 1000)?.startMilliseconds
      work.take(&exclusionRules[index].spent)
      if next == instant { return true }
    }
    return false
  }
}
