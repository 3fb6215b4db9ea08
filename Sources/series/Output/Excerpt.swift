internal import Recurrence
internal import SeriesReport

/// A place in a text that was read, for a caret under its column.
struct Excerpt {
  let text: String
  let position: TextPosition

  /// At most that many characters of the line are shown.
  private static let width = 72

  /// The line and, below it, the caret; both indented.
  func text(style: TextStyle) -> String {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    guard position.line >= 1, position.line <= lines.count else { return "" }
    let scalars = Array(lines[position.line - 1].unicodeScalars)
    let caret = min(max(position.column - 1, 0), scalars.count)
    // The end of a long line can be what is wrong: what is shown moves with the caret.
    let first = max(0, min(caret - Self.width / 2, scalars.count - Self.width))
    let last = min(scalars.count, first + Self.width)
    let shown = scalars[first..<last].map { $0.value < 0x20 || $0.value == 0x7F ? " " : String($0) }
    let prefix = first > 0 ? "…" : ""
    let suffix = last < scalars.count ? "…" : ""
    let indent = String(repeating: " ", count: caret - first + prefix.count)
    return "  \(prefix)\(shown.joined())\(suffix)\n  \(indent)\(style.error("^"))\n"
  }
}
