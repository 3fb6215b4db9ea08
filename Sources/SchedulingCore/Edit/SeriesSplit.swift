public import Recurrence

/// A series cut in two at one of its occurrences.
///
/// The head keeps the master and ends with the occurrence before the cut; the tail starts at the cut.
/// EXDATEs, RDATEs and overrides go to the side of their original start, and together the two have
/// exactly the occurrences of the whole.
public struct SeriesSplit: Sendable {
  /// What comes before the cut.
  public let head: Series
  /// The cut and all that comes after it; its start may be a time that the clocks skip.
  public let tail: Series
  /// The first occurrence of the tail.
  public let occurrence: Occurrence

  /// Cuts a series.
  ///
  /// - Parameters:
  ///   - milliseconds: The start of the tail's first occurrence.
  ///   - tailID: The id of the tail's master.
  /// - Throws: `splitWithoutOccurrence` where none starts then, `splitAtFirst` where nothing comes before
  ///   it, `splitNotExact` where no recurrence says the same from there on.
  public init(_ series: Series, at milliseconds: Int, tailID: String) throws(ValidationFailure) {
    let cut = try SeriesCut(series, at: milliseconds)
    occurrence = cut.occurrence
    head = cut.head
    tail = try cut.tail(id: tailID)
  }
}
