// Rules with BYSETPOS some of whose values are never chosen, so that no date tells of them.
extension PartSearch {
  /// A choice of parts, and the characters it takes at least.
  struct HiddenTrial {
    let parts: [ListedPart]
    let sketch: RuleSketch
    let shortest: Int
    let days: DayUniverse.Row

    /// The trials with the fewest values to choose from come first.
    var width: Int {
      parts.reduce(0) { width, listed in
        switch listed.feature {
        case .weekNumber: max(width, 2)
        case .weekdayInMonth, .weekdayInYear: max(width, 1)
        default: width
        }
      }
    }
  }

  func hiddenTrials(_ sketch: RuleSketch) -> [HiddenTrial] {
    guard sketch.frequency > .daily, layout != nil else { return [] }
    let levels = levels(of: sketch.frequency)
    return (1..<1 << levels.count).flatMap { chosen -> [HiddenTrial] in
      let parts = listedParts(levels.indices.filter { chosen >> $0 & 1 == 1 }.map { levels[$0] }, sketch)
      guard let parts else { return [] }
      let plain = parts.map { $0.part == .days ? ListedPart(part: .days, feature: .weekday) : $0 }
      return [plain, parts].compactMap { trial($0, sketch) }
    }
  }

  private func trial(_ parts: [ListedPart], _ sketch: RuleSketch) -> HiddenTrial? {
    let shortest = parts.reduce(sketch.length + 11) { length, listed in
      length + (any(listed.feature, listed.part).first.map { PartChoice(listed.part, $0.values).length } ?? 0)
    }
    guard search.isPromising(shortest) else { return nil }
    let days = daysLeft(by: parts.map(\.part), sketch)
    guard grid.wanted.isSubset(of: days) else { return nil }
    return HiddenTrial(parts: parts, sketch: sketch, shortest: shortest, days: days)
  }

  /// Looks for values of the parts such that positions choose the walls.
  ///
  /// - Parameters:
  ///   - hidden: How many days more than the walls' own the positions count, taken together.
  ///   - steps: How many values are tried for each pattern of positions.
  func findHidden(_ trial: HiddenTrial, hidden: Int, steps: Int) {
    guard let layout else { return }
    for fromFront in 0...layout.most {
      for extra in Self.sums(of: layout.most, hidden) {
        let days = extra.indices.map { number in
          extra[number]
            + (number < fromFront ? layout.fewestDays(before: number) : layout.fewestDays(after: number))
        }
        let pattern = HiddenValues.Pattern(fromFront: fromFront, days: days)
        let positions = layout.positions(pattern, timesADay: grid.times.count)
        guard positions.allSatisfy({ abs($0) <= PositionFit.limit }) else { continue }
        let spent = trial.sketch.length + PartChoice(.setPositions, positions).length
        guard search.isPromising(trial.shortest - 11 + spent - trial.sketch.length) else { continue }
        var values = HiddenValues(
          trial.parts, in: trial.days, grid, layout, pattern, room: search.room(for: spent), steps: steps,
          search.budget
        ) { [self] lists in
          offer(lists, trial) ? search.room(for: spent) - 1 : nil
        }
        values.run()
      }
    }
  }

  private func offer(_ lists: [[Int]], _ trial: HiddenTrial) -> Bool {
    var (sketch, row) = (trial.sketch, trial.days)
    for (listed, values) in zip(trial.parts, lists) {
      sketch.add(PartChoice(listed.part, values))
      row = row & universe.row(listed.feature, values)
    }
    var steps = Int.max
    guard let fit = positions.positions(in: row, affordableExclusions: 0, steps: &steps), fit.excluded == 0
    else { return false }
    search.offer(
      sketch.adding(PartChoice(.setPositions, fit.positions)), generated: fit.generated, excluded: 0)
    return true
  }

  /// All ways to write a number as a sum of so many.
  private static func sums(of count: Int, _ total: Int) -> [[Int]] {
    count == 1
      ? [[total]] : (0...total).flatMap { first in sums(of: count - 1, total - first).map { [first] + $0 } }
  }
}
