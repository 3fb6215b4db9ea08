internal import HTTPTypes
internal import SchedulingCore

extension AppointmentClient {
  /// What is known of a request while it is sent, and perhaps sent again.
  private struct Call {
    let started: Duration
    var attempt = 0
    /// How often it was sent.
    var sent = 0
    var hasRefreshed = false
    var ticket: RequestThrottle.Ticket?
  }

  /// Sends a request, again where that is safe, and gives the answer of a success.
  func answer(
    to method: String, _ path: String, query: [(String, String)] = [], headers: [PlannedRequest.Header],
    body: [UInt8]
  ) async throws(AppointmentClientError) -> ServerAnswer {
    var call = Call(started: clock.now())
    let items = query.map {
      "\(PlannedRequest.percentEncoded($0.0))=\(PlannedRequest.percentEncoded($0.1))"
    }
    let target = items.isEmpty ? path : "\(path)?\(items.joined(separator: "&"))"
    while true {
      call.attempt += 1
      do throws(AppointmentClientError) {
        let answer = try await attempt(method, target, headers, body, &call)
        if let refusal = AppointmentClientError(refusal: answer) { throw refusal }
        retries?.budget.refund(for: baseURL.authority)
        return answer
      } catch {
        guard try await waitsToRepeat(method, after: error, call) else { throw error }
        observation.repeats(method, after: error.code)
      }
    }
  }

  /// Waits before a request is sent again; false where it is not to be.
  private func waitsToRepeat(
    _ method: String, after error: AppointmentClientError, _ call: Call
  ) async throws(AppointmentClientError) -> Bool {
    let isSafe = error.status == 429 || error.code == .connectionFailed
    guard let retries, call.attempt < retries.attempts,
      isSafe || (method == "GET" && error.mayHaveBeenApplied && error.code != .cancelled)
    else { return false }
    // A throttle has a pause of its own after a refusal.
    let isPaused = throttle != nil && error.status == 429
    let end = clock.now() + (isPaused ? .zero : retries.wait(after: call.attempt, error.rateLimit))
    guard end < call.started + retries.deadline, retries.budget.take(for: baseURL.authority) else {
      return false
    }
    try await wait(until: end)
    return true
  }

  /// - Throws: `cancelled`, with nothing in flight.
  func wait(until end: Duration) async throws(AppointmentClientError) {
    do {
      try await clock.sleep(end)
    } catch {
      throw AppointmentClientError(
        .cancelled, "The request was cancelled before it was sent again.", remedy: "It was not applied.")
    }
  }

  /// Sends a request once, or twice where the server refuses the first token.
  private func attempt(
    _ method: String, _ path: String, _ headers: [PlannedRequest.Header], _ body: [UInt8], _ call: inout Call
  ) async throws(AppointmentClientError) -> ServerAnswer {
    let (token, redactor) = try await accessToken()
    let request = try httpRequest(method, path, headers, token: token)
    let answer = try await exchange(request, body: body, redactor: redactor, &call)
    guard answer.status == 401, !call.hasRefreshed,
      let fresh = try await accessToken(after: token, refusedBy: answer)
    else { return answer }
    call.hasRefreshed = true
    observation.repeats(method, after: .unauthorized)
    let again = try httpRequest(method, path, headers, token: fresh)
    return try await exchange(again, body: body, redactor: fresh.redactor.adding(redactor), &call)
  }

  private func exchange(
    _ request: HTTPRequest, body: [UInt8], redactor: TokenRedactor, _ call: inout Call
  ) async throws(AppointmentClientError) -> ServerAnswer {
    if let throttle {
      let asked = clock.now()
      defer { observation.waited(clock.now() - asked) }
      call.ticket = try await throttle.enter(
        scope, caller: caller, former: call.ticket, patience: timeLeft(for: call))
    }
    var limits = limits
    if let left = timeLeft(for: call) { limits.timeout = min(limits.timeout, max(left, .milliseconds(1))) }
    let attempt = RequestAttempt(request, earlier: call.sent, at: clock.now(), observation)
    call.sent += 1
    do throws(HTTPTransportError) {
      let answer = ServerAnswer(
        try await transport.send(request, body: body, limits: limits), redactor: redactor)
      attempt.ended(answer, at: clock.now())
      await throttle?.leave(scope, rateLimit: answer.rateLimit, status: answer.status)
      return answer
    } catch {
      let answer = error.partialAnswer.map { ServerAnswer($0, redactor: redactor) }
      let error = AppointmentClientError(error, answer: answer, redactor: redactor)
      attempt.failed(error, at: clock.now())
      await throttle?.leave(scope, rateLimit: answer?.rateLimit, status: answer?.status)
      throw error
    }
  }

  private func timeLeft(for call: Call) -> Duration? {
    retries.map { call.started + $0.deadline - clock.now() }
  }

  private func accessToken() async throws(AppointmentClientError) -> (AccessToken, TokenRedactor) {
    do {
      return try await tokens.token()
    } catch let error as AppointmentClientError {
      throw error
    } catch is CancellationError {
      throw Self.cancelledWithoutToken
    } catch {
      // What the error says is not shown: it may quote the secret that it failed on.
      throw AppointmentClientError(
        .tokenUnavailable, "The provider gave no token, but an error of type \(type(of: error)).",
        remedy: "See the cause; nothing was sent.", cause: error)
    }
  }

  /// Another token than the refused one, or nil where there is none.
  private func accessToken(
    after refused: AccessToken, refusedBy answer: ServerAnswer
  ) async throws(AppointmentClientError) -> AccessToken? {
    do {
      return try await tokens.token(after: refused)
    } catch let error as AppointmentClientError {
      throw error
    } catch is CancellationError {
      throw Self.cancelledWithoutToken
    } catch {
      throw AppointmentClientError(
        .unauthorized,
        "The server does not accept the token (status \(answer.status)), and no other came, but an error of type "
          + "\(type(of: error)).", remedy: "See the cause; nothing was applied.", answer: answer, cause: error
      )
    }
  }

  private static var cancelledWithoutToken: AppointmentClientError {
    AppointmentClientError(
      .cancelled, "The update was cancelled while its token was fetched.", remedy: "Nothing was applied.")
  }

  private func httpRequest(
    _ methodName: String, _ path: String, _ headers: [PlannedRequest.Header], token: AccessToken
  ) throws(AppointmentClientError) -> HTTPRequest {
    guard let method = HTTPRequest.Method(methodName) else {
      throw Self.invalidRequest("its method is “\(methodName)”")
    }
    // The query, if there is one, is percent-encoded.
    guard !path.isEmpty, path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }),
      BaseURL.isValid(path: String(path.prefix { $0 != "?" }))
    else {
      throw Self.invalidRequest("its path “\(path)” would not arrive as it is")
    }
    var request = HTTPRequest(
      method: method, scheme: baseURL.scheme, authority: baseURL.authority, path: baseURL.pathPrefix + path)
    for header in headers {
      guard let name = HTTPField.Name(header.name), HTTPField.isValidValue(header.value) else {
        throw Self.invalidRequest("its header \(header.name) is not valid")
      }
      request.headerFields.append(HTTPField(name: name, value: header.value))
    }
    var authorization = HTTPField(name: .authorization, value: token.authorization)
    authorization.indexingStrategy = .disallow
    request.headerFields[fields: .authorization] = [authorization]
    return request
  }

  private static func invalidRequest(_ reason: String) -> AppointmentClientError {
    AppointmentClientError(
      .invalidRequest, "The request can't be sent: \(reason).",
      remedy: "Check the appointment's id; nothing was sent.")
  }
}
