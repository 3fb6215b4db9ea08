internal import Recurrence

/// One rule for a series of several rules and dates.
struct SetRule {
  private let set: RecurrenceSet
  private let preference: RecurrencePreference
  private let work: WorkBudget

  init(_ set: RecurrenceSet, preferring preference: RecurrencePreference, work: WorkBudget) {
    (self.set, self.preference, self.work) = (set, preference, work)
  }

  /// The best rule found that has the occurrences of the series.
  ///
  /// - Parameter isRight: The proof, asked for where the series has no end.
  func rule(within bound: Int, isRight: @escaping (RecurrenceRule) -> Bool) -> RecurrenceRule? {
    guard work.allowsMore() else { return nil }
    let isFinite = set.isFinite
    let horizon = set.start.local.wallSeconds + 9 * 366 * 86_400
    var walls: [Int] = []
    for occurrence in set.occurrences.prefix(RuleTimes.mostListed + 1) {
      let wall = occurrence.nominalLocal.wallSeconds
      if !isFinite, wall > horizon, walls.count > 30 { break }
      walls.append(wall)
    }
    work.spend(200_000 + 50 * walls.count)
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
    if preference == .readable {
      let usual = UsualRules(target).first {
        $0.textLength <= bound && (isFinite || isRight($0))
      }
      if let usual { return usual.rule }
    }
    let budget = SearchBudget(work: 50_000_000, of: work)
    return RuleSearch(target, within: bound, budget: budget) { isFinite || isRight($0) }.run()
  }
}
