import Foundation
import Testing

@Suite("Hostile text")
struct HostileTextTests {
  private static let event = Fixture.path("hostile/event-c1.json")

  private static let busy = [
    "--calendar", Fixture.path("hostile/calendar-c1.json"), "--busy", Fixture.path("hostile/busy-c1.json"),
    "--zone", "UTC",
  ]

  private static func steers(_ text: String) -> Bool {
    text.unicodeScalars.contains {
      ($0.properties.generalCategory == .control && $0 != "\n" && $0 != "\r") || $0.properties.isBidiControl
    }
  }

  @Test(
    "reaches a terminal as escapes, whatever is printed",
    arguments: [
      ["expand", "--event", event], ["expand", "--event", event, "--format", "json"],
      ["expand", "--event", event, "--format", "csv"], ["expand", "--event", event, "--ics", "-"],
      ["explain", "M\u{9B}31mX\u{202E}_1767225600000_60", "--event", event],
      ["preview", "--event", event, "--title", "a\nb\u{1B}[31m"],
      ["preview", "--event", event, "--title", "a", "--format", "json"],
      ["id", "decode", "M\u{9B}_1767225600000_60"],
      ["id", "encode", "--master", "M\u{9B}", "--start", "2026-01-01T00:00", "--duration", "1m"],
      ["id", "locate", "M\u{9B}31mX\u{202E}_1767225600001_60", "--event", event],
      ["infer", Fixture.path("hostile/infer-escape.txt")], ["expand", "--\u{1B}]0;x\u{7}"],
      ["expand", "--rrule", "FREQ=\u{1B}[31m", "--start", "2026-01-01"],
      ["expand", "--rrule", "FREQ=DAILY", "--start", "\u{9B}31m"],
      ["expand", "--rrule", "FREQ=DAILY", "--start", "2026-01-01", "--zone", "Europe/\u{1B}[31m"],
      ["preview", "--event", "/no/\u{1B}[31m\nfile", "--title", "a"],
      ["preview", "--event", event, "--title", "a", "--html", "/no/\u{1B}[31m\nfile"],
      ["preview", "--event", event, "--title", "a", "--to-day", "\u{1B}\nx"],
      ["slots", "--all", "--from", "2026-01-01", "--to", "2026-01-02"] + busy,
      ["check", "--rrule", "FREQ=DAILY;COUNT=2", "--start", "2026-01-01T09:00", "--duration", "30m"] + busy,
    ])
  func terminal(_ arguments: [String]) async throws {
    let run = try await TerminalRun(arguments)
    #expect(!run.output.isEmpty)
    #expect(!Self.steers(run.uncoloured))
  }

  @Test("keeps its bytes in a pipe")
  func pipe() async throws {
    let id = "M\u{9B}31mX\u{202E}_1767225600000_60"
    for format in ["text", "json", "jsonl", "csv"] {
      let run = try await CommandRun("expand", "--event", Self.event, "--zone", "UTC", "--format", format)
      #expect(run.output.contains(id))
      #expect(run.status == 0)
    }
  }

  @Test("is shown with escapes, and its place below them")
  func excerpt() async throws {
    let dates = try await CommandRun("infer", Fixture.path("hostile/infer-escape.txt"))
    #expect(dates.errors.contains(#"  \u001b]0;pwned\u0007\u001b[31m2026-01-02"# + "\n  ^\n"))
    #expect(dates.status == 65)
    let rule = try await CommandRun(
      "expand", "--rrule", "FREQ=DAILY;X\u{1B}=1;COUNT=x", "--start", "2026-01-01")
    #expect(rule.errors.contains("\\u001b"))
    #expect(!Self.steers(rule.errors))
  }

  @Test("stays on the line that it is quoted in")
  func lineBreaks() async throws {
    let run = try await CommandRun("expand", "--limit", "a\nseries: done\u{1B}")
    #expect(run.errors.contains(#"The value 'a\nseries: done\u001b' is invalid"#))
    let file = try await CommandRun("preview", "--event", "/no/such\nfile", "--title", "a")
    #expect(file.errors.contains(#"The event /no/such\nfile can't be read"#))
  }
}
