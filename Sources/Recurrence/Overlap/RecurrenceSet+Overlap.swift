extension RecurrenceSet {
  /// The first two occurrences of two series, each perhaps without end, that take the same time, or why
  /// there are none.
  ///
  /// Intervals are half-open: one that begins when another ends does not overlap it, and one without
  /// length takes no time. The zones may differ. Buffers on both sides count: an occurrence takes its
  /// buffers as well as its duration.
  ///
  /// ```swift
  /// let answer = try standup.firstOverlap(
  ///   taking: Occupancy(durationSeconds: 900), with: review, taking: Occupancy(durationSeconds: 3600))
  /// ```
  ///
  /// - Parameter start: Occurrences of this series that start before it don't count; in epoch milliseconds.
  /// - Returns: Of each series the earliest occurrence that overlaps any of the other's; these two overlap.
  /// - Throws: `limitReached` where more work would be needed than a tenth of a second allows, which takes
  ///   EXRULE, RSCALE or many rules.
  /// - Complexity: Usually a few seeks. Series that never meet are decided by arithmetic on their
  ///   periods, or by the days of 400 years, 64 at once; what remains is walked along the sparser one.
  public func firstOverlap(
    taking occupancy: Occupancy, with other: RecurrenceSet, taking otherOccupancy: Occupancy,
    startingFrom start: Int = .min
  ) throws(RecurrenceError) -> OverlapAnswer {
    var search = OverlapSearch(self, occupancy, other, otherOccupancy, startingFrom: start)
    return try search.run()
  }
}
