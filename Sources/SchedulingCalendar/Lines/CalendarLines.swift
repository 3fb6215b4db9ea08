internal import Recurrence

/// The content lines of an iCalendar file, unfolded: RFC 5545, section 3.1.
struct CalendarLines {
  struct Line {
    let text: String
    /// The line it begins on, from 1.
    let number: Int
    let isUTF8: Bool
  }

  private let bytes: [UInt8]
  private var index = 0
  private var number = 1

  init(_ bytes: [UInt8]) {
    var bytes = bytes
    // Programs of Windows may write UTF-16 behind its mark.
    for (mark, high) in [([0xFE, 0xFF] as [UInt8], 0), ([0xFF, 0xFE], 1)] where bytes.starts(with: mark) {
      let units = stride(from: 2, to: bytes.count - 1, by: 2).map {
        UInt16(bytes[$0 + high]) << 8 | UInt16(bytes[$0 + 1 - high])
      }
      bytes = Array(String(decoding: units, as: UTF16.self).utf8)
      break
    }
    self.bytes = bytes
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  /// The next line that is not blank.
  mutating func next() -> Line? {
    while index < bytes.count {
      let start = number
      // A fold may stand inside a character, so that lines are joined before they are decoded.
      let content = unfolded()
      if content.allSatisfy(ASCII.isBlank) { continue }
      if let text = String(validating: content, as: UTF8.self), !content.contains(0) {
        return Line(text: text, number: start, isUTF8: true)
      }
      let scalars = content.map { Unicode.Scalar($0 == 0 ? 0x20 : $0) }
      return Line(text: String(String.UnicodeScalarView(scalars)), number: start, isUTF8: false)
    }
    return nil
  }

  /// The next line's bytes, without its folds; moves past it.
  private mutating func unfolded() -> [UInt8] {
    var content: [UInt8] = []
    while true {
      let start = index
      while index < bytes.count, !ASCII.isLineEnd(bytes[index]) { index += 1 }
      content += bytes[start..<index]
      guard index < bytes.count else { return content }
      number += 1
      guard let next = ContentLine.continuation(bytes.span, at: index) else {
        index += ContentLine.endLength(bytes.span, at: index)
        return content
      }
      index = next
    }
  }
}
