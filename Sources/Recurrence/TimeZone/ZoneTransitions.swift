internal import Synchronization

/// A zone's offsets through time, from the system's TZif files (RFC 9636).
public final class ZoneTransitions: Sendable {
  /// The IANA name, `UTC`, or an offset such as `+02:00`.
  public let identifier: String
  private let fixedOffset: Int

  init(identifier: String, fixedOffset: Int) {
    self.identifier = identifier
    self.fixedOffset = fixedOffset
  }

  public static let utc = ZoneTransitions(identifier: "UTC", fixedOffset: 0)

  /// The zone of that IANA name, read once in a process.
  public static func named(_ identifier: String) throws(RecurrenceError) -> ZoneTransitions {
    guard identifier == "UTC" else {
      throw RecurrenceError(.unknownZone, "There is no zone “\(identifier)”.")
    }
    return utc
  }

  /// A zone whose offset never changes, in seconds east of UTC, less than a day.
  public static func fixed(offsetSeconds: Int) throws(RecurrenceError) -> ZoneTransitions {
    ZoneTransitions(identifier: "\(offsetSeconds)", fixedOffset: offsetSeconds)
  }

  /// The offset in force at an instant (seconds since 1970-01-01T00:00:00Z), in seconds east.
  public func offsetSeconds(atInstant seconds: Int) -> Int { fixedOffset }

  /// The instant a local time means, or `nil` where the policy omits it.
  public func occurrence(at local: LocalDateTime, policy: ZonePolicy = ZonePolicy()) -> Occurrence? {
    let segment = segment(atWall: local.wallSeconds, policy: policy)
    if segment.gapSeconds > 0, policy.gap == .omit { return nil }
    return Occurrence(
      startMilliseconds: (local.wallSeconds - segment.offsetSeconds) * 1000,
      offsetSeconds: Int32(segment.offsetSeconds + segment.gapSeconds),
      gapSeconds: Int32(segment.gapSeconds))
  }

  /// The stretch of wall-clock time that holds `wall`.
  package func segment(atWall wall: Int, policy: ZonePolicy) -> WallSegment {
    WallSegment(start: .min, end: .max, offsetSeconds: fixedOffset, gapSeconds: 0)
  }
}

/// A stretch of wall-clock seconds in which local times become instants by one subtraction.
package struct WallSegment: Hashable, Sendable {
  /// The first wall second, inclusive.
  package let start: Int
  /// The wall second after the last.
  package let end: Int
  /// Subtract it from the wall seconds: the offset in force, in a gap the one before it.
  package let offsetSeconds: Int
  /// The length of the gap when the stretch is one, else 0.
  package let gapSeconds: Int
}
