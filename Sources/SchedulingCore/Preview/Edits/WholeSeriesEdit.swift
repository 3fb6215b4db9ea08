internal import Recurrence

/// An edit of a series as a whole, through its master.
struct WholeSeriesEdit {
  let context: EditContext
  let series: Series

  private var edit: AppointmentEdit { context.edit }
  private var clock: ZoneTransitions { series.start.zone }

  func work(_ result: inout EditResult) throws(ValidationFailure) {
    result.findings += try excludedHead()
    let named = context.decision.occurrence
    if let named { try series.require(named) }
    let slot = TimeSpan(
      startMilliseconds: named?.startMilliseconds ?? series.startMilliseconds,
      durationSeconds: series.durationSeconds)
    let times = try result.take(edit, ofSeriesAt: slot, in: series)
    result.findings += edit.offsetFindings(in: clock)
    let after = try side(&result, times, at: slot.startMilliseconds)
    result.after = .one(after)
    guard edit.changesTimes else { return }
    if named != nil, result.named == nil {
      result.findings += times.unreached(in: after, by: clock)
    }
    let master = TimeSpan(
      startMilliseconds: after.startMilliseconds, durationSeconds: times.durationSeconds)
    try result.effective.express(master, givenBy: edit, in: clock)
  }

  private func side(
    _ result: inout EditResult, _ times: SeriesTimes, at slot: Int
  ) throws(ValidationFailure) -> PreviewSide {
    switch edit.rule {
    case .unchanged: try moved(&result, times, at: slot)
    case .replace(let rule): try replaced(by: rule, &result, durationSeconds: times.durationSeconds)
    case .remove: try withoutRule(&result, durationSeconds: times.durationSeconds)
    }
  }

  private func moved(
    _ result: inout EditResult, _ times: SeriesTimes, at slot: Int
  ) throws(ValidationFailure) -> PreviewSide {
    let seconds = result.move.seconds
    let rebase = try result.move(by: times, context.request.reach.move) { () throws(ValidationFailure) in
      try SeriesRebase(
        moving: series.text, from: series.start, bySeconds: seconds, options: series.options)
    } named: { () throws(ValidationFailure) in
      try NamedMove(series, by: times, at: slot)
    }
    let moved = try Series(
      masterID: series.masterID, start: rebase.start, durationSeconds: times.durationSeconds,
      nominalDays: series.nominalDays(lasting: times.durationSeconds), text: rebase.text,
      options: series.options)
    let nameable = try edit.changesTimes ? moved.withNameableStart() : moved
    if rebase.isTextChanged || nameable.start.local != rebase.start.local {
      result.effective.rule = .replace(nameable.sentRecurrence)
      result.findings.append(
        Diagnostic(
          .note, .ruleMovedWithStart, "The recurrence moves with the start, so it is sent too.",
          field: "rrule"))
      result.addRuleFlag()
    }
    result.findings += rebase.notes
    return PreviewSide(nameable)
  }

  private func replaced(
    by rule: RecurrenceField, _ result: inout EditResult, durationSeconds: Int
  ) throws(ValidationFailure) -> PreviewSide {
    let start = try series.start.moved(bySeconds: result.move.seconds)
    let given = try context.series(
      id: series.masterID, start: start, durationSeconds: durationSeconds,
      nominalDays: series.nominalDays(lasting: durationSeconds), rule: rule,
      findings: &result.findings)
    let replaced = try edit.changesTimes ? given.withNameableStart() : given
    result.effective.rule = .replace(replaced.sentRecurrence)
    result.findings += try series.droppedExclusions(series.text.exclusions, in: replaced)
    return PreviewSide(replaced)
  }

  private func withoutRule(_ result: inout EditResult, durationSeconds: Int) throws(ValidationFailure)
    -> PreviewSide
  {
    let start = try series.start.moved(bySeconds: result.move.seconds)
    result.findings.append(
      .recurrenceRemoved(
        exclusions: series.text.exclusions.count, overrides: series.overrides.count,
        start: clock.describe(series.startMilliseconds)))
    return .single(
      .init(
        id: .known(series.masterID), occurrence: context.masterOccurrence(at: start),
        durationSeconds: durationSeconds, zone: clock))
  }

  /// The first occurrence that takes place may come after others that are all excluded.
  private func excludedHead() throws(ValidationFailure) -> [Diagnostic] {
    guard context.decision.scope == .following, let named = context.decision.occurrence else { return [] }
    let first = try ValidationFailure.of { () throws(RecurrenceError) in
      try series.recurrences.withoutExclusions().first(from: Int.min)
    }
    guard let first, first.startMilliseconds < named.startMilliseconds else { return [] }
    return [
      Diagnostic(
        .note, .headWithoutOccurrences,
        "Every occurrence before \(series.describe(named.startMilliseconds)) is excluded, so the whole series is "
          + "edited and not cut.", field: "rrule")
    ]
  }
}
