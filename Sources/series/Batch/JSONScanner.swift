internal import SchedulingCore

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

  typealias Fault = JSONLexer.Fault

  private var lexer: JSONLexer

  init(_ bytes: [UInt8], in range: Range<Int>) { lexer = JSONLexer(bytes, in: range) }

  var bytes: [UInt8] { lexer.bytes }

  /// Calls `member` with each name and, for its value, a token and the bytes it spans.
  mutating func object(
    _ member: (_ name: Token, _ value: Token, _ span: Range<Int>) throws(Fault) -> Void
  ) throws(Fault) {
    lexer.skipBlanks()
    guard lexer.take(UInt8(ascii: "{")) else {
      throw lexer.fault("A line holds one JSON object, which begins with {.")
    }
    lexer.skipBlanks()
    if !lexer.take(UInt8(ascii: "}")) {
      while true {
        let name = try memberName()
        let start = lexer.index
        let value = try value(depth: 1)
        try member(name, value, start..<lexer.index)
        lexer.skipBlanks()
        if lexer.take(UInt8(ascii: "}")) { break }
        guard lexer.take(UInt8(ascii: ",")) else { throw lexer.fault("A comma or } should stand here.") }
      }
    }
    lexer.skipBlanks()
    guard lexer.isAtEnd else { throw lexer.fault("Something follows the end of the JSON object.") }
  }

  /// The name and the colon; what follows is the value.
  private mutating func memberName() throws(Fault) -> Token {
    lexer.skipBlanks()
    guard lexer.peek == UInt8(ascii: "\"") else {
      throw lexer.fault("A name in quotation marks should stand here.")
    }
    let name = try string()
    lexer.skipBlanks()
    guard lexer.take(UInt8(ascii: ":")) else { throw lexer.fault("A colon should follow the name.") }
    lexer.skipBlanks()
    return name
  }

  private mutating func string() throws(Fault) -> Token {
    let (content, hasEscapes) = try lexer.string()
    return .string(content, hasEscapes: hasEscapes)
  }

  private mutating func value(depth: Int) throws(Fault) -> Token {
    guard let byte = lexer.peek else { throw lexer.fault("A JSON value should stand here.") }
    switch byte {
    case UInt8(ascii: "\""): return try string()
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return .number(try lexer.number())
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "t"): return try word("true", .other)
    case UInt8(ascii: "f"): return try word("false", .other)
    case UInt8(ascii: "{"):
      try elements(closing: UInt8(ascii: "}"), depth: depth, named: true)
      return .other
    case UInt8(ascii: "["):
      try elements(closing: UInt8(ascii: "]"), depth: depth, named: false)
      return .other
    default: throw lexer.fault("A JSON value should stand here.")
    }
  }

  private mutating func elements(closing: UInt8, depth: Int, named: Bool) throws(Fault) {
    guard depth < JSONLexer.depthLimit else {
      throw lexer.fault("The JSON is nested more than \(JSONLexer.depthLimit) deep.")
    }
    _ = lexer.take(named ? UInt8(ascii: "{") : UInt8(ascii: "["))
    lexer.skipBlanks()
    if lexer.take(closing) { return }
    while true {
      if named { _ = try memberName() } else { lexer.skipBlanks() }
      _ = try value(depth: depth + 1)
      lexer.skipBlanks()
      if lexer.take(closing) { return }
      guard lexer.take(UInt8(ascii: ",")) else {
        throw lexer.fault("A comma or a closing bracket should stand here.")
      }
    }
  }

  private mutating func word(_ word: StaticString, _ token: Token) throws(Fault) -> Token {
    try lexer.word(word)
    return token
  }

  /// The text of a string, escapes resolved; what is not UTF-8 is replaced.
  func text(_ content: Range<Int>, hasEscapes: Bool) -> String {
    hasEscapes
      ? String(decoding: lexer.unescaped(content), as: UTF8.self)
      : String(decoding: lexer.bytes[content], as: UTF8.self)
  }
}
