extension PosixRule {
  /// Reads `EST5EDT,M3.2.0,M11.1.0`, or gives `nil` where the text is no complete TZ string.
  init?(parsing text: some Sequence<UInt8>) {
    var reader = PosixRuleReader(bytes: Array(text))
    guard let name = reader.name(), let offset = reader.time(upTo: 24) else { return nil }
    self.init(standardName: name, standardOffset: -offset, daylight: nil)
    if reader.isAtEnd { return }
    guard let daylightName = reader.name() else { return nil }
    var daylightOffset = standardOffset + 3600
    if reader.next != UInt8(ascii: ",") {
      guard let written = reader.time(upTo: 24) else { return nil }
      daylightOffset = -written
    }
    // Without dates POSIX leaves the changes to each system: nothing to build on.
    guard reader.skip(","), let start = reader.change(), reader.skip(","),
      let end = reader.change(), reader.isAtEnd
    else { return nil }
    daylight = Daylight(name: daylightName, offset: daylightOffset, start: start, end: end)
  }
}

/// A cursor over a TZ string.
private struct PosixRuleReader {
  let bytes: [UInt8]
  var index = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var isAtEnd: Bool { index == bytes.count }
  var next: UInt8? { index < bytes.count ? bytes[index] : nil }

  mutating func skip(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    index += 1
    return true
  }

  /// `EST`, or `<+03>` where it is more than letters.
  mutating func name() -> String? {
    let isQuoted = skip("<")
    let start = index
    while let byte = next, isLetter(byte) || (isQuoted && isQuotedSign(byte)) { index += 1 }
    let name = String(decoding: bytes[start..<index], as: UTF8.self)
    guard name.utf8.count >= 3, !isQuoted || skip(">") else { return nil }
    return name
  }

  /// `[+-]hh[:mm[:ss]]` in seconds.
  mutating func time(upTo hours: Int) -> Int? {
    let isNegative = skip("-")
    if !isNegative { _ = skip("+") }
    guard let hour = number(in: 0...hours) else { return nil }
    var seconds = hour * 3600
    if skip(":") {
      guard let minute = number(in: 0...59) else { return nil }
      seconds += minute * 60
      if skip(":") {
        guard let second = number(in: 0...59) else { return nil }
        seconds += second
      }
    }
    return isNegative ? -seconds : seconds
  }

  /// A day with its time, 02:00 where none is written.
  mutating func change() -> PosixRule.Change? {
    guard let day = day() else { return nil }
    guard skip("/") else { return PosixRule.Change(day: day, seconds: 7200) }
    return time(upTo: 167).map { PosixRule.Change(day: day, seconds: $0) }
  }

  private mutating func day() -> PosixRule.Day? {
    if skip("J") { return number(in: 1...365).map { .julianWithoutLeapDay($0) } }
    guard skip("M") else { return number(in: 0...365).map { .zeroBased($0) } }
    guard let month = number(in: 1...12), skip("."), let week = number(in: 1...5), skip("."),
      let day = number(in: 0...6)
    else { return nil }
    return .weekday(month: month, week: week, day: day)
  }

  private mutating func number(in range: ClosedRange<Int>) -> Int? {
    let start = index
    var value = 0
    while let byte = next, (48...57).contains(byte), index - start < 3 {
      value = value * 10 + Int(byte - 48)
      index += 1
    }
    return index > start && range.contains(value) ? value : nil
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    (65...90).contains(byte) || (97...122).contains(byte)
  }

  private func isQuotedSign(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
  }
}
