extension RecurrenceText {
  /// Reads a text, or takes what it says from `cache` where it was read before: see
  /// `init(parsing:warnings:)`.
  ///
  /// - Parameter warnings: What was read in an unusual way is appended, whether now or before.
  public init(
    parsing text: String, warnings: inout [RecurrenceWarning], cache: RecurrenceCache
  ) throws(RecurrenceError) {
    if let seen = cache.reading(of: text) {
      self = seen.text
      warnings += seen.warnings
      return
    }
    var found: [RecurrenceWarning] = []
    try self.init(parsing: text, warnings: &found)
    cache.keep(TextReading(text, self, found))
    warnings += found
  }
}
