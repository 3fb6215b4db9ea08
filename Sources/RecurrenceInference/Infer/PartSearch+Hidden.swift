internal import Recurrence

// Rules with BYSETPOS that have values it never chooses, so that no date shows them.
extension PartSearch {
  /// A choice of parts for a base.
  final class HiddenTrial {
    let parts: [ListedPart]
    let sketch: RuleSketch
    /// The days that the start allows.
    let days: DayUniverse.Row
    /// The fewest characters that the parts take.
    let shortest: Int
    /// The fewest characters of a rule but for COUNT.
    var length: Int { sketch.length + shortest + "BYSETPOS=1".utf8.count + 1 }
    fileprivate var values: HiddenValues?

    init(_ parts: [ListedPart], _ sketch: RuleSketch, days: DayUniverse.Row, shortest: Int) {
      (self.parts, self.sketch, self.days, self.shortest) = (parts, sketch, days, shortest)
    }
  }

  /// How many days are looked at for hidden values, about 180 years of every day; bounds the rows of bits.
  /// A choice.
  private static let mostDays = 1 << 16

  func hiddenTrials(_ sketch: RuleSketch) -> [HiddenTrial] {
    guard sketch.frequency > .daily, universe.count <= Self.mostDays, layout != nil else { return [] }
    let levels = levels(of: sketch.frequency)
    return (1..<1 << levels.count).flatMap { chosen -> [HiddenTrial] in
      let parts = listedParts(levels.indices.filter { chosen >> $0 & 1 == 1 }.map { levels[$0] }, sketch)
      guard let parts else { return [] }
      let plain = parts.map { $0.part == .days ? ListedPart(part: .days, feature: .weekday) : $0 }
      let ways = plain.map(\.feature) == parts.map(\.feature) ? [parts] : [plain, parts]
      return ways.compactMap { trial($0, sketch) }
    }
  }

  private func trial(_ parts: [ListedPart], _ sketch: RuleSketch) -> HiddenTrial? {
    let shortest = parts.reduce(0) { length, listed in
      length + (any(listed.feature, listed.part).first.map { PartChoice(listed.part, $0.values).length } ?? 0)
    }
    guard search.isPromising(sketch.length + shortest + 11) else { return nil }
    let days = daysLeft(by: parts.map(\.part), sketch)
    guard grid.wanted.isSubset(of: days) else { return nil }
    return HiddenTrial(parts, sketch, days: days, shortest: shortest)
  }

  /// Looks for values of the parts such that positions choose the walls.
  ///
  /// - Parameters:
  ///   - hidden: How many days without a wall the positions count, all together.
  ///   - slack: How many characters the parts may take beyond the fewest possible.
  ///   - tries: How many values are tried for each pattern of positions.
  func findHidden(_ trial: HiddenTrial, hidden: ClosedRange<Int>, slack: Int, tries: Int) {
    guard let layout else { return }
    var values = trial.values ?? HiddenValues(trial.parts, in: trial.days, grid, layout)
    trial.values = nil
    var triesLeft = 10 * tries
    for pattern in hidden.lazy.flatMap(layout.patterns) {
      guard triesLeft > 0 else { break }
      guard search.budget.hiddenSteps > 0 else { return }
      let positions = layout.positions(pattern, timesADay: grid.times.count)
      guard positions.allSatisfy({ abs($0) <= PositionFit.limit }) else { continue }
      let spent = trial.sketch.length + PartChoice(.setPositions, positions).length
      let room = min(search.room(for: spent), trial.shortest + slack)
      guard room >= trial.shortest else { continue }
      let assignments = assignments[pattern.fromFront]
      let allowed = min(tries, triesLeft)
      values.run(
        pattern, assignments, room: room, tries: allowed, steps: &search.budget.hiddenSteps
      ) { lists in
        offer(lists, trial) ? search.room(for: spent) - 1 : nil
      }
      triesLeft -= allowed - values.triesLeft + 10
    }
    trial.values = values
  }

  private func offer(_ lists: [[Int]], _ trial: HiddenTrial) -> Bool {
    var (sketch, row) = (trial.sketch, trial.days)
    for (listed, values) in zip(trial.parts, lists) {
      sketch.add(PartChoice(listed.part, values))
      row = row & universe.row(listed.feature, values)
    }
    var steps = Int.max
    guard let fit = positions.positions(in: row, room: .max, affordableExclusions: 0, steps: &steps),
      fit.excluded == 0
    else { return false }
    search.offer(
      sketch.adding(PartChoice(.setPositions, fit.positions)), generated: fit.generated, excluded: 0)
    return true
  }
}
