extension AppointmentClientError {
  /// A stable name of what went wrong; more may be added.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    private enum Value: String {
      case badRequest, unauthorized, forbidden, notFound, unprocessable, rateLimited, server
      case unexpectedStatus, redirect
      case connectionFailed, connectionLost, timedOut, malformedAnswer, undecodableBody, bodyTooLarge
      case invalidBaseURL, invalidRequest, tokenUnavailable, cancelled
    }

    private let value: Value

    private init(_ value: Value) { self.value = value }

    /// The name in camel case.
    public var rawValue: String { value.rawValue }

    /// The name in camel case.
    public var description: String { value.rawValue }

    /// 400: the server does not understand the update.
    public static let badRequest = Code(.badRequest)
    /// 401: the token is not valid.
    public static let unauthorized = Code(.unauthorized)
    /// 403: the token may not do this.
    public static let forbidden = Code(.forbidden)
    /// 404: there is no such appointment.
    public static let notFound = Code(.notFound)
    /// 422: the server understands the update and refuses it.
    public static let unprocessable = Code(.unprocessable)
    /// 429: too many requests.
    public static let rateLimited = Code(.rateLimited)
    /// 500 to 599: the server failed.
    public static let server = Code(.server)
    /// Any other status.
    public static let unexpectedStatus = Code(.unexpectedStatus)
    /// 301, 302, 303, 307 or 308: the server names another address, which never gets the token.
    public static let redirect = Code(.redirect)
    /// The request surely did not reach the server: refused, unknown host, failed TLS handshake.
    public static let connectionFailed = Code(.connectionFailed)
    /// The connection ended before the whole answer came.
    public static let connectionLost = Code(.connectionLost)
    /// The whole answer did not come in time.
    public static let timedOut = Code(.timedOut)
    /// What came is not an HTTP answer.
    public static let malformedAnswer = Code(.malformedAnswer)
    /// The status says success, and the body is no appointment.
    public static let undecodableBody = Code(.undecodableBody)
    /// The body is larger than allowed.
    public static let bodyTooLarge = Code(.bodyTooLarge)
    /// The base URL can't be used.
    public static let invalidBaseURL = Code(.invalidBaseURL)
    /// The planned request can't be put into HTTP.
    public static let invalidRequest = Code(.invalidRequest)
    /// The provider gave no token, or one that can't stand in a header.
    public static let tokenUnavailable = Code(.tokenUnavailable)
    /// The calling task was cancelled.
    public static let cancelled = Code(.cancelled)
  }
}
