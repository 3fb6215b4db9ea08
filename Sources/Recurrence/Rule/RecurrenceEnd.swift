/// Where a rule ends: never, after a COUNT, or at an UNTIL.
public enum RecurrenceEnd: Hashable, Sendable {
  case never
  /// That many occurrences are generated, before exclusions; at least 1.
  case count(Int)
  case until(RecurrenceUntil)
}
