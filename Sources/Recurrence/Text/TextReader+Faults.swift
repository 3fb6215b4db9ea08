extension TextReader {
  static func tooLong(_ length: Int, at offset: Int) -> TextFault {
    TextFault(
      .textTooLong, at: offset,
      """
      The text has \(length) bytes; besides lists of dates, \(RecurrenceText.maximumLength) are read at most.
      """)
  }

  static func trailing(_ value: Span<UInt8>, _ index: Int) -> TextFault {
    if value[index] == ASCII.slash {
      return TextFault(.unsupported, at: index, "Periods are not supported; give their starts alone.")
    }
    let found = value[index] == ASCII.semicolon ? ";" : value.excerpt(at: index)
    return TextFault(
      .invalidDate, at: index,
      "“\(found)” does not belong here; dates are separated by “,” alone.")
  }

  static func unreadableLine(_ bytes: Span<UInt8>, _ line: Range<Int>) -> TextFault {
    var end = line.lowerBound
    while end < line.upperBound, bytes[end] != ASCII.colon, bytes[end] != ASCII.semicolon,
      bytes[end] != ASCII.equals, end - line.lowerBound < 40
    { end += 1 }
    let name = bytes.text(line.lowerBound..<end)
    guard end < line.upperBound, bytes[end] == ASCII.colon || bytes[end] == ASCII.semicolon else {
      return TextFault(
        .malformedLine, at: line.lowerBound,
        "“\(name)” begins no line that is known; write NAME:VALUE, such as RRULE:FREQ=WEEKLY.")
    }
    return TextFault(
      .unknownProperty, at: line.lowerBound,
      "“\(name)” is none of RRULE, EXDATE, RDATE, EXRULE and DTSTART.")
  }

  static let leapSecondMessage = "Second 60 is read as second 59, since leap seconds are not counted."

  static func leapSecondWarning(_ position: TextPosition) -> RecurrenceWarning {
    RecurrenceWarning(.leapSecondRead, leapSecondMessage, at: position)
  }

  mutating func addLeapSecondWarning(_ offset: Int) {
    warnings.append(Warning(code: .leapSecondRead, message: Self.leapSecondMessage, offset: offset))
  }
}

extension RecurrenceWarning.Code {
  /// A parameter that says nothing here was left out of account.
  public static let parameterIgnored = Self(rawValue: "parameterIgnored")
}
