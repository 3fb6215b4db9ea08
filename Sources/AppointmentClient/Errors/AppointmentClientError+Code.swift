extension AppointmentClientError {
  /// A stable name of what went wrong; more may be added.
  public struct Code: Hashable, Sendable, CustomStringConvertible {
    private enum Value: String {
      case badRequest, unauthorized, forbidden, notFound, unprocessable, rateLimited, server
      case unexpectedStatus, redirect
      case connectionFailed, connectionLost, timedOut, malformedAnswer, undecodableBody, bodyTooLarge
      case invalidBaseURL, invalidRequest, tokenUnavailable, cancelled
      case queueFull, deadlineExceeded
    }

    private let value: Value

    private init(_ value: Value) { self.value = value }

    /// The name in camel case.
    public var rawValue: String { value.rawValue }

    /// The name in camel case.
    public var description: String { value.rawValue }

    /// Thrown for status 400: the server does not understand the update.
    public static let badRequest = Code(.badRequest)
    /// Thrown for status 401: the token is not valid.
    public static let unauthorized = Code(.unauthorized)
    /// Thrown for status 403: the token does not allow this update.
    public static let forbidden = Code(.forbidden)
    /// Thrown for status 404: there is no such appointment.
    public static let notFound = Code(.notFound)
    /// Thrown for status 422: the server understands the update and refuses it.
    public static let unprocessable = Code(.unprocessable)
    /// Thrown for status 429: there were too many requests.
    public static let rateLimited = Code(.rateLimited)
    /// Thrown for status 500 to 599: the server failed.
    public static let server = Code(.server)
    /// Thrown for any status that has no code of its own and is no success.
    public static let unexpectedStatus = Code(.unexpectedStatus)
    /// Thrown for status 301, 302, 303, 307 or 308: the server names another address, which is not followed
    /// and never gets the token.
    public static let redirect = Code(.redirect)
    /// The request certainly did not reach the server: refused, unknown host, failed TLS handshake.
    public static let connectionFailed = Code(.connectionFailed)
    /// The connection ended before the whole answer came; the server may have applied the update.
    public static let connectionLost = Code(.connectionLost)
    /// The whole answer did not come in time.
    public static let timedOut = Code(.timedOut)
    /// The bytes that came are no HTTP answer.
    public static let malformedAnswer = Code(.malformedAnswer)
    /// The status says success, and the body is no appointment.
    public static let undecodableBody = Code(.undecodableBody)
    /// The answer's body is larger than the client allows.
    public static let bodyTooLarge = Code(.bodyTooLarge)
    /// Thrown when a client is made with a base URL that can't be used.
    public static let invalidBaseURL = Code(.invalidBaseURL)
    /// The planned request can't be written as HTTP; nothing was sent.
    public static let invalidRequest = Code(.invalidRequest)
    /// The provider gave no token, or one that can't stand in a header.
    public static let tokenUnavailable = Code(.tokenUnavailable)
    /// The calling task was cancelled.
    public static let cancelled = Code(.cancelled)
    /// Too many requests wait already for the server's limit; nothing was sent.
    public static let queueFull = Code(.queueFull)
    /// The request would have to wait longer than it may; nothing was sent.
    public static let deadlineExceeded = Code(.deadlineExceeded)
  }
}
