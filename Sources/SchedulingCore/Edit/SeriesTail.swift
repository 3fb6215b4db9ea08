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
  /// How many dates may correct what a rule says, or stand for one.
  private static let mostRepairs = 200
  /// How many occurrences are tried as starts at which rules of different phases agree.
  private static let mostAnchors = 200
  /// How many occurrences of a lone rule show whether it keeps its phase.
  private static let phaseProof = 24
  /// No zone's clocks change by more.
  private static let reach = 26 * 3_600_000

  init(_ series: Series, from first: Occurrence, sides: SeriesDateSides) {
    self.series = series
    self.first = first
    self.sides = sides
  }

  /// A place to start at, and how the rules are said from there.
  private struct Anchor {
    let local: LocalDateTime
    /// They state what they took from the old start.
    var isPinned = true
    /// Those that end are listed date by date.
    var isListed = false
  }

  /// The tail as a series.
  ///
  /// - Parameters:
  ///   - atSkippedTimes: Whether it may start at a time that the clocks skip. A request can't say such a
  ///     start, since it names an instant.
  ///   - isFit: Tells whether a rule serves; a list of dates is no rule then.
  func anchored(
    masterID: String, atSkippedTimes: Bool, where isFit: ((Series) -> Bool)? = nil
  ) throws(ValidationFailure) -> Series {
    do throws(RecurrenceError) {
      let near = try nearAnchors(atSkippedTimes)
      for anchor in near {
        if let found = try candidate(anchor, masterID: masterID), isFit?(found) ?? true { return found }
      }
      let listed = near.map { Anchor(local: $0.local, isListed: true) }
      for anchor in isFit == nil ? try commonAnchors() + listed : [] {
        if let found = try candidate(anchor, masterID: masterID) { return found }
      }
    } catch {
      throw ValidationFailure(error)
    }
    throw ValidationFailure(
      .splitNotExact,
      "No recurrence that starts at \(series.describe(first.startMilliseconds)) goes on as the series does.",
      field: "rrule", remedy: "Give the rule of the new series in rrule, or edit its occurrences one by one.")
  }

  /// The first occurrence, and the first that a rule generates: an addition is no place for rules to start.
  private func nearAnchors(_ atSkippedTimes: Bool) throws(RecurrenceError) -> [Anchor] {
    var locals: [LocalDateTime] = []
    if atSkippedTimes || first.gapSeconds == 0 { locals.append(first.nominalLocal) }
    if first.gapSeconds != 0 { locals.append(first.local) }
    locals += try generated(atMost: 1)
    return locals.flatMap { [Anchor(local: $0, isPinned: false), Anchor(local: $0)] }
  }

  /// Occurrences at which rules of different phases agree, without those that end or with all of them.
  private func commonAnchors() throws(RecurrenceError) -> [Anchor] {
    let rules = series.text.rules + series.text.exclusionRules
    guard rules.count > 1 else { return [] }
    var anchors: [Anchor] = []
    for isListed in [false, true] {
      let phased = isListed ? rules.filter { $0.end == .never } : rules
      for local in try generated(atMost: Self.mostAnchors) where try keepPhase(phased, at: local) {
        anchors.append(Anchor(local: local, isListed: isListed))
        break
      }
    }
    return anchors
  }

  /// Local times after the first occurrence that a rule generates, and that an instant can say.
  private func generated(atMost limit: Int) throws(RecurrenceError) -> [LocalDateTime] {
    let pattern = try RecurrenceSet(
      RecurrenceText(rules: series.text.rules.map { $0.with(end: .never) }),
      start: onTheClock(series.start), options: series.options)
    var found: [LocalDateTime] = []
    for occurrence in series.recurrences.occurrences(from: first.startMilliseconds + 1).prefix(
      Self.mostAnchors)
    where occurrence.gapSeconds == 0 && pattern.contains(occurrence.local.wallSeconds * 1000) {
      found.append(occurrence.local)
      if found.count == limit { break }
    }
    return found
  }

  /// Whether a rule that is restarted goes on as it did, on the clock's face: among other rules and dates a
  /// wrong phase may not show for long.
  private func keepsPhase(
    _ rule: RecurrenceRule, as restarted: RecurrenceRule, at local: LocalDateTime
  ) throws(RecurrenceError) -> Bool {
    let old = try RecurrenceSet(
      RecurrenceText(rules: [rule.with(end: .never)]), start: onTheClock(series.start),
      options: series.options)
    let new = try RecurrenceSet(
      RecurrenceText(rules: [restarted.with(end: .never)]),
      start: onTheClock(RecurrenceStart(local, in: series.start.zone)), options: series.options)
    let expected = old.occurrences(from: local.wallSeconds * 1000).prefix(Self.phaseProof)
    return expected.elementsEqual(new.occurrences.prefix(Self.phaseProof))
  }

  private func keepPhase(_ rules: [RecurrenceRule], at local: LocalDateTime) throws(RecurrenceError) -> Bool {
    for rule in rules where try !keepsPhase(rule, as: rule.stated(from: series.start), at: local) {
      return false
    }
    return true
  }

  private func onTheClock(_ start: RecurrenceStart) -> RecurrenceStart {
    RecurrenceStart(start.local, isAllDay: start.isAllDay, in: .utc)
  }

  // MARK: Rules

  private func candidate(_ anchor: Anchor, masterID: String) throws(RecurrenceError) -> Series? {
    let start = RecurrenceStart(
      anchor.local, isAllDay: series.start.isAllDay, in: series.start.zone)
    var text = RecurrenceText()
    text.exclusions = sides.tail.exclusions
    text.additions = sides.tail.additions
    var (rules, exclusionRules) = (series.text.rules, series.text.exclusionRules)
    if anchor.isListed, series.recurrences.isFinite {
      // Date by date it needs neither rules nor exclusions.
      let left = series.recurrences.occurrences(from: first.startMilliseconds).prefix(Self.mostRepairs + 1)
      text = RecurrenceText(additions: left.map(date))
      (rules, exclusionRules) = ([], [])
    } else if anchor.isListed {
      guard let added = try list(&rules), let excluded = try list(&exclusionRules) else { return nil }
      text.additions += added
      text.exclusions += excluded
    }
    guard let left = try restarted(rules, at: start, isPinned: anchor.isPinned),
      let excluding = try restarted(exclusionRules, at: start, isPinned: anchor.isPinned)
    else { return nil }
    (text.rules, text.exclusionRules) = (left, excluding)
    if text.rules.isEmpty {
      // Only additions are left, but a series has a rule: one that says its start.
      text.rules = [.onlyStart]
    }
    guard try repair(&text, start: start) else { return nil }
    let set = try RecurrenceSet(text, start: start, options: series.options)
    guard isSame(set) else { return nil }
    let kept = series.overrides.filter { $0.original.startMilliseconds >= first.startMilliseconds }
    return try? Series(
      masterID: masterID, start: start, durationSeconds: series.durationSeconds,
      nominalDays: series.nominalDays, text: text,
      options: series.options, overrides: kept)
  }

  /// Takes the rules that end out of a list, and gives what they generate from the cut on; `nil` where that is
  /// too much.
  private func list(_ rules: inout [RecurrenceRule]) throws(RecurrenceError) -> [RecurrenceDate]? {
    var dates: [RecurrenceDate] = []
    for rule in rules where rule.end != .never {
      let alone = try RecurrenceSet(
        RecurrenceText(rules: [rule]), start: series.start, options: series.options)
      dates += alone.occurrences(from: first.startMilliseconds).prefix(Self.mostRepairs + 1).map(date)
    }
    rules.removeAll { $0.end != .never }
    return dates.count > Self.mostRepairs ? nil : dates
  }

  /// An occurrence as a date that moves as the rule would: by what its clock shows, skipped or not.
  private func date(_ occurrence: Occurrence) -> RecurrenceDate {
    let named = series.start.zone.occurrence(at: occurrence.nominalLocal, policy: series.options.zonePolicy)
    return named?.startMilliseconds == occurrence.startMilliseconds
      ? .local(occurrence.nominalLocal, zone: nil)
      : .instant(seconds: occurrence.startSeconds)
  }

  /// The rules as they read from a later start; those that are over by then are left out, and where one
  /// would mean something else there is no answer.
  private func restarted(
    _ rules: [RecurrenceRule], at start: RecurrenceStart, isPinned: Bool
  ) throws(RecurrenceError) -> [RecurrenceRule]? {
    var result: [RecurrenceRule] = []
    for rule in rules {
      var end = rule.end
      if case .count(let count) = end {
        // What counts is what the rule generates on the clock's face, excluded or not.
        let clock = try RecurrenceSet(
          RecurrenceText(rules: [rule]), start: onTheClock(series.start), options: series.options)
        guard let passed = clock.count(in: Int.min..<start.local.wallSeconds * 1000) else { return nil }
        let left = count - passed
        if left <= 0 { continue }
        end = .count(left)
      }
      let later = (isPinned ? rule.stated(from: series.start) : rule).with(end: end)
      let alone = try RecurrenceSet(RecurrenceText(rules: [later]), start: start, options: series.options)
      guard alone.first(from: Int.min) != nil else { continue }
      guard try keepsPhase(rule, as: later, at: start.local) else { return nil }
      result.append(later)
    }
    return result
  }

  // MARK: Proof

  /// Adds and excludes single dates where the clocks' changes make the rules say something else.
  private func repair(_ text: inout RecurrenceText, start: RecurrenceStart) throws(RecurrenceError) -> Bool {
    let set = try RecurrenceSet(text, start: start, options: series.options)
    let from = first.startMilliseconds
    let end = max(from, start.local.wallSeconds * 1000 - Int(first.offsetSeconds) * 1000) + Self.reach
    let wanted = Array(series.recurrences.occurrences(in: from..<end))
    let found = Array(set.occurrences(in: (from - Self.reach)..<end))
    let wantedSet = Set(wanted.map(\.startMilliseconds))
    let foundSet = Set(found.map(\.startMilliseconds))
    let missing = wanted.filter { !foundSet.contains($0.startMilliseconds) }
    let extra = found.filter { !wantedSet.contains($0.startMilliseconds) }
    guard missing.count + extra.count <= Self.mostRepairs else { return false }
    text.additions += missing.map(date)
    text.exclusions += extra.map(date)
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
  func withNameableStart() throws(ValidationFailure) -> Series {
    guard !start.isAllDay,
      let master = start.zone.occurrence(at: start.local, policy: options.zonePolicy.shiftingGaps),
      master.gapSeconds != 0, let first = recurrences.first(from: Int.min)
    else { return self }
    let sides = try ValidationFailure.of { () throws(RecurrenceError) in try SeriesDateSides(self, cut: first)
    }
    return try SeriesTail(self, from: first, sides: sides).anchored(masterID: masterID, atSkippedTimes: false)
  }
}
