/// Walks one JSON object without making values of what nobody asks for.
///
/// A reader of values would lose what this keeps: a `key` is echoed byte by byte, so that a number of
/// thirty digits comes back as it was, and what was read before a fault still answers for its line.
struct JSONScanner {
  /// A value of the line, by its place in the bytes.
  enum Token {
    /// Without the quotation marks.
    case string(Range<Int>, hasEscapes: Bool)
    case number(Range<Int>)
    case null
    /// `true`, `false`, an array or an object.
    case other

    /// What kind of value it is, in words.
    var kind: String {
      switch self {
      case .string: "a string"
      case .number: "a number"
      case .null: "null"
      case .other: "no string and no number"
      }
    }
  }

  /// What is wrong with the JSON, and the offset where.
  struct Fault: Error {
    let message: String
    let offset: Int
  }

  let bytes: [UInt8]
  private(set) var index: Int
  private let end: Int

  /// Deeper nesting is refused, so that no line can exhaust the stack.
  private static let depthLimit = 128

  init(_ bytes: [UInt8], in range: Range<Int>) {
    self.bytes = bytes
    self.index = range.lowerBound
    self.end = range.upperBound
  }

  /// Calls `member` with each name and, for its value, a token and the bytes it spans.
  mutating func object(
    _ member: (_ name: Token, _ value: Token, _ span: Range<Int>) throws(Fault) -> Void
  ) throws(Fault) {
    skipBlanks()
    guard take(UInt8(ascii: "{")) else { throw fault("A line holds one JSON object, which begins with {.") }
    skipBlanks()
    if !take(UInt8(ascii: "}")) {
      while true {
        let name = try memberName()
        let start = index
        let value = try value(depth: 1)
        try member(name, value, start..<index)
        skipBlanks()
        if take(UInt8(ascii: "}")) { break }
        guard take(UInt8(ascii: ",")) else { throw fault("A comma or } should stand here.") }
      }
    }
    skipBlanks()
    guard index == end else { throw fault("Something follows the end of the JSON object.") }
  }

  /// The name and the colon; what follows is the value.
  private mutating func memberName() throws(Fault) -> Token {
    skipBlanks()
    guard peek == UInt8(ascii: "\"") else { throw fault("A name in quotation marks should stand here.") }
    let name = try string()
    skipBlanks()
    guard take(UInt8(ascii: ":")) else { throw fault("A colon should follow the name.") }
    skipBlanks()
    return name
  }

  private mutating func value(depth: Int) throws(Fault) -> Token {
    guard let byte = peek else { throw fault("A JSON value should stand here.") }
    switch byte {
    case UInt8(ascii: "\""): return try string()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "t"): return try literal("true", .other)
    case UInt8(ascii: "f"): return try literal("false", .other)
    case UInt8(ascii: "{"):
      try elements(closing: UInt8(ascii: "}"), depth: depth, named: true)
      return .other
    case UInt8(ascii: "["):
      try elements(closing: UInt8(ascii: "]"), depth: depth, named: false)
      return .other
    default: throw fault("A JSON value should stand here.")
    }
  }

  private mutating func elements(closing: UInt8, depth: Int, named: Bool) throws(Fault) {
    guard depth < Self.depthLimit else {
      throw fault("The JSON is nested more than \(Self.depthLimit) deep.")
    }
    index += 1
    skipBlanks()
    if take(closing) { return }
    while true {
      if named { _ = try memberName() } else { skipBlanks() }
      _ = try value(depth: depth + 1)
      skipBlanks()
      if take(closing) { return }
      guard take(UInt8(ascii: ",")) else { throw fault("A comma or a closing bracket should stand here.") }
    }
  }

  private mutating func string() throws(Fault) -> Token {
    let start = index + 1
    index = start
    var hasEscapes = false
    while index < end {
      switch bytes[index] {
      case UInt8(ascii: "\""):
        index += 1
        return .string(start..<index - 1, hasEscapes: hasEscapes)
      case UInt8(ascii: "\\"):
        hasEscapes = true
        try skipEscape()
      case 0..<0x20: throw fault("A control character in a string must be escaped.")
      default: index += 1
      }
    }
    throw Fault(message: "The string that begins here has no end.", offset: start - 1)
  }

  private mutating func skipEscape() throws(Fault) {
    let start = index
    index += 2
    guard start + 1 < end else { throw Fault(message: "The line ends in an escape.", offset: start) }
    switch bytes[start + 1] {
    case UInt8(ascii: "u"):
      let unit = hexadecimal(at: start + 2)
      index += 4
      guard let unit else { throw Fault(message: "\\u needs four hexadecimal digits.", offset: start) }
      guard (0xD800...0xDFFF).contains(unit) else { return }
      // Half a surrogate pair is no character.
      guard unit < 0xDC00, index + 1 < end, bytes[index] == UInt8(ascii: "\\"),
        bytes[index + 1] == UInt8(ascii: "u"), let low = hexadecimal(at: index + 2),
        (0xDC00...0xDFFF).contains(low)
      else { throw Fault(message: "Half a surrogate pair is no character.", offset: start) }
      index += 6
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
      UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
      break
    default: throw Fault(message: "JSON has no such escape.", offset: start)
    }
  }

  private mutating func number() throws(Fault) -> Token {
    let start = index
    _ = take(UInt8(ascii: "-"))
    let first = peek
    let digits = skipDigits()
    guard digits > 0 else { throw fault("A digit should stand here.") }
    guard digits == 1 || first != UInt8(ascii: "0") else {
      throw Fault(message: "A JSON number has no leading zeros.", offset: start)
    }
    if take(UInt8(ascii: ".")), skipDigits() == 0 { throw fault("A digit should follow the decimal point.") }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard skipDigits() > 0 else { throw fault("A digit should stand in the exponent.") }
    }
    return .number(start..<index)
  }

  private mutating func literal(_ word: StaticString, _ token: Token) throws(Fault) -> Token {
    guard word.withUTF8Buffer({ bytes[index..<end].starts(with: $0) }) else {
      throw fault("A JSON value should stand here.")
    }
    index += word.utf8CodeUnitCount
    return token
  }
}

extension JSONScanner {
  /// The text of a string, escapes resolved.
  ///
  /// The bytes have been scanned, so that every escape is whole; what is not UTF-8 is replaced.
  func text(_ range: Range<Int>, hasEscapes: Bool) -> String {
    guard hasEscapes else { return String(decoding: bytes[range], as: UTF8.self) }
    var content: [UInt8] = []
    content.reserveCapacity(range.count)
    var index = range.lowerBound
    while index < range.upperBound {
      guard bytes[index] == UInt8(ascii: "\\") else {
        content.append(bytes[index])
        index += 1
        continue
      }
      let escape = bytes[index + 1]
      index += 2
      switch escape {
      case UInt8(ascii: "n"): content.append(0x0A)
      case UInt8(ascii: "r"): content.append(0x0D)
      case UInt8(ascii: "t"): content.append(0x09)
      case UInt8(ascii: "b"): content.append(0x08)
      case UInt8(ascii: "f"): content.append(0x0C)
      case UInt8(ascii: "u"):
        var scalar = hexadecimal(at: index) ?? 0xFFFD
        index += 4
        if (0xD800..<0xDC00).contains(scalar), let low = hexadecimal(at: index + 2) {
          scalar = 0x10000 + (scalar - 0xD800) << 10 + (low &- 0xDC00)
          index += 6
        }
        content.append(contentsOf: String(Unicode.Scalar(scalar) ?? "\u{FFFD}").utf8)
      default: content.append(escape)
      }
    }
    return String(decoding: content, as: UTF8.self)
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

  private var peek: UInt8? { index < end ? bytes[index] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard index < end, bytes[index] == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipDigits() -> Int {
    let start = index
    while index < end, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
    return index - start
  }

  private mutating func skipBlanks() {
    while index < end, bytes[index] == 0x20 || bytes[index] == 0x0D || bytes[index] == 0x09 { index += 1 }
  }

  private func fault(_ message: String) -> Fault { Fault(message: message, offset: min(index, end)) }
}
