package import Recurrence

/// A date, a local time or a time with an offset, as texts write them (RFC 3339 and its
/// neighbours in ISO 8601: seconds may be left out, a blank may stand for the T).
package struct DateTimeText: Hashable, Sendable {
  package let date: CivilDate
  /// `nil` for a bare date.
  package let local: LocalDateTime?
  /// Beyond the second, 0 to 999; finer fractions are cut off.
  package let milliseconds: Int
  /// Seconds east of UTC; `nil` where the text has none.
  package let offsetSeconds: Int?

  /// - Throws: `invalidTime`, with the column in `text`.
  package init(parsing text: String) throws(ValidationFailure) {
    var reader = DateTimeReader(text)
    let date = try reader.date()
    self.date = date
    guard !reader.isAtEnd else {
      local = nil
      milliseconds = 0
      offsetSeconds = nil
      return
    }
    let time = try reader.time(on: date)
    local = time.local
    milliseconds = time.milliseconds
    offsetSeconds = try reader.offset()
    try reader.expectEnd()
  }
}

/// Reads the pieces of a date and time, keeping the column for faults.
private struct DateTimeReader {
  private let text: String
  private let bytes: [UInt8]
  private var index = 0

  init(_ text: String) {
    self.text = text
    // Copying all of it is much the quicker way.
    self.bytes = text.utf8.count <= 64 ? Array(text.utf8) : Array(text.utf8.prefix(64))
  }

  var isAtEnd: Bool { index == bytes.count }

  mutating func date() throws(ValidationFailure) -> CivilDate {
    let year = try digits(4, "a year of four digits")
    try expect("-")
    let month = try digits(2, "a month of two digits")
    try expect("-")
    let day = try digits(2, "a day of two digits")
    guard let date = CivilDate(year: year, month: month, day: day) else {
      throw fault("the calendar has no such day", at: 0)
    }
    return date
  }

  mutating func time(on date: CivilDate) throws(ValidationFailure) -> (
    local: LocalDateTime, milliseconds: Int
  ) {
    guard take("T") || take("t") || take(" ") else { throw fault("a T should follow the date") }
    let start = index
    let hour = try digits(2, "an hour of two digits")
    try expect(":")
    let minute = try digits(2, "a minute of two digits")
    var second = 0
    var milliseconds = 0
    if take(":") {
      second = try digits(2, "a second of two digits")
      if take(".") {
        var scale = 100
        let fraction = index
        while let digit = digit {
          milliseconds += digit * scale
          scale /= 10
          index += 1
        }
        guard index > fraction else { throw fault("a digit should follow the point") }
      }
    }
    guard let local = LocalDateTime(date: date, hour: hour, minute: minute, second: second) else {
      throw fault("no clock shows such a time", at: start)
    }
    return (local, milliseconds)
  }

  mutating func offset() throws(ValidationFailure) -> Int? {
    if isAtEnd { return nil }
    if take("Z") || take("z") { return 0 }
    let start = index
    guard let offset = OffsetText.seconds(bytes, at: &index) else {
      throw fault("an offset such as +05:30 or Z should stand here")
    }
    guard abs(offset) < 86_400 else { throw fault("no offset is that large", at: start) }
    guard offset.isMultiple(of: 60) else { throw fault("an offset has no seconds here", at: start) }
    return offset
  }

  func expectEnd() throws(ValidationFailure) {
    guard isAtEnd, text.utf8.count == bytes.count else { throw fault("something follows the time") }
  }

  private var digit: Int? {
    guard index < bytes.count, (0x30...0x39).contains(bytes[index]) else { return nil }
    return Int(bytes[index] - 0x30)
  }

  private mutating func digits(_ count: Int, _ what: String) throws(ValidationFailure) -> Int {
    var number = 0
    let start = index
    for _ in 0..<count {
      guard let digit else { throw fault("\(what) should stand here", at: start) }
      number = number * 10 + digit
      index += 1
    }
    return number
  }

  private mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard index < bytes.count, UInt32(bytes[index]) == character.value else { return false }
    index += 1
    return true
  }

  private mutating func expect(_ character: Unicode.Scalar) throws(ValidationFailure) {
    guard take(character) else { throw fault("a “\(character)” should stand here") }
  }

  private func fault(_ reason: String, at place: Int? = nil) -> ValidationFailure {
    let offset = min(place ?? index, bytes.count)
    let column = bytes[..<offset].count { $0 & 0xC0 != 0x80 } + 1
    return ValidationFailure(
      .invalidTime, "“\(text.prefix(40))” is no date and time: \(reason).",
      at: TextPosition(offset: offset, line: 1, column: column),
      remedy: "Write it like 2026-03-07T02:30:00-05:00.")
  }
}
