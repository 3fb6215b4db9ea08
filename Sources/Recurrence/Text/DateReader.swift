/// A date as digits: RFC 5545's DATE or DATE-TIME.
struct DateDigits {
  var year = 0
  var month = 0
  var day = 0
  var hour = 0
  var minute = 0
  var second = 0
  var hasTime = false
  var isUTC = false
  /// Whether second 60 was read as 59.
  var isLeapSecond = false

  var dayNumber: Int { CivilDate.dayNumber(year: year, month: month, day: day) }
  var wallSeconds: Int { dayNumber * 86_400 + hour * 3600 + minute * 60 + second }

  /// The digits as one number, for comparing with another reader's.
  var packed: Int64 {
    let date = Int64(year * 10_000 + month * 100 + day)
    return date * 1_000_000 + Int64(hour * 10_000 + minute * 100 + second)
  }

  /// Reads `20261231`, `20261231T090000` or `20261231T090000Z` at `index` and moves past it.
  ///
  /// Second 60 is second 59, as RFC 5545, section 3.3.12, asks of those who keep no leap seconds.
  static func read(_ bytes: Span<UInt8>, at index: inout Int) throws(TextFault) -> DateDigits {
    let start = index
    var digits = DateDigits()
    digits.year = number(bytes, &index, length: 4)
    digits.month = number(bytes, &index, length: 2)
    digits.day = number(bytes, &index, length: 2)
    guard digits.year | digits.month | digits.day >= 0 else { throw malformed(bytes, start) }
    guard (1...9999).contains(digits.year), (1...12).contains(digits.month), digits.day >= 1,
      digits.day <= CivilDate.daysInMonth(year: digits.year, month: digits.month)
    else { throw impossible(bytes, start) }
    guard index < bytes.count, bytes[index] & 0xDF == 0x54 else { return digits }

    index += 1
    digits.hasTime = true
    digits.hour = number(bytes, &index, length: 2)
    digits.minute = number(bytes, &index, length: 2)
    digits.second = number(bytes, &index, length: 2)
    guard digits.hour | digits.minute | digits.second >= 0 else { throw malformed(bytes, start) }
    guard digits.hour <= 23, digits.minute <= 59, digits.second <= 60 else {
      throw impossible(bytes, start)
    }
    if digits.second == 60 {
      digits.second = 59
      digits.isLeapSecond = true
    }
    if index < bytes.count, bytes[index] & 0xDF == 0x5A {
      index += 1
      digits.isUTC = true
    }
    return digits
  }

  /// Exactly `length` digits, or -1; moves past them.
  @inline(__always)
  private static func number(_ bytes: Span<UInt8>, _ index: inout Int, length: Int) -> Int {
    guard index + length <= bytes.count else { return -1 }
    var value = 0
    for place in index..<index + length {
      let digit = bytes[place] &- ASCII.zero
      guard digit <= 9 else { return -1 }
      value = value * 10 + Int(digit)
    }
    index += length
    return value
  }

  @inline(never)
  private static func malformed(_ bytes: Span<UInt8>, _ start: Int) -> TextFault {
    TextFault(
      .invalidDate, at: start,
      "“\(bytes.excerpt(at: start))” is not a date; write 20261231, 20261231T090000 or 20261231T140000Z.")
  }

  @inline(never)
  private static func impossible(_ bytes: Span<UInt8>, _ start: Int) -> TextFault {
    TextFault(
      .invalidDate, at: start,
      "“\(bytes.excerpt(at: start))” does not exist: no calendar or clock (years 1 to 9999) shows it.")
  }
}

extension RecurrenceUntil {
  init(_ digits: DateDigits) {
    if !digits.hasTime {
      self = .date(CivilDate(unchecked: digits.dayNumber))
    } else if digits.isUTC {
      self = .instant(seconds: digits.wallSeconds)
    } else {
      self = .local(LocalDateTime(unchecked: digits.wallSeconds))
    }
  }
}

extension RecurrenceDate {
  init(_ digits: DateDigits, zone: String?) {
    if !digits.hasTime {
      self = .date(CivilDate(unchecked: digits.dayNumber))
    } else if digits.isUTC {
      self = .instant(seconds: digits.wallSeconds)
    } else {
      self = .local(LocalDateTime(unchecked: digits.wallSeconds), zone: zone)
    }
  }

  /// Reads one value of EXDATE, RDATE or DTSTART: `20261231`, `20261231T090000` or `20261231T140000Z`.
  ///
  /// - Parameters:
  ///   - value: The value alone, without name or parameters.
  ///   - zone: The `TZID` that goes with a local time.
  /// - Throws: `invalidDate` for anything else, a date that does not exist, or `Z` beside a zone.
  public init(parsing value: String, zone: String? = nil) throws(RecurrenceError) {
    let bytes = value.utf8.span
    do throws(TextFault) {
      var index = 0
      let digits = try DateDigits.read(bytes, at: &index)
      guard index == bytes.count else {
        throw TextFault(.invalidDate, at: index, "“\(bytes.excerpt(at: index))” follows the date.")
      }
      guard zone == nil || !digits.isUTC else {
        throw TextFault(.invalidDate, at: 0, "“\(value)” is UTC and can't have a zone beside it; drop one.")
      }
      self.init(digits, zone: zone)
    } catch {
      throw error.located(in: bytes)
    }
  }
}
