import Foundation
import LoopbackServer
import Testing

@Suite("series update of this and the following")
struct UpdatePlanTests {
  private static let named = "ocQHyuzHvysMo5N5VsXc_1793718000000_1800"
  private static let arguments = [
    "update", "--event", Fixture.path("previews/following/event.json"), "--edit",
    Fixture.path("previews/following/edit.json"), "--zone", "America/New_York", "--id", named, "--scope",
    "following", "--apply", "--no-reread",
  ]
  /// The answers to the steps that cancel two instances before the series loses them.
  private static let cancelled = [1_793_718_000_000, 1_794_322_800_000].map {
    #"{"id":"ocQHyuzHvysMo5N5VsXc_\#($0)_1800","appointmentStatus":"cancelled"}"#
  }
  private static let head = #"""
    {"id":"ocQHyuzHvysMo5N5VsXc","rrule":"RRULE:FREQ=WEEKLY;UNTIL=20261027T140000Z"}
    """#
  private static let tail = #"{"id":"NEW","rrule":"RRULE:FREQ=WEEKLY;COUNT=2"}"#

  private func run(_ server: LoopbackServer, _ more: [String] = []) async throws -> CommandRun {
    try await CommandRun(
      Self.arguments + ["--base-url", server.baseURL] + more, environment: ["SERIES_TOKEN": "pit-0123456789"])
  }

  @Test("sends its requests in order")
  func inOrder() async throws {
    let server = try LoopbackServer(scripts: [
      [.readRequest, .answer("200 OK", body: Self.head)],
      [.readRequest, .answer("201 Created", body: Self.tail)],
    ])
    defer { server.stop() }
    let run = try await run(server)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      server.requests.map(\.requestLine) == [
        "PUT /calendars/events/appointments/ocQHyuzHvysMo5N5VsXc HTTP/1.1",
        "POST /calendars/events/appointments HTTP/1.1",
      ])
    #expect(run.output.contains("Sent 2 of 2: the server answers 201"))
  }

  @Test("stops at the first failure and says what undoes what was done")
  func stops() async throws {
    let server = try LoopbackServer(scripts: [
      [.readRequest, .answer("200 OK", body: Self.head)],
      [.readRequest, .answer("422 Unprocessable Entity")],
    ])
    defer { server.stop() }
    let run = try await run(server)
    #expect(run.status == 65)
    #expect(server.requests.count == 2)
    #expect(run.output.contains("The plan stopped after 1 of 2 requests."))
    #expect(run.output.contains(#""rrule":"RRULE:FREQ=WEEKLY;COUNT=4""#))

    let json = try await self.run(server, ["--format", "json"])
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(object["applied"] as? Bool == false)
  }

  @Test("goes no further where an answer is not what was predicted")
  func deviation() async throws {
    let server = try LoopbackServer(
      .readRequest,
      .answer("200 OK", body: #"{"id":"ocQHyuzHvysMo5N5VsXc","rrule":"RRULE:FREQ=WEEKLY;COUNT=4"}"#))
    defer { server.stop() }
    let run = try await run(server)
    #expect(run.status == 1)
    #expect(server.requests.count == 1)
    #expect(run.output.contains("The plan stopped after 1 of 2 requests."))
  }

  @Test(
    "goes no further where the new series, or an instance of it, is not what was sent",
    arguments: [
      ([#"{"id":"NEW","calendarId":"D","rrule":"RRULE:FREQ=WEEKLY;COUNT=2"}"#], 4, "calendarId: D instead"),
      ([Self.tail, #"{"id":"NEW_1794322800000_1800","title":"One"}"#], 5, "title: One instead of Two"),
    ])
  func deviatingLater(answers: [String], requests: Int, words: String) async throws {
    let folder = try TemporaryFolder()
    let list = try folder.file(
      "events.json",
      #"""
      [{"id":"ocQHyuzHvysMo5N5VsXc_1793718000000_1800","masterEventId":"ocQHyuzHvysMo5N5VsXc","title":"One"},
       {"id":"ocQHyuzHvysMo5N5VsXc_1794322800000_1800","masterEventId":"ocQHyuzHvysMo5N5VsXc","title":"Two"}]
      """#)
    let server = try LoopbackServer(
      scripts: (Self.cancelled + [Self.head] + answers).map { [.readRequest, .answer("200 OK", body: $0)] })
    defer { server.stop() }
    let run = try await run(server, ["--overrides", list])
    #expect(run.status == 1)
    #expect(server.requests.count == requests)
    #expect(run.output.contains(words), "\(run.output)")
    #expect(run.output.contains("The plan stopped after \(requests) of 5 requests.") == (requests < 5))
  }

  @Test("puts the id of the created series into the requests that follow, and into what undoes them")
  func createdID() async throws {
    let folder = try TemporaryFolder()
    let list = try folder.file(
      "events.json",
      #"""
      {"events":[
        {"id":"ocQHyuzHvysMo5N5VsXc_1793718000000_1800","masterEventId":"ocQHyuzHvysMo5N5VsXc","title":"One"},
        {"id":"ocQHyuzHvysMo5N5VsXc_1794322800000_1800","masterEventId":"ocQHyuzHvysMo5N5VsXc","title":"Two"}]}
      """#)
    let cancelled = Self.cancelled.map { [LoopbackStep.readRequest, .answer("200 OK", body: $0)] }
    let server = try LoopbackServer(
      scripts: cancelled + [
        [.readRequest, .answer("200 OK", body: Self.head)],
        [
          .readRequest,
          .answer("201 Created", body: #"{"appointment":{"id":"N/W","rrule":"RRULE:FREQ=WEEKLY;COUNT=2"}}"#),
        ],
        [.readRequest, .answer("500 Internal Server Error")],
      ])
    defer { server.stop() }
    let run = try await run(server, ["--overrides", list])
    #expect(run.status == 69, "\(run.errors)")
    let path = "/calendars/events/appointments"
    #expect(
      server.requests.map(\.requestLine).suffix(3) == [
        "PUT \(path)/ocQHyuzHvysMo5N5VsXc HTTP/1.1", "POST \(path) HTTP/1.1",
        "PUT \(path)/N%2FW_1794322800000_1800 HTTP/1.1",
      ])
    let undo = run.output.components(separatedBy: "What was done is undone by:\n").last ?? ""
    #expect(
      undo.split(separator: "\n").filter { $0.hasPrefix("  PUT") } == [
        "  PUT \(path)/N%2FW", "  PUT \(path)/ocQHyuzHvysMo5N5VsXc",
        "  PUT \(path)/ocQHyuzHvysMo5N5VsXc_1794322800000_1800",
        "  PUT \(path)/ocQHyuzHvysMo5N5VsXc_1793718000000_1800",
      ], "\(undo)")
    #expect(!undo.contains("{step"))
  }

  @Test("says what undoes a request whose answer was lost, and whose id is to be looked for")
  func lostAnswer() async throws {
    let server = try LoopbackServer(scripts: [
      [.readRequest, .answer("200 OK", body: Self.head)],
      [.readRequest, .answer("500 Internal Server Error")],
    ])
    defer { server.stop() }
    let run = try await run(server)
    #expect(run.status == 69)
    #expect(
      run.output.contains("Request 2 may have been carried out too. If it was, it is undone first, by:"))
    #expect(run.output.contains("  PUT /calendars/events/appointments/{step2.id}\n"))
    #expect(run.output.contains("{step2.id} is the id of what it created"))
    #expect(run.output.contains("What was done is undone by:\n  PUT"))
    let server2 = try LoopbackServer(.readRequest, .answer("502 Bad Gateway"))
    defer { server2.stop() }
    let first = try await self.run(server2, ["--format", "json"])
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(first.output.utf8)) as? [String: Any])
    let uncertain = try #require(object["uncertain"] as? [String: Any])
    #expect(uncertain["step"] as? Int == 1 && (uncertain["undo"] as? [Any])?.count == 1)
  }

  @Test("sends a cancellation of the following as one request")
  func cancelled() async throws {
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: Self.head))
    defer { server.stop() }
    let run = try await CommandRun(
      Self.arguments.filter { !$0.hasSuffix("following/edit.json") && $0 != "--edit" }
        + ["--cancel", "status", "--base-url", server.baseURL],
      environment: ["SERIES_TOKEN": "pit-0123456789"])
    #expect(run.status == 0, "\(run.errors)")
    #expect(server.requests.count == 1)
    #expect(server.requests.first?.bodyText.contains("UNTIL=20261027T140000Z") == true)
  }
}
