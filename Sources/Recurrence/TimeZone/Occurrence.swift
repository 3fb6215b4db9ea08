/// One start of a series: an instant, and how the zone's clocks show it.
@frozen
public struct Occurrence: Hashable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let startMilliseconds: Int
  /// The UTC offset in force at that instant, in seconds east.
  public let offsetSeconds: Int32
  /// By how many seconds a gap in the zone's clocks moved it; 0 almost always.
  public let gapSeconds: Int32

  @inlinable
  package init(startMilliseconds: Int, offsetSeconds: Int32, gapSeconds: Int32 = 0) {
    self.startMilliseconds = startMilliseconds
    self.offsetSeconds = offsetSeconds
    self.gapSeconds = gapSeconds
  }

  /// Seconds since 1970-01-01T00:00:00Z.
  package var startSeconds: Int { startMilliseconds.floorDivided(by: 1000) }

  /// What the zone's clocks show at the start.
  public var local: LocalDateTime {
    LocalDateTime(unchecked: startSeconds + Int(offsetSeconds))
  }

  /// The local time the rule named, which differs from `local` in a gap only.
  public var nominalLocal: LocalDateTime {
    LocalDateTime(unchecked: local.wallSeconds - Int(gapSeconds))
  }
}
