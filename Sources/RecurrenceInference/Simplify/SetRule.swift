internal import Recurrence

/// One rule for a series of several rules and dates.
struct SetRule {
  private let set: RecurrenceSet

  init(_ set: RecurrenceSet) { self.set = set }

  /// The shortest rule found that has the occurrences of the series.
  ///
  /// - Parameter isRight: The proof, asked for where the series has no end.
  func rule(within bound: Int, isRight: @escaping (RecurrenceRule) -> Bool) -> RecurrenceRule? {
    let isFinite = set.isFinite
    let horizon = set.start.local.wallSeconds + 9 * 366 * 86_400
    var walls: [Int] = []
    for occurrence in set.occurrences.prefix(RuleTimes.mostListed + 1) {
      let wall = occurrence.nominalLocal.wallSeconds
      if !isFinite, wall > horizon, walls.count > 30 { break }
      walls.append(wall)
    }
    // RDATEs may come before the start, and a rule may not.
    guard let first = walls.first, first >= set.start.local.wallSeconds,
      walls.count <= RuleTimes.mostListed || !isFinite, let last = walls.max()
    else { return nil }
    walls = Array(Swift.Set(walls)).sorted()
    let (start, isAllDay) = (set.start.local, set.start.isAllDay)
    let target =
      isFinite
      ? RuleTarget(walls, start: start, isAllDay: isAllDay)
      : RuleTarget(beginning: walls, through: last, start: start, isAllDay: isAllDay)
    return RuleSearch(target, within: bound) { isFinite || isRight($0) }.run()
  }
}
