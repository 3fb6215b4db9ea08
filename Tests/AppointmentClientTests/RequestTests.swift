import AppointmentClient
import Foundation
import LoopbackServer
import SchedulingCore
import Testing

@Suite("What is read from a server")
struct RequestTests {
  private static func client(_ server: LoopbackServer) throws -> AppointmentClient {
    try AppointmentClient(baseURL: server.baseURL, timeout: .seconds(10)) { "token-of-a-location" }
  }

  private static func line(_ request: RecordedRequest) -> String {
    request.requestLine.replacing(" HTTP/1.1", with: "")
  }

  private static let day = 86_400_000

  @Test(
    "Events come as a list or by themselves, with times and flags in any shape",
    arguments: [
      #"{"events":[{"id":"a","startTime":"2026-12-01T10:00:00Z","isRecurring":"true"}]}"#,
      #"[{"_id":"a","startTime":{"seconds":1796119200,"nanoseconds":0}}]"#,
      #"{"events":[{"id":"a","startTime":{"_seconds":1796119200}}],"traceId":"t"}"#,
      #"{"events":[{"id":"a","startTime":1796119200000,"unknown":{}}]}"#,
    ])
  func shapes(body: String) async throws {
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: body))
    defer { server.stop() }
    let query = EventQuery(locationID: "L/1", owner: .calendar("C&1"), range: 0..<Self.day)
    let events = try await Self.client(server).events(query)
    #expect(events.value.map(\.id) == ["a"])
    #expect(events.value.first?.startTime?.milliseconds == 1_796_119_200_000)
    #expect(try Appointment.list(parsing: events.json) == events.value)
    #expect(
      server.requests.map(Self.line)
        == ["GET /calendars/events?locationId=L%2F1&calendarId=C%261&startTime=0&endTime=86400000"])
    #expect(server.requests.first?.values(of: "Version") == ["2021-04-15"])
  }

  @Test("A long range is asked for in parts, and what is in two of them counts once")
  func parts() async throws {
    let server = try LoopbackServer(
      .respond { request in
        let start = request.requestLine.split(separator: "startTime=").last?.prefix { $0.isWholeNumber } ?? ""
        let body = #"{"events":[{"id":"both"},{"id":"at\#(start)"}]}"#
        return [.answer("200 OK", body: body)]
      })
    defer { server.stop() }
    let query = EventQuery(locationID: "L", owner: .user("U"), range: 0..<(200 * Self.day))
    let events = try await Self.client(server).blockedSlots(query).value
    #expect(events.map(\.id) == ["both", "at0", "at\(90 * Self.day)", "at\(180 * Self.day)"])
    #expect(server.requests.allSatisfy { $0.requestLine.hasPrefix("GET /calendars/blocked-slots?") })
  }

  @Test("All pages of a user's schedules are read, also from a server that skips nothing")
  func pages() async throws {
    for skips in [true, false] {
      let server = try LoopbackServer(
        .respond { request in
          let skipped = request.requestLine.split(separator: "skip=").last?.prefix { $0.isWholeNumber } ?? ""
          let start = skips ? Int(skipped) ?? 0 : 0
          let items = (start..<min(start + 100, 150)).map {
            #"{"id":"S\#($0)","rules":[],"timezone":"Europe/Berlin"}"#
          }
          return [.answer("200 OK", body: #"{"schedules":[\#(items.joined(separator: ","))]}"#)]
        })
      defer { server.stop() }
      let schedules = try await Self.client(server).schedules(ofUser: "U", locationID: "L")
      #expect(schedules.value.count == (skips ? 150 : 100))
      #expect(server.requests.count == 2)
      #expect(server.requests.first?.values(of: "Version") == ["v3"])
    }
  }

  @Test("Free slots keep the text that the server wrote")
  func freeSlots() async throws {
    let slots =
      #"{"2026-12-01":{"slots":["2026-12-01T10:00:00-05:00"]},"2026-12-02":["2026-12-02T09:00:00-05:00"],"traceId":"t"}"#
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: slots))
    defer { server.stop() }
    let found = try await Self.client(server).freeSlots(
      ofCalendar: "C", range: 0..<Self.day, zone: "America/New_York", userID: "U")
    #expect(found.value.all == ["2026-12-01T10:00:00-05:00", "2026-12-02T09:00:00-05:00"])
    #expect(
      server.requests.map(Self.line) == [
        "GET /calendars/C/free-slots?startDate=0&endDate=86400000&timezone=America%2FNew_York&userId=U"
      ])
  }

  @Test("A calendar and its schedules are values")
  func calendar() async throws {
    let server = try LoopbackServer(
      .respond { request in
        let isCalendar = request.requestLine.contains("GET /calendars/C ")
        return [
          .answer(
            "200 OK",
            body: isCalendar
              ? #"{"calendar":{"id":"C","name":"Calls","slotDuration":45}}"#
              : #"{"schedule":{"id":"S","rules":[],"timezone":"Europe/Berlin"}}"#)
        ]
      })
    defer { server.stop() }
    #expect(try await Self.client(server).calendar("C").value.name == "Calls")
    #expect(try await Self.client(server).schedules(ofCalendar: "C").value.count == 1)
    #expect(server.requests.last.map(Self.line) == "GET /calendars/schedules/event-calendar/C")
  }

  @Test("Deleting is sent once, and a lost answer leaves its outcome open")
  func deleting() async throws {
    let server = try LoopbackServer(scripts: [
      [.readRequest, .answer("201 Created", body: #"{"succeeded":true}"#)], [.readRequest, .close],
    ])
    defer { server.stop() }
    let client = try AppointmentClient(baseURL: server.baseURL, retries: RetryPolicy()) {
      "token-of-a-location"
    }
    try await client.delete("a b")
    let error = await #expect(throws: AppointmentClientError.self) { try await client.delete("c") }
    #expect(error?.category == .uncertain)
    #expect(
      server.requests.map(Self.line) == ["DELETE /calendars/events/a%20b", "DELETE /calendars/events/c"])
  }

  @Test(
    "What can't be understood is an error that changed nothing, with what is wrong",
    arguments: [
      "", "[", "3", #"{"events":3}"#, #"{"events":[{"id":7}]}"#,
      #"{"events":[{"id":"a","startTime":"soon"}]}"#,
    ])
  func faults(body: String) async throws {
    let server = try LoopbackServer(.readRequest, .answer("200 OK", body: body))
    defer { server.stop() }
    let query = EventQuery(locationID: "L", owner: .group("G"), range: 0..<Self.day)
    let error = await #expect(throws: AppointmentClientError.self) {
      try await Self.client(server).events(query)
    }
    #expect(error?.code == .undecodableBody && error?.mayHaveBeenApplied == false)
  }

  @Test("A call that is cancelled in flight has an open outcome, and one before it has none")
  func cancelled() async throws {
    let server = try LoopbackServer(.readRequest, .hang)
    defer { server.stop() }
    let client = try Self.client(server)
    let update = try UpdateFixture().update()
    let task = Task { try await client.update(update) }
    #expect(try await eventually { server.requests.count == 1 })
    task.cancel()
    let error = await #expect(throws: AppointmentClientError.self) { try await task.value }
    #expect(error?.code == .cancelled && error?.category == .uncertain)
  }
}
