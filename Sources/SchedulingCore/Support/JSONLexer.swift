/// A cursor over JSON (RFC 8259) that knows its strings, numbers and words, for those who make values of them
/// and for those who only look where they stand.
package struct JSONLexer {
  /// What is wrong with the JSON, and the offset where.
  package struct Fault: Error {
    package let message: String
    package let offset: Int

    init(_ message: String, at offset: Int) {
      self.message = message
      self.offset = offset
    }
  }

  /// Deeper nesting is refused, so that no input can exhaust the stack.
  package static let depthLimit = 128

  package let bytes: [UInt8]
  package private(set) var index: Int
  private let end: Int

  package init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    self.index = range.lowerBound
    self.end = range.upperBound
  }

  package var isAtEnd: Bool { index == end }

  /// `nil` at the end.
  package var peek: UInt8? { index < end ? bytes[index] : nil }

  /// Whether that byte is next; it is passed.
  package mutating func take(_ byte: UInt8) -> Bool {
    guard index < end, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  package mutating func skipBlanks() {
    while index < end {
      switch bytes[index] {
      case 0x20, 0x0A, 0x0D, 0x09: index += 1
      default: return
      }
    }
  }

  package func fault(_ message: String) -> Fault { Fault(message, at: min(index, end)) }

  /// The string whose quotation mark is next: where its content stands between the marks, and whether that
  /// has escapes, all of them whole. Whether it is UTF-8 is not looked at.
  package mutating func string() throws(Fault) -> (content: Range<Int>, hasEscapes: Bool) {
    let start = index + 1
    index = start
    var hasEscapes = false
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return (start..<index - 1, hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try skipEscape()
      case 0..<0x20: throw fault("A control character in a string must be escaped.")
      default: index += 1
      }
    }
    throw Fault("The string that begins here has no end.", at: start - 1)
  }

  private mutating func skipEscape() throws(Fault) {
    let start = index
    index += 2
    guard start + 1 < end else { throw Fault("The string that ends here is cut off.", at: end) }
    switch bytes[start + 1] {
    case UInt8(ascii: "u"):
      let unit = try codeUnit(at: index, from: start)
      index += 4
      guard (0xD800...0xDFFF).contains(unit) else { return }
      guard unit < 0xDC00, index + 1 < end, bytes[index] == UInt8(ascii: "\\"),
        bytes[index + 1] == UInt8(ascii: "u"),
        (0xDC00...0xDFFF).contains(try codeUnit(at: index + 2, from: start))
      else { throw Fault("Half a surrogate pair is no character.", at: start) }
      index += 6
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      break
    case let byte: throw Fault("JSON has no escape \\\(Self.shown(byte)).", at: start)
    }
  }

  private func codeUnit(at place: Int, from start: Int) throws(Fault) -> UInt32 {
    guard let unit = hexadecimal(at: place) else {
      throw Fault("\\u needs four hexadecimal digits.", at: start)
    }
    return unit
  }

  /// Where the number stands whose first byte is next.
  package mutating func number() throws(Fault) -> Range<Int> {
    let start = index
    _ = take(UInt8(ascii: "-"))
    let first = peek
    let digits = skipDigits()
    guard digits > 0 else { throw fault("A digit should stand here.") }
    guard digits == 1 || first != UInt8(ascii: "0") else {
      throw Fault("A JSON number has no leading zeros.", at: start)
    }
    if take(UInt8(ascii: ".")), skipDigits() == 0 { throw fault("A digit should follow the decimal point.") }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard skipDigits() > 0 else { throw fault("A digit should follow the exponent's sign.") }
    }
    return start..<index
  }

  private mutating func skipDigits() -> Int {
    let start = index
    while index < end, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
    return index - start
  }

  /// Passes `true`, `false` or `null`, which is to be next.
  package mutating func word(_ word: StaticString) throws(Fault) {
    var last = index
    while last < end, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(bytes[last] | 0x20) { last += 1 }
    guard word.withUTF8Buffer({ bytes[index..<last].elementsEqual($0) }) else {
      let letters = String(decoding: bytes[index..<last].prefix(20), as: UTF8.self)
      throw fault("“\(letters)” is no JSON value.")
    }
    index = last
  }

  /// A byte that stands in the wrong place, for messages.
  static func shown(_ byte: UInt8) -> String {
    (0x21..<0x7F).contains(byte) ? String(Character(Unicode.Scalar(byte))) : "byte \(byte)"
  }
}

extension JSONLexer {
  /// The bytes of a string's content, which `string()` gave, with its escapes resolved.
  package func unescaped(_ content: Range<Int>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(content.count)
    var index = content.lowerBound
    while index < content.upperBound {
      guard bytes[index] == UInt8(ascii: "\\") else {
        result.append(bytes[index])
        index += 1
        continue
      }
      let escape = bytes[index + 1]
      index += 2
      switch escape {
      case UInt8(ascii: "n"): result.append(0x0A)
      case UInt8(ascii: "r"): result.append(0x0D)
      case UInt8(ascii: "t"): result.append(0x09)
      case UInt8(ascii: "b"): result.append(0x08)
      case UInt8(ascii: "f"): result.append(0x0C)
      case UInt8(ascii: "u"):
        var scalar = hexadecimal(at: index) ?? 0xFFFD
        index += 4
        if (0xD800..<0xDC00).contains(scalar), let low = hexadecimal(at: index + 2) {
          scalar = 0x10000 + (scalar - 0xD800) << 10 + (low &- 0xDC00)
          index += 6
        }
        result.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
      default: result.append(escape)
      }
    }
    return result
  }

  private func hexadecimal(at start: Int) -> UInt32? {
    guard start + 4 <= end else { return nil }
    var unit: UInt32 = 0
    for byte in bytes[start..<start + 4] {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): unit = unit << 4 | UInt32(byte - UInt8(ascii: "0"))
      case UInt8(ascii: "a")...UInt8(ascii: "f"): unit = unit << 4 | UInt32(byte - UInt8(ascii: "a") + 10)
      case UInt8(ascii: "A")...UInt8(ascii: "F"): unit = unit << 4 | UInt32(byte - UInt8(ascii: "A") + 10)
      default: return nil
      }
    }
    return unit
  }
}
