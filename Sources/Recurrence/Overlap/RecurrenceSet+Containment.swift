extension RecurrenceSet {
  /// Whether this series has every occurrence of another, each perhaps without end, by their instants.
  ///
  /// - Throws: `limitReached` where more work would be needed than a tenth of a second allows, which takes
  ///   EXRULE, RSCALE, many rules or BYSETPOS with several times a day; `unsupported` for a rule that is read as counting
  ///   time as it passes.
  public func containment(of other: RecurrenceSet) throws(RecurrenceError) -> ContainmentAnswer {
    try containment(of: other, work: ComparisonWork())
  }

  private func containment(
    of other: RecurrenceSet, work: ComparisonWork
  ) throws(RecurrenceError) -> ContainmentAnswer {
    guard (storage.plans + other.storage.plans).allSatisfy({ $0.shownZone == nil }) else {
      throw RecurrenceError(
        .unsupported, "A rule that counts time as it passes is not compared; read it by the wall clock.")
    }
    var search = ContainmentSearch(other, within: self, work: work)
    return try search.run()
  }

  /// Whether every occurrence of another series is one of this series: see `containment(of:)`.
  public func isSuperset(of other: RecurrenceSet) throws(RecurrenceError) -> Bool {
    if case .contained = try containment(of: other) { true } else { false }
  }

  /// Compares the occurrences of two series, each perhaps without end, by their instants.
  ///
  /// - Throws: `limitReached` as `containment(of:)` does.
  public func equivalence(with other: RecurrenceSet) throws(RecurrenceError) -> EquivalenceAnswer {
    try equivalence(with: other, work: ComparisonWork())
  }

  /// Whether two series are known to start at the same instants, and the work it took to know it, in nanoseconds as
  /// they were measured for each kind of step.
  package func isKnownEquivalent(to other: RecurrenceSet) -> (Bool, work: Int) {
    let work = ComparisonWork()
    if case .equivalent = try? equivalence(with: other, work: work) { return (true, work.done) }
    return (false, work.done)
  }

  private func equivalence(
    with other: RecurrenceSet, work: ComparisonWork
  ) throws(RecurrenceError) -> EquivalenceAnswer {
    switch (try containment(of: other, work: work), try other.containment(of: self, work: work)) {
    case (.contained(let first), .contained(let second)): return .equivalent(first, second)
    case (.contained, .missing(let own)): return .onlyInFirst(own)
    case (.missing(let foreign), .contained): return .onlyInSecond(foreign)
    case (.missing(let foreign), .missing(let own)):
      return own.startMilliseconds < foreign.startMilliseconds ? .onlyInFirst(own) : .onlyInSecond(foreign)
    }
  }

  /// Whether two series start at the same instants: see `equivalence(with:)`.
  public func isEquivalent(to other: RecurrenceSet) throws(RecurrenceError) -> Bool {
    if case .equivalent = try equivalence(with: other) { true } else { false }
  }
}
