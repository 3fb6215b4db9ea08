/// A unit in which a calendar's settings are given.
public enum BookingUnit: String, CaseIterable, Hashable, Codable, Sendable {
  case minutes = "mins"
  case hours, days, weeks, months

  /// The unit of that name, in the API's spelling or another that can mean nothing else.
  init?(name: String) {
    switch name.lowercased() {
    case "mins", "min", "minutes", "minute": self = .minutes
    case "hours", "hour": self = .hours
    case "days", "day": self = .days
    case "weeks", "week": self = .weeks
    case "months", "month": self = .months
    default: return nil
    }
  }

  /// How many seconds of elapsed time it is; `nil` where that depends on the calendar.
  var elapsedSeconds: Int? {
    switch self {
    case .minutes: 60
    case .hours: 3600
    case .days, .weeks, .months: nil
    }
  }
}
