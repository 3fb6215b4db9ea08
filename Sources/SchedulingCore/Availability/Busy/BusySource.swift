public import Recurrence

/// What a JSON file of busy time holds: events, and calendars, which tell the buffers of events.
public struct BusySource: Sendable {
  /// Appointments, blocked slots, masters of series and instances of them.
  public let events: [Appointment]
  /// Calendars, each for what is booked in it.
  public let calendars: [BookingCalendar]

  /// Reads what `GET /calendars/events` and `GET /calendars/blocked-slots` return, or an array of events, or a lone
  /// one; or what `GET /calendars/{calendarId}` and `GET /calendars` return.
  ///
  /// - Parameter zone: The zone of times without an offset; without it they are an error.
  /// - Throws: A failure with what is wrong with each event or calendar that can't be read.
  public init(parsing bytes: some Sequence<UInt8>, zone: ZoneTransitions? = nil) throws(ValidationFailure) {
    let value = try JSONValue(parsing: bytes, allowsDuplicateKeys: true)
    if let list = value["calendars"]?.arrayValue {
      var calendars: [BookingCalendar] = []
      for item in list { calendars.append(try BookingCalendar(item)) }
      (events, self.calendars) = ([], calendars)
      return
    }
    let isCalendar =
      value["calendar"]?.objectValue != nil
      || ["slotDuration", "openHours", "teamMembers", "calendarType"].contains { value[$0] != nil }
    if isCalendar {
      (events, calendars) = ([], [try BookingCalendar(value)])
      return
    }
    calendars = []
    let isLone = value["startTime"] != nil || value["event"] != nil || value["appointment"] != nil
    events = isLone ? [try Appointment(value, zone: zone)] : try Self.list(value, zone: zone)
  }

  private static func list(
    _ value: JSONValue, zone: ZoneTransitions?
  ) throws(ValidationFailure) -> [Appointment] {
    guard let events = try Appointment.list(value, zone: zone) else {
      throw ValidationFailure(
        .wrongType, "The busy time is \(value.kind) in which neither events nor a calendar are found.",
        field: "events", remedy: "Give what GET /calendars/events or GET /calendars/blocked-slots returns.")
    }
    return events
  }
}
