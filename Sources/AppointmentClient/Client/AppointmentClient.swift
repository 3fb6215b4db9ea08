public import Logging
public import Metrics
public import SchedulingCore
public import Tracing

/// Sends validated updates of appointments to the server.
///
/// ```swift
/// let client = try AppointmentClient { try await vault.token(of: location) }
/// let outcome = await client.carryOut(plan).outcome()
/// ```
///
/// An update is sent **once**, unless a ``RetryPolicy`` says when it is sent again. A lost connection, a timeout or a
/// failing server leaves open whether it was applied, and an update that is sent twice may run automations twice; so
/// that is never repeated blindly. Such an error has ``AppointmentClientError/mayHaveBeenApplied`` set: read the appointment, then decide. What is
/// ``AppointmentClientError/isRetryable`` can be sent again as it is.
///
/// The token is asked for anew for each request. Where the server refuses it, another one is asked for, once for all
/// calls that wait, and each of them is sent again once: a request that was refused so was surely not applied.
/// The token is in no description, log or error.
public struct AppointmentClient: Sendable {
  /// The address of the documented server.
  public static let defaultBaseURL = "https://services.leadconnectorhq.com"

  /// What carries the requests where nothing else is given: AsyncHTTPClient in a build with the package's trait of
  /// that name, and otherwise `URLSession`.
  public static var defaultTransport: any HTTPTransport {
    #if AsyncHTTPClient
      AsyncHTTPClientTransport()
    #else
      URLSessionTransport()
    #endif
  }

  let baseURL: BaseURL
  let tokens: TokenSource
  let transport: any HTTPTransport
  let limits: HTTPTransportLimits
  let throttle: RequestThrottle?
  let scope: RateScope
  let caller: String
  let retries: RetryPolicy?
  let clock: ClientClock
  let observation: ClientObservation
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
  ///   - transport: What carries the requests; ``defaultTransport`` where absent.
  ///   - throttle: Holds requests back so that the server refuses none; share it between the clients of a process.
  ///   - scope: Whose requests the server counts together, for the throttle.
  ///   - caller: A name for whoever takes turns with others in the scope.
  ///   - retries: When a request is sent again; never, where absent.
  ///   - clock: What waits and deadlines are measured by.
  ///   - logger: Gets one line for each update; ids and statuses, but no bodies.
  ///   - metrics: Gets the counters `appointment_client_requests` (`method`, `outcome`) and
  ///     `appointment_client_retries` (`method`, `reason`), and the timers `appointment_client_request_duration` and
  ///     `appointment_client_throttle_wait`.
  ///   - tracer: Gets a span for each update, and in it one for each time that a request is sent.
  ///   - refreshedToken: Gives another token than the one that the server has refused, which it gets; where absent,
  ///     `token` is asked again. It is asked once at a time, whatever number of calls wait.
  ///   - token: Gives the bearer token, without `Bearer`.
  /// - Throws: `invalidBaseURL`.
  public init(
    baseURL: String = Self.defaultBaseURL, allowsPlainHTTP: Bool = false,
    timeout: Duration = .seconds(30), maximumBodyBytes: Int = 1 << 20,
    transport: (any HTTPTransport)? = nil, throttle: RequestThrottle? = nil,
    scope: RateScope = RateScope(), caller: String = "", retries: RetryPolicy? = nil,
    clock: ClientClock = .continuous, logger: Logger? = nil,
    metrics: any MetricsFactory = MetricsSystem.factory, tracer: any Tracer = InstrumentationSystem.tracer,
    refreshedToken: (@Sendable (_ refused: String) async throws -> String)? = nil,
    token: @escaping @Sendable () async throws -> String
  ) throws(AppointmentClientError) {
    self.baseURL = try BaseURL(parsing: baseURL, allowsPlainHTTP: allowsPlainHTTP)
    self.limits = HTTPTransportLimits(timeout: timeout, maximumBodyBytes: maximumBodyBytes)
    self.transport = transport ?? Self.defaultTransport
    self.throttle = throttle
    self.scope = scope
    self.caller = caller
    self.retries = retries
    self.clock = clock
    self.observation = ClientObservation(metrics: metrics, tracer: tracer)
    self.logger = logger
    self.tokens = TokenSource(current: token, refresh: refreshedToken)
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
      let outcome = try await observation.update(event) { () async throws(AppointmentClientError) in
        try await send(request, prediction)
      }
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
    let answer = try await answer(
      to: planned.method, planned.path, headers: planned.headers, body: planned.body)
    let appointment = try Self.appointment(in: answer)
    return UpdateOutcome(
      appointment: appointment, deviations: prediction.differences(from: appointment),
      unconfirmed: prediction.unconfirmed(by: appointment), status: answer.status,
      rateLimit: answer.rateLimit, traceID: answer.traceID, rawBody: answer.body)
  }

  /// Reads what a path holds.
  func read(_ path: String, version: APIVersion) async throws(AppointmentClientError) -> Appointment {
    let headers = [("Accept", "application/json"), ("Version", version.rawValue)]
    return try Self.appointment(
      in: await answer(
        to: "GET", path, headers: headers.map { PlannedRequest.Header(name: $0, value: $1) }, body: []))
  }

  private static func appointment(in answer: ServerAnswer) throws(AppointmentClientError) -> Appointment {
    do throws(ValidationFailure) {
      return try Appointment(parsing: answer.body)
    } catch {
      throw AppointmentClientError(undecodable: answer, cause: error)
    }
  }
}
