extension RecurrenceText {
  /// Reads RRULE, EXDATE, RDATE, EXRULE and DTSTART lines.
  public init(parsing text: String, warnings: inout [RecurrenceWarning]) throws(RecurrenceError) {
    throw RecurrenceError(.unsupported, "The reader is not there yet.")
  }

  /// Reads RRULE, EXDATE, RDATE, EXRULE and DTSTART lines; what was read in an unusual way is not told.
  public init(parsing text: String) throws(RecurrenceError) {
    var warnings: [RecurrenceWarning] = []
    try self.init(parsing: text, warnings: &warnings)
  }
}
