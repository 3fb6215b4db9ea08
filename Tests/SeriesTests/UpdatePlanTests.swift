import Foundation
import LoopbackServer
import Testing

@Suite("series update of this and the following")
struct UpdatePlanTests {
  private static let named = "ocQHyuzHvysMo5N5VsXc_1793718000000_1800"
  private static let arguments = [
    "update", "--event", Fixture.path("previews/following.event.json"), "--edit",
    Fixture.path("previews/following.edit.json"), "--zone", "America/New_York", "--id", named, "--scope",
    "following", "--apply",
  ]
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

  @Test("goes no further where an answer is not what was foretold")
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
}
