/// A text's bytes with folded lines joined, and the way back to where each stood.
struct UnfoldedText {
  var bytes: [UInt8] = []
  /// From `unfolded` on, a byte stood at `original` plus its distance from `unfolded`.
  private var jumps: [(unfolded: Int, original: Int)] = []

  /// Joins folded lines (RFC 5545, section 3.1): a line end and one blank vanish, unless a property
  /// begins there, which blanks before its name only indent.
  init(_ text: Span<UInt8>) {
    bytes.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      let byte = text[index]
      if ASCII.isLineEnd(byte) {
        let next = index + TextLines.lineEndLength(text, at: index)
        if next < text.count, ASCII.isBlank(text[next]), !TextLines.isProperty(text, afterBlanksAt: next) {
          index = next + 1
          jumps.append((bytes.count, index))
          continue
        }
      }
      bytes.append(byte)
      index += 1
    }
  }

  func original(_ offset: Int) -> Int {
    guard let jump = jumps.last(where: { $0.unfolded <= offset }) else { return offset }
    return jump.original + offset - jump.unfolded
  }
}

/// Cuts a text into lines: at line ends, and at blanks before a property's name.
enum TextLines {
  /// The properties that can be read.
  static func isProperty(_ bytes: Span<UInt8>, at index: Int) -> Bool {
    var end = index
    while end < bytes.count, end - index <= 8, bytes[end] != ASCII.colon, bytes[end] != ASCII.semicolon {
      end += 1
    }
    guard end < bytes.count, bytes[end] == ASCII.colon || bytes[end] == ASCII.semicolon else { return false }
    switch end - index {
    case 5: return bytes.matches("RRULE", at: index) || bytes.matches("RDATE", at: index)
    case 6: return bytes.matches("EXDATE", at: index) || bytes.matches("EXRULE", at: index)
    case 7: return bytes.matches("DTSTART", at: index)
    default: return false
    }
  }

  static func isProperty(_ bytes: Span<UInt8>, afterBlanksAt index: Int) -> Bool {
    var index = index
    while index < bytes.count, ASCII.isBlank(bytes[index]) { index += 1 }
    return isProperty(bytes, at: index)
  }

  /// 2 for CRLF, 1 for LF or a lone CR.
  static func lineEndLength(_ bytes: Span<UInt8>, at index: Int) -> Int {
    bytes[index] == ASCII.carriageReturn && index + 1 < bytes.count && bytes[index + 1] == ASCII.lineFeed
      ? 2 : 1
  }

  /// Whether a line goes on after a line end and a blank.
  static func hasFolds(_ bytes: Span<UInt8>) -> Bool {
    var index = 0
    while index < bytes.count {
      if ASCII.isLineEnd(bytes[index]) {
        index += lineEndLength(bytes, at: index)
        if index < bytes.count, ASCII.isBlank(bytes[index]), !isProperty(bytes, afterBlanksAt: index) {
          return true
        }
      } else {
        index += 1
      }
    }
    return false
  }

  /// The next line from `index` on, without blanks at its ends, or `nil`; moves past it.
  static func next(_ bytes: Span<UInt8>, _ index: inout Int) -> Range<Int>? {
    while index < bytes.count, ASCII.isBlank(bytes[index]) || ASCII.isLineEnd(bytes[index]) { index += 1 }
    guard index < bytes.count else { return nil }
    let start = index
    var end = start
    var isQuoted = false
    while index < bytes.count, !ASCII.isLineEnd(bytes[index]) {
      let byte = bytes[index]
      guard ASCII.isBlank(byte) else {
        if byte == ASCII.quote { isQuoted.toggle() }
        index += 1
        end = index
        continue
      }
      while index < bytes.count, ASCII.isBlank(bytes[index]) { index += 1 }
      if !isQuoted, isProperty(bytes, at: index) { break }
    }
    return start..<end
  }
}
