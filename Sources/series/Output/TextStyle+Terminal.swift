internal import SeriesReport

extension TextStyle {
  static func forStandardOutput() -> TextStyle { TextStyle(isColoured: allowsColour(on: 1)) }
  static func forStandardError() -> TextStyle { TextStyle(isColoured: allowsColour(on: 2)) }

  /// On a terminal only. no-color.org: `NO_COLOR` counts when it is not empty.
  private static func allowsColour(on descriptor: Int32) -> Bool {
    guard isTerminal(descriptor), environment("TERM") != "dumb" else { return false }
    return (environment("NO_COLOR") ?? "").isEmpty
  }
}
