/// Reads the value of an RRULE from UTF-8 bytes, without a copy and, but for lists of ordinals,
/// year days and positions, without an allocation.
enum RuleReader {
  /// The parts of a rule that takes up all of `bytes`, valid together; fault offsets count from their start.
  @inline(__always)
  static func read(_ bytes: Span<UInt8>) throws(TextFault) -> RuleDraft {
    let draft = try parts(bytes, isLenient: false)
    if let conflict = draft.conflict() { throw fault(conflict, in: bytes) }
    return draft
  }

  /// The parts of a rule that takes up all of `bytes`, each valid alone.
  ///
  /// - Parameter isLenient: Whether COUNT and UNTIL may both be there.
  static func parts(_ bytes: Span<UInt8>, isLenient: Bool) throws(TextFault) -> RuleDraft {
    var draft = RuleDraft()
    draft.isLenient = isLenient
    var index = 0
    while true {
      try readPart(bytes, &index, into: &draft)
      guard index < bytes.count else { break }
      guard bytes[index] == ASCII.semicolon else { throw trailing(bytes, index) }
      index += 1
    }
    return draft
  }

  @inline(__always)
  private static func readPart(
    _ bytes: Span<UInt8>, _ index: inout Int, into draft: inout RuleDraft
  ) throws(TextFault) {
    let start = index
    let key = word(bytes, &index)
    guard index < bytes.count, bytes[index] == ASCII.equals, let part = RulePart(key) else {
      throw unreadablePart(bytes, start, index)
    }
    guard !draft.has(part) else {
      throw TextFault(.repeatedPart, at: start, "\(part.name) stands twice in one rule; keep one.")
    }
    draft.seen |= part.bit
    index += 1
    guard index < bytes.count, bytes[index] != ASCII.semicolon else {
      throw TextFault(.emptyPart, at: start, "\(part.name) has no value; give it one or leave it out.")
    }
    switch part {
    case .frequency:
      let value = index
      guard let frequency = Frequency(word(bytes, &index)) else {
        throw TextFault(
          .invalidValue, at: value,
          """
          FREQ=\(bytes.excerpt(at: value)) is none of SECONDLY, MINUTELY, HOURLY, DAILY, WEEKLY, \
          MONTHLY and YEARLY.
          """)
      }
      draft.frequency = frequency
    case .days: try readDays(bytes, &index, into: &draft)
    case .count:
      try rejectTwoEnds(draft, at: start)
      let value = index
      draft.add(.count(try positive(bytes, &index, part)))
      draft.endValue = value..<index
    case .until:
      try rejectTwoEnds(draft, at: start)
      let value = index
      try readUntil(bytes, &index, into: &draft)
      draft.endValue = value..<index
    case .interval:
      draft.interval = try positive(bytes, &index, part)
      // libical holds 16 bits and wraps.
      if draft.interval > Int(Int16.max) { draft.needsRewriting = true }
    case .weekStart:
      draft.weekStart = try weekday(bytes, &index, part)
    case .hours:
      draft.parts.hours = UInt32(
        truncatingIfNeeded: try unsignedList(bytes, &index, part, in: 0...23, into: &draft))
    case .minutes:
      draft.parts.minutes = try unsignedList(bytes, &index, part, in: 0...59, into: &draft)
    case .seconds:
      draft.parts.seconds = try unsignedList(bytes, &index, part, in: 0...60, into: &draft)
    case .monthDays:
      let masks = try signedList(bytes, &index, part, limit: 31, into: &draft)
      draft.parts.monthDays = UInt32(truncatingIfNeeded: masks.forward)
      draft.parts.monthDaysFromEnd = UInt32(truncatingIfNeeded: masks.backward)
    case .weekNumbers:
      let masks = try signedList(bytes, &index, part, limit: 53, into: &draft)
      draft.parts.weekNumbers = masks.forward
      draft.parts.weekNumbersFromEnd = masks.backward
    case .months: try readMonths(bytes, &index, into: &draft)
    case .yearDays: draft.parts.yearDays = try longList(bytes, &index, part, limit: 385, into: &draft)
    case .setPositions:
      draft.parts.setPositions = try longList(bytes, &index, part, limit: 366, into: &draft)
    case .scale: try readScale(bytes, &index, into: &draft)
    case .skip:
      let value = index
      guard let skip = CalendarScale.Skip(word(bytes, &index)) else {
        throw TextFault(
          .invalidValue, at: value,
          "SKIP=\(bytes.excerpt(at: value)) is none of OMIT, BACKWARD and FORWARD.")
      }
      draft.skip = skip
    }
  }

  /// Moves to the next `=`, `;`, `,` or blank and packs what is before it.
  @inline(__always)
  static func word(_ bytes: Span<UInt8>, _ index: inout Int) -> NameKey {
    var key = NameKey()
    while index < bytes.count {
      let byte = bytes[index]
      if byte == ASCII.equals || byte == ASCII.semicolon || byte <= ASCII.comma { break }
      key.append(byte)
      index += 1
    }
    return key
  }

  /// The digits at `index`: -1 where there is none, above `limit` where the number is.
  @inline(__always)
  static func number(_ bytes: Span<UInt8>, _ index: inout Int, limit: Int) -> Int {
    let start = index
    var value = 0
    while index < bytes.count {
      let digit = bytes[index] &- ASCII.zero
      guard digit <= 9 else { break }
      // Held just above the limit, so that no number of digits overflows.
      value = min(value * 10 + Int(digit), limit + 1)
      index += 1
    }
    return index == start ? -1 : value
  }

  @inline(__always)
  private static func positive(
    _ bytes: Span<UInt8>, _ index: inout Int, _ part: RulePart
  ) throws(TextFault) -> Int {
    let start = index
    let value = number(bytes, &index, limit: Int(Int32.max))
    guard value > 0, value <= Int(Int32.max) else {
      throw outOfRange(bytes, start, part, value, "from 1 to 2147483647")
    }
    return value
  }

  @inline(__always)
  private static func weekday(
    _ bytes: Span<UInt8>, _ index: inout Int, _ part: RulePart
  ) throws(TextFault) -> Weekday {
    guard index + 1 < bytes.count, let day = Weekday(letters: bytes[index], bytes[index + 1]) else {
      throw noWeekday(bytes, index, part)
    }
    index += 2
    // A third letter is no separator: what a longer name means is said here.
    if index < bytes.count, bytes[index] > ASCII.semicolon, let fault = longWeekday(bytes, index - 2, part) {
      throw fault
    }
    return day
  }

  /// Whether another value follows in a list; moves past the comma.
  @inline(__always)
  static func moreValues(_ bytes: Span<UInt8>, _ index: inout Int) throws(TextFault) -> Bool {
    guard index < bytes.count else { return false }
    let byte = bytes[index]
    if byte == ASCII.comma {
      index += 1
      return true
    }
    guard byte == ASCII.semicolon else { throw trailing(bytes, index) }
    return false
  }

  @inline(__always)
  private static func readDays(
    _ bytes: Span<UInt8>, _ index: inout Int, into draft: inout RuleDraft
  ) throws(TextFault) {
    var length = 0
    var ordinals: [OrdinalWeekday] = []
    repeat {
      let start = index
      length += 1
      if index < bytes.count, bytes[index] & 0xC0 == 0 {
        // A sign or a digit: an ordinal.
        let isNegative = bytes[index] == ASCII.minus
        if isNegative || bytes[index] == ASCII.plus { index += 1 }
        let ordinal = number(bytes, &index, limit: 53)
        guard ordinal > 0, ordinal <= 53 else {
          throw outOfRange(
            bytes, start, .days, ordinal, "a weekday, or one with a number of ±1 to ±53 before it")
        }
        if draft.ordinalOffset < 0 { draft.ordinalOffset = start }
        let day = try weekday(bytes, &index, .days)
        ordinals.append(OrdinalWeekday(day, ordinal: isNegative ? -ordinal : ordinal))
      } else {
        draft.parts.weekdays |= 1 << (try weekday(bytes, &index, .days)).rawValue
      }
    } while try moreValues(bytes, &index)
    if !ordinals.isEmpty { draft.parts.ordinalWeekdays = sortedSet(ordinals) }
    if length > 64 { draft.needsRewriting = true }
  }

  @inline(__always)
  private static func unsignedList(
    _ bytes: Span<UInt8>, _ index: inout Int, _ part: RulePart, in range: ClosedRange<Int>,
    into draft: inout RuleDraft
  ) throws(TextFault) -> UInt64 {
    var mask: UInt64 = 0
    var length = 0
    repeat {
      let start = index
      length += 1
      var value = number(bytes, &index, limit: range.upperBound)
      guard range.contains(value) else {
        throw outOfRange(bytes, start, part, value, "from \(range.lowerBound) to \(range.upperBound)")
      }
      if value == 60 {
        value = 59
        if draft.leapSecondOffset < 0 { draft.leapSecondOffset = start }
      }
      mask |= 1 << UInt64(value)
    } while try moreValues(bytes, &index)
    if length > 24 { draft.needsRewriting = true }
    return mask
  }

  @inline(__always)
  private static func signedList(
    _ bytes: Span<UInt8>, _ index: inout Int, _ part: RulePart, limit: Int, into draft: inout RuleDraft
  ) throws(TextFault) -> (forward: UInt64, backward: UInt64) {
    var forward: UInt64 = 0
    var backward: UInt64 = 0
    var length = 0
    repeat {
      length += 1
      let value = try signed(bytes, &index, part, limit: limit)
      if value > 0 { forward |= 1 << UInt64(value) } else { backward |= 1 << UInt64(-value) }
    } while try moreValues(bytes, &index)
    if length > 31 { draft.needsRewriting = true }
    return (forward, backward)
  }

  private static func longList(
    _ bytes: Span<UInt8>, _ index: inout Int, _ part: RulePart, limit: Int, into draft: inout RuleDraft
  ) throws(TextFault) -> [Int16] {
    var values: [Int16] = []
    var isSorted = true
    repeat {
      let start = index
      let value = Int16(try signed(bytes, &index, part, limit: limit))
      if abs(value) > 366, draft.foreignOffset < 0 { draft.foreignOffset = start }
      if let last = values.last, last >= value { isSorted = false }
      values.append(value)
    } while try moreValues(bytes, &index)
    if values.count > 366 { draft.needsRewriting = true }
    return isSorted ? values : sortedSet(values)
  }

  private static func readMonths(
    _ bytes: Span<UInt8>, _ index: inout Int, into draft: inout RuleDraft
  ) throws(TextFault) {
    var length = 0
    repeat {
      let start = index
      length += 1
      let value = number(bytes, &index, limit: 13)
      guard (1...13).contains(value) else {
        throw outOfRange(bytes, start, .months, value, "from 1 to 12")
      }
      let isLeap = index < bytes.count && bytes[index] & 0xDF == 0x4C
      if isLeap {
        // libical knows the capital only.
        if bytes[index] != 0x4C { draft.needsRewriting = true }
        index += 1
        draft.parts.leapMonths |= 1 << UInt16(value)
      } else {
        draft.parts.months |= 1 << UInt16(value)
      }
      if isLeap || value == 13, draft.foreignOffset < 0 { draft.foreignOffset = start }
    } while try moreValues(bytes, &index)
    if length > 12 { draft.needsRewriting = true }
  }

  @inline(__always)
  private static func signed(
    _ bytes: Span<UInt8>, _ index: inout Int, _ part: RulePart, limit: Int
  ) throws(TextFault) -> Int {
    let start = index
    let isNegative = index < bytes.count && bytes[index] == ASCII.minus
    if isNegative || (index < bytes.count && bytes[index] == ASCII.plus) { index += 1 }
    let value = number(bytes, &index, limit: limit)
    guard value > 0, value <= limit else {
      let shown = part == .yearDays ? 366 : limit
      throw outOfRange(bytes, start, part, value, "from 1 to \(shown) or -1 to -\(shown)")
    }
    return isNegative ? -value : value
  }

  private static func readUntil(
    _ bytes: Span<UInt8>, _ index: inout Int, into draft: inout RuleDraft
  ) throws(TextFault) {
    let start = index
    let digits = try DateDigits.read(bytes, at: &index)
    if digits.isLeapSecond {
      draft.leapSecondOffset = start
      draft.needsRewriting = true
    }
    // libical knows the capitals T and Z only.
    if digits.hasTime, bytes[start + 8] != 0x54 || (digits.isUTC && bytes[start + 15] != 0x5A) {
      draft.needsRewriting = true
    }
    draft.packedUntil = digits.packed
    draft.add(.until(RecurrenceUntil(digits)))
  }

  private static func readScale(
    _ bytes: Span<UInt8>, _ index: inout Int, into draft: inout RuleDraft
  ) throws(TextFault) {
    let start = index
    var name = ""
    while index < bytes.count, bytes[index] != ASCII.semicolon {
      let byte = bytes[index]
      let upper = byte >= 0x61 && byte <= 0x7A ? byte - 32 : byte
      let isAllowed =
        (0x41...0x5A).contains(upper) || (ASCII.zero...ASCII.zero + 9).contains(upper) || upper == ASCII.minus
      guard isAllowed, index - start < 31 else {
        throw TextFault(
          .invalidValue, at: start,
          "RSCALE=\(bytes.excerpt(at: start)) is no calendar's name, such as GREGORIAN or CHINESE.")
      }
      name.unicodeScalars.append(Unicode.Scalar(upper))
      index += 1
    }
    guard referenceEngine.calendars.contains(name) else {
      throw TextFault(
        .unsupported, at: start, "libical, as built here, has no calendar “\(name)” for RSCALE.")
    }
    draft.calendar = name
  }

  @inline(__always)
  private static func rejectTwoEnds(_ draft: RuleDraft, at start: Int) throws(TextFault) {
    guard case .never = draft.end else {
      if draft.isLenient { return }
      throw TextFault(.countWithUntil, at: start, "A rule ends by COUNT or by UNTIL, not by both; keep one.")
    }
  }

  static func sortedSet<Value: Comparable>(_ values: [Value]) -> [Value] {
    var result: [Value] = []
    for value in values.sorted() where value != result.last { result.append(value) }
    return result
  }
}
