internal import Recurrence

extension Series {
  /// All pairs of instances of two series that take the same time inside a window, each found when it is asked for.
  ///
  /// Instances count as they do for `firstOverlap(with:)`, which also tells whether there are any at all.
  ///
  /// - Parameters:
  ///   - window: Half-open, in epoch milliseconds; a part of the time that both take lies in it.
  ///   - bufferBeforeSeconds: Kept free before each instance of this series.
  ///   - bufferAfterSeconds: Kept free after each instance of this series.
  ///   - otherBufferBeforeSeconds: Kept free before each instance of the other series.
  ///   - otherBufferAfterSeconds: Kept free after each instance of the other series.
  /// - Throws: `valueOutOfRange` for a negative buffer.
  public func overlaps(
    with other: Series, in window: Range<Int>, bufferBeforeSeconds: Int = 0, bufferAfterSeconds: Int = 0,
    otherBufferBeforeSeconds: Int = 0, otherBufferAfterSeconds: Int = 0
  ) throws(ValidationFailure) -> SeriesOverlaps {
    do throws(RecurrenceError) {
      return SeriesOverlaps(
        first: OverlapTimes(
          try OverlapSides(self, before: bufferBeforeSeconds, after: bufferAfterSeconds)),
        second: OverlapTimes(
          try OverlapSides(other, before: otherBufferBeforeSeconds, after: otherBufferAfterSeconds)),
        window: window)
    } catch {
      throw ValidationFailure(error)
    }
  }

  /// All pairs of an instance of the series and an appointment that occurs once which take the same time, each found
  /// when it is asked for.
  ///
  /// ```swift
  /// let free = try series.overlaps(with: busy, bufferAfterSeconds: 900).isEmpty
  /// ```
  ///
  /// - Parameters:
  ///   - appointments: In any order.
  ///   - bufferBeforeSeconds: Kept free before each instance of the series.
  ///   - bufferAfterSeconds: Kept free after each instance of the series.
  /// - Throws: `valueOutOfRange` for a negative buffer.
  /// - Complexity: O(n log n) in the appointments before the first pair.
  public func overlaps(
    with appointments: [OverlappingInstance], bufferBeforeSeconds: Int = 0, bufferAfterSeconds: Int = 0
  ) throws(ValidationFailure) -> SeriesOverlaps {
    do throws(RecurrenceError) {
      let once = OverlapTimes(appointments)
      let end = once.single.map(\.endMilliseconds).max() ?? 0
      return SeriesOverlaps(
        first: OverlapTimes(
          try OverlapSides(self, before: bufferBeforeSeconds, after: bufferAfterSeconds)),
        second: once, window: (once.single.first?.startMilliseconds ?? end)..<end)
    } catch {
      throw ValidationFailure(error)
    }
  }
}
