extension RecurrenceText {
  /// The longest text, in UTF-8 bytes, that is read; lists of dates (EXDATE, RDATE) are not counted.
  public static let maximumLength = 65_536
  /// The most dates of EXDATE and RDATE together that are read.
  public static let maximumDates = 10_000
  /// Nothing that holds `maximumDates` dates, each on a line of its own with its zone, is longer.
  static let absoluteLength = 1_048_575

  /// Reads RRULE, EXDATE, RDATE, EXRULE and DTSTART lines.
  ///
  /// Lines end with CRLF, LF, a lone CR, or blanks before the next property's name; folded lines are
  /// joined. Names and values may be in small letters. A lone rule needs no `RRULE:`. Parameters whose
  /// names begin with `X-` are ignored, with a warning; so is a TZID beside a bare date.
  ///
  /// ```swift
  /// let text = try RecurrenceText(parsing: "RRULE:FREQ=WEEKLY;COUNT=10\nEXDATE:20261231T140000Z")
  /// ```
  ///
  /// - Parameter warnings: What was read in an unusual way is appended.
  /// - Throws: A `RecurrenceError` with the place of the first thing that is wrong.
  /// - Complexity: O(n) in the text's length.
  public init(parsing text: String, warnings: inout [RecurrenceWarning]) throws(RecurrenceError) {
    let bytes = text.utf8.span
    guard bytes.count <= Self.absoluteLength else { throw Self.tooLong(bytes) }
    self.init()
    if let draft = Self.loneRule(bytes) {
      rules = [draft.unchecked()]
      warnings += Self.warnings(ofLoneRule: draft, in: bytes)
      return
    }

    let unfolded = TextLines.hasFolds(bytes) ? UnfoldedText(bytes) : nil
    var reader = TextReader()
    do throws(TextFault) {
      if let unfolded { try reader.read(unfolded.bytes.span) } else { try reader.read(bytes) }
    } catch {
      var fault = error
      if let unfolded { fault.offset = unfolded.original(fault.offset) }
      throw fault.located(in: bytes)
    }
    self = reader.text
    var places = TextPlaces()
    for warning in reader.warnings {
      let offset = unfolded?.original(warning.offset) ?? warning.offset
      warnings.append(
        RecurrenceWarning(warning.code, warning.message, at: places.position(of: offset, in: bytes)))
    }
  }

  /// Reads RRULE, EXDATE, RDATE, EXRULE and DTSTART lines; what was read in an unusual way is not reported.
  public init(parsing text: String) throws(RecurrenceError) {
    var warnings: [RecurrenceWarning] = []
    try self.init(parsing: text, warnings: &warnings)
  }

  /// The rule that is the whole text, as most texts are: it needs no cutting into lines.
  @inline(__always)
  static func loneRule(_ bytes: Span<UInt8>) -> RuleDraft? {
    guard bytes.count <= maximumLength else { return nil }
    return try? RecurrenceRule.read(bytes.extracting(startOfLoneRule(bytes)..<bytes.count))
  }

  /// What was read in an unusual way of the rule that is the whole text.
  @inline(__always)
  static func warnings(ofLoneRule draft: RuleDraft, in bytes: Span<UInt8>) -> [RecurrenceWarning] {
    guard draft.leapSecondOffset >= 0 else { return [] }
    let offset = startOfLoneRule(bytes) + draft.leapSecondOffset
    return [TextReader.leapSecondWarning(TextPosition(offset: offset, in: bytes))]
  }

  /// Where the rule begins: after `RRULE:`, if the text begins with it.
  @inline(__always)
  static func startOfLoneRule(_ bytes: Span<UInt8>) -> Int {
    guard bytes.count > 6, bytes[5] == ASCII.colon else { return 0 }
    var key = NameKey()
    for index in 0..<5 { key.append(bytes[index]) }
    return key.letters == 0x5252_554C_45 ? 6 : 0
  }

  private static func tooLong(_ bytes: Span<UInt8>) -> RecurrenceError {
    TextReader.tooLong(bytes.count, at: 0).located(in: bytes)
  }
}
