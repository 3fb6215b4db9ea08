// Lines end with LF, CRLF or a lone CR; columns count what begins a character of UTF-8.
extension TextPosition {
  /// The place of a byte in a text.
  package init(offset: Int, in bytes: [UInt8]) {
    var line = 1
    var lineStart = 0
    for index in 0..<offset where Self.endsLine(bytes, at: index) {
      line += 1
      lineStart = index + 1
    }
    let column = bytes[lineStart..<offset].count { $0 & 0xC0 != 0x80 } + 1
    self.init(offset: offset, line: line, column: column)
  }

  /// Where its line stands in the text, without what ends it; `nil` where the text has no such line.
  package func lineRange(in bytes: [UInt8]) -> Range<Int>? {
    var number = 1
    var start = 0
    for index in bytes.indices where Self.endsLine(bytes, at: index) {
      if number == line {
        let isPair = index > start && bytes[index] == 0x0A && bytes[index - 1] == 0x0D
        return start..<(isPair ? index - 1 : index)
      }
      number += 1
      start = index + 1
    }
    return number == line ? start..<bytes.count : nil
  }

  /// Whether a line ends with that byte, the last one of what ends it.
  private static func endsLine(_ bytes: [UInt8], at index: Int) -> Bool {
    switch bytes[index] {
    case 0x0A: true
    case 0x0D: index + 1 == bytes.count || bytes[index + 1] != 0x0A
    default: false
    }
  }
}
