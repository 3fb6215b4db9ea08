internal import Foundation
internal import HTTPTypes
internal import Synchronization

#if canImport(FoundationNetworking)
  internal import FoundationNetworking
#endif

/// One request's delegate: gathers the answer and ends the exchange exactly once, whichever of answer, fault,
/// deadline and cancellation comes first.
final class URLSessionExchange: NSObject, URLSessionDataDelegate {
  typealias Outcome = Result<HTTPAnswer, HTTPTransportError>

  private struct State {
    var answer: HTTPAnswer?
    var outcome: Outcome?
    var waiter: CheckedContinuation<Outcome, Never>?
  }

  private let maximumBodyBytes: Int
  private let sendsBody: Bool
  private let state = Mutex(State())

  init(maximumBodyBytes: Int, sendsBody: Bool) {
    self.maximumBodyBytes = maximumBodyBytes
    self.sendsBody = sendsBody
  }

  /// Starts `task` and waits for the end of the exchange.
  func run(_ task: URLSessionTask) async -> Outcome {
    await withCheckedContinuation { continuation in
      let earlier = state.withLock { state in
        if state.outcome == nil { state.waiter = continuation }
        return state.outcome
      }
      if let earlier {
        continuation.resume(returning: earlier)
      } else {
        task.resume()
      }
    }
  }

  /// Ends the exchange with an error, unless it has ended.
  func fail(_ kind: HTTPTransportError.Kind, _ message: String) {
    finish { .failure(HTTPTransportError(kind: kind, message: message, partialAnswer: $0)) }
  }

  private func finish(_ outcome: (HTTPAnswer?) -> Outcome) {
    let (waiter, result) = state.withLock { state -> (CheckedContinuation<Outcome, Never>?, Outcome) in
      let result = state.outcome ?? outcome(state.answer)
      state.outcome = result
      defer { state.waiter = nil }
      return (state.waiter, result)
    }
    waiter?.resume(returning: result)
  }

  private func finish(with head: HTTPURLResponse) {
    guard let response = Self.response(head) else {
      return fail(.malformedAnswer, "the status \(head.statusCode) is not one of HTTP")
    }
    finish { .success(HTTPAnswer(response: response, body: $0?.body ?? [])) }
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
    newRequest request: URLRequest, completionHandler: @escaping (URLRequest?) -> Void
  ) {
    // The handler stays uncalled: the task is cancelled instead, and on Linux an answer that crosses the
    // cancellation is a fatal error.
    finish(with: response)
  }

  func urlSession(
    _ session: URLSession, task: URLSessionTask, didReceive challenge: URLAuthenticationChallenge,
    completionHandler: @escaping (URLSession.AuthChallengeDisposition, URLCredential?) -> Void
  ) {
    if let head = challenge.failureResponse as? HTTPURLResponse ?? task.response as? HTTPURLResponse {
      // A server that asks for another kind of credential gets none: the answer is the 401 itself.
      finish(with: head)
    } else {
      completionHandler(.performDefaultHandling, nil)
    }
  }

  func urlSession(
    _ session: URLSession, dataTask: URLSessionDataTask, didReceive response: URLResponse,
    completionHandler: @escaping (URLSession.ResponseDisposition) -> Void
  ) {
    guard let head = response as? HTTPURLResponse, let response = Self.response(head) else {
      fail(.malformedAnswer, "the answer has no HTTP status")
      return completionHandler(.cancel)
    }
    state.withLock { $0.answer = HTTPAnswer(response: response, body: []) }
    completionHandler(.allow)
  }

  func urlSession(_ session: URLSession, dataTask: URLSessionDataTask, didReceive data: Data) {
    let isTooLarge = state.withLock { state in
      guard state.outcome == nil, var answer = state.answer else { return false }
      state.answer = nil
      let room = maximumBodyBytes - answer.body.count
      answer.body.append(contentsOf: data.prefix(max(0, room)))
      state.answer = answer
      return data.count > room
    }
    if isTooLarge { fail(.bodyTooLarge, "the body has more than \(maximumBodyBytes) bytes") }
  }

  func urlSession(_ session: URLSession, task: URLSessionTask, didCompleteWithError error: (any Error)?) {
    if let error {
      let isUnsent = sendsBody && task.countOfBytesSent == 0
      return fail(Self.kind(of: error, isUnsent: isUnsent), Self.message(of: error))
    }
    if let head = task.response as? HTTPURLResponse {
      finish(with: head)
    } else {
      fail(.malformedAnswer, "the answer has no HTTP status")
    }
  }

  private static func response(_ head: HTTPURLResponse) -> HTTPResponse? {
    guard (100...999).contains(head.statusCode) else { return nil }
    var fields = HTTPFields()
    for (name, value) in head.allHeaderFields {
      guard let name = HTTPField.Name("\(name)") else { continue }
      fields.append(HTTPField(name: name, value: "\(value)"))
    }
    return HTTPResponse(status: HTTPResponse.Status(code: head.statusCode), headerFields: fields)
  }

  /// Only codes that cannot come after the request was sent count as not delivered, and a body of which no
  /// byte was taken: on Linux a failed TLS handshake has no code of its own.
  private static func kind(of error: any Error, isUnsent: Bool) -> HTTPTransportError.Kind {
    guard let error = error as? URLError else { return isUnsent ? .notDelivered : .connectionLost }
    switch error.code {
    case .cannotConnectToHost, .cannotFindHost, .dnsLookupFailed, .notConnectedToInternet,
      .secureConnectionFailed, .serverCertificateHasBadDate, .serverCertificateUntrusted,
      .serverCertificateHasUnknownRoot, .serverCertificateNotYetValid, .clientCertificateRejected,
      .clientCertificateRequired, .appTransportSecurityRequiresSecureConnection:
      return .notDelivered
    case .timedOut:
      return .timedOut
    case .cancelled:
      return .cancelled
    default:
      return isUnsent ? .notDelivered : .connectionLost
    }
  }

  private static func message(of error: any Error) -> String {
    guard let error = error as? URLError else { return "the connection failed" }
    return switch error.code {
    case .cannotConnectToHost: "nothing accepts connections there"
    case .cannotFindHost, .dnsLookupFailed: "the host name is unknown"
    case .notConnectedToInternet: "there is no network"
    case .networkConnectionLost: "the connection was reset"
    default: error.localizedDescription
    }
  }
}
