internal import HTTPTypes
public import Logging
public import SchedulingCore

/// Sends validated updates of appointments to the server.
///
/// ```swift
/// let client = try AppointmentClient { try await vault.token(of: location) }
/// let outcome = await client.carryOut(plan).outcome()
/// ```
///
/// An update is sent **once**. A lost connection, a timeout or a failing server leaves open whether it was
/// applied, and an update that is sent twice may run automations twice; so nothing is repeated here. Such an
/// error has ``AppointmentClientError/mayHaveBeenApplied`` set: read the appointment, then decide. What is
/// ``AppointmentClientError/isRetryable`` can be sent again as it is.
///
/// The token is asked for anew for each update. It is in no description, log or error.
public struct AppointmentClient: Sendable {
  /// The address of the documented server.
  public static let defaultBaseURL = "https://services.leadconnectorhq.com"

  private let baseURL: BaseURL
  private let token: @Sendable () async throws -> String
  private let transport: any HTTPTransport
  private let limits: HTTPTransportLimits
  private let logger: Logger?

  /// A client for one server.
  ///
  /// - Parameters:
  ///   - baseURL: What comes before the path of a request; it may have a path of its own. `https`, or `http`
  ///     for 127.0.0.0/8, `[::1]` and `localhost`.
  ///   - allowsPlainHTTP: Whether `http` is good for any host: then everyone on the way can read the token.
  ///   - timeout: The time from the start of a request to the last byte of its answer, without the time that
  ///     the token takes.
  ///   - maximumBodyBytes: The largest answer that is read.
  ///   - transport: What carries the requests.
  ///   - logger: Gets one line for each update; ids and statuses, but no bodies.
  ///   - token: Gives the bearer token, without `Bearer`.
  /// - Throws: `invalidBaseURL`.
  public init(
    baseURL: String = Self.defaultBaseURL, allowsPlainHTTP: Bool = false,
    timeout: Duration = .seconds(30), maximumBodyBytes: Int = 1 << 20,
    transport: any HTTPTransport = URLSessionTransport(), logger: Logger? = nil,
    token: @escaping @Sendable () async throws -> String
  ) throws(AppointmentClientError) {
    self.baseURL = try BaseURL(parsing: baseURL, allowsPlainHTTP: allowsPlainHTTP)
    self.limits = HTTPTransportLimits(timeout: timeout, maximumBodyBytes: maximumBodyBytes)
    self.transport = transport
    self.logger = logger
    self.token = token
  }

  /// Sends an update once and compares the answer with what the update predicted.
  public func update(_ update: ValidatedUpdate) async throws(AppointmentClientError) -> UpdateOutcome {
    try await logged(update.request, update.prediction, event: update.decision.requestID)
  }

  /// Sends one request of a plan once and compares the answer with what the plan predicted.
  ///
  /// The order is the caller's: a request of a plan makes sense after those it depends on only.
  public func send(_ request: ValidatedRequest) async throws(AppointmentClientError) -> UpdateOutcome {
    try await logged(request.request, request.prediction, event: request.label)
  }

  /// The server's address, as plans are kept with it.
  var address: String { "\(baseURL.scheme)://\(baseURL.authority)\(baseURL.pathPrefix)" }

  private func logged(
    _ request: PlannedRequest, _ prediction: AppointmentPrediction, event: String
  ) async throws(AppointmentClientError) -> UpdateOutcome {
    do throws(AppointmentClientError) {
      let outcome = try await send(request, prediction)
      logger?.debug(
        "appointment updated",
        metadata: [
          "event": "\(event)", "status": "\(outcome.status)",
          "deviations": "\(outcome.deviations.map(\.field).joined(separator: ","))",
        ])
      return outcome
    } catch {
      logger?.warning(
        "appointment update failed",
        metadata: [
          "event": "\(event)", "code": "\(error.code)",
          "status": "\(error.status.map(String.init) ?? "none")",
          "mayHaveBeenApplied": "\(error.mayHaveBeenApplied)", "traceID": "\(error.traceID ?? "none")",
        ])
      throw error
    }
  }

  private func send(
    _ planned: PlannedRequest, _ prediction: AppointmentPrediction
  ) async throws(AppointmentClientError) -> UpdateOutcome {
    let (answer, appointment) = try await answer(
      to: planned.method, planned.path, headers: planned.headers, body: planned.body)
    return UpdateOutcome(
      appointment: appointment, deviations: prediction.differences(from: appointment),
      unconfirmed: prediction.unconfirmed(by: appointment), status: answer.status,
      rateLimit: answer.rateLimit, traceID: answer.traceID, rawBody: answer.body)
  }

  /// Reads what a path holds.
  func read(_ path: String, version: APIVersion) async throws(AppointmentClientError) -> Appointment {
    let headers = [("Accept", "application/json"), ("Version", version.rawValue)]
    return try await answer(
      to: "GET", path, headers: headers.map { PlannedRequest.Header(name: $0, value: $1) }, body: []
    ).appointment
  }

  private func answer(
    to method: String, _ path: String, headers: [PlannedRequest.Header], body: [UInt8]
  ) async throws(AppointmentClientError) -> (answer: ServerAnswer, appointment: Appointment) {
    let accessToken = try await accessToken()
    let request = try httpRequest(method, path, headers, token: accessToken)
    let answer = try await exchange(request, body: body, redactor: accessToken.redactor)
    if let refusal = AppointmentClientError(refusal: answer) { throw refusal }
    do throws(ValidationFailure) {
      return (answer, try Appointment(parsing: answer.body))
    } catch {
      throw AppointmentClientError(undecodable: answer, cause: error)
    }
  }

  private func accessToken() async throws(AppointmentClientError) -> AccessToken {
    let text: String
    do {
      text = try await token()
    } catch is CancellationError {
      throw AppointmentClientError(
        .cancelled, "The update was cancelled while its token was fetched.", remedy: "Nothing was sent.")
    } catch {
      // What the error says is not shown: it may quote the secret that it failed on.
      throw AppointmentClientError(
        .tokenUnavailable, "The provider gave no token, but an error of type \(type(of: error)).",
        remedy: "See the cause; nothing was sent.", cause: error)
    }
    return try AccessToken(text)
  }

  private func httpRequest(
    _ methodName: String, _ path: String, _ headers: [PlannedRequest.Header], token: AccessToken
  ) throws(AppointmentClientError) -> HTTPRequest {
    guard let method = HTTPRequest.Method(methodName) else {
      throw Self.invalidRequest("its method is “\(methodName)”")
    }
    guard !path.isEmpty, path.utf8.allSatisfy({ (0x21...0x7E).contains($0) }), BaseURL.isValid(path: path)
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

  private func exchange(
    _ request: HTTPRequest, body: [UInt8], redactor: TokenRedactor
  ) async throws(AppointmentClientError) -> ServerAnswer {
    do throws(HTTPTransportError) {
      return ServerAnswer(
        try await transport.send(request, body: body, limits: limits), redactor: redactor)
    } catch {
      let answer = error.partialAnswer.map { ServerAnswer($0, redactor: redactor) }
      throw AppointmentClientError(error, answer: answer, redactor: redactor)
    }
  }

  private static func invalidRequest(_ reason: String) -> AppointmentClientError {
    AppointmentClientError(
      .invalidRequest, "The request can't be sent: \(reason).",
      remedy: "Check the appointment's id; nothing was sent.")
  }
}
