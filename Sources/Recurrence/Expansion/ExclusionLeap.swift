/// How far exclusion rules have every occurrence of a rule, so that a walk leaps over those.
struct ExclusionLeap: Sendable {
  /// For each rule what each exclusion rule covers, of the first so many that were asked for.
  private var spans: [[CoverageSpan]]
  private let plans: [RecurrencePlan]
  private let exclusions: [RecurrencePlan]
  /// What comparing has taken, in nanoseconds as they were measured; whoever counts it sets it back.
  var spent = 0

  /// So many pairs of a rule and an exclusion rule are compared; bounds the work. A choice.
  private static let mostPairs = 64
  /// One leap goes no further than this takes. A choice.
  private static let mostSpent = 5_000_000

  /// `nil` where there is no exclusion rule, or too many pairs to be worth it.
  init?(_ set: RecurrenceSet) {
    (plans, exclusions) = (set.storage.plans, set.storage.exclusionPlans)
    let pairs = plans.count * exclusions.count
    guard pairs > 0, pairs <= Self.mostPairs else { return nil }
    spans = Array(repeating: [], count: plans.count)
  }

  /// Makes ready for instants before those asked for.
  mutating func rewind() {
    for index in spans.indices {
      for place in spans[index].indices { spans[index][place].rewind() }
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
    let most = spent + Self.mostSpent
    while isMoving, lack <= calendarEnd, spent < most {
      isMoving = false
      for place in exclusions.indices where spent < most {
        if place == spans[index].count {
          spans[index].append(CoverageSpan(exclusions[place], covers: plans[index]))
        }
        let next = spans[index][place].firstLack(from: lack)
        if next > lack { (lack, isMoving) = (next, true) }
        spent += spans[index][place].spent
        spans[index][place].spent = 0
      }
      if exclusions.count == 1 { break }
    }
    return lack > calendarEnd ? .max : lack
  }
}
