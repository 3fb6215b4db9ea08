public import Recurrence

/// What a JSON file of busy time holds: events, and calendars, which tell the buffers of events.
public struct BusySource: Sendable {
  /// Masters of series and instances of series.
  public let events: [Appointment]
  /// Where each of them stands in its list.
  let places: [Int]
  /// The time that all other events take: appointments and blocked slots that occur once.
  public let intervals: [BusyInterval]
  /// What was unusual about those.
  public let findings: [Diagnostic]
  /// Calendars, each for what is booked in it.
  public let calendars: [BookingCalendar]

  /// Reads what `GET /calendars/events` and `GET /calendars/blocked-slots` return, or an array of events, or a lone
  /// one; or what `GET /calendars/{calendarId}` and `GET /calendars` return.
  ///
  /// - Parameter zone: The zone of times without an offset; without it they are an error.
  /// - Throws: A failure with what is wrong with each event or calendar that can't be read.
  public init(parsing bytes: some Sequence<UInt8>, zone: ZoneTransitions? = nil) throws(ValidationFailure) {
    var list = BusyEvents(zone: zone)
    let value = try JSONValue(parsing: bytes, eachOf: "events") { list.read($0) }
    if let list = value["calendars"]?.arrayValue {
      var calendars: [BookingCalendar] = []
      for item in list { calendars.append(try BookingCalendar(item)) }
      self.init(BusyEvents(zone: zone), calendars: calendars)
      return
    }
    let isCalendar =
      value["calendar"]?.objectValue != nil
      || ["slotDuration", "openHours", "teamMembers", "calendarType"].contains { value[$0] != nil }
    if isCalendar {
      self.init(BusyEvents(zone: zone), calendars: [try BookingCalendar(value)])
      return
    }
    if value["startTime"] != nil || value["event"] != nil || value["appointment"] != nil {
      list.add(try Appointment(value, zone: zone))
    } else if value.arrayValue == nil, value["events"]?.arrayValue == nil {
      throw ValidationFailure(
        .wrongType, "The busy time is \(value.kind) in which neither events nor a calendar are found.",
        field: "events", remedy: "Give what GET /calendars/events or GET /calendars/blocked-slots returns.")
    }
    try list.check()
    self.init(list, calendars: [])
  }

  private init(_ list: BusyEvents, calendars: [BookingCalendar]) {
    events = list.recurring
    places = list.places
    intervals = list.intervals
    findings = list.findings
    self.calendars = calendars
  }
}
