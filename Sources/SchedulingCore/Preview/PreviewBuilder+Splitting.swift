internal import Recurrence

/// A series cut in two by an edit.
struct SplitEdit {
  let head: Series
  /// The whole as it was.
  let whole: Series
  /// What becomes of the occurrences from the cut on; `nil` where they are cancelled.
  var after: PreviewSide?
  let cut: Int
}

extension PreviewBuilder {
  /// The step of a split that creates the tail.
  static let creationStep = 2

  mutating func splitSeries(_ series: Series, at named: InstanceID, reference: Int) throws(Diagnostic) {
    try require(named, in: series)
    let tailID = EditPlan.createdID(ofStep: Self.creationStep)
    let cut = try SeriesCut(series, at: named.startMilliseconds)
    after = .series(cut.head)
    sendsRule()
    reportHead(cut.head)
    guard input.cancellation == nil else {
      split = SplitEdit(head: cut.head, whole: series, after: nil, cut: named.startMilliseconds)
      effective.rule = .replace(cut.head.canonicalRecurrence)
      return
    }
    let clock = series.start.zone
    let times = try newTimes(startMilliseconds: reference, durationSeconds: series.durationSeconds)
    reportOffset(of: edit.startTime, in: clock)
    moveSeconds =
      try local(atMilliseconds: times.startMilliseconds, in: clock).wallSeconds
      - local(atMilliseconds: reference, in: clock).wallSeconds
    let tail = try tail(cut, id: tailID, durationSeconds: times.durationSeconds)
    split = SplitEdit(head: cut.head, whole: series, after: tail, cut: named.startMilliseconds)
    var start: Int
    switch tail {
    case .series(let series):
      start = series.startMilliseconds
      effective.rule = .replace(series.canonicalRecurrence)
    case .single(let event): start = event.occurrence.startMilliseconds
    }
    try express(NewTimes(startMilliseconds: start, durationSeconds: times.durationSeconds), in: clock)
    if let last = cut.head.recurrences.last(before: Int.max), start <= last.startMilliseconds {
      findings.append(
        Diagnostic(
          .warning, .tailOverlapsHead,
          "The new series starts at \(describe(start, in: clock)), before the last occurrence that stays.",
          field: "startTime", remedy: "Check that the two may interleave."))
    }
  }

  private mutating func tail(
    _ cut: SeriesCut, id: String, durationSeconds: Int
  ) throws(Diagnostic) -> PreviewSide {
    let zone = cut.series.start.zone
    switch edit.rule {
    case .unchanged:
      let rebase = try movedTail(cut, id: id)
      findings += rebase.notes
      let moved = try Series(
        masterID: id, start: rebase.start, durationSeconds: durationSeconds, text: rebase.text,
        options: cut.series.options)
      return .series(try moved.withNameableStart())
    case .replace(let text):
      let start = try startOfTail(cut)
      let replaced = try replacedSeries(id: id, start: start, durationSeconds: durationSeconds, text: text)
      try reportDroppedExclusions(
        cut.sides.tail.exclusions, of: cut.series, in: replaced, movedBy: moveSeconds)
      return .series(try replaced.withNameableStart())
    case .remove:
      let start = try startOfTail(cut)
      let overrides = cut.series.overrides.filter {
        $0.original.startMilliseconds >= cut.occurrence.startMilliseconds
      }
      reportRemoval(
        exclusions: cut.sides.tail.exclusions.count, overrides: overrides.count,
        describe(masterStart(start).startMilliseconds, in: zone))
      return .single(
        .init(id: .fixed(id), occurrence: masterStart(start), durationSeconds: durationSeconds, zone: zone))
    }
  }

  /// The tail after its move, said in a way that can be moved.
  private func movedTail(_ cut: SeriesCut, id: String) throws(Diagnostic) -> SeriesRebase {
    let delta = moveSeconds
    func moved(_ tail: Series) throws(Diagnostic) -> SeriesRebase {
      try SeriesRebase(moving: tail.text, from: tail.start, bySeconds: delta, options: tail.options)
    }
    let tail = try cut.tail(id: id)
    do throws(Diagnostic) {
      return try moved(tail)
    } catch {
      guard error.code == .ruleNotMovable else { throw error }
      if tail.recurrences.count() == 1 {
        // Of a series with one occurrence left no pattern is left to keep.
        let start = RecurrenceStart(cut.occurrence.nominalLocal, in: tail.start.zone)
        return try SeriesRebase(
          moving: RecurrenceText(rules: [.onlyStart]), from: start, bySeconds: delta, options: tail.options)
      }
      guard let other = try? cut.tail(id: id, where: { (try? moved($0)) != nil }) else { throw error }
      return try moved(other)
    }
  }

  private func startOfTail(_ cut: SeriesCut) throws(Diagnostic) -> RecurrenceStart {
    try SeriesRebase(
      moving: RecurrenceText(), from: RecurrenceStart(cut.occurrence.nominalLocal, in: cut.series.start.zone),
      bySeconds: moveSeconds
    ).start
  }

  /// A rule that the edit did not ask for needs the flag that lets the server apply it.
  mutating func sendsRule() {
    guard edit.ignoreFreeSlotValidation == nil else { return }
    effective.ignoreFreeSlotValidation = true
    findings.append(
      Diagnostic(
        .note, .flagAdded,
        "The edit changes the recurrence, so ignoreFreeSlotValidation: true is sent with it.",
        field: "ignoreFreeSlotValidation"))
  }

  private mutating func reportHead(_ head: Series) {
    let starts = Set(
      head.overrides.filter { $0.appointment.appointmentStatus == .cancelled }
        .map(\.original.startMilliseconds))
    guard !starts.isEmpty, event.appointmentStatus != .cancelled,
      head.recurrences.count(in: Int.min..<LocalDateTime.range.upperBound * 2000) == starts.count
    else { return }
    findings.append(
      Diagnostic(
        .warning, .headWithoutOccurrences,
        "Every occurrence before the cut is cancelled, so the old series has none left that takes place.",
        field: "rrule", remedy: "Edit the whole series, or cancel the old one."))
  }

  /// The first occurrence that takes place may come after others that are all excluded.
  mutating func reportExcludedHead(of series: Series, decision: TargetDecision) throws(Diagnostic) {
    guard decision.scope == .following, let named = decision.occurrence else { return }
    let first = try Diagnostic.of { () throws(RecurrenceError) in
      try series.recurrences.withoutExclusions().first(from: Int.min)
    }
    guard let first, first.startMilliseconds < named.startMilliseconds else { return }
    findings.append(
      Diagnostic(
        .note, .headWithoutOccurrences,
        "Every occurrence before \(series.describe(named.startMilliseconds)) is excluded, so the whole series is "
          + "edited and not cut.", field: "rrule"))
  }

  /// Leaves alone what starts before an instant.
  ///
  /// - Returns: Whether the series has to be cut for that.
  mutating func keepPast(
    of series: Series, before instant: Int, decision: TargetDecision
  ) throws(Diagnostic) -> Bool {
    guard let first = series.recurrences.first(from: instant) else {
      throw Diagnostic(
        .error, .nothingToEdit,
        "No occurrence starts at \(series.describe(instant)) or later, so nothing would change.",
        remedy: "Give an earlier instant, or edit the whole series with its past.")
    }
    guard series.recurrences.last(before: instant) != nil else { return false }
    let named = try series.instanceID(startMilliseconds: first.startMilliseconds)
    let reason = TargetDecision.Reason(
      code: .pastKept,
      text: "What starts before \(series.describe(instant)) stays, so the series is cut at \(named).")
    self.decision = TargetDecision(
      target: .split(masterID: series.masterID, at: named), scope: .whole, occurrence: decision.occurrence,
      reasons: decision.reasons + [reason], diagnostics: decision.diagnostics)
    if let meant = decision.occurrence { try require(meant, in: series) }
    try splitSeries(
      series, at: named,
      reference: decision.occurrence?.startMilliseconds ?? series.startMilliseconds)
    return true
  }

  // MARK: Comparing

  mutating func compare(_ split: SplitEdit) throws(Diagnostic) {
    let isOpen = window.range == nil && split.whole.recurrences.isFinite == false
    var headWindow = window
    if isOpen { headWindow.range = headRange(split) }
    var head = OccurrenceMatcher(
      before: .series(split.head), after: .series(split.head), deltaSeconds: 0, fields: [],
      removesRule: false, replacesRule: false, window: headWindow)
    head.overridesBefore = overridesBefore
    head.overridesAfter = overridesAfter
    let untouched = try Diagnostic.of { () throws(RecurrenceError) in try head.changes() }
    changes = untouched.changes.map { change in
      change.kind == .kept && change.reasons.isEmpty
        ? OccurrenceChange(
          kind: .kept, before: change.before, after: change.after, reasons: [.outsideScope],
          notes: change.notes) : change
    }
    try checkLeft(.series(split.head))
    guard let tail = split.after else {
      try cancelTail(split, isTruncated: untouched.isTruncated)
      return
    }
    var matcher = OccurrenceMatcher(
      before: .series(split.whole), after: tail, deltaSeconds: moveSeconds,
      fields: changedFields(beside: event.json), removesRule: edit.rule == .remove,
      replacesRule: edit.changesRule, window: window)
    matcher.cut = split.cut
    matcher.overridesBefore = overridesBefore
    matcher.overridesAfter = tailOverridesAfter
    let matches = try Diagnostic.of { () throws(RecurrenceError) in try matcher.changes() }
    changes += matches.changes
    changes.sort { $0.sortingMilliseconds < $1.sortingMilliseconds }
    isTruncated = untouched.isTruncated || matches.isTruncated || isOpen
    try checkLeft(tail)
  }

  /// Of a series without end the last occurrences before the cut are shown.
  private func headRange(_ split: SplitEdit) -> Range<Int> {
    var lower = split.cut
    for occurrence in split.head.recurrences.reversedOccurrences(in: Int.min..<split.cut)
      .prefix(window.endlessLimit)
    {
      lower = occurrence.startMilliseconds
    }
    return lower..<split.cut
  }

  private mutating func cancelTail(_ split: SplitEdit, isTruncated headIsTruncated: Bool) throws(Diagnostic) {
    let side = PreviewSide.series(split.whole)
    let limit = side.isEndless && window.range == nil ? window.endlessLimit : window.limit
    let gone = try Diagnostic.of { () throws(RecurrenceError) in
      try side.expand(in: window.range, from: split.cut, limit: limit)
    }
    changes += gone.occurrences.map { occurrence in
      let snapshot = side.snapshot(occurrence, overridesBefore[occurrence.startMilliseconds])
      return OccurrenceChange(
        kind: .removed, before: snapshot, after: nil, reasons: [.pastEnd],
        notes: ChangeExplainer.notes(snapshot, masterOffset: side.masterOffsetSeconds))
    }
    isTruncated = headIsTruncated || gone.isTruncated
  }
}

extension Diagnostic.Code {
  /// The series split off starts before the other one ends.
  public static let tailOverlapsHead = Self(rawValue: "tailOverlapsHead")
  /// Nothing of the old series takes place any more.
  public static let headWithoutOccurrences = Self(rawValue: "headWithoutOccurrences")
  /// No occurrence is left that the edit could change.
  public static let nothingToEdit = Self(rawValue: "nothingToEdit")
  /// A flag that the edit did not name and its requests need.
  public static let flagAdded = Self(rawValue: "flagAdded")
}
