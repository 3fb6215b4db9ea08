/// The least that has to change so that all occurrences of a series can be booked.
public struct SeriesRepair: Hashable, Sendable {
  /// One occurrence that can't be booked.
  public struct Item: Hashable, Sendable {
    /// The place of its time among those that were checked.
    public let index: Int
    /// Why it can't be booked.
    public let reasons: [AvailabilityReason]
    /// Where it goes; `nil` where it is left out, or stays with `continue`.
    public let slot: Slot?
    /// The free slots nearest to it, nearest first.
    public let alternatives: [Slot]
  }

  /// What becomes of them.
  public let option: BookingOption
  /// How many times were checked.
  public let count: Int
  /// One for each occurrence that can't be booked, in the order of the times.
  public let items: [Item]

  /// How many occurrences can be booked as they are.
  public var fitting: Int { count - items.count }
}
