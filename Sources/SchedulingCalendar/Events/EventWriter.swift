internal import Recurrence
internal import SchedulingCore

/// Writes a series, an override or a single event as VEVENT.
struct EventWriter {
  let form: CalendarRecurrence.Form
  let zone: ZoneTransitions
  let stampSeconds: Int?

  func series(
    _ series: Series, _ recurrence: CalendarRecurrence, master: Appointment?
  ) -> CalendarComponent {
    let fields = master?.json ?? JSONObject()
    var properties = head(uid: series.masterID, fields)
    let dates = recurrence.properties(zoneName: zone.calendarName)
    properties += dates.prefix(1)
    properties.append(
      end(
        of: recurrence.text.start, durationSeconds: series.durationSeconds, nominalDays: series.nominalDays))
    properties += dates.dropFirst()
    properties += content(fields)
    if recurrence.isRespelled {
      properties.append(
        CalendarProperty(SeriesCalendar.recurrenceProperty, text: Self.ownText(of: series, form: form)))
    }
    properties += rest(fields, id: series.masterID, wantedID: series.masterID)
    return CalendarComponent("VEVENT", properties)
  }

  func override(
    _ override: InstanceOverride, of series: Series, master: Appointment?
  ) -> CalendarComponent {
    var fields = master?.json ?? JSONObject()
    for (key, value) in override.appointment.json where value != .null || fields[key] == nil {
      fields[key] = value
    }
    let original = override.original
    let originalSeconds = original.startMilliseconds.floorDivided(by: 1000)
    let times =
      override.ownTimes()
      ?? TimeSpan(startMilliseconds: original.startMilliseconds, durationSeconds: original.durationSeconds)
    let start = times.startMilliseconds.floorDivided(by: 1000)
    var properties = head(uid: series.masterID, fields)
    let occurrence = series.recurrences.first(from: original.startMilliseconds)
    properties.append(
      date("RECURRENCE-ID", at: originalSeconds, nominal: occurrence?.nominalLocal, isDay: form == .date))
    properties += self.times(
      startSeconds: start, durationSeconds: times.durationSeconds,
      nominalDays: override.appointment.nominalLength?.days ?? 0,
      isDay: form == .date && isMidnight(start) && times.durationSeconds % 86_400 == 0)
    properties += content(fields)
    properties += rest(fields, id: override.appointment.id, wantedID: original.description)
    return CalendarComponent("VEVENT", properties)
  }

  func single(_ event: Appointment, startSeconds: Int, durationSeconds: Int) -> CalendarComponent {
    CalendarComponent(
      "VEVENT",
      head(uid: event.id, event.json)
        + times(
          startSeconds: startSeconds, durationSeconds: durationSeconds,
          nominalDays: event.nominalLength?.days ?? 0, isDay: false)
        + content(event.json) + rest(event.json, id: event.id, wantedID: event.id))
  }

  // MARK: Times

  private func isMidnight(_ seconds: Int) -> Bool {
    (seconds + zone.offsetSeconds(atInstant: seconds)).floorRemainder(by: 86_400) == 0
  }

  private func times(
    startSeconds: Int, durationSeconds: Int, nominalDays: Int, isDay: Bool
  ) -> [CalendarProperty] {
    let start = date("DTSTART", at: startSeconds, isDay: isDay)
    let written = CalendarRecurrence.date(of: startSeconds, in: zone, form: isDay ? .date : timedForm)
    return [start, end(of: written, durationSeconds: durationSeconds, nominalDays: nominalDays)]
  }

  /// A day's override may have a time.
  private var timedForm: CalendarRecurrence.Form {
    guard form == .date else { return form }
    return .utc
  }

  private func date(
    _ name: String, at seconds: Int, nominal: LocalDateTime? = nil, isDay: Bool
  ) -> CalendarProperty {
    let date = CalendarRecurrence.date(
      of: seconds, nominal: nominal, in: zone, form: isDay ? .date : timedForm)
    var parameters: [CalendarProperty.Parameter] = []
    switch date {
    case .date: parameters = [.init("VALUE", "DATE")]
    case .local where form == .zoned: parameters = [.init("TZID", zone.calendarName)]
    default: break
    }
    return CalendarProperty(name, parameters, value: date.description)
  }

  /// DTEND, or DURATION where the end is a time that the clocks skip or show twice, and for nominal days.
  ///
  /// DTEND means the exact length for every occurrence: RFC 5545, section 3.8.5.3.
  private func end(of start: RecurrenceDate?, durationSeconds: Int, nominalDays: Int) -> CalendarProperty {
    // What is no length is none of a series either.
    let length = try? EventLength(days: nominalDays, seconds: durationSeconds - nominalDays * 86_400)
    let duration = CalendarProperty("DURATION", value: length?.text ?? "PT0S")
    switch start {
    case .date(let day) where durationSeconds % 86_400 == 0:
      let end = CivilDate(clamping: day.dayNumber + durationSeconds / 86_400)
      return CalendarProperty("DTEND", [.init("VALUE", "DATE")], value: end.basicDescription)
    case _ where nominalDays > 0:
      return duration
    case .instant(let seconds):
      return CalendarProperty(
        "DTEND", value: LocalDateTime(clamping: seconds + durationSeconds).basicDescription + "Z")
    case .local(let local, zone: _):
      let occurrence = zone.occurrence(at: local)
      let end = LocalDateTime(clamping: local.wallSeconds + durationSeconds)
      guard form == .zoned else { return CalendarProperty("DTEND", value: end.basicDescription) }
      let seconds = (occurrence?.startMilliseconds ?? 0) / 1000 + durationSeconds
      // A reader may add on the clock's face: where that gives another length, say the exact one.
      guard occurrence?.gapSeconds == 0, zone.occurrence(at: end)?.startMilliseconds == seconds * 1000,
        zone.occurrence(at: end)?.gapSeconds == 0
      else { break }
      return CalendarProperty(
        "DTEND", [.init("TZID", zone.calendarName)], value: end.basicDescription)
    default:
      break
    }
    return duration
  }

  /// The recurrence as it is, with the start it has.
  private static func ownText(of series: Series, form: CalendarRecurrence.Form) -> String {
    var text = series.text
    text.start =
      series.start.isAllDay ? .date(series.start.local.date) : .local(series.start.local, zone: nil)
    return text.formatted()
  }

  // MARK: Fields

  private func head(uid: String, _ fields: JSONObject) -> [CalendarProperty] {
    let updated = Self.seconds(fields["dateUpdated"]) ?? Self.seconds(fields["dateAdded"])
    var properties = [
      CalendarProperty("UID", text: uid),
      CalendarProperty("DTSTAMP", value: Self.utc(stampSeconds ?? updated ?? 0)),
    ]
    if let added = Self.seconds(fields["dateAdded"]) {
      properties.append(CalendarProperty("CREATED", value: Self.utc(added)))
    }
    if let updated = Self.seconds(fields["dateUpdated"]) {
      properties.append(CalendarProperty("LAST-MODIFIED", value: Self.utc(updated)))
    }
    return properties
  }

  private static func seconds(_ value: JSONValue?) -> Int? {
    guard let text = value?.stringValue, let time = try? OffsetDateTime(parsing: text) else { return nil }
    return time.milliseconds.floorDivided(by: 1000)
  }

  private static func utc(_ seconds: Int) -> String {
    LocalDateTime(clamping: seconds).basicDescription + "Z"
  }

  private func content(_ fields: JSONObject) -> [CalendarProperty] {
    var properties: [CalendarProperty] = []
    for (name, key) in CalendarField.texts {
      if let text = fields[key]?.stringValue { properties.append(CalendarProperty(name, text: text)) }
    }
    if let status = fields["appointmentStatus"]?.stringValue.map(AppointmentStatus.init(rawValue:)) {
      properties.append(CalendarProperty("STATUS", value: CalendarField.status(status)))
    }
    return properties
  }

  /// What no property of RFC 5545 says.
  private func rest(_ fields: JSONObject, id: String, wantedID: String) -> [CalendarProperty] {
    var rest = fields
    for key in CalendarField.written { rest[key] = nil }
    for (_, key) in CalendarField.texts where fields[key]?.stringValue != nil { rest[key] = nil }
    if let text = fields["appointmentStatus"]?.stringValue {
      let status = AppointmentStatus(rawValue: text)
      if CalendarField.status(CalendarField.status(status)) == status { rest["appointmentStatus"] = nil }
    }
    if id != wantedID { rest["id"] = .string(id) }
    if rest.isEmpty { return [] }
    return [CalendarProperty(SeriesCalendar.eventProperty, text: JSONValue.object(rest).text(keys: .asGiven))]
  }
}
