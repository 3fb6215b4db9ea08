/// What a series' dates change about its rules.
struct SeriesEffects: Sendable {
  /// Additions that the rules do not generate and nothing excludes; epoch milliseconds, ascending.
  private(set) var added: ContiguousArray<Int> = []
  /// The rules' occurrences that EXDATE removes and no exclusion rule does; epoch milliseconds, ascending, unique.
  private(set) var removed: ContiguousArray<Int> = []

  init(of set: RecurrenceSet) {
    let storage = set.storage
    let plans = storage.plans
    func forEachGenerated(_ from: Int, _ to: Int, _ body: (Occurrence) -> Void) {
      for plan in plans {
        var cursor = RuleCursor(plan, from: from, to: to)
        cursor.forEach(body)
      }
    }
    for addition in storage.additions where !set.isExcluded(addition) {
      let seconds = addition.startMilliseconds / 1000
      var isGenerated = false
      forEachGenerated(seconds, seconds + 1) { _ in isGenerated = true }
      if !isGenerated { added.append(addition.startMilliseconds) }
    }
    var removed: [Int] = []
    func remove(_ occurrence: Occurrence) {
      if !set.isExcludedByRule(occurrence) { removed.append(occurrence.startMilliseconds) }
    }
    for instant in storage.exclusions.instants {
      let seconds = instant.floorDivided(by: 1000)
      forEachGenerated(seconds, seconds + 1, remove)
    }
    for day in storage.exclusions.days {
      // A local day with room for any offset; the day itself decides.
      let midnight = day * 86_400
      forEachGenerated(midnight - 2 * 86_400, midnight + 3 * 86_400) {
        if $0.nominalLocal.date.dayNumber == day { remove($0) }
      }
    }
    for value in removed.sorted() where self.removed.last != value { self.removed.append(value) }
  }
}
