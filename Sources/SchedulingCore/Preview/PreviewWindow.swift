/// Which occurrences a preview looks at.
public struct PreviewWindow: Hashable, Sendable {
  /// Only occurrences that start in it, before or after the edit; in epoch milliseconds.
  public var range: Range<Int>?
  /// At most that many occurrences on either side.
  public var limit: Int
  /// At most that many occurrences of a series without end, where no range is given.
  public var endlessLimit: Int

  /// The whole of a finite series, the first occurrences of one without end, or a range.
  public init(range: Range<Int>? = nil, limit: Int = 10_000, endlessLimit: Int = 20) {
    self.range = range
    self.limit = max(1, limit)
    self.endlessLimit = max(1, endlessLimit)
  }
}
