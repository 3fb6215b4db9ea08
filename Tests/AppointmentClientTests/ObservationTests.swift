import AppointmentClient
import Foundation
import InMemoryTracing
import Logging
import LoopbackServer
import Metrics
import MetricsTestKit
import SchedulingCore
import Testing
import Tracing

@Suite("A client as it is seen from outside")
struct ObservationTests {
  private let metrics = TestMetrics()
  private let tracer = InMemoryTracer()

  /// What an update comes to, with a token that the server sends back in its answers.
  private func update(
    _ steps: [[LoopbackStep]], retries: RetryPolicy? = RetryPolicy(base: .milliseconds(1)),
    throttle: RequestThrottle? = nil, logger: Logger? = nil
  ) async throws -> Result<UpdateOutcome, AppointmentClientError> {
    let server = try LoopbackServer(scripts: steps.map { [.readRequest] + $0 })
    defer { server.stop() }
    let client = try AppointmentClient(
      baseURL: server.baseURL, throttle: throttle, retries: retries, logger: logger, metrics: metrics,
      tracer: tracer
    ) { UpdateFixture.token }
    let update = try UpdateFixture().update()
    do throws(AppointmentClientError) {
      return .success(try await client.update(update))
    } catch {
      return .failure(error)
    }
  }

  private static let done = LoopbackStep.answer("200 OK", body: UpdateFixture().answer().text())

  private func count(_ label: String, _ dimensions: [(String, String)]) -> Int64 {
    metrics.counterTotal(label: "appointment_client_\(label)", dimensions: dimensions)
  }

  @Test("Requests are counted by outcome, retries by reason, and each is timed")
  func numbers() async throws {
    _ = try await update(
      [[.answer("429 Too Many Requests")], [.answer("429 Too Many Requests")], [Self.done]],
      throttle: RequestThrottle(limits: Self.quick)
    ).get()
    #expect(count("requests", [("method", "PUT"), ("outcome", "rateLimited")]) == 2)
    #expect(count("requests", [("method", "PUT"), ("outcome", "success")]) == 1)
    #expect(count("retries", [("method", "PUT"), ("reason", "rateLimited")]) == 2)
    let waits = metrics.timers(label: "appointment_client_throttle_wait").flatMap(\.values)
    #expect(waits.count == 3 && waits.dropFirst().allSatisfy { $0 >= 1_000_000 })
    let times = metrics.timers(label: "appointment_client_request_duration")
    #expect(times.flatMap(\.values).count == 3 && times.flatMap(\.values).allSatisfy { $0 > 0 })
    #expect(try await update([[.reset]]).error?.code == .connectionLost)
    #expect(count("requests", [("method", "PUT"), ("outcome", "connectionLost")]) == 1)
  }

  /// A throttle that pauses for some milliseconds after a refusal.
  private static var quick: RequestThrottle.Limits {
    var limits = RequestThrottle.Limits()
    limits.interval = .milliseconds(5)
    return limits
  }

  @Test("An update is one span, with a span for each time that its request is sent")
  func spans() async throws {
    _ = try await update([[.answer("429 Too Many Requests")], [Self.done]]).get()
    let spans = tracer.finishedSpans
    let outer = try #require(spans.first { $0.operationName == "appointment update" })
    let inner = spans.filter { $0.operationName == "PUT" }
    #expect(spans.count == 3 && inner.count == 2 && tracer.activeSpans.isEmpty)
    #expect(inner.allSatisfy { $0.parentSpanID == outer.spanID && $0.kind == .client })
    #expect(outer.attributes.get("appointment.deviations") == 0 && outer.status == nil)
    #expect(inner.map { $0.attributes.get("http.response.status_code") } == [429, 200])
    #expect(inner.map { $0.attributes.get("http.request.resend_count") } == [nil, 1])
    #expect(inner.map { $0.attributes.get("error.type") } == ["429", nil])
    #expect(inner[0].attributes.get("server.address") == "127.0.0.1")
    #expect(inner[0].attributes.get("http.request.method") == "PUT")
    guard case .string(let url) = inner[0].attributes.get("url.full") else { return #expect(Bool(false)) }
    #expect(url.hasSuffix("/calendars/events/appointments/\(UpdateFixture().id)"))
    tracer.clearFinishedSpans()
    #expect(try await update([[.reset]], retries: nil).error?.code == .connectionLost)
    let failed = tracer.finishedSpans
    #expect(failed.map { $0.attributes.get("error.type") } == ["connectionLost", "connectionLost"])
    #expect(failed.allSatisfy { $0.status?.code == .error })
    #expect(failed.last?.attributes.get("appointment.may_have_been_applied") == true)
  }

  @Test("The token is in no number, no span and no line, whatever the server sends back")
  func token() async throws {
    let lines = LogLines()
    let logger = Logger(label: "test") { _ in LogRecorder(lines: lines) }
    let echo = LoopbackStep.answer(
      "500 \(UpdateFixture.token)",
      headers: [("Location", "http://x/?t=\(UpdateFixture.token)"), ("x-trace-id", UpdateFixture.token)],
      body: #"{"message":"\#(UpdateFixture.token)"}"#)
    _ = try await update([[echo], [.reset], [Self.done]], logger: logger)
    _ = try await update([[Self.done]], logger: logger)
    let spans = tracer.finishedSpans.map { span in
      var text = "\(span.operationName) \(span.context) \(String(describing: span.status)) \(span.errors)"
      span.attributes.forEach { text += " \($0)=\($1)" }
      return text
    }
    let labels =
      metrics.counters.map { "\($0.label) \($0.dimensions)" }
      + metrics.timers.map { "\($0.label) \($0.dimensions)" }
    let all = spans + labels + lines.lines
    #expect(spans.count >= 4 && labels.count >= 2 && !lines.lines.isEmpty)
    for secret in [UpdateFixture.token, "1f0c9a52", "secret"] {
      #expect(!all.contains { $0.contains(secret) })
    }
  }
}
