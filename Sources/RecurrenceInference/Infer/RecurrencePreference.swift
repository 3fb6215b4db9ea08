/// Which of the exact texts for a series is wanted.
public enum RecurrencePreference: String, Hashable, CaseIterable, Sendable {
  /// The form that people write and other engines read, in the order of `RuleForm`.
  case readable
  /// The fewest characters, whatever the form.
  case shortest
}
