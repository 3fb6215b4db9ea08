/// An event as the API returns it, read leniently, with everything it said.
public struct Appointment: Hashable, Sendable {
  /// The event's id, or an instance's.
  public let id: String
  /// The calendar it is in.
  public let calendarID: String?
  /// The title.
  public let title: String?
  /// The status.
  public let appointmentStatus: AppointmentStatus?
  /// The user it is assigned to.
  public let assignedUserID: String?
  /// The address, or the meeting's link.
  public let address: String?
  /// Where the meeting takes place.
  public let meetingLocationType: String?
  /// The description.
  public let eventDescription: String?
  /// When it starts.
  public let startTime: OffsetDateTime?
  /// When it ends.
  public let endTime: OffsetDateTime?
  /// RRULE, EXDATE and RDATE lines; `nil` where there are none.
  public let rrule: String?
  /// What `isRecurring` says, or whether there is a rule or a master where it says nothing.
  public let isRecurring: Bool
  /// The master of the instance that this is; `nil` for any other event.
  public let masterEventID: String?
  /// The zone that a time named beside its offset, if any did.
  public let timeZone: String?
  /// The event's JSON as it was read, without `{event: …}` or `{appointment: …}` around it.
  public let json: JSONObject

  /// The id of the series' master where this is an instance, else its own.
  public var seriesID: String {
    if let masterEventID { return masterEventID }
    return (try? InstanceID(parsing: id))?.masterID ?? id
  }

  /// What an event can hold and no request takes.
  static let unsentFields = ["notes", "users", "assignedResources"]

  /// Where an event read from a calendar file keeps the start of the occurrence it stands for.
  package static let originalStartField = "originalStartTime"

  /// Where an event read from a calendar file keeps a length in nominal days, such as `P1D`.
  package static let lengthField = "duration"

  /// Where an event read from a calendar file says that it is by the day.
  package static let allDayField = "isAllDay"

  /// Whether it says anything in a field.
  func holds(_ field: String) -> Bool {
    switch json[field] {
    case nil, .null, .string(""), .array([]): false
    default: true
    }
  }

  /// Whether it is one instance of a series rather than a master or a plain event.
  public var isInstance: Bool { seriesID != id }

  /// The length in nominal days that a calendar file gives it; `nil` where its length is exact.
  package var nominalLength: EventLength? {
    guard let text = json[Self.lengthField]?.stringValue, let length = EventLength(text: text),
      length.days > 0
    else { return nil }
    return length
  }

  /// From start to end in milliseconds, where both are known and in order.
  public var durationMilliseconds: Int? {
    guard let startTime, let endTime, endTime.milliseconds >= startTime.milliseconds else { return nil }
    return endTime.milliseconds - startTime.milliseconds
  }

  /// The duration in seconds, where it is whole; 0 for an event without length. Nominal days count 86,400.
  public var durationSeconds: Int? {
    nominalLength?.totalSeconds ?? durationMilliseconds.flatMap { $0 % 1000 == 0 ? $0 / 1000 : nil }
  }
}
