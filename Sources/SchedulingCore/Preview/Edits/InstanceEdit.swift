internal import Recurrence

/// An edit of one instance of a series.
struct InstanceEdit {
  let context: EditContext
  let named: InstanceID

  private var event: Appointment { context.event }
  private var edit: AppointmentEdit { context.edit }
  private var series: Series? { context.series }

  func work(_ result: inout EditResult) throws(Diagnostic) {
    try series?.require(named)
    let clock = try clock()
    let override = series?.overrides.first { $0.original.startMilliseconds == named.startMilliseconds }
    let now =
      override?.ownTimes()
      ?? TimeSpan(startMilliseconds: named.startMilliseconds, durationSeconds: named.durationSeconds)
    let times = try edit.times(of: now, in: context.clock)
    result.findings += edit.offsetFindings(in: clock)
    if edit.changesTimes { try result.effective.express(times, givenBy: edit, in: clock) }

    let old = OccurrenceSnapshot(
      now, identity: override.map { .fixed(.known($0.appointment.id)) } ?? ofSeries, zone: clock)
    let new = OccurrenceSnapshot(
      times,
      identity: times == now
        ? old.identity : context.assumptions.instanceUpdateKeepsID ? .fixed(old.id) : ofSeries, zone: clock)
    if let id = override?.appointment.id, id != named.description {
      result.decision = addressed(to: id, instead: result.decision)
    }
    result.after = .instance(
      InstanceChange(named: named, old: old, new: new, json: override?.appointment.json ?? event.json))
    result.findings += collisions(of: new, from: old)
  }

  private var ofSeries: OccurrenceSnapshot.Identity { .instance(ofMaster: .known(named.masterID)) }

  private func clock() throws(Diagnostic) -> ZoneTransitions {
    if let series { return series.start.zone }
    guard let startTime = event.startTime else { return context.zone ?? .utc }
    var ignored: [Diagnostic] = []
    return try RecurrenceStart(startTime, event: event, zone: context.zone, diagnostics: &ignored).zone
  }

  /// The server knows the instance by the id that its own edit gave it.
  private func addressed(to id: String, instead decision: TargetDecision) -> TargetDecision {
    let instance = try? InstanceID(parsing: id)
    return TargetDecision(
      target: instance.map { .instance($0) } ?? .event(id), scope: decision.scope, occurrence: named,
      reasons: decision.reasons, diagnostics: decision.diagnostics)
  }

  private func collisions(of new: OccurrenceSnapshot, from old: OccurrenceSnapshot) -> [Diagnostic] {
    guard let series, new.id != old.id, series.recurrences.contains(new.startMilliseconds) else { return [] }
    let isSameID = new.durationSeconds == series.durationSeconds
    return [
      Diagnostic(
        .warning, isSameID ? .instanceIDCollides : .instanceCoincides,
        "The new start is the start of another occurrence of the series"
          + (isSameID ? ", so both would have the id \(new.id)." : "."),
        field: "startTime", remedy: "Choose another start, or cancel this instance.")
    ]
  }
}
