/// How much an expansion may yield before it stops and says so.
public struct ExpansionLimits: Hashable, Sendable {
  /// At most that many occurrences.
  public var occurrences: Int

  /// At most that many occurrences.
  public init(occurrences: Int = 10_000) { self.occurrences = occurrences }
}
