import AppointmentClient
import Foundation
import LoopbackServer
import Recurrence
import SchedulingCore
import Synchronization
import Testing

/// A server that keeps appointments, and mistreats requests as its seed says.
final class FaultyService: Sendable {
  /// What becomes of a request.
  enum Fault: CaseIterable {
    // Not applied.
    case refused, refusedForLong, failedBefore, resetBefore, redirected
    // Applied, and the answer is lost, useless, or whole with times of another age.
    case failedAfter, closedAfter, cutAfter, halfClosed, continued, wrongLength, rubbish, unfolding, empty,
      skewed
    case hanging

    var isApplied: Bool {
      switch self {
      case .refused, .refusedForLong, .failedBefore, .resetBefore, .redirected: false
      default: true
      }
    }
  }

  private struct State {
    var random: SplitMix
    var events: [String: JSONObject]
    var applied: [String] = []
    var log: [String] = []
    var isFaulty = true
  }

  private let elsewhere: UInt16
  private let master: JSONObject
  private let state: Mutex<State>

  init(seed: UInt64, master: JSONObject, elsewhere: UInt16) {
    self.elsewhere = elsewhere
    self.master = master
    state = Mutex(State(random: SplitMix(seed: seed), events: [master["id"]?.stringValue ?? "": master]))
  }

  /// Each change that was made, as `METHOD path body`.
  var applied: [String] { state.withLock { $0.applied } }

  /// What became of each request.
  var log: [String] { state.withLock { $0.log } }

  /// From now on requests are treated well.
  func calm() { state.withLock { $0.isFaulty = false } }

  func event(_ id: String) -> JSONObject { state.withLock { $0.events[id] ?? instance(id) } }

  func answer(_ request: RecordedRequest) -> [LoopbackStep] {
    let parts = request.requestLine.split(separator: " ").map(String.init)
    let (method, path) = (parts[0], parts[1])
    let id = String(path.split(separator: "/").last ?? "")
    return state.withLock { state in
      let fault = state.isFaulty ? Self.fault(&state.random) : nil
      let place = Int(state.random.next() >> 1)
      state.log.append("\(method) \(fault.map { "\($0)" } ?? "ok")")
      if let fault, !fault.isApplied { return steps(fault, "", place) }
      var event = state.events[id] ?? instance(id)
      if method != "GET" {
        state.applied.append("\(method) \(path) \(request.bodyText)")
        let body = (try? JSONValue(parsing: request.body))?.objectValue ?? JSONObject()
        if method == "POST" { event = ["id": .string("NEW\(state.events.count)")] }
        for (key, value) in body where !["toNotify", "ignoreFreeSlotValidation"].contains(key) {
          event[key] = value
        }
        state.events[event["id"]?.stringValue ?? id] = event
      }
      let text = JSONValue.object(event).text()
      return fault.map { steps($0, text, place) } ?? [.answer("200 OK", body: text)]
    }
  }

  private static let bomb = FoldedZeros(count: 8 << 20).bytes

  /// From a clock that is wrong, and limits that nobody has.
  private static let skewed = [
    ("Date", "Thu, 01 Jan 1970 00:00:00 GMT"), ("Expires", "Fri, 31 Dec 9999 23:59:59 GMT"),
    ("Retry-After", "1000000000"), ("X-RateLimit-Remaining", "99999999999999999999"),
    ("X-RateLimit-Interval-Milliseconds", "-1"),
  ]

  /// About one request in three.
  private static func fault(_ random: inout SplitMix) -> Fault? {
    let draw = random.next() % 300
    if draw == 0 { return .hanging }
    return draw < 100 ? Fault.allCases[Int(draw) % (Fault.allCases.count - 1)] : nil
  }

  /// - Parameter place: Any number, which decides where an answer is cut.
  private func steps(_ fault: Fault, _ text: String, _ place: Int) -> [LoopbackStep] {
    let head = "HTTP/1.1 200 OK\r\n"
    let whole = "\(head)Content-Length: \(text.utf8.count)\r\n\r\n\(text)"
    return switch fault {
    case .refused: [.answer("429 Too Many Requests")]
    case .refusedForLong: [.answer("429 Too Many Requests", headers: Self.skewed)]
    case .failedBefore: [.answer("503 Service Unavailable")]
    case .resetBefore: [.reset]
    case .redirected:
      [.answer("307 Temporary Redirect", headers: [("Location", "http://127.0.0.1:\(elsewhere)/")])]
    case .failedAfter: [.answer("502 Bad Gateway")]
    case .closedAfter: [.close]
    case .cutAfter: [.send(Array(whole.utf8.prefix(place % whole.utf8.count))), .reset]
    case .halfClosed:
      [.send(String(whole.dropLast(1 + place % text.count))), .halfClose, .pause(milliseconds: 3000)]
    case .continued: [.send("HTTP/1.1 100 Continue\r\n\r\n"), .reset]
    case .wrongLength: [.send("\(head)Content-Length: 99999\r\n\r\n\(text)"), .close]
    case .rubbish: [.send("\(head)Transfer-Encoding: chunked\r\n\r\nzz\r\n\(text)"), .close]
    case .unfolding: [.send("\(head)Content-Encoding: gzip\r\n\r\n"), .send(Self.bomb), .close]
    case .skewed: [.answer("200 OK", headers: Self.skewed, body: text)]
    case .empty: [.answer("200 OK")]
    case .hanging: [.hang]
    }
  }

  private func instance(_ id: String) -> JSONObject {
    guard let instance = try? InstanceID(parsing: id) else { return ["id": .string(id)] }
    var event = master
    event["rrule"] = nil
    event["id"] = .string(id)
    for (key, time) in [
      ("startTime", instance.startMilliseconds),
      ("endTime", instance.startMilliseconds + instance.durationSeconds * 1000),
    ] {
      event[key] = OffsetDateTime(milliseconds: time, offsetSeconds: 0).map { .string($0.text) }
    }
    return event
  }
}

/// Numbers that a seed decides.
struct SplitMix: RandomNumberGenerator, Sendable {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

@Suite("Plans sent to a server that fails")
struct FaultScheduleTests {
  private enum End { case complete, undone, undecided, stopped }

  private static let schedules = number("SERIES_FAULT_SCHEDULES") ?? 300
  private static let seed = number("SERIES_FAULT_SEED") ?? 0

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  private static let lanes = 8

  /// One to six requests: instances that are cancelled, or a split, whose second request creates.
  private static func plan(_ seed: Int) throws -> ValidatedPlan {
    let count = seed % 6 + 1
    if count == 2 { return try SplitFixture.plan() }
    var request = PreviewRequest(
      event: try SplitFixture.event(["rrule": "RRULE:FREQ=WEEKLY;COUNT=9"]),
      cancellation: Cancellation(.status))
    let week = 604_800_000
    let starts = (0..<count).map { 1_793_718_000_000 + $0 * week }
    let ids = try starts.map {
      try InstanceID(masterID: SplitFixture.id, startMilliseconds: $0, durationSeconds: 1800)
    }
    request.reach = EditReach(
      id: try EventReference(parsing: ids[0].description), others: Array(ids.dropFirst()), scope: .this)
    request.zone = try ZoneTransitions.named("America/New_York")
    return try #require(request.preview().validatedPlan)
  }

  private static func run(_ seed: Int, _ kind: TransportKind, elsewhere: UInt16) async throws -> End {
    let plan = try plan(seed)
    let service = FaultyService(seed: UInt64(seed), master: plan.request.event.json, elsewhere: elsewhere)
    let server = try LoopbackServer(.respond { service.answer($0) })
    defer { server.stop() }
    let retries = RetryPolicy(base: .milliseconds(1), longest: .milliseconds(4))
    // Long enough for a busy machine: what is applied after the time is up would be sent again.
    let client = try AppointmentClient(
      baseURL: server.baseURL, timeout: .seconds(5), transport: kind.transport, retries: retries
    ) { "token-of-a-location" }
    var failures: [String] = []
    var last: PlanOutcome?
    for await event in client.carryOut(plan, rereadsFirst: seed % 2 == 0) {
      if case .failed(_, let error) = event { failures.append(error.message) }
      if case .ended(let outcome) = event { last = outcome }
    }
    let outcome = try #require(last)
    let progress = outcome.progress
    let applied = service.applied
    for (index, step) in plan.plan.steps.enumerated() {
      let request = step.request
      let count = applied.count { $0 == "\(request.method) \(request.path) \(request.bodyText)" }
      let isOpen = progress.uncertain?.step == index + 1
      let isRight = progress.answers[index + 1] != nil ? count == 1 : isOpen ? count <= 1 : count == 0
      #expect(
        isRight,
        "seed \(seed), step \(index + 1): applied \(count) times, \(String(describing: outcome.stop)), \(service.log)"
      )
    }
    #expect(applied.count <= plan.plan.steps.count, "seed \(seed)")
    #expect(progress.isComplete == (outcome.stop == nil), "seed \(seed)")
    if progress.uncertain != nil { return .undecided }
    if progress.isComplete, seed % 5 != 0 { return .complete }
    service.calm()
    let back = await client.undo(progress).outcome()
    #expect(
      back.progress.isUndone,
      "seed \(seed): \(String(describing: back.stop)), \(String(describing: outcome.stop))")
    for step in plan.plan.steps {
      guard case .update(.known(let id)) = step.request.operation else { continue }
      let now = service.event(id)
      #expect(now["appointmentStatus"] == "confirmed", "seed \(seed)")
      if id == SplitFixture.id { #expect(now["rrule"] == plan.request.event.json["rrule"], "seed \(seed)") }
    }
    return progress.answers.isEmpty ? .stopped : .undone
  }

  @Test(
    "apply each change exactly once, or take it back, or say that it is undecided; no token goes elsewhere",
    arguments: TransportKind.allCases)
  func schedules(kind: TransportKind) async throws {
    let elsewhere = try LoopbackServer(.readRequest, .answer("200 OK", body: "{}"))
    defer { elsewhere.stop() }
    let port = elsewhere.port
    let ends = try await withThrowingTaskGroup(of: [End].self) { group in
      for lane in 0..<Self.lanes {
        group.addTask {
          var ends: [End] = []
          for seed in stride(from: Self.seed + lane, to: Self.seed + Self.schedules, by: Self.lanes) {
            ends.append(try await Self.run(seed, kind, elsewhere: port))
          }
          return ends
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
    #expect(ends.count == Self.schedules)
    // Each end is really seen, where there are enough.
    for end in [End.complete, .undone, .undecided, .stopped] {
      #expect(ends.count { $0 == end } >= Self.schedules / 50, "\(end): \(ends.count { $0 == end })")
    }
    #expect(elsewhere.connectionCount == 0)
  }
}
