public import Recurrence

extension RecurrenceSet {
  /// The shortest recurrence found that has the same occurrences from the same start.
  ///
  /// Length is counted in characters of the canonical text; what was given stays where nothing is shorter,
  /// and of equally long rules the one with fewer negative numbers is taken, then the first in the
  /// alphabet. Every step is proven: a series that ends
  /// by comparing all its times, one without an end by `equivalence(with:)`. Rules are compared by their
  /// local times, so that the result holds in every zone; an UNTIL in UTC, and dates, are compared by
  /// instants in the series' zone.
  ///
  /// Rules with RSCALE and rules that never match are left as they are. A rule of more than 5,000
  /// occurrences is simplified without regard to its end.
  public func simplified() -> RecurrenceSimplification {
    var simplifier = TextSimplifier(self)
    simplifier.run()
    return RecurrenceSimplification(
      before: text.canonical, after: simplifier.text, steps: simplifier.steps)
  }
}
