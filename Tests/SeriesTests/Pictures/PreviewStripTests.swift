import Foundation
import SchedulingCore
import Testing

#if canImport(FoundationXML)
  import FoundationXML
#endif
@testable import SeriesReport

@Suite("The strip of a preview")
struct PreviewStripTests {
  private static let later: JSONValue = ["startTime": "2026-03-02T09:30:00-05:00", "toNotify": false]

  /// The elements of a picture, by name.
  private final class Reader: NSObject, XMLParserDelegate {
    var counts: [String: Int] = [:]
    var attributes: Set<String> = []
    var text = ""

    func parser(
      _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
      attributes given: [String: String]
    ) {
      counts[name, default: 0] += 1
      attributes.formUnion(given.keys)
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
  }

  private func read(_ preview: SeriesPreview) throws -> Reader {
    let reader = Reader()
    let parser = XMLParser(data: Data(PreviewStrip(preview).svg))
    parser.delegate = reader
    try #require(parser.parse(), "\(String(describing: parser.parserError))")
    return reader
  }

  @Test("is what the repository ships")
  func shipped() throws {
    let shipped = try Data(contentsOf: Fixture.folder.appending(path: "pictures/strip.svg"))
    #expect(
      Data(PreviewStrip(try PreviewExample.split()).svg) == shipped,
      ".ci/referee pages --pictures makes it anew")
  }

  @Test("is well-formed and holds nothing that mail programs drop")
  func wellFormed() throws {
    let reader = try read(try PreviewExample.split())
    #expect(Set(reader.counts.keys) == ["svg", "title", "desc", "rect", "path", "text", "tspan"])
    #expect(reader.attributes.isDisjoint(with: ["style", "class", "href", "onload"]))
    #expect(reader.counts["title"] == 1 && reader.counts["desc"] == 1)
    #expect(reader.text.contains("3 kept, 7 moved, 1 changed, 6 added, 2 removed"))
  }

  @Test("draws a box for each mark, in rows or in columns", arguments: [(26, "14:00"), (27, "Mar 2026")])
  func density(weeks: Int, words: String) throws {
    let moved: JSONValue = ["startTime": "2026-03-02T14:00:00-05:00", "toNotify": false]
    let preview = try PreviewExample.daily(moved, rule: "RRULE:FREQ=WEEKLY;COUNT=\(weeks)")
    let reader = try read(preview)
    #expect(reader.text.contains(words))
    // The ground and the legend have one each, a column of a band too.
    #expect(reader.counts["rect"] == 2 + weeks + (weeks > 26 ? weeks : 0))
  }

  @Test("tells what it leaves out, and begins with what changes")
  func cut() throws {
    let whole = try read(try PreviewExample.daily(Self.later, rule: "RRULE:FREQ=DAILY;COUNT=1000"))
    #expect(whole.text.contains("and 272 more occurrences after Sun 2028-02-27"))
    // The 901st of them, on 2028-08-18.
    let tail = try read(
      try PreviewExample.daily(
        ["title": "Other", "toNotify": false], rule: "RRULE:FREQ=DAILY;COUNT=1000",
        id: "M_1850216400000_1800", scope: .following))
    #expect(tail.text.contains("more occurrences before Mon"))
    #expect(!tail.text.contains("more occurrences after"))
    // The ground, the legend, the columns, and the days up to the last Saturday.
    #expect(tail.counts["rect"] == 1 + 2 + 104 + 727)
  }

  @Test("has a height that suits its weeks", arguments: [1, 5, 26, 27, 104, 105, 400])
  func height(weeks: Int) throws {
    let preview = try PreviewExample.daily(Self.later, rule: "RRULE:FREQ=WEEKLY;COUNT=\(weeks)")
    let text = String(decoding: PreviewStrip(preview).svg.prefix(200), as: UTF8.self)
    let height = try #require(text.firstMatch(of: /height="(\d+)"/).flatMap { Int($0.1) })
    #expect((150...1500).contains(height))
  }

  @Test("shows no occurrence where there is none")
  func empty() throws {
    let preview = try PreviewExample.daily(["title": "Other"], rule: "RRULE:FREQ=DAILY;UNTIL=20200101")
    #expect(preview.changes.isEmpty)
    #expect(try read(preview).counts["path"] == nil)
  }
}
