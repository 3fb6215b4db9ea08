/// A time that a calendar offers, or would offer if nothing stood in the way.
public struct Slot: Hashable, Sendable {
  /// With the offset of the zone that was asked for; send its text unchanged.
  public let start: OffsetDateTime
  /// With the offset in force then.
  public let end: OffsetDateTime
  /// Those who are free; empty for a calendar without a team.
  public let userIDs: [String]
  /// Why it is not free; empty where it is.
  public let reasons: [AvailabilityReason]

  /// Whether it can be booked.
  public var isFree: Bool { reasons.isEmpty }
}
