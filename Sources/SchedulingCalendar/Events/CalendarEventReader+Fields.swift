internal import Recurrence
internal import SchedulingCore

// What an event says beside its times and its recurrence, and its instances.
extension CalendarEventReader {
  mutating func appointment(
    _ component: CalendarComponent, id: String, start: RecurrenceStart, durationSeconds: Int?,
    text: RecurrenceText?
  ) throws(ValidationFailure) -> Appointment {
    let milliseconds =
      start.zone.occurrence(at: start.local, policy: options.zonePolicy.shiftingGaps)?.startMilliseconds ?? 0
    let fields = content(component, id: id)
    var written = text
    if let text, start.isAllDay {
      findings.append(
        Diagnostic(
          .note, .allDay,
          "The event is by the day; as an appointment it lasts "
            + "\(DurationText.text(seconds: durationSeconds ?? 86_400)) from each midnight in "
            + "\(start.zone.identifier).", at: place(component.line)))
      // A timed series' additions have times.
      written?.additions = text.additions.map { date in
        if case .date(let day) = date {
          .local(day.midnight, zone: nil)
        } else {
          date
        }
      }
    }
    return try failingAt(component.line) { () throws(ValidationFailure) in
      try Appointment(
        fields, startTime: offsetTime(milliseconds, start.zone),
        endTime: durationSeconds.flatMap { offsetTime(milliseconds + $0 * 1000, start.zone) },
        rrule: written?.formatted())
    }
  }

  private func offsetTime(_ milliseconds: Int, _ zone: ZoneTransitions) -> OffsetDateTime? {
    OffsetDateTime(zone.occurrence(atMilliseconds: milliseconds))
  }

  private func failingAt(
    _ line: Int, _ make: () throws(ValidationFailure) -> Appointment
  ) throws(ValidationFailure) -> Appointment {
    do throws(ValidationFailure) {
      return try make()
    } catch {
      throw ValidationFailure(error.first.at(line: line))
    }
  }

  /// What the file says but for times and recurrence.
  private mutating func content(_ component: CalendarComponent, id: String) -> JSONObject {
    var json = JSONObject()
    json["id"] = .string(id)
    if let property = component.first(SeriesCalendar.eventProperty) {
      if let rest = (try? JSONValue(parsing: Array(property.text.utf8)))?.objectValue {
        for (key, value) in rest where !CalendarField.written.contains(key) || key == "id" {
          json[key] = value
        }
      } else {
        warn(.lineIgnored, "\(property.name) is no JSON object and is left out.", property.line)
      }
    }
    for (name, key) in CalendarField.texts {
      if let property = component.first(name) { json[key] = .string(property.text) }
    }
    guard let status = component.first("STATUS") else { return json }
    let kept = json["appointmentStatus"]?.stringValue.map(AppointmentStatus.init(rawValue:))
    if kept.map(CalendarField.status) == status.value.uppercased() { return json }
    json["appointmentStatus"] = nil
    if let meant = CalendarField.status(status.value) {
      json["appointmentStatus"] = .string(meant.rawValue)
    } else {
      warn(.lineIgnored, "STATUS “\(status.value)” is none of an event and is left out.", status.line)
    }
    return json
  }

  /// Of several revisions of an instance the last.
  func latest(_ components: [CalendarComponent]) -> [CalendarComponent] {
    var chosen: [String: CalendarComponent] = [:]
    var order: [String] = []
    for component in components {
      let key = component.first("RECURRENCE-ID")?.value ?? ""
      guard let former = chosen[key] else {
        order.append(key)
        chosen[key] = component
        continue
      }
      if CalendarFile.sequence(component) >= CalendarFile.sequence(former) { chosen[key] = component }
    }
    return order.compactMap { chosen[$0] }
  }

  mutating func instance(
    _ component: CalendarComponent, of master: Appointment, _ set: RecurrenceSet, _ start: RecurrenceStart,
    durationSeconds: Int?
  ) throws(ValidationFailure) -> Appointment {
    guard let property = component.first("RECURRENCE-ID") else { return master }
    if property.parameter("RANGE")?.uppercased() == "THISANDFUTURE" {
      warn(
        .rangeNotSupported,
        "RANGE=THISANDFUTURE is taken for this instance alone; make the rest a series of its own.",
        property.line)
    }
    let named = try time(property)
    var original = instant(named, clock: start.zone)
    if case .date(let day) = named, !start.isAllDay {
      // Some exporters name the day alone.
      let midnight = instant(.date(day), clock: start.zone) * 1000
      original =
        set.occurrences(in: midnight..<midnight + 90_000_000).first { $0.local.date == day }
        .map { $0.startMilliseconds / 1000 } ?? original
    }
    let instanceID = durationSeconds.flatMap {
      try? InstanceID(masterID: master.id, startMilliseconds: original * 1000, durationSeconds: $0)
    }
    let fields = content(component, id: instanceID?.description ?? "\(master.id)_\(original * 1000)")
    let isNamed = fields["id"]?.stringValue == instanceID?.description
    let own = try component.first("DTSTART").map { property throws(ValidationFailure) in try time(property) }
    let begin = own ?? .instant(original)
    let length =
      component.first("DTEND") == nil && component.first("DURATION") == nil
      ? durationSeconds : try duration(of: component, from: begin, clock: start.zone)
    let milliseconds = instant(begin, clock: start.zone) * 1000
    return try failingAt(component.line) { () throws(ValidationFailure) in
      try Appointment(
        fields, startTime: offsetTime(milliseconds, start.zone),
        endTime: (length ?? durationSeconds).flatMap { offsetTime(milliseconds + $0 * 1000, start.zone) },
        masterEventID: master.id,
        originalStart: isNamed ? nil : offsetTime(original * 1000, start.zone))
    }
  }
}
