extension RecurrenceRule {
  /// Reads one rule, such as `FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=10`, with or without `RRULE:` before it.
  ///
  /// Our reader checks the text against RFC 5545, section 3.3.10, and RFC 7529; then libical reads it
  /// too and must find the same.
  ///
  /// - Parameter reading: What becomes of a text that these do not allow.
  /// - Throws: A `RecurrenceError` with the place of what is wrong.
  /// - Complexity: O(n) in the text's length; no allocation but for ordinals, year days and positions.
  public init(parsing text: String, reading: RecurrenceReading = .lenient) throws(RecurrenceError) {
    let bytes = text.utf8.span
    if bytes.count <= RecurrenceText.maximumLength {
      let start = RecurrenceText.startOfLoneRule(bytes)
      if let draft = try? Self.read(bytes.extracting(start..<bytes.count)) {
        self = draft.unchecked()
        return
      }
    }
    // Blanks, folds, more than a rule, or a fault whose place has to be found.
    let whole = try RecurrenceText(parsing: text, reading: reading)
    guard let rule = whole.rules.first, whole == RecurrenceText(rules: [rule]) else {
      throw RecurrenceError(
        .malformedLine, "One rule is expected here, and nothing beside it.",
        at: TextPosition(offset: 0, line: 1, column: 1))
    }
    self = rule
  }

  /// A rule that takes up all of `bytes`; libical has read the same.
  @inline(__always)
  static func read(_ bytes: Span<UInt8>) throws(TextFault) -> RuleDraft {
    let draft = try RuleReader.read(bytes)
    guard SecondReading.agrees(with: draft, bytes: bytes) else {
      throw readersDiffer(bytes)
    }
    return draft
  }

  static func readersDiffer(_ bytes: Span<UInt8>) -> TextFault {
    TextFault(
      .readersDiffer, at: 0,
      """
      libical reads “\(bytes.excerpt(at: 0))…” otherwise than this library does; write the rule more \
      plainly, and report this.
      """)
  }
}

extension RecurrenceError.Code {
  /// libical and this library understand a rule's text differently.
  public static let readersDiffer = Self(rawValue: "readersDiffer")
}
