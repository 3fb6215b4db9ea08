/// A day of the week, Monday first as in ISO 8601.
@frozen
public enum Weekday: UInt8, CaseIterable, Hashable, Comparable, Codable, Sendable {
  case monday, tuesday, wednesday, thursday, friday, saturday, sunday

  /// RFC 5545's two letters: `MO`, `TU`, `WE`, `TH`, `FR`, `SA`, `SU`.
  public var abbreviation: String {
    switch self {
    case .monday: "MO"
    case .tuesday: "TU"
    case .wednesday: "WE"
    case .thursday: "TH"
    case .friday: "FR"
    case .saturday: "SA"
    case .sunday: "SU"
    }
  }

  /// Monday is the least.
  public static func < (left: Weekday, right: Weekday) -> Bool { left.rawValue < right.rawValue }
}
