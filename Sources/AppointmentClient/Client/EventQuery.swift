/// Which appointments, or blocked slots, are asked for.
public struct EventQuery: Hashable, Sendable {
  /// Whose they are; the server takes one of the three.
  public enum Owner: Hashable, Sendable {
    case calendar(String)
    case user(String)
    case group(String)
  }

  /// The location's id.
  public let locationID: String
  /// Whose they are.
  public let owner: Owner
  /// In epoch milliseconds, half-open.
  public let range: Range<Int>

  /// The appointments of a calendar, a user or a group that start in a range.
  public init(locationID: String, owner: Owner, range: Range<Int>) {
    self.locationID = locationID
    self.owner = owner
    self.range = range
  }

  /// The parts of the range that are asked for one by one: what a server gives for years at once may be cut.
  var pages: [EventQuery] {
    var pages: [EventQuery] = []
    var start = range.lowerBound
    while start < range.upperBound {
      let end = min(range.upperBound, start.addingReportingOverflow(Self.longest).partialValue)
      guard end > start else { break }
      pages.append(EventQuery(locationID: locationID, owner: owner, range: start..<end))
      start = end
    }
    return pages
  }

  /// 90 days.
  private static let longest = 90 * 86_400_000

  var items: [(String, String)] {
    let own: (String, String) =
      switch owner {
      case .calendar(let id): ("calendarId", id)
      case .user(let id): ("userId", id)
      case .group(let id): ("groupId", id)
      }
    return [
      ("locationId", locationID), own, ("startTime", "\(range.lowerBound)"),
      ("endTime", "\(range.upperBound)"),
    ]
  }
}
