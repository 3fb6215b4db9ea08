/// Whose time a busy interval takes, and as what.
public struct BusyOwner: Hashable, Sendable {
  /// What takes the time.
  public enum Kind: UInt8, CaseIterable, Hashable, Sendable {
    /// An appointment of this calendar or another one.
    case appointment
    /// A blocked slot.
    case blocked
    /// An event of a calendar elsewhere, such as one of an iCalendar file.
    case outside
  }

  /// What takes the time.
  public let kind: Kind
  /// The calendar it is in, where it is in one.
  public let calendarID: String?
  /// The users whose time it takes; where there are none, it takes everyone's.
  public let userIDs: [String]
  /// The rooms and equipment that it uses.
  public let resourceIDs: [String]

  /// An owner of busy time.
  public init(
    _ kind: Kind, calendarID: String? = nil, userIDs: [String] = [], resourceIDs: [String] = []
  ) {
    self.kind = kind
    self.calendarID = calendarID
    self.userIDs = userIDs
    self.resourceIDs = resourceIDs
  }
}
