/// Whether text carries colours: on a terminal only, and never against `NO_COLOR`.
struct TextStyle {
  let isColoured: Bool

  static let plain = TextStyle(isColoured: false)

  static func forStandardOutput() -> TextStyle { TextStyle(isColoured: allowsColour(on: 1)) }
  static func forStandardError() -> TextStyle { TextStyle(isColoured: allowsColour(on: 2)) }

  // no-color.org: the variable counts when it is not empty.
  private static func allowsColour(on descriptor: Int32) -> Bool {
    guard isTerminal(descriptor), environment("TERM") != "dumb" else { return false }
    return (environment("NO_COLOR") ?? "").isEmpty
  }

  func error(_ text: String) -> String { coloured(text, "31") }
  func warning(_ text: String) -> String { coloured(text, "33") }
  func heading(_ text: String) -> String { coloured(text, "1") }
  func faint(_ text: String) -> String { coloured(text, "2") }

  private func coloured(_ text: String, _ code: String) -> String {
    isColoured ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
