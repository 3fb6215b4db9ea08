/// The value of UNTIL, which is inclusive.
public enum RecurrenceUntil: Hashable, Sendable {
  /// `UNTIL=20261231`: the end of that local day, unless the reader chose its start.
  case date(CivilDate)
  /// `UNTIL=20261231T090000`: a time on the series' own clock.
  case local(LocalDateTime)
  /// `UNTIL=20261231T140000Z`: an instant, in seconds since 1970-01-01T00:00:00Z.
  case instant(seconds: Int)
}
