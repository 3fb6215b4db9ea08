public import Recurrence

/// The zones that are given beside a calendar file.
public struct ZoneChoice: Sendable {
  /// The zone of times that float, of events by the day, and of a TZID that nothing else tells.
  public var given: ZoneTransitions?
  /// Zones by their TZID, before all that the file says.
  let zones: [String: ZoneTransitions]

  /// - Parameters:
  ///   - zone: The zone of what has none.
  ///   - zones: By TZID, in whatever letters and blanks; they go before all that the file says.
  public init(_ zone: ZoneTransitions? = nil, for zones: [String: ZoneTransitions] = [:]) {
    given = zone
    self.zones = Dictionary(zones.map { (Self.key($0.key), $0.value) }) { $1 }
  }

  /// Letters and blanks tell no two zones apart.
  static func key(_ name: String) -> String { ZoneTransitions.key(name) }
}
