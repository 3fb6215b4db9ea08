internal import HTTPTypes
internal import Tracing

/// One sending of a request, with its span by OpenTelemetry's conventions for HTTP clients.
///
/// The span's context is not sent along: the server is somebody else's.
struct RequestAttempt {
  private let observation: ClientObservation
  private let method: String
  private let started: Duration
  private let span: any Span

  /// - Parameters:
  ///   - earlier: How often the request was sent before.
  ///   - started: The clock's time.
  init(_ request: HTTPRequest, earlier: Int, at started: Duration, _ observation: ClientObservation) {
    self.observation = observation
    self.started = started
    method = request.method.rawValue
    span = observation.tracer.startAnySpan(method, ofKind: .client)
    let scheme = request.scheme ?? ""
    let authority = request.authority ?? ""
    let host = BaseURL.host(of: authority) ?? ""
    span.updateAttributes { attributes in
      attributes["http.request.method"] = method
      attributes["url.full"] = "\(scheme)://\(authority)\(request.path ?? "")"
      attributes["server.address"] = host
      attributes["server.port"] =
        Int(authority.dropFirst(host.count + 1)) ?? (scheme == "https" ? 443 : 80)
      if earlier > 0 { attributes["http.request.resend_count"] = earlier }
    }
  }

  func ended(_ answer: ServerAnswer, at time: Duration) {
    span.attributes["http.response.status_code"] = answer.status
    let code = AppointmentClientError(refusal: answer)?.code
    if code != nil { span.fail("\(answer.status)") }
    end(code, at: time)
  }

  func failed(_ error: AppointmentClientError, at time: Duration) {
    if let status = error.status { span.attributes["http.response.status_code"] = status }
    span.fail(error.code.rawValue)
    end(error.code, at: time)
  }

  private func end(_ code: AppointmentClientError.Code?, at time: Duration) {
    span.end()
    observation.ended(method, code, after: time - started)
  }
}
