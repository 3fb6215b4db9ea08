internal import Recurrence

/// A strict reader of JSON (RFC 8259) that tells the place of a fault.
struct JSONReader {
  private var lexer: JSONLexer
  private let allowsDuplicateKeys: Bool
  /// How many more values are read.
  private var room: Int
  /// What is wrong beside the grammar.
  private var finding: (code: Diagnostic.Code, remedy: String?) = (.invalidJSON, nil)

  init(_ bytes: [UInt8], allowsDuplicateKeys: Bool, mostValues: Int) {
    // Windows tools like to put a byte order mark before UTF-8.
    let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
    lexer = JSONLexer(bytes, in: start..<bytes.count)
    self.allowsDuplicateKeys = allowsDuplicateKeys
    room = mostValues
  }

  mutating func document() throws(ValidationFailure) -> JSONValue {
    do throws(JSONLexer.Fault) {
      let value = try value(depth: 0)
      lexer.skipBlanks()
      guard lexer.isAtEnd else { throw lexer.fault("Something follows the end of the JSON value.") }
      return value
    } catch {
      throw diagnostic(error)
    }
  }

  /// Reads a document but for one list: the array that it is, or that a member of its object is.
  ///
  /// - Parameter visit: Gets each element of the list, of which no other is in memory then.
  mutating func document(
    eachOf name: String, _ visit: (JSONValue) -> Void
  ) throws(ValidationFailure) -> JSONValue {
    do throws(JSONLexer.Fault) {
      lexer.skipBlanks()
      var rest = JSONValue.array([])
      switch lexer.peek {
      case UInt8(ascii: "["): try elements(depth: 1, mostValuesEach: JSONValue.mostValues, visit)
      case UInt8(ascii: "{"): rest = try object(depth: 1, eachOf: name, visit)
      default: rest = try value(depth: 0)
      }
      lexer.skipBlanks()
      guard lexer.isAtEnd else { throw lexer.fault("Something follows the end of the JSON value.") }
      return rest
    } catch {
      throw diagnostic(error)
    }
  }

  private mutating func value(depth: Int) throws(JSONLexer.Fault) -> JSONValue {
    lexer.skipBlanks()
    guard let byte = lexer.peek else { throw lexer.fault("The JSON text ends where a value should stand.") }
    guard room > 0 else {
      finding.code = .tooManyValues
      throw lexer.fault("The JSON text holds more than \(JSONValue.mostValues) values.")
    }
    room -= 1
    switch byte {
    case UInt8(ascii: "{"): return try object(depth: depth + 1)
    case UInt8(ascii: "["): return try array(depth: depth + 1)
    case UInt8(ascii: "\""): return .string(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
    default: throw lexer.fault("A JSON value can't begin with \(JSONLexer.shown(byte)).")
    }
  }

  /// - Parameter name: The member whose elements go to `visit` if it is an array, and are left out.
  private mutating func object(
    depth: Int, eachOf name: String? = nil, _ visit: (JSONValue) -> Void = { _ in }
  ) throws(JSONLexer.Fault) -> JSONValue {
    try check(depth)
    _ = lexer.take(UInt8(ascii: "{"))
    var members = JSONObject()
    lexer.skipBlanks()
    if lexer.take(UInt8(ascii: "}")) { return .object(members) }
    while true {
      lexer.skipBlanks()
      guard lexer.peek == UInt8(ascii: "\"") else {
        throw lexer.fault("A key in quotation marks should stand here.")
      }
      let start = lexer.index
      let key = try string()
      if members[key] != nil, !allowsDuplicateKeys {
        finding = (.duplicateKey, "Keep one of the two.")
        throw JSONLexer.Fault("The key “\(key)” stands twice in one object.", at: start)
      }
      lexer.skipBlanks()
      guard lexer.take(UInt8(ascii: ":")) else {
        throw lexer.fault("A colon should follow the key “\(key)”.")
      }
      lexer.skipBlanks()
      if key == name, lexer.peek == UInt8(ascii: "[") {
        try elements(depth: depth + 1, mostValuesEach: JSONValue.mostValues, visit)
        members[key] = .array([])
      } else {
        members[key] = try value(depth: depth)
      }
      lexer.skipBlanks()
      if lexer.take(UInt8(ascii: "}")) { return .object(members) }
      guard lexer.take(UInt8(ascii: ",")) else { throw lexer.fault("A comma or } should stand here.") }
    }
  }

  private mutating func array(depth: Int) throws(JSONLexer.Fault) -> JSONValue {
    var values: [JSONValue] = []
    try elements(depth: depth) { values.append($0) }
    return .array(values)
  }

  /// - Parameter most: How many values each element may hold, where not the whole text is to hold only so many.
  private mutating func elements(
    depth: Int, mostValuesEach most: Int = 0, _ visit: (JSONValue) -> Void
  ) throws(JSONLexer.Fault) {
    try check(depth)
    _ = lexer.take(UInt8(ascii: "["))
    lexer.skipBlanks()
    if lexer.take(UInt8(ascii: "]")) { return }
    while true {
      room = max(room, most)
      visit(try value(depth: depth))
      lexer.skipBlanks()
      if lexer.take(UInt8(ascii: "]")) { return }
      guard lexer.take(UInt8(ascii: ",")) else { throw lexer.fault("A comma or ] should stand here.") }
    }
  }

  private mutating func string() throws(JSONLexer.Fault) -> String {
    let start = lexer.index
    let (content, hasEscapes) = try lexer.string()
    let text =
      hasEscapes
      ? String(validating: lexer.unescaped(content), as: UTF8.self)
      : String(validating: lexer.bytes[content], as: UTF8.self)
    guard let text else { throw JSONLexer.Fault("The string is not UTF-8.", at: start) }
    return text
  }

  private mutating func number() throws(JSONLexer.Fault) -> JSONValue {
    let place = try lexer.number()
    let text = String(decoding: lexer.bytes[place], as: UTF8.self)
    // An integer has no -0.
    if let number = Int64(text), number != 0 || !text.hasPrefix("-") { return .integer(number) }
    guard let number = Double(text), number.isFinite else {
      throw JSONLexer.Fault("The number \(text.prefix(40)) is too large.", at: place.lowerBound)
    }
    return .double(number)
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONLexer.Fault) -> JSONValue {
    try lexer.word(word)
    return value
  }

  private mutating func check(_ depth: Int) throws(JSONLexer.Fault) {
    guard depth <= JSONLexer.depthLimit else {
      finding.code = .nestingTooDeep
      throw lexer.fault("The JSON text is nested more than \(JSONLexer.depthLimit) deep.")
    }
  }

  private func diagnostic(_ fault: JSONLexer.Fault) -> ValidationFailure {
    ValidationFailure(
      finding.code, fault.message, at: TextPosition(offset: fault.offset, in: lexer.bytes),
      remedy: finding.remedy)
  }
}

extension JSONValue {
  /// Reads JSON in UTF-8.
  ///
  /// - Parameter allowsDuplicateKeys: Whether the last of two members with one key counts instead of
  ///   being an error.
  /// - Throws: `invalidJSON`, `nestingTooDeep` (beyond 128), `tooManyValues` (beyond 1,048,576) or `duplicateKey`,
  ///   with the place.
  /// - Complexity: O(*n*) in the bytes.
  public init(parsing bytes: some Sequence<UInt8>, allowsDuplicateKeys: Bool = false)
    throws(ValidationFailure)
  {
    var reader = JSONReader(
      Array(bytes), allowsDuplicateKeys: allowsDuplicateKeys, mostValues: Self.mostValues)
    self = try reader.document()
  }

  /// Reads JSON but for one list: the array that it is, or that a member of its object is. Each element of the list goes
  /// to `visit`, so that a long one is never in memory as a whole, and may hold as many values as a whole text.
  init(
    parsing bytes: some Sequence<UInt8>, eachOf name: String, _ visit: (JSONValue) -> Void
  ) throws(ValidationFailure) {
    var reader = JSONReader(Array(bytes), allowsDuplicateKeys: true, mostValues: Self.mostValues)
    self = try reader.document(eachOf: name, visit)
  }

  /// So many values take about as much memory as the largest file that is read has bytes, several times over.
  static let mostValues = 1 << 20

  /// Reads what was written here, whose size the caller answers for.
  init(parsingOwn bytes: [UInt8]) throws(ValidationFailure) {
    var reader = JSONReader(bytes, allowsDuplicateKeys: false, mostValues: .max)
    self = try reader.document()
  }

  /// Reads JSON text.
  public init(parsing text: String, allowsDuplicateKeys: Bool = false) throws(ValidationFailure) {
    try self.init(parsing: text.utf8, allowsDuplicateKeys: allowsDuplicateKeys)
  }
}
