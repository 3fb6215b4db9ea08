/// How far exclusion rules have every occurrence of a rule, so that a walk leaps over those.
struct ExclusionLeap: Sendable {
  /// For each rule what each exclusion rule covers.
  private var spans: [[CoverageSpan]]

  /// So many pairs of a rule and an exclusion rule are compared; bounds the work. A choice.
  private static let mostPairs = 64

  /// `nil` where there is no exclusion rule, or too many pairs to be worth it.
  init?(_ set: RecurrenceSet) {
    let exclusions = set.storage.exclusionPlans
    let pairs = set.storage.plans.count * exclusions.count
    guard pairs > 0, pairs <= Self.mostPairs else { return nil }
    spans = set.storage.plans.map { plan in
      exclusions.map { CoverageSpan($0, covers: plan) }
    }
  }

  /// The first instant, at or after one, at which an occurrence of a rule may not be excluded; `Int.max` where
  /// there is none.
  ///
  /// - Parameter instant: UTC seconds, not before the one asked for last.
  mutating func firstLack(ofRule index: Int, from instant: Int) -> Int {
    let calendarEnd = LocalDateTime.range.upperBound + 2 * 86_400
    var lack = instant
    var isMoving = true
    // Where one exclusion ends, another may go on.
    while isMoving, lack <= calendarEnd {
      isMoving = false
      for place in spans[index].indices {
        let next = spans[index][place].firstLack(from: lack)
        if next > lack { (lack, isMoving) = (next, true) }
      }
      if spans[index].count == 1 { break }
    }
    return lack > calendarEnd ? .max : lack
  }
}
