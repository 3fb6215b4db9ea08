/// An event as the API returns it, read leniently, with everything it said.
public struct Appointment: Sendable {
  /// What an event says.
  struct Fields: Hashable, Sendable {
    let id: String
    let calendarID: String?
    let title: String?
    let appointmentStatus: AppointmentStatus?
    let assignedUserID: String?
    let address: String?
    let meetingLocationType: String?
    let eventDescription: String?
    let startTime: OffsetDateTime?
    let endTime: OffsetDateTime?
    let rrule: String?
    let isRecurring: Bool
    let masterEventID: String?
    let timeZone: String?
    let json: JSONObject
  }

  /// Lists and overrides hold an event in several places, which one copy of its many fields serves.
  private final class Storage: Sendable {
    let fields: Fields

    init(_ fields: Fields) { self.fields = fields }
  }

  private let storage: Storage

  init(_ fields: Fields) { storage = Storage(fields) }

  /// The event's id, or an instance's.
  public var id: String { storage.fields.id }
  /// The calendar it is in.
  public var calendarID: String? { storage.fields.calendarID }
  /// The title.
  public var title: String? { storage.fields.title }
  /// The status.
  public var appointmentStatus: AppointmentStatus? { storage.fields.appointmentStatus }
  /// The user it is assigned to.
  public var assignedUserID: String? { storage.fields.assignedUserID }
  /// The address, or the meeting's link.
  public var address: String? { storage.fields.address }
  /// Where the meeting takes place.
  public var meetingLocationType: String? { storage.fields.meetingLocationType }
  /// The description.
  public var eventDescription: String? { storage.fields.eventDescription }
  /// When it starts.
  public var startTime: OffsetDateTime? { storage.fields.startTime }
  /// When it ends.
  public var endTime: OffsetDateTime? { storage.fields.endTime }
  /// RRULE, EXDATE and RDATE lines; `nil` where there are none.
  public var rrule: String? { storage.fields.rrule }
  /// What `isRecurring` says, or whether there is a rule or a master where it says nothing.
  public var isRecurring: Bool { storage.fields.isRecurring }
  /// The master of the instance that this is; `nil` for any other event.
  public var masterEventID: String? { storage.fields.masterEventID }
  /// The zone that a time named beside its offset, if any did.
  public var timeZone: String? { storage.fields.timeZone }
  /// The event's JSON as it was read, without `{event: …}` or `{appointment: …}` around it.
  public var json: JSONObject { storage.fields.json }

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

extension Appointment: Hashable {
  /// Two events are equal when they say the same.
  public static func == (left: Appointment, right: Appointment) -> Bool {
    left.storage === right.storage || left.storage.fields == right.storage.fields
  }

  /// Feeds what the event says.
  public func hash(into hasher: inout Hasher) { hasher.combine(storage.fields) }
}
