import Testing

@testable import SeriesReport

@Suite("Markup")
struct MarkupTests {
  private func written(_ markup: Markup, _ syntax: MarkupWriter.Syntax = .html) -> String {
    var writer = MarkupWriter(syntax)
    writer.write(markup)
    return String(decoding: writer.bytes, as: UTF8.self)
  }

  private static let texts: [(text: String, inText: String, inValue: String)] = [
    ("<script>", "&lt;script&gt;", "&lt;script&gt;"),
    ("a & b", "a &amp; b", "a &amp; b"),
    ("“it's” \"so\"", "“it's” \"so\"", "“it's” &quot;so&quot;"),
    ("one\ntwo\t.", "one\ntwo\t.", "one&#10;two&#9;."),
    ("\u{0}\u{1B}[31m", "\u{FFFD}\u{FFFD}[31m", "\u{FFFD}\u{FFFD}[31m"),
    ("\u{202E}abc\u{2066}", "\u{FFFD}abc\u{FFFD}", "\u{FFFD}abc\u{FFFD}"),
    ("\u{FFFE}\u{FFFF}\u{1FFFE}", "\u{FFFD}\u{FFFD}\u{FFFD}", "\u{FFFD}\u{FFFD}\u{FFFD}"),
    ("שלום 🎉👩‍👩‍👧", "שלום 🎉👩‍👩‍👧", "שלום 🎉👩‍👩‍👧"),
    ("]]>", "]]&gt;", "]]&gt;"),
  ]

  @Test("escapes whatever it is given", arguments: texts)
  func escaping(text: String, inText: String, inValue: String) {
    for syntax in [MarkupWriter.Syntax.html, .xml] {
      #expect(written(.element("b", ["id": text], text), syntax) == "<b id=\"\(inValue)\">\(inText)</b>")
    }
  }

  @Test("leaves out what has no value, and closes what each syntax closes")
  func elements() {
    #expect(written(.element("input", ["id": nil, "hidden": ""])) == "<input hidden>")
    #expect(written(.element("p", [:], [])) == "<p></p>\n")
    #expect(written(.element("path", ["d": ""]), .xml) == "<path d=\"\"/>\n")
  }
}
