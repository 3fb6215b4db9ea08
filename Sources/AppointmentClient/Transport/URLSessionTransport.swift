internal import Foundation
public import HTTPTypes

#if canImport(FoundationNetworking)
  internal import FoundationNetworking
#endif

/// Sends requests with Foundation's `URLSession`.
///
/// Each request has a session and so a connection of its own. A kept connection may be dead by the time it is
/// used again, and both implementations of `URLSession` then send the request a second time by themselves; a
/// request that may have reached the server must not be repeated blindly.
///
/// - Warning: On Linux a connection that is closed in order within an answer's head ends the whole process there, by a
///   `fatalError` of `URLSession`'s. What must not end uses ``AsyncHTTPClientTransport``.
public struct URLSessionTransport: HTTPTransport {
  /// A transport without state.
  public init() {}

  /// Sends `request` once and returns the answer, whatever its status.
  public func send(
    _ request: HTTPRequest, body: [UInt8], limits: HTTPTransportLimits
  ) async throws(HTTPTransportError) -> HTTPAnswer {
    guard !Task.isCancelled else {
      throw HTTPTransportError(kind: .cancelledBeforeSending, message: "cancelled before it was sent")
    }
    let urlRequest = try Self.urlRequest(for: request, body: body, limits: limits)
    let exchange = URLSessionExchange(
      maximumBodyBytes: limits.maximumBodyBytes, sendsBody: !body.isEmpty)
    let session = URLSession(
      configuration: Self.configuration(limits), delegate: exchange, delegateQueue: nil)
    let task = session.dataTask(with: urlRequest)
    defer {
      task.cancel()
      session.invalidateAndCancel()
    }
    // URLSession's own timeout starts anew with every byte that arrives, so a trickle outlives it.
    let deadline = Task {
      try await Task.sleep(for: min(limits.timeout, Self.longestTimeout))
      exchange.fail(.timedOut, "no whole answer within \(limits.timeout)")
    }
    defer { deadline.cancel() }
    let outcome = await withTaskCancellationHandler {
      await exchange.run(task)
    } onCancel: {
      exchange.fail(.cancelled, "cancelled while waiting for the answer")
    }
    return try outcome.get()
  }

  private static func urlRequest(
    for request: HTTPRequest, body: [UInt8], limits: HTTPTransportLimits
  ) throws(HTTPTransportError) -> URLRequest {
    guard let scheme = request.scheme, let authority = request.authority, let path = request.path,
      let url = URL(string: "\(scheme)://\(authority)\(path)", encodingInvalidCharacters: false)
    else {
      throw HTTPTransportError(kind: .notDelivered, message: "the request has no valid URL")
    }
    #if canImport(FoundationNetworking)
      let proxies = ProxyEnvironment(variables: ProcessInfo.processInfo.environment)
      if let variable = proxies.variable(scheme: scheme, authority: authority) {
        throw HTTPTransportError(
          kind: .notDelivered,
          message: "\(variable) in the environment would send this machine's own requests, token included, "
            + "to a proxy; name the host in no_proxy")
      }
    #endif
    var urlRequest = URLRequest(
      url: url, cachePolicy: .reloadIgnoringLocalCacheData, timeoutInterval: seconds(limits.timeout))
    urlRequest.httpMethod = request.method.rawValue
    urlRequest.httpShouldHandleCookies = false
    for field in request.headerFields {
      urlRequest.addValue(field.value, forHTTPHeaderField: field.name.rawName)
    }
    if !body.isEmpty { urlRequest.httpBody = Data(body) }
    return urlRequest
  }

  private static func configuration(_ limits: HTTPTransportLimits) -> URLSessionConfiguration {
    let configuration = URLSessionConfiguration.ephemeral
    configuration.httpCookieStorage = nil
    configuration.httpCookieAcceptPolicy = .never
    configuration.httpShouldSetCookies = false
    configuration.urlCache = nil
    configuration.urlCredentialStorage = nil
    configuration.requestCachePolicy = .reloadIgnoringLocalCacheData
    configuration.timeoutIntervalForRequest = seconds(limits.timeout)
    configuration.timeoutIntervalForResource = seconds(limits.timeout)
    return configuration
  }

  /// A day: beyond some length the clock's arithmetic overflows.
  private static let longestTimeout = Duration.seconds(86_400)

  /// Slightly more than the deadline, so that of the two clocks the deadline is the one that speaks.
  private static func seconds(_ duration: Duration) -> TimeInterval {
    max(0, min(duration, longestTimeout) / .seconds(1)) + 1
  }
}
