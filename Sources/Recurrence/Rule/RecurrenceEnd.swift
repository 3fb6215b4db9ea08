/// Where a rule ends: never, after a COUNT, or at an UNTIL.
public enum RecurrenceEnd: Hashable, Sendable {
  case never
  /// That many occurrences are generated, before exclusions; at least 1.
  case count(Int)
  case until(RecurrenceUntil)
  /// Whichever ends the rule first: RFC 5545 forbids it, and lenient reading takes it. Tied to a start, a rule has
  /// the one of them that does.
  case countOrUntil(Int, RecurrenceUntil)
}

extension ExpansionOptions.UntilDate {
  /// The last second of a bare date in UNTIL, on the clock's face.
  package func lastWall(of date: CivilDate) -> Int {
    date.midnight.wallSeconds + (self == .endOfDay ? 86_399 : 0)
  }
}

extension ExpansionOptions {
  /// The last second of a series that ends with a bare date in UNTIL, on the clock's face.
  func lastWall(of date: CivilDate, isAllDay: Bool) -> Int {
    isAllDay ? date.midnight.wallSeconds : untilDate.lastWall(of: date)
  }
}
