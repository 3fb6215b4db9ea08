/// A text's bytes with folded lines joined, and the way back to where each stood.
struct UnfoldedText {
  var bytes: [UInt8] = []
  /// From `unfolded` on, a byte stood at `original` plus its distance from `unfolded`.
  private var jumps: [(unfolded: Int, original: Int)] = []

  /// Joins folded lines: a line end and one blank vanish.
  init(_ text: Span<UInt8>) {
    bytes.reserveCapacity(text.count)
    var index = 0
    while index < text.count {
      if let next = TextLines.continuation(text, at: index) {
        index = next
        jumps.append((bytes.count, index))
        continue
      }
      bytes.append(text[index])
      index += 1
    }
  }

  func original(_ offset: Int) -> Int {
    let later = jumps.indices.partitionPoint { jumps[$0].unfolded > offset }
    guard later > 0 else { return offset }
    let jump = jumps[later - 1]
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

  /// Where a folded line goes on, unless a property begins there, which blanks before its name only indent.
  static func continuation(_ bytes: Span<UInt8>, at index: Int) -> Int? {
    guard let next = ContentLine.continuation(bytes, at: index), !isProperty(bytes, afterBlanksAt: next)
    else { return nil }
    return next
  }

  /// Whether any line is folded.
  static func hasFolds(_ bytes: Span<UInt8>) -> Bool {
    for index in bytes.indices where continuation(bytes, at: index) != nil { return true }
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
