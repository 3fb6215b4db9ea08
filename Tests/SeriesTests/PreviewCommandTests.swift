import Foundation
import Testing

@Suite("series preview")
struct PreviewCommandTests {
  private static let event = Fixture.path("previews/weekly-new-york/event.json")
  private static let edit = Fixture.path("previews/weekly-new-york/edit.json")
  private static let files = ["preview", "--event", event, "--edit", edit, "--zone", "America/New_York"]

  @Test("prints what the README shows")
  func readme() async throws {
    let readme = try String(
      contentsOf: Fixture.folder.deletingLastPathComponent().appending(path: "README.md"), encoding: .utf8)
    let blocks = readme.components(separatedBy: "```text\n").dropFirst()
    let shown = try #require(blocks.first?.components(separatedBy: "```").first)
    let run = try await CommandRun(Self.files)
    #expect(run.output == shown)
    #expect(run.errors == "")
    #expect(run.status == 0)
  }

  @Test("writes JSON of a stated version, with ids before and after")
  func json() async throws {
    let run = try await CommandRun(Self.files + ["--format", "json"])
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(object["schemaVersion"] as? Int == 1)
    #expect(object["sendable"] as? Bool == true)
    #expect((object["counts"] as? [String: Int])?["moved"] == 6)
    let ids = try #require(object["idMap"] as? [[String: String]])
    #expect(
      ids.first == [
        "old": "ocQHyuzHvysMo5N5VsXc_1792504800000_1800", "new": "ocQHyuzHvysMo5N5VsXc_1792506600000_1800",
      ])
    let requests = try #require(object["requests"] as? [[String: Any]])
    #expect(requests.count == 1)
    #expect(requests.first?["method"] as? String == "PUT")
    #expect(
      requests.first?["body"] as? String
        == #"{"endTime":"2026-10-20T11:00:00-04:00","startTime":"2026-10-20T10:30:00-04:00","toNotify":false}"#
    )
  }

  @Test("shows what undoes the only request, or that nothing does", arguments: ["confirmed", "completed"])
  func undo(status: String) async throws {
    let event = #"""
      {"id":"M","startTime":"2026-03-07T09:00:00Z","endTime":"2026-03-07T10:00:00Z",
       "appointmentStatus":"\#(status)"}
      """#
    let run = try await CommandRun("preview", "--event", "-", "--cancel", "status", input: event)
    #expect(run.status == 0)
    guard status == "confirmed" else {
      #expect(run.output.hasSuffix("\n\n  No request undoes it; the findings say what can't be restored.\n"))
      #expect(run.output.contains("[notRestorable]"))
      return
    }
    #expect(
      run.output.hasSuffix(
        """

          What undoes it:
          PUT /calendars/events/appointments/M
          {"appointmentStatus":"confirmed","ignoreFreeSlotValidation":true,"toNotify":false}

        """), "\(run.output)")
  }

  @Test("names what is lost of an instance that was edited on its own")
  func lostNotes() async throws {
    let folder = try TemporaryFolder()
    let list = try folder.file(
      "events.json", #"[{"id":"ocQHyuzHvysMo5N5VsXc_1793109600000_1800","notes":"bring the contract"}]"#)
    let page = folder.url.appending(path: "page.html")
    let run = try await CommandRun(Self.files + ["--overrides", list, "--html", page.path])
    #expect(
      run.output.contains(
        "  rekeyed  ocQHyuzHvysMo5N5VsXc_1793109600000_1800  ocQHyuzHvysMo5N5VsXc_1793111400000_1800  notes (lost)\n"
      ),
      "\(run.output)")
    #expect(
      run.output.contains("warning: notes: The notes of ocQHyuzHvysMo5N5VsXc_1793109600000_1800 can't be"))
    #expect(
      try String(contentsOf: page, encoding: .utf8).contains("What no request can carry over is lost: notes.")
    )
  }

  @Test("shows only the window")
  func window() async throws {
    let run = try await CommandRun(
      Self.files + ["--from", "2026-11-01", "--to", "2026-11-11", "--format", "json"])
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect((object["occurrences"] as? [Any])?.count == 2)
  }

  @Test("reads the edit from standard input, and exits with 1 where it can't be sent")
  func standardInput() async throws {
    let run = try await CommandRun(
      "preview", "--event", Self.event, "--edit", "-", "--zone", "America/New_York",
      input: #"{"endTime":"2026-10-20T09:00:00-04:00"}"#)
    #expect(run.status == 1)
    #expect(run.output.contains("[endNotAfterStart]"))
    #expect(run.output.hasSuffix("Nothing can be sent until the errors above are fixed.\n"))
  }

  private static let faultCases: [(arguments: [String], input: String, status: Int32, words: String)] = [
    (["--event", "/nonexistent.json", "--edit", "-"], "{}", 66, "/nonexistent.json can't be read"),
    (["--event", "/", "--edit", "-"], "{}", 66, "Is a directory"),
    (["--event", "-", "--edit", "-"], "{}", 64, "can't both be standard input"),
    (["--event", event, "--edit", "-"], "{\n  \"title\": oops}", 65, "(line 2, column 12)"),
    (["--event", event, "--edit", "-"], "[]", 65, "[notAnObject]"),
    (["--event", event, "--edit", "-"], #"{"title":5,"startTime":"noon"}"#, 65, "[wrongType]"),
    (["--event", event, "--edit", "-"], "", 65, "[invalidJSON]"),
    (["--event", "-", "--edit", edit], #"{"title":"no id"}"#, 65, "[missingField]"),
    (["--event", event, "--edit", edit, "--zone", "Nowhere"], "", 65, "[unknownZone]"),
    (["--event", event, "--edit", edit, "--id", "a "], "", 65, "[invalidEventID]"),
    (["--event", event, "--edit", edit, "--scope", "some"], "", 64, "--scope"),
    (["--event", event], "", 64, "--edit"),
  ]

  @Test("ends with the exit code of the fault and says what is wrong", arguments: faultCases)
  func faults(arguments: [String], input: String, status: Int32, words: String) async throws {
    let run = try await CommandRun(["preview"] + arguments, input: Array(input.utf8))
    #expect(run.status == status)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.output == "")
  }

  @Test("takes what steers a terminal out of what it shows")
  func steering() async throws {
    let event = #"{"id":"M","startTime":"2026-03-07T09:00:00Z","endTime":"2026-03-07T10:00:00Z"}"#
    let folder = try TemporaryFolder()
    let edit = try folder.file("edit.json", #"{"x\u001b[31m":"\u202e"}"#)
    let run = try await CommandRun("preview", "--event", "-", "--edit", edit, input: event)
    #expect(!run.output.unicodeScalars.contains { $0 == "\u{1B}" || $0 == "\u{202E}" })
  }
}
