extension JSONValue {
  /// How members are ordered when a value is written.
  public enum KeyOrder: Hashable, Sendable {
    /// By their UTF-8 bytes: the same value gives the same bytes.
    case sorted
    /// As they were written or added.
    case asGiven
  }

  /// The value as compact JSON in UTF-8.
  public func bytes(keys: KeyOrder = .sorted) -> [UInt8] {
    var output: [UInt8] = []
    write(to: &output, keys: keys, indent: nil)
    return output
  }

  /// The value as JSON text, over several lines where `pretty`.
  public func text(keys: KeyOrder = .sorted, pretty: Bool = false) -> String {
    var output: [UInt8] = []
    write(to: &output, keys: keys, indent: pretty ? 0 : nil)
    return String(decoding: output, as: UTF8.self)
  }

  private func write(to output: inout [UInt8], keys order: KeyOrder, indent: Int?) {
    switch self {
    case .null: output.append(contentsOf: "null".utf8)
    case .bool(let truth): output.append(contentsOf: (truth ? "true" : "false").utf8)
    case .integer(let number): output.append(contentsOf: String(number).utf8)
    // JSON has no infinities; the reader makes none.
    case .double(let number): output.append(contentsOf: (number.isFinite ? "\(number)" : "null").utf8)
    case .string(let text): Self.write(text, to: &output)
    case .array(let values):
      Self.write(values, between: "[", and: "]", to: &output, indent: indent) { value, output, inner in
        value.write(to: &output, keys: order, indent: inner)
      }
    case .object(let members):
      let keys =
        order == .asGiven
        ? members.keys : members.keys.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      Self.write(keys, between: "{", and: "}", to: &output, indent: indent) { key, output, inner in
        Self.write(key, to: &output)
        output.append(UInt8(ascii: ":"))
        if inner != nil { output.append(UInt8(ascii: " ")) }
        (members[key] ?? .null).write(to: &output, keys: order, indent: inner)
      }
    }
  }

  private static func write<Element>(
    _ elements: [Element], between open: String, and close: String, to output: inout [UInt8],
    indent: Int?, each: (Element, inout [UInt8], Int?) -> Void
  ) {
    output.append(contentsOf: open.utf8)
    for (index, element) in elements.enumerated() {
      if index > 0 { output.append(UInt8(ascii: ",")) }
      breakLine(indent.map { $0 + 1 }, in: &output)
      each(element, &output, indent.map { $0 + 1 })
    }
    if !elements.isEmpty { breakLine(indent, in: &output) }
    output.append(contentsOf: close.utf8)
  }

  private static func breakLine(_ indent: Int?, in output: inout [UInt8]) {
    guard let indent else { return }
    output.append(UInt8(ascii: "\n"))
    output.append(contentsOf: repeatElement(UInt8(ascii: " "), count: indent * 2))
  }

  private static func write(_ text: String, to output: inout [UInt8]) {
    output.append(UInt8(ascii: "\""))
    // Most texts need no escapes and are copied in one piece.
    let bytes = text.utf8.span
    let isPlain = bytes.indices.allSatisfy { index in
      let byte = bytes[index]
      return byte >= 0x20 && byte != 0x7F && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
    }
    if isPlain {
      output.append(contentsOf: text.utf8)
      output.append(UInt8(ascii: "\""))
      return
    }
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"):
        output.append(UInt8(ascii: "\\"))
        output.append(byte)
      case 0x08: output.append(contentsOf: "\\b".utf8)
      case 0x09: output.append(contentsOf: "\\t".utf8)
      case 0x0A: output.append(contentsOf: "\\n".utf8)
      case 0x0C: output.append(contentsOf: "\\f".utf8)
      case 0x0D: output.append(contentsOf: "\\r".utf8)
      case 0..<0x20, 0x7F:
        output.append(contentsOf: "\\u00".utf8)
        output.append(hexadecimalDigit(byte >> 4))
        output.append(hexadecimalDigit(byte & 15))
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }

  private static func hexadecimalDigit(_ value: UInt8) -> UInt8 {
    value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "a") + value - 10
  }
}
