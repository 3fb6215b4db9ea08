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
  /// Read leniently, what else can mean one thing only is taken for that, with a warning at its place: blanks and
  /// separators too many, ISO 8601 dates, names of weekdays, parts twice alike or of no meaning, COUNT beside
  /// UNTIL, parts that a frequency forbids.
  ///
  /// ```swift
  /// let text = try RecurrenceText(parsing: "RRULE:FREQ=WEEKLY;COUNT=10\nEXDATE:20261231T140000Z")
  /// ```
  ///
  /// - Parameters:
  ///   - reading: What becomes of a text that RFC 5545 does not allow.
  ///   - warnings: What was read in an unusual way is appended.
  /// - Throws: A `RecurrenceError` with the place of the first thing that is wrong.
  /// - Complexity: O(n) in the text's length.
  public init(
    parsing text: String, reading: RecurrenceReading = .lenient, warnings: inout [RecurrenceWarning]
  ) throws(RecurrenceError) {
    let bytes = text.utf8.span
    guard bytes.count <= Self.absoluteLength else { throw Self.tooLong(bytes) }
    self.init()
    if let draft = Self.loneRule(bytes) {
      rules = [draft.unchecked()]
      warnings += Self.warnings(ofLoneRule: draft, in: bytes)
      return
    }
    do throws(TextFault) {
      self = try Self.read(bytes, &warnings)
    } catch {
      guard reading == .lenient else { throw error.located(in: bytes) }
      self = try Self.mended(bytes, after: error, &warnings)
    }
  }

  /// The text as RFC 5545 has it.
  private static func read(
    _ bytes: Span<UInt8>, _ warnings: inout [RecurrenceWarning]
  ) throws(TextFault) -> RecurrenceText {
    let unfolded = TextLines.hasFolds(bytes) ? MappedText(unfolding: bytes) : nil
    var reader = TextReader()
    do throws(TextFault) {
      if let unfolded { try reader.read(unfolded.bytes.span) } else { try reader.read(bytes) }
    } catch {
      var fault = error
      if let unfolded { fault.offset = unfolded.original(fault.offset) }
      throw fault
    }
    var places = TextPlaces()
    for warning in reader.warnings {
      let offset = unfolded?.original(warning.offset) ?? warning.offset
      warnings.append(
        RecurrenceWarning(warning.code, warning.message, at: places.position(of: offset, in: bytes)))
    }
    return reader.text
  }

  /// What a text means that RFC 5545 does not allow.
  ///
  /// - Parameter fault: Why RFC 5545 does not allow it.
  private static func mended(
    _ bytes: Span<UInt8>, after fault: TextFault, _ warnings: inout [RecurrenceWarning]
  ) throws(RecurrenceError) -> RecurrenceText {
    // No mending makes these right.
    if [.textTooLong, .tooManyDates, .emptyText].contains(fault.code) { throw fault.located(in: bytes) }
    let loose = LooseText(bytes)
    var mender = TextMender(loose.plain.bytes)
    var reader = TextReader(isLenient: true)
    let made: MappedText
    do throws(TextFault) {
      made = try mender.mended()
    } catch {
      throw TextFault(error.code, at: loose.plain.original(error.offset), error.message).located(in: bytes)
    }
    // Noise alone says nothing.
    guard !made.bytes.isEmpty else { throw fault.located(in: bytes) }
    func original(_ offset: Int) -> Int { loose.plain.original(made.original(offset)) }
    do throws(TextFault) {
      try reader.read(made.bytes.span)
    } catch {
      throw TextFault(error.code, at: original(error.offset), error.message).located(in: bytes)
    }
    let notes =
      loose.notes + mender.notes.map { $0.moved(to: loose.plain.original($0.offset)) }
      + reader.warnings.map { $0.moved(to: original($0.offset)) }
    var places = TextPlaces()
    for note in notes.sorted(by: { $0.offset < $1.offset }) {
      warnings.append(
        RecurrenceWarning(note.code, note.message, at: places.position(of: note.offset, in: bytes)))
    }
    return reader.text
  }

  /// Reads RRULE, EXDATE, RDATE, EXRULE and DTSTART lines; what was read in an unusual way is not reported.
  public init(parsing text: String, reading: RecurrenceReading = .lenient) throws(RecurrenceError) {
    var warnings: [RecurrenceWarning] = []
    try self.init(parsing: text, reading: reading, warnings: &warnings)
  }

  /// Whether a text may say where a series starts: most have no DTSTART, and need not be read to know it.
  package static func mentionsStart(_ text: String) -> Bool {
    startOffset(text.utf8.span) != nil
  }

  /// Where DTSTART stands in a text.
  static func startOffset(_ bytes: Span<UInt8>) -> Int? {
    for index in bytes.indices where bytes[index] & 0xDF == 0x44 && bytes.matches("DTSTART", at: index) {
      return index
    }
    return nil
  }

  /// Where the first TZID stands in a text that names no zone.
  static func offsetOfUnknownZone(_ bytes: Span<UInt8>) -> Int? {
    for index in bytes.indices where bytes[index] & 0xDF == 0x54 && bytes.matches("TZID=", at: index) {
      let isQuoted = index + 5 < bytes.count && bytes[index + 5] == ASCII.quote
      let start = index + (isQuoted ? 6 : 5)
      var end = start
      while end < bytes.count,
        isQuoted ? bytes[end] != ASCII.quote : bytes[end] != ASCII.colon && bytes[end] != ASCII.semicolon
      {
        end += 1
      }
      if (try? ZoneTransitions.named(bytes.text(start..<end))) == nil { return index }
    }
    return nil
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

extension RecurrenceError {
  /// The fault of a DTSTART, or of a TZID, at its place in the text.
  func placed(in bytes: Span<UInt8>) -> RecurrenceError {
    guard position == nil else { return self }
    var offset: Int?
    switch code {
    case .startDisagrees: offset = RecurrenceText.startOffset(bytes)
    case .unknownZone, .invalidZoneData: offset = RecurrenceText.offsetOfUnknownZone(bytes)
    default: break
    }
    return offset.map { RecurrenceError(code, message, at: TextPosition(offset: $0, in: bytes)) } ?? self
  }
}
