internal import Recurrence
internal import SeriesReport

/// A place in a text that was read, for a caret under its column.
struct Excerpt {
  /// The whole text in UTF-8.
  let bytes: [UInt8]
  let position: TextPosition

  /// At most that many characters of the line are shown.
  private static let width = 72

  /// The line and, below it, the caret; both indented.
  func text(style: TextStyle) -> String {
    guard let line = position.lineRange(in: bytes) else { return "" }
    let scalars = String(decoding: bytes[line], as: UTF8.self).unicodeScalars
    let count = scalars.count
    let caret = min(max(position.column - 1, 0), count)
    // The end of a long line can be what is wrong: what is shown moves with the caret.
    let first = max(0, min(caret - Self.width / 2, count - Self.width))
    let shown = scalars.dropFirst(first).prefix(Self.width).map { $0 == "\t" ? " " : String($0).printable }
    let prefix = first > 0 ? "…" : ""
    let suffix = first + shown.count < count ? "…" : ""
    let before = prefix.count + shown.prefix(caret - first).reduce(0) { $0 + $1.count }
    let indent = String(repeating: " ", count: before)
    return "  \(prefix)\(shown.joined())\(suffix)\n  \(indent)\(style.error("^"))\n"
  }
}
