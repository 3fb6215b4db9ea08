import Foundation
import LoopbackServer
import Testing

@Suite("series update --journal, resume, undo and status")
struct JournalCommandTests {
  private static let path = "/calendars/events/appointments"
  private static let head = #"""
    {"id":"ocQHyuzHvysMo5N5VsXc","rrule":"RRULE:FREQ=WEEKLY;UNTIL=20261027T140000Z"}
    """#
  private static let tail = #"{"id":"NEW","rrule":"RRULE:FREQ=WEEKLY;COUNT=2"}"#
  private static let environment = ["SERIES_TOKEN": "pit-0123456789"]

  private static func arguments(_ server: LoopbackServer, _ journal: String) -> [String] {
    [
      "update", "--event", Fixture.path("previews/following/event.json"), "--edit",
      Fixture.path("previews/following/edit.json"), "--zone", "America/New_York", "--id",
      "ocQHyuzHvysMo5N5VsXc_1793718000000_1800", "--scope", "following", "--apply", "--no-reread",
      "--base-url", server.baseURL, "--journal", journal,
    ]
  }

  private func run(_ arguments: [String]) async throws -> CommandRun {
    try await CommandRun(arguments, environment: Self.environment)
  }

  /// Runs the command by a shell, which finds it in `$S` and its arguments in `$@`.
  private func shell(_ script: String, _ arguments: [String]) throws -> String {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments =
      ["-c", script, "sh"] + arguments + ["--now", "2026-12-01T00:00:00Z"]
    process.environment = CommandRun.bareEnvironment.merging(Self.environment) { $1 }
      .merging(["S": try CommandRun.executable.path]) { $1 }
    let output = Pipe()
    process.standardOutput = output
    process.standardError = FileHandle.nullDevice
    try process.run()
    let data = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: data, as: UTF8.self)
  }

  @Test("A plan whose last answer was lost is shown, settled by what somebody found, and taken back")
  func wholeStory() async throws {
    let folder = try TemporaryFolder()
    let journal = folder.url.appending(path: "plan.journal").path
    let server = try LoopbackServer(scripts: [
      [.readRequest, .answer("200 OK", body: Self.head)], [.readRequest, .close],
      [.readRequest, .answer("200 OK", body: #"{"id":"NEW","appointmentStatus":"cancelled"}"#)],
      [
        .readRequest,
        .answer("200 OK", body: #"{"id":"ocQHyuzHvysMo5N5VsXc","rrule":"RRULE:FREQ=WEEKLY;COUNT=4"}"#),
      ],
    ])
    defer { server.stop() }
    let first = try await run(Self.arguments(server, journal))
    #expect(first.status == 69)
    #expect(first.errors.contains("step 2 of 2: failed, and may have been applied\n"))

    let open = try await CommandRun("status", journal)
    #expect(open.output.hasPrefix("The plan is open: 1 of 2 requests are answered.\n"), "\(open.errors)")
    #expect(open.output.contains("Request 2 may have been carried out too."))

    let undecided = try await run(["resume", journal])
    #expect(undecided.status == 69 && undecided.output.contains("can't be told"), "\(undecided.errors)")
    #expect(server.requests.count == 2)

    let found = try await run(["resume", journal, "--created", "NEW"])
    #expect(found.status == 0, "\(found.errors)")
    #expect(found.output.contains("The new series is NEW."))
    #expect(server.requests.count == 2)

    let undone = try await run(["undo", journal, "--format", "json"])
    #expect(undone.status == 0 && undone.output.contains(#""undone": true"#), "\(undone.output)")
    #expect(
      server.requests.dropFirst(2).map(\.requestLine) == [
        "PUT \(Self.path)/NEW HTTP/1.1", "PUT \(Self.path)/ocQHyuzHvysMo5N5VsXc HTTP/1.1",
      ])
    #expect(try await CommandRun("status", journal).output.hasPrefix("The plan is taken back"))
    #expect(try await run(["resume", journal]).status == 65)
  }

  @Test(
    "Standard output that is full or closed changes nothing of what becomes of the plan",
    arguments: [
      #""$S" "$@" >/dev/full; echo $?"#, #""$S" "$@" >&-; echo $?"#,
      #"exec 3>&1; { "$S" "$@"; echo $? >&3; } | head -c 1 >/dev/null"#,
    ])
  func noOutput(script: String) async throws {
    let folder = try TemporaryFolder()
    let server = try LoopbackServer(scripts: [
      [.readRequest, .answer("200 OK", body: Self.head)],
      [.readRequest, .answer("201 Created", body: Self.tail)],
    ])
    defer { server.stop() }
    let journal = folder.url.appending(path: "plan.journal").path
    let output = try shell(script, Self.arguments(server, journal))
    #expect(output == "0\n")
    #expect(server.requests.count == 2)
    #expect(try await CommandRun("status", journal).output.hasPrefix("The plan is done"))
  }

  @Test("A signal ends the command after the request in flight")
  func signal() async throws {
    let folder = try TemporaryFolder()
    let server = try LoopbackServer(scripts: [
      [.readRequest, .pause(milliseconds: 1500), .answer("200 OK", body: Self.head)],
      [.readRequest, .answer("201 Created", body: Self.tail)],
    ])
    defer { server.stop() }
    let journal = folder.url.appending(path: "plan.journal").path
    let output = try shell(
      #"""
      J=$(for J in "$@"; do case $J in *plan.journal) echo "$J";; esac; done)
      "$S" "$@" & pid=$!
      until grep -qs sending "$J"; do sleep 0.05; done
      kill -TERM $pid; wait $pid; echo "status $?"
      """#, Self.arguments(server, journal))
    #expect(output.hasSuffix("status 1\n"), "\(output)")
    #expect(output.contains("The plan stopped after 1 of 2 requests. What was done is undone by:"))
    #expect(server.requests.count == 1)
    let resumed = try await run(["resume", journal])
    #expect(resumed.status == 0 && server.requests.count == 2, "\(resumed.errors)")
  }
}
