internal import Recurrence

// Parts whose lists depend on each other: if one part allows an unwanted day, another must leave it out.
extension PartSearch {
  /// A part that a candidate has, and what its values say of days.
  struct ListedPart {
    let part: RulePart
    let feature: DayUniverse.Feature
  }

  /// Looks for rules that generate the walls and nothing else, for every choice of parts: exact where the
  /// candidates of `run` settle one list after the other.
  func runJointly(_ sketch: RuleSketch, partCounts: ClosedRange<Int>) {
    let levels = levels(of: sketch.frequency)
    for chosen in 0..<1 << levels.count where partCounts.contains(chosen.nonzeroBitCount) {
      guard search.budget.work > 0 else { return }
      let parts = listedParts(levels.indices.filter { chosen >> $0 & 1 == 1 }.map { levels[$0] }, sketch)
      search.budget.spend(1000)
      guard let parts else { continue }
      let shortest = parts.reduce(sketch.length) { length, listed in
        length
          + (any(listed.feature, listed.part).first.map { PartChoice(listed.part, $0.values).length } ?? 0)
      }
      guard search.isPromising(shortest) else { continue }
      let days = daysLeft(by: parts.map(\.part), sketch)
      guard grid.wanted.isSubset(of: days) else { continue }
      let named = parts.compactMap { self.named(by: $0.feature) }
      guard named.count == parts.count else { continue }
      let cover = JointCover(parts, named, in: days, grid, search.budget)
      guard let lists = cover?.lists(within: search.room(for: sketch.length)) else { continue }
      var found = sketch
      var row = days
      for (listed, values) in zip(parts, lists) {
        found.add(PartChoice(listed.part, values))
        row = row & universe.row(listed.feature, values)
      }
      search.offer(found, generated: grid.generatedCount(row), excluded: grid.excludedCount(row))
    }
  }

  /// The parts of some levels; `nil` where another first day of the week makes no difference to them.
  func listedParts(_ levels: [Level], _ sketch: RuleSketch) -> [ListedPart]? {
    let hasWeeks = levels.contains(.weekNumbers)
    // Of yearly rules only those with week numbers depend on the week's first day.
    guard sketch.weekStart == .monday || sketch.frequency != .yearly || hasWeeks else { return nil }
    return levels.map { level in
      switch level {
      case .months: ListedPart(part: .months, feature: .month)
      case .weekNumbers: ListedPart(part: .weekNumbers, feature: .weekNumber(weekStart: sketch.weekStart))
      case .yearDays: ListedPart(part: .yearDays, feature: .yearDay)
      case .monthDays: ListedPart(part: .monthDays, feature: .monthDay)
      case .weekdays where sketch.frequency < .monthly || hasWeeks:
        ListedPart(part: .days, feature: .weekday)
      case .weekdays:
        ListedPart(
          part: .days,
          feature: sketch.frequency == .yearly && !levels.contains(.months) ? .weekdayInYear : .weekdayInMonth
        )
      }
    }
  }
}
