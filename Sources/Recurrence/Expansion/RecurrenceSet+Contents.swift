/// What a series is made of, for those who spell it for other readers.
extension RecurrenceSet {
  /// What RDATE adds, and the start where there is no rule; ascending, unique.
  package var additions: ContiguousArray<Occurrence> { storage.additions }

  /// What EXDATE removes one by one: epoch milliseconds, ascending, unique.
  package var excludedInstants: ContiguousArray<Int> { storage.exclusions.instants }

  /// The whole days that EXDATE removes: day numbers on the series' clock, those in a row together; ascending.
  package var excludedDays: ContiguousArray<ClosedRange<Int>> { storage.exclusions.days }

  /// The first time that the first rule generates, whatever the zone's clocks make of it: wall seconds.
  package var firstGenerated: Int? { storage.firstPlan.flatMap { $0.wall($0.seek($0.first)) } }

  /// The last time that the first rule generates, whatever the zone's clocks make of it: wall seconds.
  package var lastGenerated: Int? { storage.firstPlan?.last(before: .max - 1) }

  /// Whether a rule generates a time, given in wall seconds, whatever the zone's clocks make of it.
  package func generates(_ wall: Int) -> Bool { storage.plans.contains { $0.contains(wall) } }
}
