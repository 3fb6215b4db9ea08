/// Where a rule ends: never, after a COUNT, or at an UNTIL.
public enum RecurrenceEnd: Hashable, Sendable {
  case never
  /// That many occurrences are generated, before exclusions; at least 1.
  case count(Int)
  case until(RecurrenceUntil)
}

extension ExpansionOptions.UntilDate {
  /// The last second of a bare date in UNTIL, on the clock's face.
  package func lastWall(of date: CivilDate) -> Int {
    date.midnight.wallSeconds + (self == .endOfDay ? 86_399 : 0)
  }
}
