import SeriesReport
import Testing

@Suite("Text tables")
struct TextTableTests {
  @Test("aligns columns, leaves empty ones out, and ends no line with blanks")
  func layout() {
    var table = TextTable([.trailing, .leading, .leading, .leading])
    table.append(["1", "a", "", "x"])
    table.append(["12", "long", "", ""])
    table.append(["", "", "", ""])
    #expect(table.lines(indent: "  ") == ["   1  a     x", "  12  long", ""])
  }

  @Test("counts no width for colours")
  func colours() {
    let style = TextStyle(isColoured: true)
    var table = TextTable([.leading, .leading])
    table.append([TextTable.Cell("a", style: style.error), TextTable.Cell("b")])
    table.append(["long", "c"])
    #expect(table.lines() == ["\u{1B}[31ma\u{1B}[0m     b", "long  c"])
  }

  @Test("shows escapes for what steers a terminal and for nothing else")
  func printable() {
    #expect(
      "a\u{1B}[31m\u{202E}\r\n\t\u{85}\u{200F}\u{61C}é👩‍💻\\".printable
        == #"a\u001b[31m\u202e\r\n\t\u0085\u200f\u061cé👩‍💻\"#)
    #expect("a\n\u{9B}\nb".printableLines == "a\n\\u009b\nb")
  }

  @Test("keeps what a program reads on one line, and only escapes what would break that")
  func keptControls() {
    let style = TextStyle(isColoured: false, keepsControls: true)
    #expect(style.shown("a\u{1B}\n\u{2028}\u{9B}é") == "a\u{1B}\\n\\u2028\u{9B}é")
    #expect(TextStyle.plain.shown("a\u{1B}") == "a\\u001b")
  }
}
