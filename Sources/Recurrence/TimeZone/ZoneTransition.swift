/// An instant at which a zone's clocks change their offset.
public struct ZoneTransition: Hashable, Sendable {
  /// Seconds since 1970-01-01T00:00:00Z; the new offset is in force from that second on.
  public let instant: Int
  /// Seconds east of UTC until then.
  public let offsetBefore: Int
  /// Seconds east of UTC from then on.
  public let offsetAfter: Int

  package init(instant: Int, offsetBefore: Int, offsetAfter: Int) {
    self.instant = instant
    self.offsetBefore = offsetBefore
    self.offsetAfter = offsetAfter
  }
}
