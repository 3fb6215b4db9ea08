internal import Recurrence

/// An edit of one instance of a series.
struct InstanceEdit {
  let context: EditContext
  let named: InstanceID

  private var event: Appointment { context.event }
  private var edit: AppointmentEdit { context.edit }
  private var series: Series? { context.series }

  func work(_ result: inout EditResult) throws(ValidationFailure) {
    try series?.require(named)
    let clock = try clock()
    let override = series?.override(at: named.startMilliseconds)
    let now =
      override?.ownTimes()
      ?? TimeSpan(startMilliseconds: named.startMilliseconds, durationSeconds: named.durationSeconds)
    let times = try edit.times(of: now, in: context.clock)
    result.findings += edit.offsetFindings(in: clock)
    if edit.changesTimes { try result.effective.express(times, givenBy: edit, in: clock) }

    let old = OccurrenceSnapshot(
      now, identity: override.map { .fixed(.known(id(of: $0))) } ?? ofSeries, zone: clock)
    let new = OccurrenceSnapshot(
      times,
      identity: times == now
        ? old.identity : context.assumptions.instanceUpdateKeepsID ? .fixed(old.id) : ofSeries, zone: clock)
    if let override {
      // The server knows the instance by the id that its own edit gave it.
      let id = id(of: override)
      result.decision.target = (try? InstanceID(parsing: id)).map { .instance($0) } ?? .event(id)
      result.decision.occurrence = named
      result.findings += contradiction(override)
    }
    result.after = .instance(
      InstanceChange(named: named, old: old, new: new, json: override?.appointment.json ?? event.json))
    result.findings += collisions(of: new, from: old)
  }

  private var ofSeries: OccurrenceSnapshot.Identity { .instance(ofMaster: .known(named.masterID)) }

  private func clock() throws(ValidationFailure) -> ZoneTransitions {
    if let series { return series.start.zone }
    guard let startTime = event.startTime else { return context.zone ?? .utc }
    var ignored: [Diagnostic] = []
    return try RecurrenceStart(startTime, event: event, zone: context.zone, diagnostics: &ignored).zone
  }

  /// The id that the server knows an override by: as the assumptions say of instance ids, else as it is listed.
  private func id(of override: InstanceOverride) -> String {
    guard override.hasInstanceID else { return override.appointment.id }
    return (context.assumptions.instanceUpdateKeepsID ? nil : override.ownID)?.description
      ?? override.original.description
  }

  private func contradiction(_ override: InstanceOverride) -> [Diagnostic] {
    let (listed, expected) = (override.appointment.id, id(of: override))
    guard listed != expected else { return [] }
    let keeps = context.assumptions.instanceUpdateKeepsID
    return [
      Diagnostic(
        .warning, .instanceIDContradictsAssumption,
        "The instance is listed as \(listed), but goes by \(expected) where an instance that is edited on its own "
          + (keeps ? "keeps its id." : "gets the id of its new start and duration."), field: "events",
        remedy: "Where the list is right, assume instanceUpdateKeepsID=\(!keeps).")
    ]
  }

  private func collisions(of new: OccurrenceSnapshot, from old: OccurrenceSnapshot) -> [Diagnostic] {
    guard let series, new.id != old.id, new.startMilliseconds != named.startMilliseconds,
      series.recurrences.contains(new.startMilliseconds)
    else { return [] }
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

extension InstanceOverride {
  /// Whether it is listed by an instance id of its series.
  fileprivate var hasInstanceID: Bool {
    (try? InstanceID(parsing: appointment.id))?.masterID == original.masterID
  }
}

extension Diagnostic.Code {
  /// An instance is listed by an id that it has not by what is assumed of the server.
  public static let instanceIDContradictsAssumption = Self(rawValue: "instanceIDContradictsAssumption")
}
