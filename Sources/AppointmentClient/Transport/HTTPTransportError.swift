/// Why an exchange brought no whole answer.
public struct HTTPTransportError: Error, Sendable {
  /// What is known about the fate of the request.
  public enum Kind: Hashable, Sendable {
    /// The request surely never reached the server: refused, unknown host, failed TLS handshake.
    case notDelivered
    /// The connection ended before the whole answer came; the request may have reached the server.
    case connectionLost
    /// The time was up; the request may have reached the server.
    case timedOut
    /// What the server sent is not an HTTP answer.
    case malformedAnswer
    /// The answer's body is larger than allowed.
    case bodyTooLarge
    /// The calling task was cancelled before the request was started.
    case cancelledBeforeSending
    /// The calling task was cancelled; the request may have reached the server.
    case cancelled
  }

  /// What is known about the fate of the request.
  public var kind: Kind
  /// What happened, in words, without anything of the request's header.
  public var message: String
  /// What came of the answer before the failure.
  public var partialAnswer: HTTPAnswer?

  /// An error of a kind, described in words.
  public init(kind: Kind, message: String, partialAnswer: HTTPAnswer? = nil) {
    self.kind = kind
    self.message = message
    self.partialAnswer = partialAnswer
  }
}
