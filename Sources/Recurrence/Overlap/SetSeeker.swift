/// The first occurrence of a series at or after an instant, asked for ascending instants.
struct SetSeeker: Sendable {
  let set: RecurrenceSet
  private var rules: [RuleSeeker]
  private var additionIndex = 0
  private let hasExclusions: Bool
  private var leap: ExclusionLeap?
  /// So many excluded occurrences in a row are passed over before the exclusion rules are leapt over.
  private var patience = 64
  /// How many excluded occurrences may still be passed over.
  private(set) var budget: Int

  init(_ set: RecurrenceSet, budget: Int) {
    self.set = set
    self.budget = budget
    rules = set.storage.plans.map { RuleSeeker($0) }
    hasExclusions = !set.storage.exclusions.isEmpty || !set.storage.exclusionPlans.isEmpty
  }

  /// - Parameter instant: UTC seconds, not before the one asked for last.
  mutating func first(from instant: Int) -> Occurrence? {
    var instant = instant
    var excludedInARow = 0
    while let found = firstIncluded(from: instant) {
      if !hasExclusions || !set.isExcluded(found) { return found }
      budget -= 1
      if budget <= 0 { return nil }
      instant = found.startMilliseconds / 1000 + 1
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
    for index in rules.indices { next = min(next, leap?.firstLack(ofRule: index, from: instant) ?? instant) }
    if additionIndex < set.storage.additions.count {
      next = min(next, max(instant, set.storage.additions[additionIndex].startMilliseconds / 1000))
    }
    if next == instant { patience *= 2 }
    budget -= 16
    return next
  }

  private mutating func firstIncluded(from instant: Int) -> Occurrence? {
    var best: Occurrence?
    for index in rules.indices {
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
}
