public import Recurrence

/// Hours of a user, or of a calendar, as `GET /calendars/schedules/…` returns them.
public struct BookingSchedule: Sendable {
  /// Its id; `nil` for the schedule of a calendar.
  public let id: String?
  /// The user whose hours they are.
  public let userID: String?
  /// The calendar whose hours they are.
  public let calendarID: String?
  /// The calendars for which they are the user's hours; where it is empty, they are the user's in general.
  public let calendarIDs: [String]
  /// The hours, on the clocks of `zone`.
  public let hours: OpeningHours
  /// The zone of the hours; `nil` where it tells none.
  public let zone: ZoneTransitions?
  /// Whether it no longer counts.
  public let isDeleted: Bool
  /// What was unusual about it.
  public let findings: [Diagnostic]

  /// Reads one schedule or several from JSON in UTF-8: bare, as `{schedule: …}`, `{schedules: […]}` or an array.
  ///
  /// - Throws: A failure with all findings: `invalidJSON`, `notAnObject`, `missingField`, `wrongType`,
  ///   `valueOutOfRange`, `hoursReversed`, `invalidTime`, `unknownZone`; each names its field.
  public static func list(parsing bytes: some Sequence<UInt8>) throws(ValidationFailure) -> [BookingSchedule]
  {
    let value = try JSONValue(parsing: bytes, allowsDuplicateKeys: true)
    guard let items = value.arrayValue ?? value["schedules"]?.arrayValue else {
      return [try BookingSchedule(value, at: "")]
    }
    var schedules: [BookingSchedule] = []
    for (index, item) in items.enumerated() {
      schedules.append(try BookingSchedule(item, at: "schedules[\(index)]."))
    }
    return schedules
  }

  private init(_ value: JSONValue, at place: String) throws(ValidationFailure) {
    guard let object = value["schedule"]?.objectValue ?? value.objectValue else {
      throw ValidationFailure(
        .notAnObject, "The schedule is \(value.kind), not an object.")
    }
    var reader = SettingsReader(object, at: place)
    id = reader.string("id", "_id")
    userID = reader.string("userId")
    calendarID = reader.string("calendarId")
    calendarIDs = reader.strings("calendarIds")
    hours = HoursReader.scheduleHours(&reader)
    zone = reader.zone("timezone", "timeZone")
    isDeleted = reader.truth("deleted") ?? false
    reader.reportUnknown(besides: ["name", "locationId", "dateAdded", "dateUpdated"])
    findings = reader.findings
    if let failure = ValidationFailure(findings) { throw failure }
  }

  /// Whether they are the hours of that calendar itself.
  func isOwn(of calendar: BookingCalendar) -> Bool {
    userID == nil && (calendarID == nil || calendarID == calendar.id)
      && (calendarIDs.isEmpty || calendarIDs.contains(calendar.id))
  }

  /// Whether a user keeps them for that calendar in particular.
  func isTied(to calendar: BookingCalendar) -> Bool {
    calendarID == calendar.id || calendarIDs.contains(calendar.id)
  }

  /// Whether they are a user's in general.
  var isGeneral: Bool { calendarID == nil && calendarIDs.isEmpty }
}
