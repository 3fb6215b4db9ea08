import AppointmentClient
import LoopbackServer
import SchedulingCore
import Testing

@Suite struct UpdateTests {
  private func outcome(_ answer: JSONValue) async throws -> UpdateOutcome {
    let server = try LoopbackServer(
      .readRequest, .answer("200 OK", body: String(decoding: answer.bytes(), as: UTF8.self)))
    defer { server.stop() }
    return try await UpdateFixture().send(to: server).get()
  }

  @Test("An update is exactly the documented bytes on the wire")
  func anUpdateIsExactlyTheDocumentedBytesOnTheWire() async throws {
    let fixture = UpdateFixture()
    let server = try LoopbackServer(
      .readRequest, .answer("200 OK", body: String(decoding: fixture.answer().bytes(), as: UTF8.self)))
    defer { server.stop() }
    _ = try await fixture.send(to: server).get()
    #expect(server.requests.count == 1)
    let request = try #require(server.requests.first)
    #expect(request.requestLine == "PUT /calendars/events/appointments/ocQHyuzHvysMo5N5VsXc HTTP/1.1")
    #expect(request.values(of: "Authorization") == ["Bearer \(UpdateFixture.token)"])
    #expect(request.values(of: "Version") == ["2021-04-15"])
    #expect(request.values(of: "Content-Type") == ["application/json"])
    #expect(request.values(of: "Accept") == ["application/json"])
    #expect(request.values(of: "Content-Length") == ["\(request.body.count)"])
    #expect(request.values(of: "Transfer-Encoding") == [])
    #expect(
      request.bodyText == """
        {"appointmentStatus":"confirmed","endTime":"2026-03-07T10:30:00-05:00",\
        "startTime":"2026-03-07T10:00:00-05:00","title":"Grüße","toNotify":false}
        """)
  }

  @Test("The later version of the API is sent where it is chosen")
  func theLaterVersionOfTheAPIIsSentWhereItIsChosen() async throws {
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: #"{"id":"x"}"#))
    defer { server.stop() }
    _ = try await UpdateFixture(version: .v3).send(to: server).get()
    #expect(server.requests.first?.values(of: "Version") == ["v3"])
  }

  @Test(
    "An odd id is one segment of the path",
    arguments: [
      ("a/b?c#d%e_1_2", "a%2Fb%3Fc%23d%25e_1_2"),
      ("é😀", "%C3%A9%F0%9F%98%80"),
      ("a+b&c=d;e:f@g,h'i\"", "a%2Bb%26c%3Dd%3Be%3Af%40g%2Ch%27i%22"),
      ("..\\..", "..%5C.."),
      ("...", "..."),
      ("%2e%2e", "%252e%252e"),
      ("A-Z_a.z~0", "A-Z_a.z~0"),
    ])
  func anOddIdIsOneSegmentOfThePath(id: String, encoded: String) async throws {
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: #"{"id":"x"}"#))
    defer { server.stop() }
    _ = try await UpdateFixture(id: id).send(to: server).get()
    #expect(
      server.requests.map(\.requestLine) == ["PUT /calendars/events/appointments/\(encoded) HTTP/1.1"])
  }

  @Test(
    "A base URL may have a path and a slash at its end",
    arguments: ["", "/", "/api/v1", "/api/v1/", "/api/v1//"])
  func aBaseURLMayHaveAPathAndASlashAtItsEnd(path: String) async throws {
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: #"{"id":"x"}"#))
    defer { server.stop() }
    _ = try await UpdateFixture().send(to: server.baseURL + path).get()
    let prefix = path.hasPrefix("/api") ? "/api/v1" : ""
    #expect(
      server.requests.map(\.requestLine)
        == ["PUT \(prefix)/calendars/events/appointments/ocQHyuzHvysMo5N5VsXc HTTP/1.1"])
  }

  @Test("An answer is read bare and wrapped", arguments: ["bare", "event", "appointment"])
  func anAnswerIsReadBareAndWrapped(wrapper: String) async throws {
    let event = UpdateFixture().answer()
    let outcome = try await outcome(wrapper == "bare" ? event : .object([wrapper: event]))
    #expect(outcome.appointment.id == "ocQHyuzHvysMo5N5VsXc")
    #expect(outcome.deviations.isEmpty)
    #expect(outcome.status == 200)
  }

  @Test("The same instants in another offset are no deviation")
  func theSameInstantsInAnotherOffsetAreNoDeviation() async throws {
    let outcome = try await outcome(
      UpdateFixture().answer(["startTime": "2026-03-07T15:00:00Z", "endTime": "2026-03-07T16:30:00+01:00"]))
    #expect(outcome.deviations.isEmpty)
  }

  @Test("What the server made of the update is compared with what was predicted")
  func whatTheServerMadeOfTheUpdateIsComparedWithWhat() async throws {
    let outcome = try await outcome(
      UpdateFixture().answer([
        "id": "other", "startTime": "2026-03-07T10:00:00-04:00", "appointmentStatus": "new",
      ]))
    #expect(outcome.deviations.map(\.field) == ["id", "startTime", "appointmentStatus"])
    #expect(outcome.deviations.map(\.expected).last == "confirmed")
    #expect(outcome.deviations.map(\.actual).last == "new")
  }
}
