import Foundation
import Testing

@Suite("series reconcile")
struct ReconcileCommandTests {
  private static let stored = URL(filePath: #filePath).appending(
    path: "../../../Fixtures/notices/series.json"
  )
  .standardized.path
  private static let id = "M_1793718000000_1800"

  private func run(_ payload: String, _ rest: String...) async throws -> CommandRun {
    try await CommandRun(
      ["reconcile", "--event", Self.stored, "--payload", "-", "--zone", "America/New_York"] + rest,
      input: Array(payload.utf8))
  }

  @Test("says which occurrence it is, what is new, and that the stored copy is stale")
  func text() async throws {
    let run = try await run(
      #"{"type":"AppointmentUpdate","appointment":{"id":"\#(Self.id)","title":"Audit"}}"#)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output == """
        Occurrence 3 of 5 of the series M (Review): Tue 2026-11-03 10:00 -05:00, by its id
          title: “Review” → “Audit”
          stored copy: stale

        """)
  }

  @Test("gives a line of JSON for each payload, and the exit code 1 where one is unknown")
  func json() async throws {
    let run = try await run(
      #"[{"appointment":{"id":"\#(Self.id)"}},{"appointment":{"id":"Z"}}]"#, "--format", "json")
    #expect(run.status == 1)
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 2)
    #expect(lines.first?.contains(#""result":"known""#) == true)
    #expect(lines.last?.contains(#""reason":"noTimes""#) == true)
  }

  private static let slack = ProcessInfo.processInfo.environment["SERIES_TEST_SLACK"].flatMap { Int($0) } ?? 1

  /// Comparing each series with each event of the list would take many times as long.
  @Test("reads a list of many series at once", .timeLimit(.minutes(slack)))
  func manySeries() async throws {
    let times = #""startTime":"2026-10-20T10:00:00-04:00","endTime":"2026-10-20T10:30:00-04:00""#
    let series = (0..<20_000).map { #"{"id":"S\#($0)","rrule":"RRULE:FREQ=WEEKLY;COUNT=5",\#(times)}"# }
    let moved = (0..<20_000).map { number in
      #"{"id":"S\#(number)_1793109600000_1800","title":"Moved \#(number)",\#(times)}"#
    }
    let list = "[" + (series + moved).joined(separator: ",") + "]"
    let file = FileManager.default.temporaryDirectory.appending(path: "many-series-\(UUID().uuidString).json")
    try Data(list.utf8).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    let run = try await CommandRun(
      ["reconcile", "--event", file.path, "--payload", "-", "--zone", "America/New_York"],
      input: Array(#"{"appointment":{"id":"S777_1793109600000_1800","title":"Audit"}}"#.utf8))
    #expect(run.status == 0, "\(run.errors.prefix(500))")
    #expect(run.output.contains("title: “Moved 777” → “Audit”"), "\(run.output)")
  }

  @Test(
    "says what is wrong with a payload or a stored series",
    arguments: [
      (#"{"type":"ContactCreate"}"#, "[noticeOfOtherKind]"), ("{", "[invalidJSON]"), ("3", "[notAnObject]"),
      (#"{"appointment":{"id":7}}"#, "[wrongType]"),
    ])
  func faults(payload: String, code: String) async throws {
    let run = try await run(payload)
    #expect(run.status == 65 && run.errors.contains(code), "\(run.errors)")
  }
}
