/// How much of a calendar can be booked, and when.
public struct BookingLimits: Hashable, Sendable {
  /// Appointments that a user can have at once, or the seats of a class.
  public let perSlot: Int
  /// Appointments of the calendar on one local day; `nil` where there is no limit.
  public let perDay: Int?
  /// How long ahead an appointment has to be booked.
  public let notice: BookingPeriod?
  /// How far ahead it can be booked.
  public let window: BookingPeriod?

  /// The API's defaults unless others are given.
  public init(
    perSlot: Int = 1, perDay: Int? = nil, notice: BookingPeriod? = nil, window: BookingPeriod? = nil
  ) {
    self.perSlot = perSlot
    self.perDay = perDay
    self.notice = notice
    self.window = window
  }
}
