internal import Recurrence

/// What readers of RFC 5545 find elsewhere than a series has it, at the gaps and folds of its zone.
///
/// Section 3.3.5 shifts a time that the clocks skip, section 3.3.10 ignores it when a rule generates it;
/// readers do either. A time that the clocks show twice is its first pass to all of them.
struct ClockExceptions {
  /// Instants that some reader would miss, in UTC seconds, with the time that the rule names, in wall seconds.
  private(set) var missed: [Int: Int] = [:]
  /// Times that some reader would find and the series lacks, in wall seconds.
  private(set) var removed: Set<Int> = []
  /// Whether the series goes on beyond the years that were looked at, and may have more.
  private(set) var endsEarly = false

  var isEmpty: Bool { missed.isEmpty && removed.isEmpty }

  init(rules: [RecurrenceRule], set: RecurrenceSet, isByDays: Bool) throws(RecurrenceError) {
    let zone = set.start.zone
    if zone.isFixed || rules.isEmpty { return }
    func series(_ policy: ZonePolicy) throws(RecurrenceError) -> RecurrenceSet {
      var options = set.options
      options.zonePolicy = policy
      return try RecurrenceSet(RecurrenceText(rules: rules), start: set.start, options: options)
    }
    let own = try series(set.options.zonePolicy)
    let shifting = try series(ZonePolicy(gap: .shiftForward, fold: .first))
    let ignoring = try series(ZonePolicy(gap: .omit, fold: .first))
    guard let first = shifting.first(from: .min) else { return }
    let begin = first.startMilliseconds / 1000 - 86_400
    let horizon = begin + RecurrenceSpeller.listedYears * 366 * 86_400
    let last = own.isFinite ? own.last(before: .max).map { $0.startMilliseconds / 1000 + 86_400 } : nil
    let end = last.map { min($0, horizon) } ?? horizon
    var latest: Int?
    for transition in zone.transitions(in: begin..<max(end, begin)) {
      let length = abs(transition.offsetAfter - transition.offsetBefore)
      let window = (transition.instant - length) * 1000..<(transition.instant + length) * 1000
      let all = Array(own.occurrences(in: window))
      let here = Set(all.map(\.startMilliseconds))
      let shifted = Array(shifting.occurrences(in: window))
      let kept =
        isByDays
        ? Set(shifted.map(\.startMilliseconds))
        : Set(
          ignoring.occurrences(in: window).map(\.startMilliseconds))
      let missed = all.filter { !kept.contains($0.startMilliseconds) }
      let surplus = shifted.filter { !here.contains($0.startMilliseconds) }.map(\.nominalLocal.wallSeconds)
      if !missed.isEmpty || !surplus.isEmpty { latest = transition.instant }
      for occurrence in missed {
        self.missed[occurrence.startMilliseconds / 1000] = occurrence.nominalLocal.wallSeconds
      }
      removed.formUnion(surplus)
      if self.missed.count + removed.count > RecurrenceSpeller.mostDates {
        endsEarly = true
        return
      }
    }
    if let latest, last ?? .max > horizon { endsEarly = latest > horizon - 10 * 366 * 86_400 }
  }
}
