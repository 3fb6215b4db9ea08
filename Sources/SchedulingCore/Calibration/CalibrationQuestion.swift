/// What the listed instances of a series can tell about the server that made them.
public enum CalibrationQuestion: String, CaseIterable, Codable, Hashable, Sendable {
  /// The zone in which the series is expanded.
  case zone
  /// What becomes of a time that the clocks skip.
  case gap
  /// Which pass a time means that the clocks show twice.
  case fold
  /// Whether a start that the rule does not generate is an occurrence, and counts.
  case start
  /// Whether a date without a time in UNTIL includes that day.
  case untilDate
  /// Whether an instance keeps its id when it is edited on its own.
  case instanceUpdateKeepsID
}
