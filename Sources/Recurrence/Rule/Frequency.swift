/// How often a rule's period comes round: FREQ of RFC 5545, section 3.3.10.
@frozen
public enum Frequency: UInt8, CaseIterable, Hashable, Comparable, Codable, Sendable {
  case secondly, minutely, hourly, daily, weekly, monthly, yearly

  /// The value as RFC 5545 writes it: `WEEKLY`.
  public var name: String {
    switch self {
    case .secondly: "SECONDLY"
    case .minutely: "MINUTELY"
    case .hourly: "HOURLY"
    case .daily: "DAILY"
    case .weekly: "WEEKLY"
    case .monthly: "MONTHLY"
    case .yearly: "YEARLY"
    }
  }

  /// Whether the left period is the shorter one.
  public static func < (left: Frequency, right: Frequency) -> Bool { left.rawValue < right.rawValue }
}
