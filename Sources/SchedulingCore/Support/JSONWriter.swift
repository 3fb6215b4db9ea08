internal import Recurrence

/// Writes JSON in UTF-8 piece by piece, without making a value of it first.
package struct JSONWriter {
  /// What is written so far.
  package private(set) var bytes: [UInt8] = []
  /// How deep lines are indented; `nil` where all is one line.
  private var depth: Int?
  /// Whether the array or object that is open holds nothing yet.
  private var isEmpty = true

  /// - Parameter pretty: Whether each member and element has a line of its own.
  /// - Parameter capacity: How many bytes are expected.
  package init(pretty: Bool = false, capacity: Int = 0) {
    depth = pretty ? 0 : nil
    bytes.reserveCapacity(capacity)
  }

  /// Writes a value that stands so deep in pretty JSON.
  package init(depth: Int) { self.depth = depth }

  package mutating func null() { raw("null") }
  package mutating func truth(_ value: Bool) { raw(value ? "true" : "false") }
  package mutating func number(_ value: Int64) { bytes.append(decimal: Int(value)) }
  /// JSON has no infinities; the reader makes none.
  mutating func number(_ value: Double) { raw(value.isFinite ? "\(value)" : "null") }

  package mutating func object(_ members: (inout JSONWriter) -> Void) {
    nested(UInt8(ascii: "{"), UInt8(ascii: "}"), members)
  }

  package mutating func array<Elements: Sequence>(
    _ elements: Elements, _ each: (inout JSONWriter, Elements.Element) -> Void
  ) {
    nested(UInt8(ascii: "["), UInt8(ascii: "]")) { json in
      for element in elements {
        json.separate()
        each(&json, element)
      }
    }
  }

  /// The name of a member, whose value comes next.
  package mutating func name(_ name: String) {
    separate()
    string(name)
    raw(depth == nil ? ":" : ": ")
  }

  package mutating func member(_ key: some CodingKey, _ value: some JSONWritable) {
    name(key)
    value.write(to: &self)
  }

  /// The name of a member that needs no escapes.
  package mutating func name(_ key: some CodingKey) {
    separate()
    bytes.append(UInt8(ascii: "\""))
    raw(key.stringValue)
    bytes.append(UInt8(ascii: "\""))
    bytes.append(UInt8(ascii: ":"))
    if depth != nil { bytes.append(UInt8(ascii: " ")) }
  }

  /// Members that were written before, as deep, after other members of an object.
  mutating func members(_ written: [UInt8]) { bytes.append(contentsOf: written) }

  private mutating func nested(_ open: UInt8, _ close: UInt8, _ content: (inout JSONWriter) -> Void) {
    bytes.append(open)
    isEmpty = true
    depth = depth.map { $0 + 1 }
    content(&self)
    depth = depth.map { $0 - 1 }
    if !isEmpty { breakLine() }
    isEmpty = false
    bytes.append(close)
  }

  private mutating func separate() {
    if !isEmpty { bytes.append(UInt8(ascii: ",")) }
    isEmpty = false
    breakLine()
  }

  private mutating func breakLine() {
    guard let depth else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: depth * 2))
  }

  private mutating func raw(_ text: String) {
    // One copy; appending the view itself goes byte by byte.
    if text.utf8.withContiguousStorageIfAvailable({ bytes.append(contentsOf: $0) }) == nil {
      bytes.append(contentsOf: text.utf8)
    }
  }

  // MARK: Strings

  /// - Parameter end: Appends more that needs no escapes.
  package mutating func string(_ text: String, endingWith end: (inout [UInt8]) -> Void = { _ in }) {
    bytes.append(UInt8(ascii: "\""))
    // Most texts need no escapes and are copied in one piece.
    let content = text.utf8.span
    let isPlain = content.indices.allSatisfy { index in
      let byte = content[index]
      return byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    if isPlain { raw(text) } else { escaped(text) }
    end(&bytes)
    bytes.append(UInt8(ascii: "\""))
  }

  /// A string that needs no escapes.
  ///
  /// - Parameter append: Appends it, or nothing and says so; null is written then.
  mutating func stringOrNull(_ append: (inout [UInt8]) -> Bool) -> Bool {
    bytes.append(UInt8(ascii: "\""))
    let isWritten = append(&bytes)
    if isWritten {
      bytes.append(UInt8(ascii: "\""))
    } else {
      bytes.removeLast()
      null()
    }
    return isWritten
  }

  private mutating func escaped(_ text: String) {
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        bytes.append(UInt8(ascii: "\\"))
        bytes.append(byte)
      case 0x08: raw("\\b")
      case 0x09: raw("\\t")
      case 0x0A: raw("\\n")
      case 0x0C: raw("\\f")
      case 0x0D: raw("\\r")
      case 0..<0x20, 0x7F:
        raw("\\u00")
        bytes.append(Self.hexadecimalDigit(byte >> 4))
        bytes.append(Self.hexadecimalDigit(byte & 15))
      default: bytes.append(byte)
      }
    }
  }

  private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
