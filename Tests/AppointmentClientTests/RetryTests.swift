import AppointmentClient
import HTTPTypes
import LoopbackServer
import SchedulingCore
import Synchronization
import Testing

/// Plays one answer for each request, and the last one for all others.
final class ScriptedTransport: HTTPTransport {
  enum Play: Sendable {
    case status(Int, body: String = #"{"id":"ocQHyuzHvysMo5N5VsXc"}"#, headers: [String: String] = [:])
    case failure(HTTPTransportError.Kind)
  }

  private let plays: [Play]
  private let lines = Mutex<[String]>([])

  init(_ plays: [Play]) { self.plays = plays }

  var sent: [String] { lines.withLock { $0 } }

  func send(
    _ request: HTTPRequest, body: [UInt8], limits: HTTPTransportLimits
  ) async throws(HTTPTransportError) -> HTTPAnswer {
    let number = lines.withLock { lines in
      lines.append("\(request.method) \(request.path ?? "")")
      return lines.count - 1
    }
    switch plays[min(number, plays.count - 1)] {
    case .failure(let kind): throw HTTPTransportError(kind: kind, message: "played")
    case .status(let status, let body, let headers):
      var fields = HTTPFields()
      for (name, value) in headers { if let name = HTTPField.Name(name) { fields[name] = value } }
      return HTTPAnswer(
        response: HTTPResponse(status: .init(code: status), headerFields: fields), body: Array(body.utf8))
    }
  }
}

@Suite("Requests that are sent again")
struct RetryTests {
  private static func client(
    _ transport: ScriptedTransport, _ policy: RetryPolicy, _ clock: VirtualClock
  ) throws -> AppointmentClient {
    try AppointmentClient(transport: transport, retries: policy, clock: ClientClock(clock)) {
      "token-of-a-location"
    }
  }

  @Test("are those that surely were not applied, and those that only read")
  func safety() async throws {
    let update = try UpdateFixture().update()
    let ok = ScriptedTransport.Play.status(200)
    let cases: [(first: ScriptedTransport.Play, updates: Int, reads: Int)] = [
      (.failure(.notDelivered), 2, 2), (.status(429), 2, 2), (.failure(.timedOut), 1, 2),
      (.status(503), 1, 2),
      (.failure(.connectionLost), 1, 2), (.status(400), 1, 1), (.status(404), 1, 1), (.status(302), 1, 1),
      (.failure(.cancelled), 1, 1), (.status(200, body: ""), 1, 2),
    ]
    for example in cases {
      let clock = VirtualClock()
      let put = ScriptedTransport([example.first, ok])
      _ = try? await Self.client(put, RetryPolicy(), clock).update(update)
      #expect(put.sent.count == example.updates, "\(example.first)")
      let get = ScriptedTransport([example.first, ok])
      _ = try? await Self.client(get, RetryPolicy(), clock).appointment("x")
      if case .status(200, _, _) = example.first { continue }
      #expect(get.sent.count == example.reads, "\(example.first)")
    }
  }

  @Test("wait a random part of a growing time, and as long as the server says")
  func waiting() async throws {
    let clock = VirtualClock()
    let transport = ScriptedTransport([
      .status(429), .failure(.notDelivered), .status(429, headers: ["Retry-After": "7"]), .status(200),
    ])
    let policy = RetryPolicy(base: .seconds(1), longest: .seconds(3), random: { 0.5 })
    _ = try await Self.client(transport, policy, clock).appointment("x")
    // Half of 1, of 2, and of 3 beside the 7 that the server asks for.
    #expect(clock.now.time == .milliseconds(500 + 1000 + 7000 + 1500))
  }

  @Test("end with the attempts, with the deadline, and with the budget of the host")
  func ends() async throws {
    let refused = [ScriptedTransport.Play.failure(.notDelivered)]
    var transport = ScriptedTransport(refused)
    _ = try? await Self.client(transport, RetryPolicy(attempts: 3), VirtualClock()).appointment("x")
    #expect(transport.sent.count == 3)
    transport = ScriptedTransport(refused)
    let slow = RetryPolicy(
      attempts: 99, base: .seconds(10), longest: .seconds(10), deadline: .seconds(25), random: { 1 })
    let clock = VirtualClock()
    _ = try? await Self.client(transport, slow, clock).appointment("x")
    #expect(transport.sent.count == 3 && clock.now.time == .seconds(20))
    transport = ScriptedTransport(refused)
    _ = try? await Self.client(transport, RetryPolicy(attempts: 99, deadline: .seconds(9999)), VirtualClock())
      .appointment("x")
    #expect(transport.sent.count == 11)
  }

  @Test("A success pays a part of a retry back")
  func refund() async throws {
    let budget = RetryBudget()
    let policy = RetryPolicy(attempts: 99, deadline: .seconds(9999), budget: budget)
    let refused = ScriptedTransport([.failure(.notDelivered)])
    _ = try? await Self.client(refused, policy, VirtualClock()).appointment("x")
    let fine = ScriptedTransport([.status(200)])
    for _ in 0..<10 { _ = try await Self.client(fine, policy, VirtualClock()).appointment("x") }
    _ = try? await Self.client(refused, policy, VirtualClock()).appointment("x")
    #expect(refused.sent.count == 11 + 3)
  }

  @Test("An update of a plan whose outcome is open is read back, then finished, repeated, or left undecided")
  func plans() async throws {
    let put = "PUT \(SplitFixture.path)/\(SplitFixture.id)"
    let get = "GET \(SplitFixture.path)/\(SplitFixture.id)"
    let post = "POST \(SplitFixture.path)"
    let tail = ScriptedTransport.Play.status(201, body: SplitFixture.tail)
    let cases: [(plays: [ScriptedTransport.Play], sent: [String], isComplete: Bool)] = [
      ([.failure(.timedOut), .status(200, body: SplitFixture.head), tail], [put, get, post], true),
      (
        [.status(502), .status(200, body: SplitFixture.whole), .status(200, body: SplitFixture.head), tail],
        [put, get, put, post], true
      ),
      (
        [.status(502), .status(200, body: #"{"id":"ocQHyuzHvysMo5N5VsXc","title":"Weekly"}"#)], [put, get],
        false
      ),
      // A creation is never repeated.
      ([.status(200, body: SplitFixture.head), .status(502), tail], [put, post], false),
      // What is never applied and never refused ends too.
      (
        (0..<4).flatMap { _ in [.failure(.timedOut), .status(200, body: SplitFixture.whole)] },
        [put, get, put, get, put, get, put], false
      ),
    ]
    for example in cases {
      let transport = ScriptedTransport(example.plays)
      let outcome = try await Self.client(transport, RetryPolicy(), VirtualClock())
        .carryOut(SplitFixture.plan(), rereadsFirst: false).outcome()
      #expect(transport.sent == example.sent)
      #expect(outcome.progress.isComplete == example.isComplete)
    }
  }
}
