/// Text on the strip.
enum StripText {
  static func line(
    _ text: String, x: Int, y: Int, size: String = "12", ink: String = StripInk.faintText,
    isBold: Bool = false,
    anchor: String? = nil
  ) -> Markup {
    .element(
      "text",
      [
        "x": "\(x)", "y": "\(y)", "font-size": size, "fill": ink, "font-weight": isBold ? "600" : nil,
        "text-anchor": anchor,
      ], text)
  }

  /// Breaks a sentence into lines; a word that is longer than a line stays whole.
  static func wrapped(_ text: String, columns: Int) -> [String] {
    var lines = [""]
    for word in text.split(separator: " ") {
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = String(word)
      } else if line.count + 1 + word.count <= columns {
        lines[lines.count - 1] = line + " " + word
      } else {
        lines.append(String(word))
      }
    }
    return lines
  }
}
