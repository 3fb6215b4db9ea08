/// Whether text for people carries colours.
package struct TextStyle: Sendable {
  package let isColoured: Bool

  /// No colours.
  package static let plain = TextStyle(isColoured: false)

  package init(isColoured: Bool) { self.isColoured = isColoured }

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
  /// The text without what could steer a terminal: control characters and those that turn the
  /// direction of writing.
  package var printable: String {
    guard unicodeScalars.contains(where: \.isSteering) else { return self }
    return String(String.UnicodeScalarView(unicodeScalars.map { $0.isSteering ? "\u{FFFD}" : $0 }))
  }
}

extension Unicode.Scalar {
  /// Whether it could steer a terminal, or turns the direction of the text around it.
  var isSteering: Bool {
    switch properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    // Marks and isolates of Unicode's bidirectional algorithm.
    case .format: (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
    default: false
    }
  }
}
