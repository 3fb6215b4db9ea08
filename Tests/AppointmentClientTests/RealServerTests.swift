import AppointmentClient
import FlyingFox
import FlyingSocks
import Foundation
import SchedulingCore
import Testing

@Suite struct RealServerTests {
  @Test("A real HTTP server gets the update and its answer is read")
  func aRealHTTPServerGetsTheUpdateAndItsAnswerIsRead() async throws {
    let fixture = UpdateFixture()
    let body = fixture.answer().bytes()
    let expected = try fixture.update().request.body
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
    await server.appendRoute("PUT /calendars/events/appointments/*") { request in
      let isWhole =
        try await Array(request.bodyData) == expected
        && request.headers[HTTPHeader("Authorization")] == "Bearer \(UpdateFixture.token)"
      return HTTPResponse(
        statusCode: isWhole ? .ok : .badRequest,
        headers: HTTPHeaders([HTTPHeader("X-RateLimit-Remaining"): "99"]),
        body: Data(body))
    }
    let run = Task { try await server.run() }
    try await server.waitUntilListening()
    guard case .ip4(_, let port) = await server.listeningAddress else {
      Issue.record("The server has no address.")
      return
    }
    let outcome = try await fixture.send(to: "http://localhost:\(port)").get()
    #expect(outcome.deviations.isEmpty)
    #expect(outcome.rateLimit == RateLimit(intervalRemaining: 99))
    #expect(outcome.rawBody == body)
    await server.stop()
    _ = await run.result
  }
}
