/// When something takes place.
public struct TimeSpan: Hashable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let startMilliseconds: Int
  /// Whole seconds, at least 0.
  public let durationSeconds: Int

  /// A span of time.
  public init(startMilliseconds: Int, durationSeconds: Int) {
    self.startMilliseconds = startMilliseconds
    self.durationSeconds = durationSeconds
  }

  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var endMilliseconds: Int { startMilliseconds + durationSeconds * 1000 }
}
