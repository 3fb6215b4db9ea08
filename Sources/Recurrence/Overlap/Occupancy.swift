/// How much time each occurrence of a series takes: its duration, and what is kept free around it.
public struct Occupancy: Hashable, Sendable {
  /// From an occurrence's start to its end.
  public let durationSeconds: Int
  /// Kept free before each start.
  public let bufferBeforeSeconds: Int
  /// Kept free after each end.
  public let bufferAfterSeconds: Int

  /// The longest length there may be: the calendar's years 1 to 9999.
  private static let longest = LocalDateTime.range.upperBound - LocalDateTime.range.lowerBound + 1

  /// - Throws: `valueOutOfRange` for a negative length and for one beyond 9,999 years.
  public init(
    durationSeconds: Int, bufferBeforeSeconds: Int = 0, bufferAfterSeconds: Int = 0
  ) throws(RecurrenceError) {
    for seconds in [durationSeconds, bufferBeforeSeconds, bufferAfterSeconds]
    where !(0...Self.longest).contains(seconds) {
      throw RecurrenceError(
        .valueOutOfRange,
        "A length of \(seconds) seconds is not from 0 to \(Self.longest); correct the duration or buffer.")
    }
    self.durationSeconds = durationSeconds
    self.bufferBeforeSeconds = bufferBeforeSeconds
    self.bufferAfterSeconds = bufferAfterSeconds
  }

  /// The whole length with its buffers, in seconds.
  var length: Int { bufferBeforeSeconds + durationSeconds + bufferAfterSeconds }
}
