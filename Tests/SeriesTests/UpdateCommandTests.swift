import Foundation
import LoopbackServer
import Testing

@Suite("series update")
struct UpdateCommandTests {
  private static let path = "/calendars/events/appointments/ocQHyuzHvysMo5N5VsXc"
  private static let token = "pit-0123456789abcdef"
  private static let body =
    #"{"endTime":"2026-10-20T11:00:00-04:00","startTime":"2026-10-20T10:30:00-04:00","toNotify":false}"#
  private static let answer = """
    {"id":"ocQHyuzHvysMo5N5VsXc","startTime":"2026-10-20T10:30:00-04:00","endTime":"2026-10-20T11:00:00-04:00",\
    "appointmentStatus":"confirmed","rrule":"RRULE:FREQ=WEEKLY;COUNT=6"}
    """

  private static let edit = [
    "update", "--event", Fixture.path("previews/weekly-new-york/event.json"), "--edit",
    Fixture.path("previews/weekly-new-york/edit.json"), "--zone", "America/New_York",
  ]

  private func apply(
    to url: String, _ more: [String] = [], token: String? = Self.token
  ) async throws -> CommandRun {
    try await CommandRun(
      Self.edit + ["--apply", "--no-reread", "--base-url", url] + more,
      environment: token.map { ["SERIES_TOKEN": $0] } ?? [:])
  }

  @Test("shows the plan and sends nothing unless asked")
  func planOnly() async throws {
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: Self.answer))
    defer { server.stop() }
    let run = try await CommandRun(
      Self.edit + ["--base-url", server.baseURL], environment: ["SERIES_TOKEN": Self.token])
    #expect(run.status == 0)
    #expect(run.output.contains("\n  \(Self.body)\n"))
    #expect(run.output.hasSuffix("\n\nNothing was sent; --apply sends it.\n"))
    #expect(!run.output.contains(Self.token))
    #expect(server.connectionCount == 0)
  }

  @Test("sends exactly the planned request, once")
  func sends() async throws {
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: Self.answer))
    defer { server.stop() }
    let run = try await apply(to: server.baseURL)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output.hasSuffix("\nSent: the server answers 200, and the appointment is what was predicted.\n"))
    #expect(
      run.errors == """
        step 1 of 1: sending PUT \(Self.path)
        step 1 of 1: the server answers 200, and the appointment is what was predicted

        """)
    #expect(server.connectionCount == 1)
    let request = try #require(server.requests.first)
    #expect(request.requestLine == "PUT \(Self.path) HTTP/1.1")
    #expect(request.values(of: "Authorization") == ["Bearer \(Self.token)"])
    #expect(request.values(of: "Version") == ["2021-04-15"])
    #expect(request.values(of: "Content-Type") == ["application/json"])
    #expect(request.bodyText == Self.body)
    #expect(!run.output.contains(Self.token))
  }

  @Test("takes the token from a file, and the version from an option")
  func tokenFile() async throws {
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: Self.answer))
    defer { server.stop() }
    let folder = try TemporaryFolder()
    let file = try folder.file("token", "from-a-file\n")
    let run = try await apply(to: server.baseURL, ["--token-file", file, "--api-version", "v3"])
    #expect(run.status == 0, "\(run.errors)")
    let request = try #require(server.requests.first)
    #expect(request.values(of: "Authorization") == ["Bearer from-a-file"])
    #expect(request.values(of: "Version") == ["v3"])
  }

  @Test("tells programs what came of it in one JSON object")
  func json() async throws {
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: Self.answer))
    defer { server.stop() }
    let run = try await apply(to: server.baseURL, ["--format", "json"])
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(object["schemaVersion"] as? Int == 1)
    #expect(object["applied"] as? Bool == true)
    let outcome = try #require(object["outcome"] as? [String: Any])
    #expect(outcome["status"] as? Int == 200)
    #expect((outcome["deviations"] as? [Any])?.isEmpty == true)
  }

  @Test("exits with 1 where the answer is not what was predicted")
  func deviation() async throws {
    let other = Self.answer.replacingOccurrences(of: "10:30", with: "10:45")
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: other))
    defer { server.stop() }
    let run = try await apply(to: server.baseURL)
    #expect(run.status == 1)
    #expect(
      run.output.contains("  startTime: 2026-10-20T10:45:00-04:00 instead of 2026-10-20T10:30:00-04:00\n"))
  }

  @Test("compares what was sent with what the answer shows of it, title and all")
  func deviatingTitle() async throws {
    let event = Fixture.path("previews/weekly-new-york/event.json")
    let other = Self.answer.replacingOccurrences(of: "{\"id\"", with: "{\"title\":\"other\",\"id\"")
      .replacingOccurrences(of: "10:30", with: "10:00").replacingOccurrences(of: "11:00", with: "10:30")
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: other))
    defer { server.stop() }
    let run = try await CommandRun(
      ["update", "--event", event, "--edit", "-", "--apply", "--no-reread", "--base-url", server.baseURL],
      input: Array(#"{"title":"N"}"#.utf8), environment: ["SERIES_TOKEN": Self.token])
    #expect(run.status == 1)
    #expect(run.output.hasSuffix("not what was predicted:\n  title: other instead of N\n"), "\(run.output)")
  }

  struct Fault: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let steps: [LoopbackStep]
    let code: String
    let status: Int32
    var words = "series: "

    static func answer(
      _ line: String, _ body: String, _ code: String, _ status: Int32, words: String = "series: "
    )
      -> Fault
    {
      Fault(
        testDescription: line, steps: [.readRequest, .answer(line, body: body)], code: code, status: status,
        words: words)
    }
  }

  private static let faults: [Fault] = [
    .answer(
      "400 Bad Request", #"{"statusCode":400,"message":["startTime is wrong","x"]}"#, "badRequest", 65,
      words: "startTime is wrong; x"),
    .answer(
      "401 Unauthorized", #"{"statusCode":401,"message":"Invalid JWT"}"#, "unauthorized", 65,
      words: "Invalid JWT"),
    .answer("403 Forbidden", "", "forbidden", 65),
    .answer("404 Not Found", "", "notFound", 65),
    .answer(
      "422 Unprocessable Entity", #"{"message":"no","traceId":"t-1"}"#, "unprocessable", 65, words: "t-1"),
    .answer("500 Internal Server Error", "", "server", 69, words: "may have been applied"),
    .answer("503 Service Unavailable", "<html>", "server", 69),
    .answer("200 OK", "rubbish", "undecodableBody", 69, words: "may have been applied"),
    .answer("200 OK", "", "undecodableBody", 69),
    Fault(
      testDescription: "429 with headers",
      steps: [
        .readRequest,
        .answer(
          "429 Too Many Requests",
          headers: [
            ("X-RateLimit-Max", "100"), ("X-RateLimit-Remaining", "0"),
            ("X-RateLimit-Interval-Milliseconds", "10000"),
          ], body: #"{"message":"Too many"}"#),
      ], code: "rateLimited", status: 75, words: "10.0 seconds"),
    Fault(
      testDescription: "a reset in the middle of the body",
      steps: [
        .readRequest, .send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n{\"id\":"),
        .pause(milliseconds: 50), .reset,
      ], code: "connectionLost", status: 69, words: "may have been applied"),
    Fault(testDescription: "no answer", steps: [.readRequest, .close], code: "connectionLost", status: 69),
    Fault(
      testDescription: "an answer that never comes", steps: [.readRequest, .hang], code: "timedOut",
      status: 69),
  ]

  @Test("turns each fault into its error and exit code, and sends nothing twice", arguments: faults)
  func fault(_ fault: Fault) async throws {
    let server = try LoopbackServer(scripts: [fault.steps])
    defer { server.stop() }
    let run = try await apply(to: server.baseURL, ["--timeout", "2s", "--format", "json"])
    #expect(run.status == fault.status)
    #expect(run.errors.contains("\nseries: \(fault.code): "), "\(run.errors)")
    #expect(run.errors.contains(fault.words), "\(run.errors)")
    #expect(server.connectionCount == 1)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any])
    #expect(object["applied"] as? Bool == false)
    #expect((object["error"] as? [String: Any])?["code"] as? String == fault.code)
  }

  @Test("says that nothing was sent where nobody listens")
  func refused() async throws {
    let run = try await apply(to: "http://127.0.0.1:\(LoopbackServer.closedPort())")
    #expect(run.status == 69)
    #expect(run.errors.contains("nothing was sent"))
  }

  @Test("keeps the token out of what it prints, even where the server echoes it")
  func echoedToken() async throws {
    let server = try LoopbackServer(
      .readRequest, .answer("401 Unauthorized", body: #"{"message":"bad token \#(Self.token)"}"#))
    defer { server.stop() }
    let run = try await apply(to: server.baseURL, ["--format", "json"])
    #expect(run.status == 65)
    #expect(!(run.output + run.errors).contains(Self.token))
  }

  @Test("asks for a token, and for a base URL that keeps it secret")
  func configuration() async throws {
    let closed = "http://127.0.0.1:9"
    #expect(try await apply(to: closed, token: nil).status == 64)
    #expect(try await apply(to: closed, token: "").status == 64)
    #expect(try await apply(to: closed, token: "two words").status == 64)
    #expect(try await apply(to: closed, ["--token-file", "/nonexistent"]).status == 66)
    #expect(try await apply(to: "http://example.com").status == 64)
    #expect(try await apply(to: "nonsense").status == 64)
  }

  @Test("does not send what a finding stands in the way of")
  func findingIsAnError() async throws {
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: Self.answer))
    defer { server.stop() }
    let run = try await CommandRun(
      [
        "update", "--event", Fixture.path("previews/weekly-new-york/event.json"), "--edit", "-", "--zone",
        "America/New_York", "--apply", "--no-reread", "--base-url", server.baseURL,
      ], input: Array(#"{"rrule":"RRULE:FREQ=WEEKLY;COUNT=2"}"#.utf8),
      environment: ["SERIES_TOKEN": Self.token])
    #expect(run.status == 1)
    #expect(run.output.contains("[ruleWithoutIgnoreFreeSlotValidation]"))
    #expect(server.connectionCount == 0)
  }
}
