import Foundation
import Testing

@Suite("Options instead of an edit's JSON")
struct EditOptionTests {
  private static let event = Fixture.path("previews/weekly-new-york/event.json")
  private static let files = ["preview", "--event", event, "--zone", "America/New_York"]

  private func body(_ options: String..., step: Int = 0, input: String = "") async throws -> String {
    let run = try await CommandRun(
      Self.files + options + ["--format", "json"], input: Array(input.utf8))
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any], "\(run.errors)")
    let requests = try #require(object["requests"] as? [[String: Any]])
    return try #require(requests[step]["body"] as? String)
  }

  @Test("compose the edit of the occurrence of a day")
  func composed() async throws {
    #expect(
      try await body(
        "--on", "2026-11-03", "--to-day", "thu", "--starts", "19:00", "--lasts", "1h", "--title", "T")
        == #"{"endTime":"2026-11-05T20:00:00-05:00","startTime":"2026-11-05T19:00:00-05:00","title":"T"}"#)
    #expect(
      try await body("--on", "2026-11-03T10:00", "--to", "2026-11-04T08:00", "--no-notify", "--status", "new")
        == #"{"appointmentStatus":"new","endTime":"2026-11-04T08:30:00-05:00","startTime":"2026-11-04T08:00:00-05:00","toNotify":false}"#
    )
    #expect(
      try await body(
        "--on", "2026-11-03T15:00Z", "--lasts", "45m", "--address", "a", "--location-type", "custom",
        "--override-location-config")
        == #"{"address":"a","endTime":"2026-11-03T10:45:00-05:00","meetingLocationType":"custom","overrideLocationConfig":true,"startTime":"2026-11-03T10:00:00-05:00"}"#
    )
    #expect(
      try await body("--rrule", "FREQ=WEEKLY;COUNT=8")
        == #"{"ignoreFreeSlotValidation":true,"rrule":"RRULE:FREQ=WEEKLY;COUNT=8"}"#)
  }

  @Test("go together with a file, which names what they leave out")
  func beside() async throws {
    #expect(
      try await body(
        "--edit", "-", "--on", "2026-11-03", "--starts", "11:00", input: #"{"title":"A","toNotify":false}"#)
        == #"{"endTime":"2026-11-03T11:30:00-05:00","startTime":"2026-11-03T11:00:00-05:00","title":"A","toNotify":false}"#
    )
    #expect(
      try await body(
        "--edit", "-", "--on", "2026-11-03", "--starts", "11:00", "--title", "A",
        input: #"{"title":"A","startTime":"2026-11-03T16:00:00Z"}"#)
        == #"{"endTime":"2026-11-03T11:30:00-05:00","startTime":"2026-11-03T16:00:00Z","title":"A"}"#)
  }

  @Test("are written as the JSON that --edit takes, and do the same by it")
  func written() async throws {
    let folder = try TemporaryFolder()
    let file = folder.url.appending(path: "edit.json").path
    let options = ["--on", "2026-11-03", "--to-day", "fri", "--title", "T"]
    let first = try await CommandRun(Self.files + options + ["--write-edit", file])
    let second = try await CommandRun(Self.files + ["--on", "2026-11-03", "--edit", file])
    #expect(first.status == 0 && first.output == second.output)
    let written = try await CommandRun(Self.files + options + ["--write-edit", "-"])
    #expect(try String(contentsOf: URL(filePath: file), encoding: .utf8) == written.output)
    #expect(written.output.contains(#""startTime": "2026-11-06T10:00:00-05:00""#), "\(written.output)")
  }

  @Test("find an instance that was edited on its own by its own day, and move it from there")
  func overridden() async throws {
    let folder = try TemporaryFolder()
    let list = try folder.file(
      "events.json",
      #"""
      [{"id":"ocQHyuzHvysMo5N5VsXc_1793977200000_3600","masterEventId":"ocQHyuzHvysMo5N5VsXc",
        "originalStartTime":"2026-11-03T10:00:00-05:00",
        "startTime":"2026-11-06T10:00:00-05:00","endTime":"2026-11-06T11:00:00-05:00"}]
      """#)
    let starts = #"{"endTime":"2026-11-06T13:00:00-05:00","startTime":"2026-11-06T12:00:00-05:00"}"#
    #expect(try await body("--overrides", list, "--on", "2026-11-06", "--starts", "12:00") == starts)
    #expect(try await body("--overrides", list, "--on", "2026-11-03", "--starts", "12:00") == starts)
  }

  @Test("cancel several occurrences at once")
  func several() async throws {
    let days = [
      "--on", "2026-11-03", "--id", "ocQHyuzHvysMo5N5VsXc_1794322800000_1800", "--on", "2026-11-10",
    ]
    let excluded = try await CommandRun(Self.files + days + ["--cancel", "exclusion"])
    #expect(excluded.output.contains("4 kept, 2 removed"), "\(excluded.output)")
    #expect(excluded.output.contains("EXDATE:20261103T150000Z,20261110T150000Z"))
    let cancelled = try await CommandRun(Self.files + days + ["--cancel", "status"])
    #expect(cancelled.output.contains("4 kept, 2 changed"), "\(cancelled.output)")
    #expect(cancelled.output.contains("Request 2"))
  }

  @Test("ask where a start belongs to another occurrence than the one named")
  func far() async throws {
    let run = try await CommandRun(
      Self.files + ["--edit", "-"], input: Array(#"{"startTime":"2026-11-17T11:00:00-05:00"}"#.utf8))
    #expect(run.output.contains("Did you mean --on 2026-11-17, occurrence 5?"), "\(run.output)")
    let near = try await CommandRun(Self.files + ["--on", "2026-11-17", "--to", "2026-11-19"])
    #expect(!near.output.contains("Did you mean"))
  }

  @Test("warn of a time that the clocks skip")
  func gap() async throws {
    let event =
      #"{"id":"M","rrule":"RRULE:FREQ=DAILY;COUNT=3","startTime":"2026-03-07T09:00:00-05:00","endTime":"2026-03-07T09:30:00-05:00"}"#
    let run = try await CommandRun(
      ["preview", "--event", "-", "--zone", "America/New_York", "--on", "2026-03-08", "--starts", "2:30"],
      input: Array(event.utf8))
    #expect(run.output.contains("warning: startTime: The clocks skip 2026-03-08T02:30:00"), "\(run.output)")
  }

  private static let faultCases: [(options: [String], status: Int32, words: String)] = [
    ([], 64, "Give --edit, options with what changes"),
    (
      ["--title", "A", "--edit", "-"], 64,
      "--title gives title as \"A\", and the edit on standard input as \"B\""
    ),
    (
      ["--starts", "11:00", "--edit", "-"], 64,
      "--starts gives startTime as 2026-10-20T11:00:00-04:00, and the edit on"
    ),
    (["--lasts", "2h", "--edit", "-"], 64, "--lasts gives endTime"),
    (["--on", "2026-11-03", "--to", "2026-11-04T08:00", "--starts", "9:00"], 64, "--to and --starts"),
    (["--on", "2026-11-03", "--to", "2026-11-04", "--to-day", "wed"], 64, "--to and --to-day"),
    (["--on", "2026-11-03", "--from", "2026-11-01", "--to", "2026-11-04"], 64, "--window-to"),
    (
      ["--id", "ocQHyuzHvysMo5N5VsXc_1793718000000_1800", "--title", "A", "--to", "2026-11-04"], 64,
      "--window-to"
    ),
    (["--on", "2026-11-04", "--title", "A"], 65, "--on: The series has no occurrence on 2026-11-04."),
    (["--on", "2026-11-03T11:00", "--title", "A"], 65, "[noOccurrenceOnDay]"),
    (["--on", "noon", "--title", "A"], 64, "--on"),
    (["--starts", "24:00"], 64, "is no time of day"), (["--starts", "9"], 64, "is no time of day"),
    (["--to-day", "t"], 64, "is no weekday"), (["--lasts", "0m"], 64, "--lasts"),
    (["--on", "2026-11-03", "--on", "2026-11-10", "--title", "A"], 64, "can only be cancelled"),
    (
      ["--on", "2026-11-03", "--on", "2026-11-10", "--cancel", "status", "--scope", "following"], 64,
      "can only be"
    ),
    (["--calendar", ""], 65, "[emptyValue]"),
    (["--title", "A", "--write-edit", event], 64, "is read"),
  ]

  @Test("are refused where they can't be meant so", arguments: faultCases)
  func faults(options: [String], status: Int32, words: String) async throws {
    let input =
      #"{"title":"B","startTime":"2026-10-20T10:30:00-04:00","endTime":"2026-10-20T11:00:00-04:00"}"#
    let run = try await CommandRun(Self.files + options, input: Array(input.utf8))
    #expect(run.status == status, "\(run.errors)\(run.output)")
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.output == "")
  }
}
