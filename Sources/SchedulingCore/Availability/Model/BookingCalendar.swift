public import Recurrence

/// A calendar's settings, as `GET /calendars/{calendarId}` returns them in either version of the API.
///
/// ```swift
/// let calendar = try BookingCalendar(parsing: bytes)
/// calendar.slot.durationSeconds   // 1800
/// calendar.hours?.ranges(on: day) // 09:00–17:00
/// ```
public struct BookingCalendar: Sendable {
  /// How a calendar uses the time of its team.
  public struct Kind: RawRepresentable, Hashable, Sendable {
    /// The value of `calendarType`.
    public let rawValue: String

    /// The kind of that name, known or not.
    public init(rawValue: String) { self.rawValue = rawValue }

    /// Any member who is free is enough.
    public static let roundRobin = Self(rawValue: "round_robin")
    /// All members have to be free.
    public static let collective = Self(rawValue: "collective")
    /// Several contacts share a slot.
    public static let classBooking = Self(rawValue: "class_booking")
  }

  /// The calendar's id.
  public let id: String
  /// Its name, for people.
  public let name: String
  /// Whether it can be booked at all.
  public let isActive: Bool
  /// How it uses its team.
  public let kind: Kind
  /// Its team; a calendar can be without one.
  public let members: [TeamMember]
  /// Its own hours; `nil` where it states none, as schedules tell them in the newer version.
  public let hours: OpeningHours?
  /// The shape of its slots.
  public let slot: SlotShape
  /// Its limits.
  public let limits: BookingLimits
  /// How many of a hundred free slots the booking widget hides; it is no reason against an appointment.
  public let hiddenPercentage: Int?
  /// The zone that it names, which neither version documents.
  public let zone: ZoneTransitions?
  /// What was unusual about it.
  public let findings: [Diagnostic]
  /// All it said, without `{calendar: …}` around it.
  public let json: JSONObject
}
