/// An instance of a series as it is now, or an appointment that occurs once.
public struct OverlappingInstance: Hashable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let startMilliseconds: Int
  /// Whole seconds, without buffers.
  public let durationSeconds: Int
  /// The edit that made it what it is; `nil` where it is as the series generates it.
  public let override: InstanceOverride?

  init(startMilliseconds: Int, durationSeconds: Int, override: InstanceOverride?) {
    self.startMilliseconds = startMilliseconds
    self.durationSeconds = durationSeconds
    self.override = override
  }

  /// An appointment that occurs once.
  ///
  /// - Throws: `startOutOfRange` outside years 1 to 9999, `durationOutOfRange`.
  public init(startMilliseconds: Int, durationSeconds: Int) throws(ValidationFailure) {
    guard InstanceID.starts.contains(startMilliseconds) else {
      throw ValidationFailure(
        .startOutOfRange, "The start \(startMilliseconds) lies outside years 1 to 9999.",
        remedy: "Give the start in milliseconds since 1970.")
    }
    guard durationSeconds > 0, InstanceID.durations.contains(durationSeconds) else {
      throw ValidationFailure(
        .durationOutOfRange,
        "The duration of \(durationSeconds) seconds is \(durationSeconds > 0 ? "too long" : "not positive").",
        remedy: "Give the length of the appointment in seconds.")
    }
    self.init(startMilliseconds: startMilliseconds, durationSeconds: durationSeconds, override: nil)
  }

  /// Milliseconds since 1970-01-01T00:00:00Z, without buffers.
  public var endMilliseconds: Int { startMilliseconds + durationSeconds * 1000 }
}
