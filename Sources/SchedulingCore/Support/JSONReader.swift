internal import Recurrence

/// A strict reader of JSON (RFC 8259) that tells the place of a fault.
struct JSONReader {
  private let bytes: [UInt8]
  private var index = 0
  private let allowsDuplicateKeys: Bool

  /// Deeper nesting is refused, so that no input can exhaust the stack.
  static let depthLimit = 128

  init(_ bytes: [UInt8], allowsDuplicateKeys: Bool) {
    self.bytes = bytes
    self.allowsDuplicateKeys = allowsDuplicateKeys
    // Windows tools like to put a byte order mark before UTF-8.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  mutating func document() throws(Diagnostic) -> JSONValue {
    let value = try value(depth: 0)
    skipBlanks()
    guard index == bytes.count else { throw fault("Something follows the end of the JSON value.") }
    return value
  }

  private mutating func value(depth: Int) throws(Diagnostic) -> JSONValue {
    skipBlanks()
    guard let byte = peek else { throw fault("The JSON text ends where a value should stand.") }
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try literal("true", .bool(true))
    case UInt8(ascii: "f"): return try literal("false", .bool(false))
    case UInt8(ascii: "n"): return try literal("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw fault("A JSON value can't begin with \(shown(byte)).")
    }
  }

  private mutating func object(depth: Int) throws(Diagnostic) -> JSONValue {
    try check(depth)
    index += 1
    var members = JSONObject()
    skipBlanks()
    if take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      skipBlanks()
      guard peek == UInt8(ascii: "\"") else { throw fault("A key in quotation marks should stand here.") }
      let start = index
      let key = try string()
      if members[key] != nil, !allowsDuplicateKeys {
        throw fault(
          "The key “\(key)” stands twice in one object.", code: .duplicateKey, at: start,
          remedy: "Keep one of the two.")
      }
      skipBlanks()
      guard take(UInt8(ascii: ":")) else { throw fault("A colon should follow the key “\(key)”.") }
      members[key] = try value(depth: depth)
      skipBlanks()
      if take(UInt8(ascii: "}")) { return .object(members) }
      guard take(UInt8(ascii: ",")) else { throw fault("A comma or } should stand here.") }
    }
  }

  private mutating func array(depth: Int) throws(Diagnostic) -> JSONValue {
    try check(depth)
    index += 1
    var values: [JSONValue] = []
    skipBlanks()
    if take(UInt8(ascii: "]")) { return .array(values) }
    while true {
      values.append(try value(depth: depth))
      skipBlanks()
      if take(UInt8(ascii: "]")) { return .array(values) }
      guard take(UInt8(ascii: ",")) else { throw fault("A comma or ] should stand here.") }
    }
  }

  private mutating func string() throws(Diagnostic) -> String {
    let start = index
    index += 1
    var content: [UInt8] = []
    var runStart = index
    while let byte = peek {
      switch byte {
      case UInt8(ascii: "\""):
        content.append(contentsOf: bytes[runStart..<index])
        index += 1
        guard let text = String(validating: content, as: UTF8.self) else {
          throw fault("The string is not UTF-8.", at: start)
        }
        return text
      case UInt8(ascii: "\\"):
        content.append(contentsOf: bytes[runStart..<index])
        content.append(contentsOf: String(Character(try escape())).utf8)
        runStart = index
      case 0..<0x20: throw fault("A control character in a string must be escaped.")
      default: index += 1
      }
    }
    throw fault("The string that begins here has no end.", at: start)
  }

  private mutating func escape() throws(Diagnostic) -> Unicode.Scalar {
    let start = index
    index += 1
    guard let byte = peek else { throw fault("The string that ends here is cut off.") }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return Unicode.Scalar(byte)
    case UInt8(ascii: "b"): return "\u{08}"
    case UInt8(ascii: "f"): return "\u{0C}"
    case UInt8(ascii: "n"): return "\n"
    case UInt8(ascii: "r"): return "\r"
    case UInt8(ascii: "t"): return "\t"
    case UInt8(ascii: "u"):
      let unit = try codeUnit(from: start)
      if let scalar = Unicode.Scalar(unit) { return scalar }
      // The rest of a surrogate pair.
      if unit < 0xDC00, take(UInt8(ascii: "\\")), take(UInt8(ascii: "u")) {
        let low = try codeUnit(from: start)
        if (0xDC00...0xDFFF).contains(low),
          let scalar = Unicode.Scalar(0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00))
        {
          return scalar
        }
      }
      throw fault("Half a surrogate pair is no character.", at: start)
    default: throw fault("JSON has no escape \\\(shown(byte)).", at: start)
    }
  }

  private mutating func codeUnit(from start: Int) throws(Diagnostic) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let byte = peek, let digit = Character(Unicode.Scalar(byte)).hexDigitValue, byte < 0x80 else {
        throw fault("\\u needs four hexadecimal digits.", at: start)
      }
      unit = unit << 4 | UInt32(digit)
      index += 1
    }
    return unit
  }

  private mutating func number() throws(Diagnostic) -> JSONValue {
    let start = index
    let isNegative = take(UInt8(ascii: "-"))
    let digitStart = index
    guard skipDigits() > 0 else { throw fault("A digit should stand here.") }
    if bytes[digitStart] == UInt8(ascii: "0"), index - digitStart > 1 {
      throw fault("A JSON number has no leading zeros.", at: start)
    }
    var isWhole = true
    if take(UInt8(ascii: ".")) {
      isWhole = false
      guard skipDigits() > 0 else { throw fault("A digit should follow the decimal point.") }
    }
    if take(UInt8(ascii: "e")) || take(UInt8(ascii: "E")) {
      isWhole = false
      if !take(UInt8(ascii: "+")) { _ = take(UInt8(ascii: "-")) }
      guard skipDigits() > 0 else { throw fault("A digit should follow the exponent's sign.") }
    }
    let text = String(decoding: bytes[start..<index], as: UTF8.self)
    if isWhole, let number = Int64(text), !(isNegative && number == 0) { return .integer(number) }
    guard let number = Double(text), number.isFinite else {
      throw fault("The number \(text.prefix(40)) is too large.", at: start)
    }
    return .double(number)
  }

  private mutating func literal(_ word: StaticString, _ value: JSONValue) throws(Diagnostic) -> JSONValue {
    let expected = Array("\(word)".utf8)
    let letters = bytes[index...].prefix { byte in
      switch byte | 0x20 {
      case UInt8(ascii: "a")...UInt8(ascii: "z"): true
      default: false
      }
    }
    guard letters.elementsEqual(expected) else {
      throw fault("“\(String(decoding: letters.prefix(20), as: UTF8.self))” is no JSON value.")
    }
    index += expected.count
    return value
  }
}

extension JSONReader {
  private var peek: UInt8? { index < bytes.count ? bytes[index] : nil }

  private mutating func take(_ byte: UInt8) -> Bool {
    guard peek == byte else { return false }
    index += 1
    return true
  }

  private mutating func skipDigits() -> Int {
    let start = index
    while let byte = peek, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) { index += 1 }
    return index - start
  }

  private mutating func skipBlanks() {
    while let byte = peek, byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 { index += 1 }
  }

  private func check(_ depth: Int) throws(Diagnostic) {
    guard depth <= Self.depthLimit else {
      throw fault("The JSON text is nested more than \(Self.depthLimit) deep.", code: .nestingTooDeep)
    }
  }

  private func shown(_ byte: UInt8) -> String {
    (0x21..<0x7F).contains(byte) ? String(Character(Unicode.Scalar(byte))) : "byte \(byte)"
  }

  private func fault(
    _ message: String, code: Diagnostic.Code = .invalidJSON, at place: Int? = nil, remedy: String? = nil
  ) -> Diagnostic {
    let offset = min(place ?? index, bytes.count)
    let before = bytes[..<offset]
    let lineStart = before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    let line = before.count { $0 == 0x0A } + 1
    // Continuation bytes of UTF-8 begin no character.
    let column = before[lineStart...].count { $0 & 0xC0 != 0x80 } + 1
    return Diagnostic(
      .error, code, message, at: TextPosition(offset: offset, line: line, column: column), remedy: remedy)
  }
}

extension JSONValue {
  /// Reads JSON in UTF-8.
  ///
  /// - Parameter allowsDuplicateKeys: Whether the last of two members with one key counts instead of
  ///   being an error.
  /// - Throws: `invalidJSON`, `nestingTooDeep` (beyond 128) or `duplicateKey`, with the place.
  /// - Complexity: O(*n*) in the bytes.
  public init(parsing bytes: some Sequence<UInt8>, allowsDuplicateKeys: Bool = false) throws(Diagnostic) {
    var reader = JSONReader(Array(bytes), allowsDuplicateKeys: allowsDuplicateKeys)
    self = try reader.document()
  }

  /// Reads JSON text.
  public init(parsing text: String, allowsDuplicateKeys: Bool = false) throws(Diagnostic) {
    try self.init(parsing: text.utf8, allowsDuplicateKeys: allowsDuplicateKeys)
  }
}
