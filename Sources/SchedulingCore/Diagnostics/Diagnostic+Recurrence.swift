public import Recurrence

extension Diagnostic {
  /// A fault of a recurrence as a finding; the code keeps its name.
  public init(_ error: RecurrenceError, field: String? = "rrule") {
    self.init(
      .error, Code(rawValue: error.code.rawValue), error.message, field: field, at: error.position)
  }

  /// A recurrence's warning as a finding; the code keeps its name.
  public init(_ warning: RecurrenceWarning, field: String? = "rrule") {
    self.init(
      .warning, Code(rawValue: warning.code.rawValue), warning.message, field: field,
      at: warning.position)
  }
}
