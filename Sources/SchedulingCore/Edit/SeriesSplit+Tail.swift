internal import Recurrence

/// The occurrences of a series from one of them on, as a series of their own.
///
/// A rule means something else once it starts elsewhere: its phase, the parts it takes from its start and
/// its COUNT all hang on it. So the ways of saying it are tried in turn, and the one is taken that has the
/// same occurrences.
struct SeriesTail {
  let series: Series
  let first: Occurrence
  let sides: SeriesDateSides

  /// How many occurrences two recurrences have to share before they count as the same; the phase of a rule
  /// that goes wrong goes wrong at once.
  private static let proof = 400
  /// How many dates may mend what a rule says around a change of the clocks.
  private static let mostRepairs = 64
  /// No zone's clocks change by more.
  private static let reach = 26 * 3_600_000

  init(_ series: Series, from first: Occurrence, sides: SeriesDateSides) {
    self.series = series
    self.first = first
    self.sides = sides
  }

  /// A place to start at, and whether the rules have to state what they took from the old start.
  private struct Anchor {
    let local: LocalDateTime
    let isPinned: Bool
  }

  /// The tail as a series.
  ///
  /// - Parameter atSkippedTimes: Whether it may start at a time that the clocks skip. A request can't
  ///   say such a start, since it names an instant.
  func anchored(masterID: String, atSkippedTimes: Bool) throws(Diagnostic) -> Series {
    do throws(RecurrenceError) {
      for anchor in try anchors(atSkippedTimes) {
        if let found = try candidate(anchor, masterID: masterID) { return found }
      }
    } catch {
      throw Diagnostic(error)
    }
    throw Diagnostic(
      .error, .splitNotExact,
      "No recurrence that starts at \(series.describe(first.startMilliseconds)) goes on as the series does.",
      field: "rrule", remedy: "Give the rule of the new series in rrule, or edit its occurrences one by one.")
  }

  private func anchors(_ atSkippedTimes: Bool) throws(RecurrenceError) -> [Anchor] {
    var locals: [LocalDateTime] = []
    if atSkippedTimes || first.gapSeconds == 0 { locals.append(first.nominalLocal) }
    if first.gapSeconds != 0 { locals.append(first.local) }
    let pattern = try endlessPattern()
    // An addition is no place for the rules to start at: the next one that they generate is.
    var seen = 0
    for occurrence in series.recurrences.occurrences(from: first.startMilliseconds) {
      if occurrence.gapSeconds == 0, occurrence != first,
        pattern.contains(occurrence.local.wallSeconds * 1000)
      {
        locals.append(occurrence.local)
        break
      }
      seen += 1
      if seen > Self.mostRepairs { break }
    }
    return locals.flatMap { [Anchor(local: $0, isPinned: false), Anchor(local: $0, isPinned: true)] }
  }

  /// The rules on the clock's face alone, without an end.
  private func endlessPattern() throws(RecurrenceError) -> RecurrenceSet {
    try RecurrenceSet(
      RecurrenceText(rules: series.text.rules.map { $0.with(end: .never) }),
      start: onTheClock(series.start), options: series.options)
  }

  private func onTheClock(_ start: RecurrenceStart) -> RecurrenceStart {
    start.isAllDay
      ? RecurrenceStart(allDay: start.local.date, in: .utc) : RecurrenceStart(start.local, in: .utc)
  }

  // MARK: Rules

  private func candidate(_ anchor: Anchor, masterID: String) throws(RecurrenceError) -> Series? {
    let start =
      series.start.isAllDay
      ? RecurrenceStart(allDay: anchor.local.date, in: series.start.zone)
      : RecurrenceStart(anchor.local, in: series.start.zone)
    var text = RecurrenceText()
    text.rules = try restarted(series.text.rules, at: start, isPinned: anchor.isPinned)
    text.exclusionRules = try restarted(series.text.exclusionRules, at: start, isPinned: anchor.isPinned)
    text.exclusions = sides.tail.exclusions
    text.additions = sides.tail.additions
    if text.rules.isEmpty {
      // Only additions are left, but a series has a rule: one that says its start.
      text.rules = [
        RecurrenceRule(
          unchecked: .daily, interval: 1, end: .count(1), weekStart: .monday, parts: RuleParts(), scale: nil)
      ]
    }
    guard try repair(&text, start: start) else { return nil }
    let set = try RecurrenceSet(text, start: start, options: series.options)
    guard isSame(set) else { return nil }
    let kept = series.overrides.filter { $0.original.startMilliseconds >= first.startMilliseconds }
    return try? Series(
      masterID: masterID, start: start, durationSeconds: series.durationSeconds, text: text,
      options: series.options, overrides: kept)
  }

  /// The rules as they read from a later start; those that are over by then are left out.
  private func restarted(
    _ rules: [RecurrenceRule], at start: RecurrenceStart, isPinned: Bool
  ) throws(RecurrenceError) -> [RecurrenceRule] {
    var result: [RecurrenceRule] = []
    for rule in rules {
      var end = rule.end
      if case .count(let count) = end {
        // What counts is what the rule generates on the clock's face, excluded or not.
        let clock = try RecurrenceSet(
          RecurrenceText(rules: [rule]), start: onTheClock(series.start), options: series.options)
        let left = count - clock.count(in: Int.min..<start.local.wallSeconds * 1000)
        if left <= 0 { continue }
        end = .count(left)
      }
      let later = (isPinned ? rule.pinned(from: series.start) : rule).with(end: end)
      let alone = try RecurrenceSet(RecurrenceText(rules: [later]), start: start, options: series.options)
      if alone.first(from: Int.min) != nil { result.append(later) }
    }
    return result
  }

  // MARK: Proof

  /// Adds and excludes single dates where the clocks' changes make the rules say something else.
  private func repair(_ text: inout RecurrenceText, start: RecurrenceStart) throws(RecurrenceError) -> Bool {
    let set = try RecurrenceSet(text, start: start, options: series.options)
    let from = first.startMilliseconds
    let end = max(from, start.local.wallSeconds * 1000 - Int(first.offsetSeconds) * 1000) + Self.reach
    let wanted = series.recurrences.occurrences(in: from..<end).map(\.startMilliseconds)
    let found = set.occurrences(in: (from - Self.reach)..<end).map(\.startMilliseconds)
    if wanted == found { return true }
    let (wantedSet, foundSet) = (Set(wanted), Set(found))
    let missing = wanted.filter { !foundSet.contains($0) }
    let extra = found.filter { !wantedSet.contains($0) }
    guard missing.count + extra.count <= Self.mostRepairs else { return false }
    text.additions += missing.map { .instant(seconds: $0.floorDivided(by: 1000)) }
    text.exclusions += extra.map { .instant(seconds: $0.floorDivided(by: 1000)) }
    return true
  }

  private func isSame(_ set: RecurrenceSet) -> Bool {
    let whole = series.recurrences
    var ours = whole.occurrences(from: first.startMilliseconds).makeIterator()
    var theirs = set.occurrences.makeIterator()
    for _ in 0..<Self.proof {
      let (left, right) = (ours.next(), theirs.next())
      if left?.startMilliseconds != right?.startMilliseconds { return false }
      if left == nil { return true }
    }
    guard whole.isFinite == set.isFinite else { return false }
    guard whole.isFinite else { return true }
    return whole.last(before: Int.max)?.startMilliseconds == set.last(before: Int.max)?.startMilliseconds
      && whole.count(in: first.startMilliseconds..<LocalDateTime.range.upperBound * 2000) == set.count()
  }
}

extension Series {
  /// The same series with a start that an instant can say.
  ///
  /// A request names the start as an instant. Where the clocks skip the master's time, that instant is
  /// a later time on the clock, at which the whole series would recur from then on.
  func withNameableStart() throws(Diagnostic) -> Series {
    let policy = ZonePolicy(gap: .shiftForward, fold: options.zonePolicy.fold)
    guard !start.isAllDay, let master = start.zone.occurrence(at: start.local, policy: policy),
      master.gapSeconds != 0, let first = recurrences.first(from: Int.min)
    else { return self }
    let sides = try Diagnostic.of { () throws(RecurrenceError) in try SeriesDateSides(self, cut: first) }
    return try SeriesTail(self, from: first, sides: sides).anchored(masterID: masterID, atSkippedTimes: false)
  }
}
