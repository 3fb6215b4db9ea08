/// What a series' dates change about its only rule.
struct SeriesEffects: Sendable {
  /// Additions that the rule does not generate and nothing excludes; epoch milliseconds, ascending.
  private(set) var added: ContiguousArray<Int> = []
  /// The rule's occurrences that exclusions remove; epoch milliseconds, ascending, unique.
  private(set) var removed: ContiguousArray<Int> = []

  init(of set: RecurrenceSet) {
    let storage = set.storage
    func generated(_ from: Int, _ to: Int, _ body: (Occurrence) -> Void) {
      guard let plan = set.onlyPlan else { return }
      var cursor = RuleCursor(plan, from: from, to: to)
      cursor.forEach(body)
    }
    for addition in storage.additions where !storage.exclusions.excludes(addition) {
      let seconds = addition.startMilliseconds / 1000
      var isGenerated = false
      generated(seconds, seconds + 1) { _ in isGenerated = true }
      if !isGenerated { added.append(addition.startMilliseconds) }
    }
    var removed: [Int] = []
    for instant in storage.exclusions.instants {
      let seconds = instant.floorDivided(by: 1000)
      generated(seconds, seconds + 1) { removed.append($0.startMilliseconds) }
    }
    for day in storage.exclusions.days {
      // A local day with room for any offset; the day itself decides.
      let midnight = day * 86_400
      generated(midnight - 2 * 86_400, midnight + 3 * 86_400) {
        if $0.nominalLocal.date.dayNumber == day { removed.append($0.startMilliseconds) }
      }
    }
    for value in removed.sorted() where self.removed.last != value { self.removed.append(value) }
  }
}
