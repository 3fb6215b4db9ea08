public import Recurrence

extension RecurrenceSet {
  /// The best recurrence found that has the same occurrences from the same start.
  ///
  /// A readable one is in the first form that `RuleForm` lists, where there is one that says the same; length
  /// is counted in characters of the canonical text. What was given stays where nothing is better. Every
  /// step is proven: a series that ends by comparing all its times, one without an end by
  /// `equivalence(with:)`. Rules are compared by their local times, so that the result holds in every zone;
  /// an UNTIL in UTC, and dates, are compared by instants in the series' zone.
  ///
  /// Rules with RSCALE and rules that never match are left as they are. A rule of more than 5,000
  /// occurrences is simplified without regard to its end.
  ///
  /// - Complexity: A bounded search of a second at most.
  public func simplified(
    preferring preference: RecurrencePreference = .readable
  ) -> RecurrenceSimplification {
    var simplifier = TextSimplifier(self, preferring: preference)
    simplifier.run()
    return RecurrenceSimplification(
      before: text.canonical, after: simplifier.text, steps: simplifier.steps,
      endedEarly: simplifier.endedEarly)
  }
}
