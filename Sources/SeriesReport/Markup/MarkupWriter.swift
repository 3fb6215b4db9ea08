/// Writes markup in UTF-8, one element that is more than a phrase a line.
struct MarkupWriter {
  enum Syntax { case html, xml }

  private let syntax: Syntax
  private(set) var bytes: [UInt8] = []

  init(_ syntax: Syntax) { self.syntax = syntax }

  mutating func write(_ markup: Markup) {
    switch markup {
    case .text(let text): write(text, isValue: false)
    case .verbatim(let text): append(text)
    case .element(let name, let attributes, let children): write(name, attributes, children)
    }
  }

  private mutating func write(
    _ name: StaticString, _ attributes: [(name: StaticString, value: String)], _ children: [Markup]
  ) {
    append("<")
    append(name)
    for attribute in attributes {
      append(" ")
      append(attribute.name)
      // HTML's flags stand alone.
      if attribute.value.isEmpty, syntax == .html { continue }
      append("=\"")
      write(attribute.value, isValue: true)
      append("\"")
    }
    if children.isEmpty, syntax == .xml {
      append("/>")
    } else {
      append(">")
      for child in children { write(child) }
      if !isVoid(name) {
        append("</")
        append(name)
        append(">")
      }
    }
    if endsLine(name) { append("\n") }
  }

  private func isVoid(_ name: StaticString) -> Bool {
    guard syntax == .html else { return false }
    return switch "\(name)" {
    case "meta", "input", "br": true
    default: false
    }
  }

  /// Blanks between these mean nothing.
  private func endsLine(_ name: StaticString) -> Bool {
    switch "\(name)" {
    case "span", "s", "b", "code", "a", "time", "td", "th", "label", "input", "bdi", "tspan", "pre": false
    default: true
    }
  }

  /// What would end the text or the value is escaped; what neither HTML nor XML may hold, and what
  /// turns the direction of the text around it, is replaced.
  private mutating func write(_ text: String, isValue: Bool) {
    var text = text
    let isPlain = text.withUTF8 { utf8 in utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F } }
    guard isPlain else {
      for scalar in text.unicodeScalars {
        let isKept = scalar == "\n" || scalar == "\t" || !(scalar.isSteering || scalar.isNoncharacter)
        write(isKept ? scalar : "\u{FFFD}", isValue: isValue)
      }
      return
    }
    text.withUTF8 { utf8 in
      for byte in utf8 { write(Unicode.Scalar(byte), isValue: isValue) }
    }
  }

  private mutating func write(_ scalar: Unicode.Scalar, isValue: Bool) {
    switch scalar {
    case "&": append("&amp;")
    case "<": append("&lt;")
    case ">": append("&gt;")
    case "\"" where isValue: append("&quot;")
    // A reader of XML would make blanks of them.
    case "\n" where isValue: append("&#10;")
    case "\t" where isValue: append("&#9;")
    default: bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
    }
  }

  private mutating func append(_ text: StaticString) {
    text.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }
}

extension Unicode.Scalar {
  /// U+FFFE, U+FFFF and their like on the other planes.
  fileprivate var isNoncharacter: Bool {
    value & 0xFFFE == 0xFFFE || (0xFDD0...0xFDEF).contains(value)
  }
}
