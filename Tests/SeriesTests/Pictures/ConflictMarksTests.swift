import Foundation
import Testing

@Suite("Conflicts on strip and page")
struct ConflictMarksTests {
  @Test("what an edit makes unbookable is marked on strip and page, and gone once repaired")
  func repaired() async throws {
    let folder = try TemporaryFolder()
    let page = try folder.file("page.html", "")
    let strip = try folder.file("strip.svg", "")
    let files = Fixture.path("availability")
    func preview(_ edit: String) async throws -> CommandRun {
      try await CommandRun([
        "preview", "--event", "\(files)/event.json", "--edit", "\(files)/\(edit).json", "--zone",
        "America/New_York", "--calendar", "\(files)/calendar.json", "--busy", "\(files)/events.json", "--now",
        "2026-12-01T09:00", "--html", page, "--svg", strip,
      ])
    }
    #expect(try await preview("earlier").output.contains("Occurrences that can't be booked: 2"))
    var html = try String(contentsOfFile: page, encoding: .utf8)
    #expect(html.contains("only what can't be booked (2)"))
    #expect(html.contains("BLOCKED: “Dentist” blocks the time, 2026-12-15 09:00 to 10:15."))
    #expect(try String(contentsOfFile: strip, encoding: .utf8).contains(">can't be booked<"))
    #expect(try await !preview("earlier-repaired").output.contains("can't be booked"))
    html = try String(contentsOfFile: page, encoding: .utf8)
    #expect(!html.contains("data-refused"))
    #expect(try !String(contentsOfFile: strip, encoding: .utf8).contains("can't be booked"))
  }
}
