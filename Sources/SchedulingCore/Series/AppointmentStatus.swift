/// What became of an appointment; a value this version does not know stays as it is.
public struct AppointmentStatus: RawRepresentable, Hashable, Sendable {
  /// The value as the API spells it.
  public let rawValue: String

  /// The status of that spelling, known or not.
  public init(rawValue: String) { self.rawValue = rawValue }

  /// Booked and not confirmed yet.
  public static let new = Self(rawValue: "new")
  /// Confirmed.
  public static let confirmed = Self(rawValue: "confirmed")
  /// Cancelled.
  public static let cancelled = Self(rawValue: "cancelled")
  /// The contact came.
  public static let showed = Self(rawValue: "showed")
  /// The contact did not come.
  public static let noshow = Self(rawValue: "noshow")
  /// Invalid.
  public static let invalid = Self(rawValue: "invalid")
  /// Active; accepted in requests by `v3` only.
  public static let active = Self(rawValue: "active")
  /// Completed; accepted in requests by `v3` only.
  public static let completed = Self(rawValue: "completed")

  /// The statuses a request of that version may carry.
  public static func allowed(in version: APIVersion) -> [AppointmentStatus] {
    let common: [AppointmentStatus] = [.new, .confirmed, .cancelled, .showed, .noshow, .invalid]
    switch version {
    case .v2021_04_15: return common
    case .v3: return common + [.active, .completed]
    }
  }
}

extension AppointmentStatus: Codable, CustomStringConvertible {
  /// Reads the bare value.
  public init(from decoder: any Decoder) throws {
    self.init(rawValue: try decoder.singleValueContainer().decode(String.self))
  }

  /// Writes the bare value.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(rawValue)
  }

  /// The value as the API spells it.
  public var description: String { rawValue }
}
