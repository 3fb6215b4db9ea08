/// What becomes of a recurrence text that RFC 5545 does not allow.
public enum RecurrenceReading: String, CaseIterable, Hashable, Codable, Sendable {
  /// What can mean one thing only is read as that, with a warning that names the place and what was made of
  /// it; what can mean two things is refused.
  case lenient
  /// It is refused.
  case strict
}
