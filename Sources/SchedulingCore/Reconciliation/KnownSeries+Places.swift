internal import Recurrence

extension KnownSeries {
  /// Where an instance's id stands.
  func location(of id: InstanceID) -> InstanceLocation {
    do throws(ValidationFailure) {
      return try series.locate(id)
    } catch {
      return .missing(.init(reason: .notGenerated, message: error.message, nearest: []))
    }
  }

  /// The slot that an instance's id means: its own; that of the override that has its times; or, where it was given
  /// another duration, the one of its start.
  func slot(of id: InstanceID) -> InstanceID {
    if location(of: id).place != nil { return id }
    if let moved = series.overrides.first(where: { $0.ownID == id }) { return moved.original }
    guard series.recurrences.contains(id.startMilliseconds) else { return id }
    return (try? series.instanceID(startMilliseconds: id.startMilliseconds)) ?? id
  }

  /// The slot that starts at an instant, where the series has one, else what an id of it would be.
  func slot(at start: Int, lasting seconds: Int?) -> InstanceID? {
    if let moved = places(at: start, lasting: seconds).first { return moved.id }
    return try? series.instanceID(startMilliseconds: start)
  }

  /// The occurrence that starts at an instant and lasts as long as is said.
  func occurrence(at start: Int, lasting seconds: Int?) -> InstanceID? {
    guard seconds == nil || seconds == series.durationSeconds, series.recurrences.contains(start) else {
      return nil
    }
    return try? series.instanceID(startMilliseconds: start)
  }

  /// What of the series takes place at an instant: overrides at times of their own, and the slot that starts then,
  /// unless what stands for it takes place at another time.
  func places(at start: Int, lasting seconds: Int?) -> [(id: InstanceID, basis: NoticeMatch.Basis)] {
    var places: [(id: InstanceID, basis: NoticeMatch.Basis)] = []
    for override in series.overrides {
      guard let own = override.ownTimes(), own.startMilliseconds == start,
        seconds == nil || seconds == own.durationSeconds
      else { continue }
      places.append((override.original, .ownTime))
    }
    if series.override(at: start)?.ownTimes() == nil, let id = occurrence(at: start, lasting: seconds) {
      places.append((id, .slot))
    }
    return places
  }

  /// Whether the calendar or the contact is the same, and neither of them nor the location is another.
  func isTied(to event: Appointment) -> Bool {
    var isTied = false
    for key in ["calendarId", "contactId", "locationId"] {
      guard let own = master.json[key]?.stringValue, let other = event.json[key]?.stringValue, !own.isEmpty,
        !other.isEmpty
      else { continue }
      if own != other { return false }
      if key != "locationId" { isTied = true }
    }
    return isTied
  }
}

extension Appointment {
  /// The start of the slot that an event names, else its own, in epoch milliseconds.
  var namedStart: Int? {
    json[Self.originalStartField]?.stringValue.flatMap { try? OffsetDateTime(parsing: $0) }?.milliseconds
      ?? startTime?.milliseconds
  }

  /// Whether it was updated after what a notice says of it; false where either does not tell.
  func isNewer(than notice: Appointment) -> Bool {
    func updated(_ event: Appointment) -> Int? {
      event.json["dateUpdated"]?.stringValue.flatMap { try? OffsetDateTime(parsing: $0) }?.milliseconds
    }
    guard let own = updated(self), let other = updated(notice) else { return false }
    return own > other
  }

  /// What a notice says that this stored copy does not; what the notice leaves out is no change, nor is another
  /// id that an instance has been given.
  func changes(in notice: Appointment) -> [AppointmentPrediction.Difference] {
    var fields = json
    fields["id"] = .string(notice.id)
    for field in AppointmentField.allCases where field.isContent && fields[field.rawValue] == nil {
      fields[field.rawValue] = ""
    }
    // A notice says nothing of the rule.
    fields["rrule"] = nil
    if appointmentStatus == nil { fields["appointmentStatus"] = nil }
    guard let stored = try? Appointment(fields, startTime: startTime, endTime: endTime) else { return [] }
    var changes = AppointmentPrediction(describing: stored).differences(from: notice)
    for key in ["contactId", "notes"] {
      let (own, other) = (json[key]?.stringValue ?? "", notice.json[key]?.stringValue)
      if let other, other != own { changes.append(.init(field: key, expected: own, actual: other)) }
    }
    return changes
  }
}
