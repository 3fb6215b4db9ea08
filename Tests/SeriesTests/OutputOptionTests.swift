import Foundation
import Testing

@Suite("How the command speaks")
struct OutputOptionTests {
  private static let noisy = ["expand", "--rrule", "FREQ=DAILY;COUNT=1;", "--start", "2026-03-02T09:00"]

  @Test("tells its version, and what carries its requests")
  func version() async throws {
    let run = try await CommandRun("--version")
    #expect(run.status == 0)
    #if AsyncHTTPClient
      #expect(run.output.wholeMatch(of: /\d+\.\d+\.\d+ \(requests by AsyncHTTPClient\)\n/) != nil)
    #elseif Client
      #expect(run.output.wholeMatch(of: /\d+\.\d+\.\d+ \(requests by URLSession\)\n/) != nil)
    #else
      #expect(run.output.wholeMatch(of: /\d+\.\d+\.\d+ \(without a client\)\n/) != nil)
    #endif
  }

  @Test("writes no warnings with --quiet, and what is wrong all the same")
  func quiet() async throws {
    #expect(try await CommandRun(Self.noisy).errors.contains("[noiseIgnored]"))
    let quiet = try await CommandRun(Self.noisy + ["--quiet"])
    #expect(quiet.errors.isEmpty && quiet.status == 0)
    #expect(try await CommandRun(Self.noisy + ["--quiet", "--strict"]).errors.contains("[emptyPart]"))
  }

  @Test("colours as it is asked to, whatever it writes to")
  func colour() async throws {
    #expect(try await CommandRun(Self.noisy + ["--color", "always"]).output.contains("\u{1B}["))
    for choice in ["auto", "never"] {
      #expect(!(try await CommandRun(Self.noisy + ["--color", choice]).output.contains("\u{1B}[")))
    }
    #expect(try await CommandRun(Self.noisy + ["--color", "red"]).status == 64)
  }

  @Test("takes SERIES_ZONE where nothing else tells a zone")
  func zone() async throws {
    func start(_ arguments: String...) async throws -> String? {
      let run = try await CommandRun(
        ["expand", "--format", "csv"] + arguments, environment: ["SERIES_ZONE": "Europe/Berlin"])
      return run.lines.last.map { String($0.split(separator: ",")[1]) }
    }
    let rule = "FREQ=DAILY;COUNT=1"
    #expect(
      try await start("--rrule", rule, "--start", "2026-03-02T09:00") == "2026-03-02T09:00:00+01:00")
    #expect(
      try await start("--rrule", rule, "--start", "2026-03-02T09:00", "--zone", "America/New_York")
        == "2026-03-02T09:00:00-05:00")
    #expect(
      try await start("--rrule", "DTSTART;TZID=America/New_York:20260302T090000\nRRULE:\(rule)")
        == "2026-03-02T09:00:00-05:00")
    let lines = #"{"recurrence":"\#(rule)","start":"2026-03-02T09:00"}"# + "\n"
    let batch = try await CommandRun(
      ["batch"], input: Array(lines.utf8), environment: ["SERIES_ZONE": "Europe/Berlin"])
    #expect(batch.output.contains("[1772438400000]"))
    let unknown = try await CommandRun(Self.noisy, environment: ["SERIES_ZONE": "Mars/Base"])
    #expect(unknown.status == 65 && unknown.errors.contains("Mars/Base"))
  }

  @Test("lists only the occurrences that change with --changes-only, and counts all")
  func changesOnly() async throws {
    let edit = [
      "preview", "--event", Fixture.path("previews/weekly-new-york/event.json"), "--zone", "America/New_York",
      "--on",
      "2026-11-03", "--starts", "11:00",
    ]
    let all = try await CommandRun(edit)
    let changes = try await CommandRun(edit + ["--changes-only"])
    func rows(_ run: CommandRun, _ kind: String) -> Int { run.lines.count { $0.hasPrefix("  \(kind) ") } }
    #expect(rows(all, "kept") == 5 && rows(changes, "kept") == 0)
    #expect(rows(all, "moved") == 1 && rows(changes, "moved") == 1)
    #expect(changes.output.contains("5 kept"))
  }

  @Test(
    "breaks no example at 80 columns",
    arguments: [
      [], ["preview"], ["update"], ["expand"], ["describe"], ["explain"], ["simplify"], ["infer"], ["batch"],
      ["id"], ["id", "encode"], ["id", "decode"], ["id", "locate"],
    ])
  func width(command: [String]) async throws {
    let run = try await CommandRun(["help"] + command, environment: ["COLUMNS": "80"])
    let lines = run.output.split(separator: "\n", omittingEmptySubsequences: false).prefix {
      !$0.hasPrefix("USAGE")
    }
    for (line, next) in zip(lines, lines.dropFirst()) where line.hasPrefix("  ") {
      #expect(next.isEmpty || next.hasPrefix("  "), "\(next)")
    }
  }

  @Test("completes zones")
  func zones() async throws {
    let script = try await CommandRun("--generate-completion-script", "bash").output
    #expect(script.contains("---completion expand"))
    let run = try await CommandRun("---completion", "expand", "--", "--zone", "0", "0")
    #expect(run.output.contains("Europe/Berlin"), "\(run.errors)")
  }
}
