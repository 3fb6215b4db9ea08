internal import Recurrence

extension EventAfter {
  /// The event as it is once its plan was carried out, with the ids that the server gave.
  ///
  /// - Parameter created: The ids that the answers to the plan's steps held, by the steps' numbers, from 1.
  /// - Returns: `nil` where the answer that its id needs is not among them.
  public func resolved(_ created: [Int: String]) -> EventAfter? {
    guard let known = id.resolved(created) else { return nil }
    if known == appointment.id { return self }
    guard let named = appointment.with(id: known, masterID: nil, in: zone) else { return nil }
    guard let series else {
      return EventAfter(appointment: named, id: .known(known), series: nil, zone: zone)
    }
    let overrides = series.overrides.compactMap { override -> InstanceOverride? in
      // Until the server answers, an instance's id begins with that of the series.
      let place = override.appointment.id.dropFirst(appointment.id.count)
      guard
        let original = try? InstanceID(
          masterID: known, startMilliseconds: override.original.startMilliseconds,
          lasting: override.original.durationSeconds),
        let instance = override.appointment.with(id: known + place, masterID: known, in: zone)
      else { return nil }
      return InstanceOverride(original: original, appointment: instance)
    }
    let renamed = try? Series(
      masterID: known, durationSeconds: series.durationSeconds, nominalDays: series.nominalDays,
      recurrences: series.recurrences, overrides: overrides)
    return renamed.map { EventAfter(appointment: named, id: .known(known), series: $0, zone: zone) }
  }

  /// The instances that were edited on their own, as a list for ``PreviewRequest/events``: each names the occurrence
  /// that it stands for, which no id tells of one that was moved.
  public var instances: [Appointment] {
    series?.overrides.compactMap { override in
      var json = override.appointment.json
      let start = zone.occurrence(atMilliseconds: override.original.startMilliseconds)
      json[Appointment.originalStartField] = (OffsetDateTime(start)?.text).map(JSONValue.string)
      return try? Appointment(.object(json), zone: zone)
    } ?? []
  }
}

extension Appointment {
  fileprivate func with(id: String, masterID: String?, in zone: ZoneTransitions) -> Appointment? {
    var json = json
    json["id"] = .string(id)
    if let masterID { json["masterEventId"] = .string(masterID) }
    return try? Appointment(.object(json), zone: zone)
  }
}
