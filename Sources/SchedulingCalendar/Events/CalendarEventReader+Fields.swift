internal import Recurrence
internal import SchedulingCore

// What an event says beside its times and its recurrence, and its instances.
extension CalendarEventReader {
  mutating func appointment(
    _ component: CalendarComponent, id: String, start: RecurrenceStart, length: EventLength,
    text: RecurrenceText?
  ) throws(ValidationFailure) -> Appointment {
    let occurrence =
      start.zone.occurrence(at: start.local, policy: options.zonePolicy.shiftingGaps)
      ?? start.zone.occurrence(atMilliseconds: start.local.wallSeconds * 1000)
    let fields = content(component, id: id, isAllDay: start.isAllDay, length: length)
    var written = text
    if let text, start.isAllDay {
      report(
        Diagnostic(
          .note, .allDay,
          "The event is by the day; as an appointment it lasts "
            + "\(DurationText.text(seconds: length.totalSeconds)) from each midnight in "
            + "\(start.zone.identifier).", at: place(component.line)))
      // A timed series' additions and ends have times.
      written?.rules = text.rules.map { rule in
        guard case .until(.date(let day)) = rule.end else { return rule }
        return rule.with(end: .until(.instant(seconds: instant(.date(day), clock: start.zone))))
      }
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
        fields, startTime: OffsetDateTime(occurrence),
        endTime: offsetTime(length.end(of: occurrence, in: start.zone), start.zone),
        rrule: written?.formatted())
    }
  }

  func offsetTime(_ milliseconds: Int, _ zone: ZoneTransitions) -> OffsetDateTime? {
    OffsetDateTime(zone.occurrence(atMilliseconds: milliseconds))
  }

  func failingAt(
    _ line: Int, _ make: () throws(ValidationFailure) -> Appointment
  ) throws(ValidationFailure) -> Appointment {
    do throws(ValidationFailure) {
      return try make()
    } catch {
      throw ValidationFailure(error.first.at(line: line))
    }
  }

  /// What the file says but for times and recurrence.
  mutating func content(
    _ component: CalendarComponent, id: String, isAllDay: Bool = false, length: EventLength
  ) -> JSONObject {
    var json = JSONObject()
    json["id"] = .string(id)
    if length.days > 0 { json[Appointment.lengthField] = .string(length.text) }
    if isAllDay { json[Appointment.allDayField] = true }
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
    let written = withoutBlanks(status.value[...], of: status)
    if kept.map(CalendarField.status) == written.uppercased() { return json }
    json["appointmentStatus"] = nil
    if let meant = CalendarField.status(written) {
      json["appointmentStatus"] = .string(meant.rawValue)
    } else {
      warn(.lineIgnored, "STATUS “\(status.value)” is none of an event and is left out.", status.line)
    }
    return json
  }
}
