/// A user whose time a calendar books.
public struct TeamMember: Hashable, Sendable {
  /// The user's id.
  public let userID: String
  /// 0, 0.5 or 1: who is offered first; it never makes a slot less free.
  public let priority: Double
  /// Whether the user is the primary one of a collective calendar.
  public let isPrimary: Bool

  /// A member of a calendar's team.
  public init(userID: String, priority: Double = 0.5, isPrimary: Bool = false) {
    self.userID = userID
    self.priority = priority
    self.isPrimary = isPrimary
  }
}
