import AppointmentClient
import FlyingFox
import FlyingSocks
import Foundation
import HTTPTypes
import LoopbackServer
import SchedulingCore
import Synchronization
import Testing

/// A server in this process that allows so many requests of a location in an interval, and takes some time for each.
final class CountingServer: HTTPTransport {
  enum Counting { case sliding, fixed }

  private struct State {
    var arrivals: [Duration] = []
    var order: [String] = []
    var refused: [String] = []
  }

  let limit: Int
  let interval: Duration
  let counting: Counting
  let tellsLimits: Bool
  private let clock: VirtualClock
  private let state = Mutex(State())

  init(
    limit: Int = 100, interval: Duration = .seconds(10), counting: Counting, tellsLimits: Bool,
    clock: VirtualClock
  ) {
    (self.limit, self.interval, self.counting) = (limit, interval, counting)
    (self.tellsLimits, self.clock) = (tellsLimits, clock)
  }

  /// What the requests were about, in the order in which they were let in.
  var order: [String] { state.withLock { $0.order } }
  /// What those were about that were not.
  var refusals: [String] { state.withLock { $0.refused } }
  var refused: Int { refusals.count }

  /// Requests that somebody else sends.
  func take(_ count: Int) { state.withLock { $0.arrivals += Array(repeating: clock.now.time, count: count) } }

  func send(
    _ request: HTTPTypes.HTTPRequest, body: [UInt8], limits: HTTPTransportLimits
  ) async throws(HTTPTransportError) -> HTTPAnswer {
    try? await clock.sleep(for: .milliseconds(20))
    let id = String(request.path?.split(separator: "/").last ?? "")
    let now = clock.now.time
    let remaining = state.withLock { state in
      // Windows of the server begin when it likes.
      let start = counting == .sliding ? now - interval : windowStart(now)
      state.arrivals.removeAll { $0 <= start }
      guard state.arrivals.count < limit else {
        state.refused.append(id)
        return -1
      }
      state.arrivals.append(now)
      state.order.append(id)
      return limit - state.arrivals.count
    }
    try? await clock.sleep(for: .milliseconds(20))
    var fields = HTTPFields()
    if tellsLimits {
      for (name, value) in [
        ("X-RateLimit-Max", limit), ("X-RateLimit-Remaining", max(remaining, 0)),
        ("X-RateLimit-Interval-Milliseconds", Int(interval / .milliseconds(1))),
      ] { if let name = HTTPField.Name(name) { fields[name] = "\(value)" } }
    }
    return HTTPAnswer(
      response: HTTPTypes.HTTPResponse(status: remaining < 0 ? .tooManyRequests : .ok, headerFields: fields),
      body: Array(#"{"id":"\#(id)"}"#.utf8))
  }

  private func windowStart(_ now: Duration) -> Duration {
    let offset = Duration.milliseconds(3700)
    let windows = ((now + offset) / interval).rounded(.down)
    return interval * windows - offset
  }
}

@Suite("Requests that are held back")
struct ThrottleTests {
  private static func client(
    _ server: CountingServer, _ throttle: RequestThrottle?, _ clock: VirtualClock, location: String = "L",
    caller: String = "", retries: RetryPolicy? = nil
  ) throws -> AppointmentClient {
    try AppointmentClient(
      transport: server, throttle: throttle, scope: RateScope(credential: "app", location: location),
      caller: caller, retries: retries, clock: ClientClock(clock)
    ) { "token-of-a-location" }
  }

  /// Waits until so many requests of a scope wait, so that the next is asked for after them.
  private static func queued(_ throttle: RequestThrottle, _ scope: RateScope, _ count: Int) async {
    while await throttle.waiting(in: scope) < count { await Task.yield() }
  }

  @Test(
    "are never refused after the first window, and keep their order in a location",
    arguments: [(.sliding, true), (.sliding, false), (.fixed, true), (.fixed, false)]
      as [(CountingServer.Counting, Bool)])
  func twoHundredCallers(counting: CountingServer.Counting, tellsLimits: Bool) async throws {
    let clock = VirtualClock()
    let server = CountingServer(counting: counting, tellsLimits: tellsLimits, clock: clock)
    let throttle = RequestThrottle(clock: ClientClock(clock))
    // What another program has sent in the first window is not known to this one.
    server.take(30)
    let client = try Self.client(
      server, throttle, clock, retries: RetryPolicy(attempts: 10, deadline: .seconds(600)))
    let tasks = Mutex<[Task<Void, any Error>]>([])
    for number in 0..<200 {
      let task = Task { _ = try await client.appointment("E\(number)") }
      tasks.withLock { $0.append(task) }
      // Asked for one after the other; nobody waits for an answer.
      while await throttle.asked <= number { await Task.yield() }
    }
    for task in tasks.withLock({ $0 }) { try await task.value }
    // One that was refused may come after the next, whose time can be up before it waits again.
    let order = server.order
    #expect(Set(order).count == 200 && order.count == 200)
    let refusals = server.refusals
    #expect(
      order.filter { !refusals.contains($0) } == (0..<200).map { "E\($0)" }.filter { !refusals.contains($0) })
    #expect(server.refused <= (tellsLimits ? 0 : 1))
    #expect(clock.now.time < .seconds(60))
  }

  /// Answers nobody before so many requests have asked for leave.
  private struct Gate: HTTPTransport {
    let server: CountingServer
    let throttle: RequestThrottle
    let count: Int

    func send(
      _ request: HTTPTypes.HTTPRequest, body: [UInt8], limits: HTTPTransportLimits
    ) async throws(HTTPTransportError) -> HTTPAnswer {
      while await throttle.asked < count { await Task.yield() }
      return try await server.send(request, body: body, limits: limits)
    }
  }

  @Test("of two callers take turns, each in the order of asking")
  func fairness() async throws {
    let clock = VirtualClock()
    let server = CountingServer(limit: 1000, counting: .sliding, tellsLimits: false, clock: clock)
    let throttle = RequestThrottle(clock: ClientClock(clock))
    func client(_ caller: String) throws -> AppointmentClient {
      try AppointmentClient(
        transport: Gate(server: server, throttle: throttle, count: 40), throttle: throttle, caller: caller
      ) { "token-of-a-location" }
    }
    let (bulk, person) = (try client("bulk"), try client("person"))
    var tasks: [Task<Void, any Error>] = []
    for number in 0..<40 {
      let isBulk = number < 30
      tasks.append(
        Task { _ = try await (isBulk ? bulk : person).appointment("\(isBulk ? "B" : "P")\(number)") })
      while await throttle.asked <= number { await Task.yield() }
    }
    for task in tasks { try await task.value }
    let expected = ["B0"] + (0..<10).flatMap { ["P\(30 + $0)", "B\(1 + $0)"] } + (11..<30).map { "B\($0)" }
    #expect(server.order == expected)
  }

  @Test("are bounded in number, can be cancelled, and fail at once where they would wait too long")
  func bounds() async throws {
    let clock = VirtualClock()
    let server = CountingServer(
      limit: 1, interval: .seconds(100), counting: .sliding, tellsLimits: true, clock: clock)
    var limits = RequestThrottle.Limits()
    (limits.requests, limits.interval, limits.waiting) = (1, .seconds(100), 2)
    let throttle = RequestThrottle(limits: limits, clock: .continuous)
    let client = try AppointmentClient(transport: server, throttle: throttle) { "token-of-a-location" }
    _ = try await client.appointment("first")
    let waiting = (0..<2).map { number in Task { _ = try await client.appointment("W\(number)") } }
    await Self.queued(throttle, RateScope(), 2)
    let full = await #expect(throws: AppointmentClientError.self) { try await client.appointment("third") }
    #expect(full?.code == .queueFull && full?.category == .temporary)
    for task in waiting { task.cancel() }
    for task in waiting {
      let error = await #expect(throws: AppointmentClientError.self) { try await task.value }
      #expect(error?.code == .cancelled && error?.mayHaveBeenApplied == false)
    }
    let hurried = try AppointmentClient(
      transport: server, throttle: throttle, retries: RetryPolicy(deadline: .seconds(50))
    ) { "token-of-a-location" }
    let late = await #expect(throws: AppointmentClientError.self) { try await hurried.appointment("late") }
    #expect(late?.code == .deadlineExceeded)
    #expect(server.order == ["first"])
  }

  @Test("stop for a while once the day's are used up, for all private tokens of the location")
  func day() async throws {
    let server = try LoopbackServer(
      .readRequest, .answer("200 OK", headers: [("X-RateLimit-Daily-Remaining", "0")], body: #"{"id":"x"}"#))
    defer { server.stop() }
    let throttle = RequestThrottle()
    func client(_ credential: String, _ location: String) throws -> AppointmentClient {
      try AppointmentClient(
        baseURL: server.baseURL, throttle: throttle,
        scope: RateScope(credential: credential, location: location, sharesDay: true)
      ) { "token-of-a-location" }
    }
    _ = try await client("a", "L").appointment("x")
    let error = await #expect(throws: AppointmentClientError.self) {
      try await client("b", "L").appointment("x")
    }
    #expect(error?.code == .rateLimited && error?.status == nil)
    _ = try await client("a", "M").appointment("x")
    #expect(server.requests.count == 2)
  }

  @Test("keep a real server's limit by the real clock")
  func realServer() async throws {
    let (limit, interval) = (5, Duration.milliseconds(300))
    let clock = ContinuousClock()
    let counts = Mutex<(arrivals: [ContinuousClock.Instant], served: Int, refused: Int)>(([], 0, 0))
    let server = HTTPServer(address: try .inet(ip4: "127.0.0.1", port: 0), logger: .disabled)
    await server.appendRoute("GET /calendars/events/appointments/*") { _ in
      let remaining = counts.withLock { counts in
        counts.arrivals.removeAll { $0 <= clock.now - interval }
        guard counts.arrivals.count < limit else {
          counts.refused += 1
          return -1
        }
        counts.arrivals.append(clock.now)
        counts.served += 1
        return limit - counts.arrivals.count
      }
      return FlyingFox.HTTPResponse(
        statusCode: remaining < 0 ? .tooManyRequests : .ok,
        headers: HTTPHeaders([
          HTTPHeader("X-RateLimit-Remaining"): "\(max(0, remaining))",
          HTTPHeader("X-RateLimit-Max"): "\(limit)",
          HTTPHeader("X-RateLimit-Interval-Milliseconds"): "300",
        ]), body: Data(#"{"id":"x"}"#.utf8))
    }
    let run = Task { try await server.run() }
    try await server.waitUntilListening()
    guard case .ip4(_, let port) = await server.listeningAddress else {
      Issue.record("The server has no address.")
      return
    }
    let throttle = RequestThrottle()
    let client = try AppointmentClient(baseURL: "http://127.0.0.1:\(port)", throttle: throttle) {
      "token-of-a-location"
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 0..<20 { group.addTask { _ = try await client.appointment("E\(number)") } }
      try await group.waitForAll()
    }
    #expect(counts.withLock { $0.served } == 20)
    #expect(counts.withLock { $0.refused } == 0)
    await server.stop()
    _ = await run.result
  }
}
