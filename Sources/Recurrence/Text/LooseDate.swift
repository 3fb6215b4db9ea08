/// A date as people and programs write it: RFC 5545's form and ISO 8601's, with an offset, fractions and blanks.
struct LooseDate {
  private(set) var year = 0
  private(set) var month = 0
  private(set) var day = 0
  private(set) var hour = 0
  private(set) var minute = 0
  private(set) var second = 0
  private(set) var hasTime = false
  /// Seconds east of UTC, where the text says them.
  private(set) var offsetSeconds: Int?
  /// Whether a part of a second is given that is not zero.
  private(set) var hasFraction = false

  /// Reads the date at `index` and moves past it; `nil` where none begins, and nothing moves then.
  init?(_ bytes: [UInt8], at index: inout Int) {
    var reader = Reader(bytes: bytes, index: index)
    guard reader.readDate(into: &self) else { return nil }
    reader.readTime(into: &self)
    // A longer number, or a word, is no date.
    if let byte = reader.peek, byte.isDigitOrLetter { return nil }
    index = reader.index
  }

  var isMidnight: Bool { hour == 0 && minute == 0 && second == 0 && !hasFraction }

  /// The clock's face then, in wall seconds; `nil` where no calendar or clock shows it.
  var wallSeconds: Int? {
    guard let date = CivilDate(year: year, month: month, day: day), hour <= 24, minute <= 59, second <= 60,
      hour < 24 || minute == 0 && second == 0
    else { return nil }
    // The end of a day is the beginning of the next one.
    return date.dayNumber * 86_400 + hour * 3600 + minute * 60 + min(second, 59)
  }

  /// RFC 5545's text, without `Z`; what no calendar shows stays what it is, to be refused.
  var text: String {
    if let wall = wallSeconds, let local = LocalDateTime(wallSeconds: wall) {
      return hasTime ? local.basicDescription : local.date.basicDescription
    }
    let date = padded(year, 4) + padded(month, 2) + padded(day, 2)
    return hasTime ? "\(date)T\(padded(hour, 2))\(padded(minute, 2))\(padded(second, 2))" : date
  }

  /// RFC 5545's text of the instant, where an offset says it.
  var instantText: String? {
    guard hasTime, let offsetSeconds else { return nil }
    guard let wall = wallSeconds, let instant = LocalDateTime(wallSeconds: wall - offsetSeconds) else {
      return text + "Z"
    }
    return instant.basicDescription + "Z"
  }

  /// Walks over the bytes of one date.
  private struct Reader {
    let bytes: [UInt8]
    var index: Int

    var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

    /// Up to `most` digits, at least `least`; `nil`, and nothing moves, where there are fewer.
    mutating func number(_ least: Int, _ most: Int) -> Int? {
      var place = index
      var value = 0
      while place < bytes.count, place - index < most, bytes[place].isDigit {
        value = value * 10 + Int(bytes[place] - ASCII.zero)
        place += 1
      }
      guard place - index >= least else { return nil }
      index = place
      return value
    }

    mutating func take(_ byte: UInt8) -> Bool {
      guard peek == byte else { return false }
      index += 1
      return true
    }

    /// `20260303`, `2026-03-03`, `2026/3/3`.
    mutating func readDate(into date: inout LooseDate) -> Bool {
      let digits = bytes[index...].prefix { $0.isDigit }.count
      guard digits == 4 || digits == 8, let year = number(4, 4) else { return false }
      let separator = digits == 4 ? peek : nil
      if digits == 4 {
        guard let separator, separator == ASCII.minus || separator == ASCII.slash else { return false }
        index += 1
      }
      let least = digits == 4 ? 1 : 2
      guard let month = number(least, 2) else { return false }
      if let separator, !take(separator) { return false }
      guard let day = number(least, 2) else { return false }
      (date.year, date.month, date.day) = (year, month, day)
      return true
    }

    /// `T090000`, `T09:00:00.000`, ` 09:00`, and `Z` or an offset.
    mutating func readTime(into date: inout LooseDate) {
      let start = index
      var isSeparated = take(0x54) || take(0x74)
      while peek == ASCII.space {
        index += 1
        isSeparated = true
      }
      guard isSeparated, readClock(into: &date) else {
        index = start
        return
      }
      date.hasTime = true
      readOffset(into: &date)
    }

    private mutating func readClock(into date: inout LooseDate) -> Bool {
      let digits = bytes[index...].prefix { $0.isDigit }.count
      // Eight digits behind a blank are another date.
      guard digits <= 2 || digits == 4 || digits == 6, let hour = number(digits <= 2 ? 1 : 2, 2) else {
        return false
      }
      let isExtended = take(ASCII.colon)
      guard isExtended || digits > 2, let minute = number(2, 2) else { return false }
      var second = 0
      if isExtended ? take(ASCII.colon) : digits == 6 {
        guard let found = number(2, 2) else { return false }
        second = found
        readFraction(into: &date)
      }
      (date.hour, date.minute, date.second) = (hour, minute, second)
      return true
    }

    private mutating func readFraction(into date: inout LooseDate) {
      guard let point = peek, point == 0x2E || point == ASCII.comma else { return }
      let digits = bytes[(index + 1)...].prefix { $0.isDigit }
      // A comma before four digits or more separates dates.
      guard !digits.isEmpty, point == 0x2E || digits.count <= 3 else { return }
      date.hasFraction = digits.contains { $0 != ASCII.zero }
      index = digits.endIndex
    }

    private mutating func readOffset(into date: inout LooseDate) {
      let start = index
      while peek == ASCII.space { index += 1 }
      if take(0x5A) || take(0x7A) {
        date.offsetSeconds = 0
        return
      }
      if let offset = OffsetText.seconds(bytes, at: &index), abs(offset) < 86_400 {
        date.offsetSeconds = offset
        return
      }
      index = start
    }
  }
}

extension RecurrenceDate {
  /// Reads one value of EXDATE, RDATE or DTSTART as people and programs write it: in ISO 8601's form, with an offset, in
  /// quotation marks.
  ///
  /// - Parameter value: The value alone, without name or parameters.
  /// - Returns: `nil` for what is no date, does not exist, or has a part of a second.
  package init?(loose value: String) {
    let bytes = Array(value.utf8).filter { $0 != ASCII.quote }
    var index = bytes.firstIndex { !ASCII.isBlank($0) } ?? bytes.count
    guard let date = LooseDate(bytes, at: &index), bytes[index...].allSatisfy({ ASCII.isBlank($0) }),
      !date.hasFraction
    else { return nil }
    do throws(RecurrenceError) {
      try self.init(parsing: date.instantText ?? date.text)
    } catch {
      return nil
    }
  }
}
