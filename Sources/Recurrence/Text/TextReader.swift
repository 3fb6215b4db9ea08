/// Reads the lines of a recurrence text that is unfolded.
struct TextReader {
  /// Whether rules may be made of parts that RFC 5545 does not let stand together.
  let isLenient: Bool

  /// A warning, by its byte in the bytes that were read.
  struct Warning {
    let code: RecurrenceWarning.Code
    let message: String
    var offset: Int

    func moved(to offset: Int) -> Warning { Warning(code: code, message: message, offset: offset) }
  }

  private(set) var text = RecurrenceText()
  var warnings: [Warning] = []
  private var seenRules: Set<RecurrenceRule> = []
  private var seenExclusionRules: Set<RecurrenceRule> = []

  init(isLenient: Bool = false) { self.isLenient = isLenient }

  mutating func read(_ bytes: Span<UInt8>) throws(TextFault) {
    var index = 0
    var isFirst = true
    var countedLength = 0
    while let line = TextLines.next(bytes, &index) {
      if !Self.isDateList(bytes, at: line.lowerBound) {
        countedLength += line.count
        guard countedLength <= RecurrenceText.maximumLength else {
          throw Self.tooLong(bytes.count, at: line.lowerBound)
        }
      }
      if isFirst, Self.isBareRule(bytes, line) {
        try readRule(bytes, line, isExclusion: false)
      } else {
        try readLine(bytes, line)
      }
      isFirst = false
    }
    guard !isFirst else {
      throw TextFault(.emptyText, at: 0, "The text is empty; a rule such as RRULE:FREQ=WEEKLY is expected.")
    }
  }

  /// Whether a line is a rule without its name: a part's `=` or `;` comes before any `:`.
  private static func isBareRule(_ bytes: Span<UInt8>, _ line: Range<Int>) -> Bool {
    if TextLines.isProperty(bytes, at: line.lowerBound) { return false }
    for index in line {
      if bytes[index] == ASCII.colon { return false }
      if bytes[index] == ASCII.equals { return true }
    }
    return false
  }

  private static func isDateList(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    TextLines.isProperty(bytes, at: index)
      && (bytes.matches("EXDATE", at: index) || bytes.matches("RDATE", at: index))
  }

  private mutating func readLine(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(TextFault) {
    let start = line.lowerBound
    guard TextLines.isProperty(bytes, at: start) else { throw Self.unreadableLine(bytes, line) }
    if bytes.matches("RRULE", at: start) {
      let value = try readParameters(bytes, line, nameLength: 5, allowsDates: false).value
      try readRule(bytes, value..<line.upperBound, isExclusion: false)
    } else if bytes.matches("EXRULE", at: start) {
      let value = try readParameters(bytes, line, nameLength: 6, allowsDates: false).value
      warnings.append(
        Warning(
          code: .exclusionRuleDeprecated,
          message: "EXRULE is deprecated by RFC 5545; it is read, and EXDATE lines say the same.",
          offset: start))
      try readRule(bytes, value..<line.upperBound, isExclusion: true)
    } else if bytes.matches("EXDATE", at: start) {
      let parameters = try readParameters(bytes, line, nameLength: 6, allowsDates: true)
      try readDates(bytes, line, parameters, isExclusion: true)
    } else if bytes.matches("RDATE", at: start) {
      let parameters = try readParameters(bytes, line, nameLength: 5, allowsDates: true)
      try readDates(bytes, line, parameters, isExclusion: false)
    } else {
      try readStart(bytes, line)
    }
  }

  // MARK: Rules

  private mutating func readRule(
    _ bytes: Span<UInt8>, _ range: Range<Int>, isExclusion: Bool
  ) throws(TextFault) {
    let rule: RecurrenceRule
    do throws(TextFault) {
      if isLenient {
        let lenient = try LenientRule(bytes.extracting(range))
        rule = lenient.rule
        warnings += lenient.notes.map { $0.moved(to: $0.offset + range.lowerBound) }
      } else {
        let draft = try RecurrenceRule.read(bytes.extracting(range))
        if draft.leapSecondOffset >= 0 { addLeapSecondWarning(range.lowerBound + draft.leapSecondOffset) }
        rule = draft.unchecked()
      }
    } catch {
      throw error.shifted(by: range.lowerBound)
    }
    let isNew = isExclusion ? seenExclusionRules.insert(rule).inserted : seenRules.insert(rule).inserted
    guard isNew else {
      warnings.append(
        Warning(
          code: .duplicateRule, message: "The rule stands in the text before; it counts once.",
          offset: range.lowerBound))
      return
    }
    if isExclusion { text.exclusionRules.append(rule) } else { text.rules.append(rule) }
  }

  // MARK: Dates

  private struct Parameters {
    var zone: String?
    var zoneOffset = 0
    /// VALUE=DATE, VALUE=DATE-TIME, or nothing said.
    var isDate: Bool?
    /// Where the value begins.
    var value = 0
  }

  private mutating func readDates(
    _ bytes: Span<UInt8>, _ line: Range<Int>, _ parameters: Parameters,
    isExclusion: Bool
  ) throws(TextFault) {
    let value = bytes.extracting(parameters.value..<line.upperBound)
    var index = 0
    while true {
      let place = parameters.value + index
      guard text.exclusions.count + text.additions.count < RecurrenceText.maximumDates else {
        throw TextFault(
          .tooManyDates, at: place,
          "There are more than \(RecurrenceText.maximumDates) dates; a rule may say the same.")
      }
      let date = try readDate(value, &index, parameters)
      if isExclusion { text.exclusions.append(date) } else { text.additions.append(date) }
      guard index < value.count else { break }
      guard value[index] == ASCII.comma else {
        throw Self.trailing(value, index).shifted(by: parameters.value)
      }
      index += 1
    }
  }

  private mutating func readStart(_ bytes: Span<UInt8>, _ line: Range<Int>) throws(TextFault) {
    let parameters = try readParameters(bytes, line, nameLength: 7, allowsDates: true)
    let value = bytes.extracting(parameters.value..<line.upperBound)
    var index = 0
    let start = try readDate(value, &index, parameters)
    guard index == value.count else { throw Self.trailing(value, index).shifted(by: parameters.value) }
    if let earlier = text.start, earlier != start {
      throw TextFault(
        .startDisagrees, at: line.lowerBound, "A second DTSTART says otherwise than the first; keep one.")
    }
    text.start = start
  }

  private mutating func readDate(
    _ value: Span<UInt8>, _ index: inout Int, _ parameters: Parameters
  ) throws(TextFault) -> RecurrenceDate {
    let start = index
    let place = parameters.value + start
    let digits: DateDigits
    do throws(TextFault) {
      digits = try DateDigits.read(value, at: &index)
    } catch {
      throw error.shifted(by: parameters.value)
    }
    if let isDate = parameters.isDate, isDate == digits.hasTime {
      throw TextFault(
        .invalidDate, at: place,
        "“\(value.excerpt(at: start))” is not what VALUE=\(isDate ? "DATE" : "DATE-TIME") announces.")
    }
    if digits.isUTC, parameters.zone != nil {
      throw TextFault(
        .invalidDate, at: place,
        "“\(value.excerpt(at: start))” is UTC, and TZID names a zone; drop the “Z” or the TZID.")
    }
    if digits.isLeapSecond { addLeapSecondWarning(place) }
    return RecurrenceDate(digits, zone: parameters.zone)
  }

  // MARK: Parameters

  /// Reads `;NAME=VALUE` up to the colon.
  private mutating func readParameters(
    _ bytes: Span<UInt8>, _ line: Range<Int>, nameLength: Int, allowsDates: Bool
  ) throws(TextFault) -> Parameters {
    var parameters = Parameters()
    var index = line.lowerBound + nameLength
    while index < line.upperBound, bytes[index] == ASCII.semicolon {
      let name = index + 1
      index = name
      while index < line.upperBound, bytes[index] != ASCII.equals, bytes[index] != ASCII.colon,
        bytes[index] != ASCII.semicolon
      { index += 1 }
      guard index < line.upperBound, bytes[index] == ASCII.equals, index > name else {
        throw TextFault(.malformedLine, at: name, "A parameter is NAME=VALUE, such as TZID=Europe/Berlin.")
      }
      let nameRange = name..<index
      let value = try Self.parameterValue(bytes, line, &index)
      try accept(bytes, nameRange, value, allowsDates: allowsDates, into: &parameters)
    }
    guard index < line.upperBound, bytes[index] == ASCII.colon else {
      throw TextFault(.malformedLine, at: min(index, line.upperBound), "A “:” and a value are expected here.")
    }
    if parameters.isDate == true, parameters.zone != nil {
      warnings.append(
        Warning(
          code: .parameterIgnored, message: "A TZID has no meaning beside a bare date; it is ignored.",
          offset: parameters.zoneOffset))
      parameters.zone = nil
    }
    parameters.value = index + 1
    return parameters
  }

  /// The value after `=`, without quotes; moves past it.
  private static func parameterValue(
    _ bytes: Span<UInt8>, _ line: Range<Int>, _ index: inout Int
  ) throws(TextFault) -> Range<Int> {
    index += 1
    let start = index
    guard index < line.upperBound, bytes[index] == ASCII.quote else {
      while index < line.upperBound, bytes[index] != ASCII.colon, bytes[index] != ASCII.semicolon {
        index += 1
      }
      return start..<index
    }
    index += 1
    while index < line.upperBound, bytes[index] != ASCII.quote { index += 1 }
    guard index < line.upperBound else {
      throw TextFault(.malformedLine, at: start, "The quoted value has no closing quotation mark.")
    }
    index += 1
    return start + 1..<index - 1
  }

  /// Refuses, or reports, what programs call a zone; what is no zone at all is refused where it is used.
  private mutating func check(zone name: String, at offset: Int) throws(TextFault) {
    guard let zone = try? ZoneTransitions.named(name), zone.identifier != name,
      ZoneTransitions.chosen(for: name) == nil
    else { return }
    guard isLenient else {
      throw TextFault(
        .unknownZone, at: offset,
        "“\(name)” is no IANA name; write \(zone.identifier), for which it is taken.")
    }
    warnings.append(
      Warning(
        code: .zoneRecognised, message: "The zone “\(name)” is taken for \(zone.identifier).", offset: offset)
    )
  }

  private mutating func accept(
    _ bytes: Span<UInt8>, _ name: Range<Int>, _ value: Range<Int>, allowsDates: Bool,
    into parameters: inout Parameters
  ) throws(TextFault) {
    let start = name.lowerBound
    if bytes.matches("X-", at: start) {
      warnings.append(
        Warning(
          code: .parameterIgnored, message: "The parameter \(bytes.text(name)) is ignored.", offset: start))
    } else if allowsDates, name.count == 4, bytes.matches("TZID", at: start), parameters.zone == nil {
      let isName = value.allSatisfy {
        bytes[$0] >= ASCII.space && bytes[$0] != ASCII.quote && bytes[$0] != 0x7F
      }
      guard !value.isEmpty, isName else {
        throw TextFault(.invalidValue, at: start, "TZID names no zone; write TZID=Europe/Berlin, say.")
      }
      let name = bytes.text(value)
      try check(zone: name, at: start)
      parameters.zone = name
      parameters.zoneOffset = start
    } else if allowsDates, name.count == 5, bytes.matches("VALUE", at: start), parameters.isDate == nil {
      if value.count == 4, bytes.matches("DATE", at: value.lowerBound) {
        parameters.isDate = true
      } else if value.count == 9, bytes.matches("DATE-TIME", at: value.lowerBound) {
        parameters.isDate = false
      } else if value.count == 6, bytes.matches("PERIOD", at: value.lowerBound) {
        throw TextFault(
          .unsupported, at: value.lowerBound, "VALUE=PERIOD is not supported; give the starts as DATE-TIME.")
      } else {
        throw TextFault(
          .invalidValue, at: value.lowerBound, "VALUE=\(bytes.text(value)) is neither DATE nor DATE-TIME.")
      }
    } else {
      throw TextFault(
        .unknownParameter, at: start,
        "The parameter “\(bytes.text(name))” is unknown here or stands twice.")
    }
  }
}
