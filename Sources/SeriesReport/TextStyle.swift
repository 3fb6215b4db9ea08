/// How text for people is written.
package struct TextStyle: Sendable {
  /// Whether it carries colours.
  package let isColoured: Bool
  /// Whether values keep what would steer a terminal, since a program reads the text.
  package let keepsControls: Bool

  /// No colours, and nothing that steers a terminal.
  package static let plain = TextStyle(isColoured: false)

  package init(isColoured: Bool, keepsControls: Bool = false) {
    self.isColoured = isColoured
    self.keepsControls = keepsControls
  }

  /// A value of a file or an argument as the text shows it, always on one line.
  package func shown(_ value: String) -> String {
    keepsControls ? value.escaping { $0.endsLine } : value.printable
  }

  package func error(_ text: String) -> String { coloured(text, "31") }
  package func warning(_ text: String) -> String { coloured(text, "33") }
  package func success(_ text: String) -> String { coloured(text, "32") }
  package func heading(_ text: String) -> String { coloured(text, "1") }
  package func faint(_ text: String) -> String { coloured(text, "2") }

  private func coloured(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension String {
  /// The text on one line, with an escape of JSON for what could steer a terminal: control characters and
  /// those that turn the direction of writing.
  package var printable: String { escaping { $0.isSteering || $0.isBidiControl } }

  /// Several lines, each of them printable.
  package var printableLines: String {
    unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false).map { String($0).printable }
      .joined(separator: "\n")
  }

  /// Data for a terminal: its line ends and tabs as they are, and escapes for what else could steer it.
  package var printableData: String {
    escaping {
      switch $0 {
      case "\n", "\t", "\r": false
      default: $0.isSteering || $0.isBidiControl
      }
    }
  }

  fileprivate func escaping(_ isEscaped: (Unicode.Scalar) -> Bool) -> String {
    if utf8.allSatisfy({ (0x20..<0x7F).contains($0) }) { return self }
    guard unicodeScalars.contains(where: isEscaped) else { return self }
    var text = ""
    text.reserveCapacity(utf8.count + 16)
    for scalar in unicodeScalars {
      if isEscaped(scalar) { text += scalar.escape } else { text.unicodeScalars.append(scalar) }
    }
    return text
  }
}

extension Unicode.Scalar {
  /// Whether a text goes on in another line behind it.
  fileprivate var endsLine: Bool {
    (0x0A...0x0D).contains(value) || value == 0x85 || value == 0x2028 || value == 0x2029
  }

  fileprivate var isBidiControl: Bool { !isASCII && properties.isBidiControl }

  /// `\n`, `\u001b`.
  fileprivate var escape: String {
    switch self {
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default:
      let digits = String(value, radix: 16)
      return "\\u" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
    }
  }

  /// Whether it could steer a terminal, or turns the direction of the text around it.
  var isSteering: Bool {
    // Looking up what a scalar is takes far longer.
    if isASCII { return value < 0x20 || value == 0x7F }
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: return true
    // Marks and isolates of Unicode's bidirectional algorithm.
    case .format: return (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    default: return false
    }
  }
}
