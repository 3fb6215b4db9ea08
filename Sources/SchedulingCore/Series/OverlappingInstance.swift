/// An instance of a series, as it is now.
public struct OverlappingInstance: Hashable, Sendable {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let startMilliseconds: Int
  /// Whole seconds, without buffers.
  public let durationSeconds: Int
  /// The edit that made it what it is; `nil` where it is as the series generates it.
  public let override: InstanceOverride?
}
