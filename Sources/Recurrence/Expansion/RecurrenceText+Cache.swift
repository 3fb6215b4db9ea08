extension RecurrenceText {
  /// Reads a text, or takes what it says from `cache` where it was read before: see
  /// `init(parsing:warnings:)`.
  ///
  /// - Parameters:
  ///   - reading: What becomes of a text that RFC 5545 does not allow.
  ///   - warnings: What was read in an unusual way is appended, whether now or before.
  public init(
    parsing text: String, reading: RecurrenceReading = .lenient, warnings: inout [RecurrenceWarning],
    cache: RecurrenceCache
  ) throws(RecurrenceError) {
    if let seen = cache.reading(of: text), seen.reading == reading {
      self = seen.text
      warnings += seen.warnings
      return
    }
    var found: [RecurrenceWarning] = []
    try self.init(parsing: text, reading: reading, warnings: &found)
    cache.keep(TextReading(text, reading, self, found))
    warnings += found
  }

  /// The DTSTART of a text, where it has one; its zone is known.
  package static func start(
    in text: String, reading: RecurrenceReading
  ) throws(RecurrenceError) -> RecurrenceDate? {
    guard mentionsStart(text) else { return nil }
    var ignored: [RecurrenceWarning] = []
    let start = try RecurrenceText(parsing: text, reading: reading, warnings: &ignored, cache: .shared).start
    do throws(RecurrenceError) {
      _ = try start?.namedZone
    } catch {
      throw error.placed(in: text.utf8.span)
    }
    return start
  }
}
