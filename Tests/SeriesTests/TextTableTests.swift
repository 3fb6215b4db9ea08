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

  @Test("takes out what steers a terminal and nothing else")
  func printable() {
    #expect("a\u{1B}[31m\u{202E}\n\u{85}é👩‍💻".printable == "a\u{FFFD}[31m\u{FFFD}\u{FFFD}\u{FFFD}é👩‍💻")
  }
}
