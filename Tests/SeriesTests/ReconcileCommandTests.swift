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
