/// The first occurrence of a series at or after an instant, asked for ascending instants.
struct SetSeeker: Sendable {
  let set: RecurrenceSet
  private var rules: [RuleSeeker]
  private var additionIndex = 0
  private let hasExclusions: Bool
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
    while let found = firstIncluded(from: instant) {
      if !hasExclusions || !set.isExcluded(found) { return found }
      budget -= 1
      if budget <= 0 { return nil }
      instant = found.startMilliseconds / 1000 + 1
    }
    return nil
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
