/// How long a calendar's slots are, how far apart they start, and what is kept free around an appointment.
public struct SlotShape: Hashable, Sendable {
  /// At least 1.
  public let durationSeconds: Int
  /// From one start to the next; at least 1.
  public let intervalSeconds: Int
  /// Kept free before an appointment.
  public let bufferBeforeSeconds: Int
  /// Kept free after an appointment.
  public let bufferAfterSeconds: Int

  /// The API's defaults: half an hour each half hour, without buffers.
  public init() {
    durationSeconds = 1800
    intervalSeconds = 1800
    bufferBeforeSeconds = 0
    bufferAfterSeconds = 0
  }

  /// Slots of that shape; `nil` where a duration or the interval is not positive, a buffer is negative, or one of
  /// them is longer than 366 days.
  public init?(
    durationSeconds: Int, intervalSeconds: Int, bufferBeforeSeconds: Int = 0,
    bufferAfterSeconds: Int = 0
  ) {
    let positive = 1...Self.largestSeconds
    let buffers = 0...Self.largestSeconds
    guard positive.contains(durationSeconds), positive.contains(intervalSeconds),
      buffers.contains(bufferBeforeSeconds), buffers.contains(bufferAfterSeconds)
    else { return nil }
    self.durationSeconds = durationSeconds
    self.intervalSeconds = intervalSeconds
    self.bufferBeforeSeconds = bufferBeforeSeconds
    self.bufferAfterSeconds = bufferAfterSeconds
  }

  /// A leap year: no slot is longer.
  static let largestSeconds = 366 * 86_400
}
