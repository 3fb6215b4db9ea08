public import Recurrence

extension Appointment {
  /// Reads an event from JSON in UTF-8: bare, as `{event: …}` or as `{appointment: …}`.
  ///
  /// - Parameter zone: The zone of times without an offset: the calendar's; without it they are an error.
  /// - Throws: A failure with all findings: `invalidJSON`, `notAnObject`, `missingField`, `wrongType`,
  ///   `invalidTime`, `timeWithoutOffset`, `invalidEventID`.
  public init(
    parsing bytes: some Sequence<UInt8>, zone: ZoneTransitions? = nil
  ) throws(ValidationFailure) {
    // What a server sent is read as its own JavaScript would: the last of two members counts.
    try self.init(try JSONValue(parsing: bytes, allowsDuplicateKeys: true), zone: zone)
  }

  /// Reads an event from a JSON value; see `init(parsing:zone:)`.
  public init(_ value: JSONValue, zone: ZoneTransitions? = nil) throws(ValidationFailure) {
    guard var object = value.objectValue else {
      throw ValidationFailure(
        .notAnObject, "The event is \(value.kind), not an object.")
    }
    if object["id"] == nil, let inner = (object["event"] ?? object["appointment"])?.objectValue {
      object = inner
    }
    try self.init(object) { reader in
      let start = reader.time("startTime", zone: zone)
      let end = reader.time("endTime", zone: zone)
      let rrule = reader.string("rrule").flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
      let master = reader.string("masterEventId").flatMap { $0.isEmpty ? nil : $0 }
      return Course(
        startTime: start?.time, endTime: end?.time, timeZone: start?.zone ?? end?.zone, rrule: rrule,
        masterEventID: master)
    }
  }

  /// An event whose course is known as values, such as one of a calendar file.
  ///
  /// - Parameters:
  ///   - fields: All else that it says, its id too, by the API's names.
  ///   - originalStart: The start of the occurrence that it stands for, where its id names none.
  /// - Throws: A failure with all findings: `missingField`, `wrongType`, `invalidEventID`.
  package init(
    _ fields: JSONObject, startTime: OffsetDateTime?, endTime: OffsetDateTime?, rrule: String? = nil,
    masterEventID: String? = nil, originalStart: OffsetDateTime? = nil
  ) throws(ValidationFailure) {
    var json = fields
    if let masterEventID { json["masterEventId"] = .string(masterEventID) }
    if let originalStart { json[Self.originalStartField] = .string(originalStart.text) }
    json["startTime"] = (startTime?.text).map(JSONValue.string)
    json["endTime"] = (endTime?.text).map(JSONValue.string)
    json["rrule"] = rrule.map(JSONValue.string)
    try self.init(json) { _ in
      Course(
        startTime: startTime, endTime: endTime, timeZone: nil, rrule: rrule?.isEmpty == true ? nil : rrule,
        masterEventID: masterEventID)
    }
  }

  /// When an event takes place and how it recurs.
  private struct Course {
    let startTime: OffsetDateTime?
    let endTime: OffsetDateTime?
    let timeZone: String?
    let rrule: String?
    let masterEventID: String?
  }

  private init(
    _ object: JSONObject, course: (inout EventReader) -> Course
  ) throws(ValidationFailure) {
    var reader = EventReader(object: object)
    let id = reader.id()
    let calendarID = reader.string("calendarId")
    let title = reader.string("title")
    let status = reader.string("appointmentStatus").map(AppointmentStatus.init(rawValue:))
    let assignedUserID = reader.string("assignedUserId")
    let address = reader.string("address")
    let meetingLocationType = reader.string("meetingLocationType")
    let eventDescription = reader.string("description")
    let course = course(&reader)
    let masterEventID = course.masterEventID == id ? nil : course.masterEventID
    let isRecurring = reader.bool("isRecurring") ?? (course.rrule != nil || masterEventID != nil)
    if let failure = ValidationFailure(reader.findings) { throw failure }
    self.init(
      Fields(
        id: id, calendarID: calendarID, title: title, appointmentStatus: status,
        assignedUserID: assignedUserID, address: address,
        meetingLocationType: meetingLocationType, eventDescription: eventDescription,
        startTime: course.startTime, endTime: course.endTime, rrule: course.rrule, isRecurring: isRecurring,
        masterEventID: masterEventID, timeZone: course.timeZone, json: object))
  }
}

/// Takes fields out of an event and collects what is wrong with them.
private struct EventReader {
  let object: JSONObject
  var findings: [Diagnostic] = []

  init(object: JSONObject) { self.object = object }

  mutating func id() -> String {
    guard let value = object["id"] ?? object["_id"], value != .null else {
      findings.append(
        Diagnostic(
          .error, .missingField, "The event has no id.", field: "id",
          remedy: "Give the event as the API returns it."))
      return ""
    }
    guard case .string(let text) = value else {
      reportType(of: value, in: "id", expected: "a string")
      return ""
    }
    do throws(ValidationFailure) {
      try EventReference.check(id: text)
    } catch {
      findings += error.with(field: "id").diagnostics
    }
    return text
  }

  /// Null is as good as absent in an answer.
  mutating func string(_ field: String) -> String? {
    guard let value = object[field], value != .null else { return nil }
    if case .string(let text) = value { return text }
    reportType(of: value, in: field, expected: "a string")
    return nil
  }

  /// `true`, `"true"` or 1.
  mutating func bool(_ field: String) -> Bool? {
    switch object[field] {
    case nil, .null: return nil
    case .bool(let truth): return truth
    case .integer(0): return false
    case .integer(1): return true
    case .string(let text) where ["true", "false", ""].contains(text.lowercased()):
      return text.isEmpty ? nil : text.lowercased() == "true"
    case .some(let value):
      reportType(of: value, in: field, expected: "true or false")
      return nil
    }
  }

  mutating func time(_ field: String, zone: ZoneTransitions?) -> (time: OffsetDateTime, zone: String?)? {
    guard let value = object[field], value != .null else { return nil }
    do throws(ValidationFailure) {
      if let zone, case .string(let text) = value {
        return (try OffsetDateTime(parsing: text, in: zone), nil)
      }
      return try Self.time(value)
    } catch {
      findings += error.with(field: field).diagnostics
      return nil
    }
  }

  private mutating func reportType(of value: JSONValue, in field: String, expected: String) {
    findings.append(
      Diagnostic(.error, .wrongType, "\(field) is \(value.kind) instead of \(expected).", field: field))
  }

  /// A string, epoch milliseconds, `{dateTime, timeZone}`, `{seconds, nanoseconds}` with or without
  /// underscores, or `{"$date": …}`.
  private static func time(_ value: JSONValue) throws(ValidationFailure) -> (OffsetDateTime, String?) {
    switch value {
    case .string(let text): return (try OffsetDateTime(parsing: text), nil)
    case .integer(let milliseconds): return (try instant(milliseconds: Int(milliseconds)), nil)
    case .object(let members):
      if let inner = members["$date"], inner.objectValue == nil { return try time(inner) }
      if let seconds = (members["seconds"] ?? members["_seconds"])?.integerValue {
        let nanoseconds = (members["nanoseconds"] ?? members["_nanoseconds"])?.integerValue ?? 0
        let (whole, overflow) = Int(seconds).multipliedReportingOverflow(by: 1000)
        guard !overflow, (0..<1_000_000_000).contains(nanoseconds) else { break }
        let (milliseconds, tooLarge) = whole.addingReportingOverflow(Int(nanoseconds / 1_000_000))
        guard !tooLarge else { break }
        return (try instant(milliseconds: milliseconds), nil)
      }
      guard let text = members["dateTime"]?.stringValue else { break }
      let zone = members["timeZone"]?.stringValue
      return (try zoned(text, in: zone), zone)
    default: break
    }
    throw ValidationFailure(
      .wrongType, "The time is \(value.kind) in no form that is known.",
      remedy: "Write it like 2026-03-07T02:30:00-05:00.")
  }

  private static func instant(milliseconds: Int) throws(ValidationFailure) -> OffsetDateTime {
    guard let time = OffsetDateTime(milliseconds: milliseconds, offsetSeconds: 0, isUTC: true) else {
      throw ValidationFailure(
        .invalidTime, "The instant \(milliseconds) lies outside years 1 to 9999.")
    }
    return time
  }

  /// A time that names its zone beside it may lack the offset.
  private static func zoned(_ text: String, in zone: String?) throws(ValidationFailure) -> OffsetDateTime {
    let parts = try DateTimeText(parsing: text)
    guard let zone, let local = parts.local, parts.offsetSeconds == nil else {
      return try OffsetDateTime(parsing: text)
    }
    do throws(RecurrenceError) {
      let transitions = try ZoneTransitions.named(zone)
      if let occurrence = transitions.occurrence(at: local), let time = OffsetDateTime(occurrence) {
        return time
      }
    } catch {
      throw ValidationFailure(error, field: nil)
    }
    throw ValidationFailure(.invalidTime, "“\(text)” lies outside years 1 to 9999.")
  }
}
