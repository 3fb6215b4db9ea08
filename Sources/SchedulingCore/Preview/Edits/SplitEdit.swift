internal import Recurrence

/// A series is cut in two: what comes before stays, the edit reaches what comes after.
struct SplitEdit {
  let context: EditContext
  let series: Series

  /// How many occurrences are searched for one of the named day: those of a year.
  private static let mostOfOneDay = 400

  private var edit: AppointmentEdit { context.edit }
  private var clock: ZoneTransitions { series.start.zone }

  /// - Parameter reference: The start that the edit's times are compared with, in epoch milliseconds.
  func work(_ result: inout EditResult, at named: InstanceID, reference: Int) throws(ValidationFailure) {
    try series.require(named)
    let cut = try SeriesCut(series, at: named.startMilliseconds)
    result.after = .one(PreviewSide(cut.head))
    result.addRuleFlag()
    result.findings += headFindings(cut.head)
    var tail: PreviewSide?
    if context.request.cancellation == nil {
      tail = try edited(cut, reference: reference, &result)
    } else {
      result.effective.rule = .replace(cut.head.sentRecurrence)
      result.endSeries(before: named)
    }
    result.after = .halves(
      SeriesHalves(
        creationStep: creationStep(cut: named.startMilliseconds), head: cut.head, whole: series, tail: tail,
        cut: named.startMilliseconds))
  }

  /// Overrides beyond the cut that may remain are cancelled first, then the series is cut.
  private func creationStep(cut: Int) -> Int {
    series.overrides.count { $0.original.startMilliseconds >= cut && context.hasToBeCancelled($0) } + 2
  }

  /// Cuts the series where an edit of the whole leaves alone what starts before an instant.
  ///
  /// - Returns: Whether it has to be cut for that.
  func keepPast(_ result: inout EditResult) throws(ValidationFailure) -> Bool {
    let decision = context.decision
    guard let instant = context.request.reach.keepingBefore, decision.scope == .whole else { return false }
    guard let first = series.recurrences.first(from: instant) else {
      throw ValidationFailure(
        .nothingToEdit,
        "No occurrence starts at \(series.describe(instant)) or later, so nothing would change.",
        remedy: "Give an earlier instant, or edit the whole series with its past.")
    }
    guard series.recurrences.last(before: instant) != nil else { return false }
    let named = try series.instanceID(startMilliseconds: first.startMilliseconds)
    let verb = context.request.cancellation == nil ? "is cut at" : "ends before"
    result.decision.target = .split(masterID: series.masterID, at: named)
    result.decision.add(
      .pastKept, "What starts before \(series.describe(instant)) stays, so the series \(verb) \(named).")
    if let meant = decision.occurrence { try series.require(meant) }
    try work(
      &result, at: named, reference: decision.occurrence?.startMilliseconds ?? series.startMilliseconds)
    return true
  }

  // MARK: The tail

  private func edited(
    _ cut: SeriesCut, reference: Int, _ result: inout EditResult
  ) throws(ValidationFailure) -> PreviewSide {
    let slot = TimeSpan(startMilliseconds: reference, durationSeconds: series.durationSeconds)
    let times = try result.take(edit, ofSeriesAt: slot, in: series)
    // What is left alone is not edited either where it is named.
    if reference < cut.occurrence.startMilliseconds { result.named = nil }
    result.findings += edit.offsetFindings(in: clock)
    let tail = try tail(cut, times, at: reference, &result)
    if edit.startTime != nil, result.named == nil, reference == cut.occurrence.startMilliseconds {
      result.findings += times.unreached(in: tail, by: clock)
    }
    if let series = tail.series { result.effective.rule = .replace(series.sentRecurrence) }
    let start = tail.startMilliseconds
    try result.effective.express(
      TimeSpan(startMilliseconds: start, durationSeconds: times.durationSeconds), givenBy: edit, in: clock)
    if let last = cut.head.recurrences.last(before: Int.max), start <= last.startMilliseconds {
      result.findings.append(
        Diagnostic(
          .warning, .tailOverlapsHead,
          "The new series starts at \(clock.describe(start)), before the last occurrence that stays.",
          field: "startTime", remedy: "Check that the two may interleave."))
    }
    return tail
  }

  private func tail(
    _ cut: SeriesCut, _ times: SeriesTimes, at reference: Int, _ result: inout EditResult
  ) throws(ValidationFailure) -> PreviewSide {
    let durationSeconds = times.durationSeconds
    let planned = PlannedID.answered(step: creationStep(cut: cut.occurrence.startMilliseconds), suffix: "")
    // The server has yet to choose an id; until then the series goes by the old one and the cut.
    let id = "\(series.masterID)_from_\(cut.occurrence.startMilliseconds)"
    switch edit.rule {
    case .unchanged:
      let seconds = result.move.seconds
      let rebase = try result.move(by: times, context.request.reach.move) { () throws(ValidationFailure) in
        try moved(cut, id: id, bySeconds: seconds)
      } named: { () throws(ValidationFailure) in
        try movedByDay(cut.tail(id: id), times, at: reference)
      }
      result.findings += rebase.notes
      let tail = try Series(
        masterID: id, start: rebase.start, durationSeconds: durationSeconds,
        nominalDays: series.nominalDays(lasting: durationSeconds), text: rebase.text, options: series.options)
      return .series(try tail.withNameableStart(), id: planned)
    case .replace(let rule):
      let replaced = try context.series(
        id: id, start: try start(of: cut, movedBy: result.move.seconds), durationSeconds: durationSeconds,
        nominalDays: series.nominalDays(lasting: durationSeconds), rule: rule, findings: &result.findings)
      result.findings += try series.droppedExclusions(cut.sides.tail.exclusions, in: replaced)
      return .series(try replaced.withNameableStart(), id: planned)
    case .remove:
      let occurrence = context.masterOccurrence(at: try start(of: cut, movedBy: result.move.seconds))
      let overrides = series.overrides.filter {
        $0.original.startMilliseconds >= cut.occurrence.startMilliseconds
      }
      result.findings.append(
        .recurrenceRemoved(
          exclusions: cut.sides.tail.exclusions.count, overrides: overrides.count,
          start: clock.describe(occurrence.startMilliseconds)))
      return .single(
        .init(id: planned, occurrence: occurrence, durationSeconds: durationSeconds, zone: clock))
    }
  }

  /// The tail after its move, said in a way that can be moved.
  private func moved(
    _ cut: SeriesCut, id: String, bySeconds delta: Int
  ) throws(ValidationFailure) -> SeriesRebase {
    func moved(_ tail: Series) throws(ValidationFailure) -> SeriesRebase {
      try SeriesRebase(moving: tail.text, from: tail.start, bySeconds: delta, options: tail.options)
    }
    let tail = try cut.tail(id: id)
    do throws(ValidationFailure) {
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

  /// The tail with the day of the named occurrence moved, which may lie before the cut.
  private func movedByDay(
    _ tail: Series, _ times: SeriesTimes, at reference: Int
  ) throws(ValidationFailure) -> NamedMove {
    guard !tail.recurrences.contains(reference) else { return try NamedMove(tail, by: times, at: reference) }
    let whole = try NamedMove(series, by: times, at: reference)
    for occurrence in tail.recurrences.occurrences.prefix(Self.mostOfOneDay) {
      let date = occurrence.nominalLocal.date
      guard let target = whole.move.day?.target(of: date), target != date else { continue }
      return try NamedMove(
        tail, named: occurrence.nominalLocal, to: target, clockSeconds: times.clockSeconds)
    }
    throw NamedMoveDraft.refusal("RRULE", "no occurrence that is left stands on the day")
  }

  private func start(of cut: SeriesCut, movedBy delta: Int) throws(ValidationFailure) -> RecurrenceStart {
    try RecurrenceStart(cut.occurrence.nominalLocal, in: clock).moved(bySeconds: delta)
  }

  // MARK: The head

  private func headFindings(_ head: Series) -> [Diagnostic] {
    let starts = Set(
      head.overrides.filter { $0.appointment.appointmentStatus == .cancelled }
        .map(\.original.startMilliseconds))
    guard !starts.isEmpty, context.event.appointmentStatus != .cancelled,
      head.recurrences.count(in: Int.min..<LocalDateTime.range.upperBound * 2000) == starts.count
    else { return [] }
    return [
      Diagnostic(
        .warning, .headWithoutOccurrences,
        "Every occurrence before the cut is cancelled, so the old series has none left that takes place.",
        field: "rrule", remedy: "Edit the whole series, or cancel the old one.")
    ]
  }
}

extension EditResult {
  /// Says that no new series begins where the following are cancelled.
  fileprivate mutating func endSeries(before named: InstanceID) {
    decision.add(
      .followingCancelled, "\(named) and what follows it are cancelled: the series ends before it.",
      insteadOf: .laterMeansSplit)
  }
}

extension Diagnostic.Code {
  /// The series split off starts before the other one ends.
  public static let tailOverlapsHead = Self(rawValue: "tailOverlapsHead")
  /// Nothing of the old series takes place any more.
  public static let headWithoutOccurrences = Self(rawValue: "headWithoutOccurrences")
  /// No occurrence is left that the edit could change.
  public static let nothingToEdit = Self(rawValue: "nothingToEdit")
}
