internal import Metrics
internal import Tracing

/// What is seen of a client from outside, in numbers and spans; the token is in none of them.
struct ClientObservation: Sendable {
  let metrics: any MetricsFactory
  let tracer: any Tracer

  /// A request was held back by the throttle for so long, or not at all.
  func waited(_ time: Duration) {
    Timer(label: "appointment_client_throttle_wait", metrics).recordNanoseconds(time.nanoseconds)
  }

  /// A request is about to be sent again.
  func repeats(_ method: String, after code: AppointmentClientError.Code) {
    Counter(
      label: "appointment_client_retries", dimensions: [("method", method), ("reason", code.rawValue)],
      factory: metrics
    ).increment()
  }

  /// A request was sent and came to an end: with an answer that is no refusal where there is no code.
  func ended(_ method: String, _ code: AppointmentClientError.Code?, after time: Duration) {
    let dimensions = [("method", method), ("outcome", code?.rawValue ?? "success")]
    Counter(label: "appointment_client_requests", dimensions: dimensions, factory: metrics).increment()
    Timer(label: "appointment_client_request_duration", dimensions: dimensions, factory: metrics)
      .recordNanoseconds(time.nanoseconds)
  }

  /// Carries out one change within a span that its requests are children of.
  func update(
    _ event: String,
    _ work: () async throws(AppointmentClientError) -> UpdateOutcome
  ) async throws(AppointmentClientError) -> UpdateOutcome {
    try await tracer.withAnySpan("appointment update") {
      span async -> Result<UpdateOutcome, AppointmentClientError> in
      span.attributes["appointment.event"] = event
      do throws(AppointmentClientError) {
        let outcome = try await work()
        span.attributes["appointment.deviations"] = outcome.deviations.count
        return .success(outcome)
      } catch {
        span.attributes["appointment.may_have_been_applied"] = error.mayHaveBeenApplied
        span.fail(error.code.rawValue)
        return .failure(error)
      }
    }.get()
  }
}

extension Timer {
  fileprivate convenience init(label: String, _ factory: any MetricsFactory) {
    self.init(label: label, dimensions: [], factory: factory)
  }
}

extension Duration {
  fileprivate var nanoseconds: Int64 {
    let (seconds, attoseconds) = components
    return seconds < 9_000_000_000 ? seconds * 1_000_000_000 + attoseconds / 1_000_000_000 : .max
  }
}

extension Span {
  /// Marks what it stands for as failed, with a name for the kind of failure.
  func fail(_ type: String) {
    attributes["error.type"] = type
    setStatus(SpanStatus(code: .error))
  }
}
