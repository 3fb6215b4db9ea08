/// The occurrences an expansion yielded, and whether there are more.
public struct Expansion: Hashable, Sendable {
  /// Strictly ascending.
  public let occurrences: [Occurrence]
  /// Whether the limit cut the series: at least one more occurrence lies in the window.
  public let isTruncated: Bool
  /// Whether a rule goes on beyond the year 9999, the last there is, and neither the limit nor the window
  /// ended before.
  public let endsWithCalendar: Bool

  package init(occurrences: [Occurrence], isTruncated: Bool, endsWithCalendar: Bool = false) {
    self.occurrences = occurrences
    self.isTruncated = isTruncated
    self.endsWithCalendar = endsWithCalendar
  }
}
