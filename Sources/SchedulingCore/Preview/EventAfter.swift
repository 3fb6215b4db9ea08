public import Recurrence

/// An event as it will be once an edit is carried out.
public struct EventAfter: Sendable {
  /// Its fields; of a series that the edit begins, with an id made of the old master's and the cut, since the
  /// server has yet to choose one.
  public let appointment: Appointment
  /// Its recurrence and the instances with something of their own; `nil` for an event that occurs once.
  public let series: Series?
  /// The zone its times are shown in.
  public let zone: ZoneTransitions
}

extension PreviewBuilder {
  /// The events that the edit leads to: one, or two where the series is cut.
  func eventsAfter() -> [EventAfter] {
    if let instanceEdit { return [eventAfter(instanceEdit)].compactMap { $0 } }
    guard let after else { return [] }
    guard let split else {
      return [event(after, event.json.merging(changedContent), overridesAfter)].compactMap { $0 }
    }
    let head = event(after, event.json, overridesAfter)
    let tailID = "\(event.id)_from_\(split.cut)"
    let tail = split.after.flatMap {
      event($0, event.json.merging(changedContent), tailOverridesAfter, id: tailID)
    }
    return [head, tail].compactMap { $0 }
  }

  /// The fields the edit gives, without flags, times and rule.
  private var changedContent: JSONObject {
    var content = JSONObject()
    for field in AppointmentEdit.Field.allCases where field.isContent {
      content[field.rawValue] = edit.json[field.rawValue]
    }
    return content
  }

  private func event(
    _ side: PreviewSide, _ fields: JSONObject, _ overrides: [Int: PlacedOverride], id: String? = nil
  ) -> EventAfter? {
    var json = fields
    json["id"] = .string(id ?? event.id)
    let start: Int
    var rule: String?
    switch side {
    case .series(let series):
      start = series.startMilliseconds
      rule = series.canonicalRecurrence
    case .single(let single):
      start = single.occurrence.startMilliseconds
    }
    json["rrule"] = rule.map(JSONValue.string)
    json.setTimes(start, side.durationSeconds, side.zone)
    guard let appointment = try? Appointment(.object(json)) else { return nil }
    guard case .series(let series) = side else {
      return EventAfter(appointment: appointment, series: nil, zone: side.zone)
    }
    let masterID = id ?? series.masterID
    let instances = overrides.compactMap { start, placed -> InstanceOverride? in
      var own = json
      own["rrule"] = nil
      for key in placed.fields { own[key] = placed.source.appointment.json[key] }
      let times = placed.times ?? (start, series.durationSeconds)
      own.setTimes(times.startMilliseconds, times.durationSeconds, side.zone)
      let snapshot = side.snapshot(side.zone.occurrence(atMilliseconds: start), placed)
      return instance(
        own, id: snapshot.id.replacingPrefix(series.masterID, with: masterID), of: masterID, start, series)
    }
    return EventAfter(
      appointment: appointment, series: series.with(masterID: masterID, overrides: instances), zone: side.zone
    )
  }

  private func eventAfter(
    _ edited: (old: OccurrenceSnapshot, new: OccurrenceSnapshot, json: JSONObject)
  ) -> EventAfter? {
    var json = edited.json.merging(changedContent)
    let zone = (before?.zone ?? self.zone ?? .utc)
    json["rrule"] = nil
    json.setTimes(edited.new.startMilliseconds, edited.new.durationSeconds, zone)
    guard case .series(let series)? = before, let named = decision?.occurrence else {
      json["id"] = .string(edited.new.id)
      return (try? Appointment(.object(json))).map { EventAfter(appointment: $0, series: nil, zone: zone) }
    }
    let others = series.overrides.filter { $0.original.startMilliseconds != named.startMilliseconds }
    let own = instance(json, id: edited.new.id, of: series.masterID, named.startMilliseconds, series)
    return EventAfter(
      appointment: event,
      series: series.with(masterID: series.masterID, overrides: others + [own].compactMap { $0 }),
      zone: zone)
  }

  private func instance(
    _ fields: JSONObject, id: String, of masterID: String, _ start: Int, _ series: Series
  ) -> InstanceOverride? {
    var json = fields
    json["id"] = .string(id)
    json["masterEventId"] = .string(masterID)
    guard let appointment = try? Appointment(.object(json)),
      let original = try? InstanceID(
        masterID: masterID, startMilliseconds: start, durationSeconds: series.durationSeconds)
    else { return nil }
    return InstanceOverride(original: original, appointment: appointment)
  }
}

extension Series {
  /// The same series with another id and other overrides.
  fileprivate func with(masterID: String, overrides: [InstanceOverride]) -> Series? {
    try? Series(
      masterID: masterID, start: start, durationSeconds: durationSeconds, text: text, options: options,
      overrides: overrides.sorted { $0.original.startMilliseconds < $1.original.startMilliseconds })
  }
}

extension JSONObject {
  fileprivate func merging(_ other: JSONObject) -> JSONObject {
    var merged = self
    for (key, value) in other { merged[key] = value }
    return merged
  }
}

extension String {
  fileprivate func replacingPrefix(_ prefix: String, with other: String) -> String {
    hasPrefix(prefix) ? other + dropFirst(prefix.count) : self
  }
}
