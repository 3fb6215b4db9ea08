internal import Recurrence

/// An edit of an event that does not recur, which a rule may make a series.
struct EventEdit {
  let context: EditContext
  let id: String

  private var event: Appointment { context.event }
  private var edit: AppointmentEdit { context.edit }

  func work(_ result: inout EditResult) throws(ValidationFailure) {
    guard let startTime = event.startTime, let duration = event.durationSeconds else {
      result.findings.append(
        Diagnostic(
          .warning, .missingField, "The event tells no start and duration, so its times can't be previewed.",
          field: event.startTime == nil ? "startTime" : "endTime",
          remedy: "Give the event as the API returns it."))
      return
    }
    var zoneFindings: [Diagnostic] = []
    let start = try RecurrenceStart(
      startTime, event: event, zone: context.zone, diagnostics: &zoneFindings)
    let clock = start.zone
    let now = TimeSpan(startMilliseconds: startTime.milliseconds, durationSeconds: duration)
    let times = try edit.times(of: now, in: context.clock)
    result.before = single(now, in: clock)
    result.findings += edit.offsetFindings(in: clock)
    let local = try clock.local(atMilliseconds: times.startMilliseconds)
    result.move = OccurrenceMove(seconds: local.wallSeconds - start.local.wallSeconds)
    guard case .replace(let rule) = edit.rule, case .newMaster = context.decision.target else {
      result.after = .one(single(times, in: clock))
      return
    }
    result.findings += zoneFindings
    let series = try context.series(
      id: event.id, start: RecurrenceStart(local, in: clock), durationSeconds: times.durationSeconds,
      rule: rule, findings: &result.findings)
    result.after = .one(PreviewSide(series))
    result.effective.rule = .replace(series.sentRecurrence)
  }

  private func single(_ times: TimeSpan, in clock: ZoneTransitions) -> PreviewSide {
    .single(
      .init(
        id: .known(event.id), occurrence: clock.occurrence(atMilliseconds: times.startMilliseconds),
        durationSeconds: times.durationSeconds, zone: clock))
  }
}
