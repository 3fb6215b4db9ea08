/// Two series without end, and whether they ever overlap.
///
/// The library has no query for it yet: there is nothing to run.
public struct OverlapWorkload: Sendable {
  /// `nil` where there is no such query.
  public init?(_ workload: Workload) throws {
    return nil
  }

  /// Asks once. The answer is checked by `init`, and here again.
  public func run() throws {}
}
