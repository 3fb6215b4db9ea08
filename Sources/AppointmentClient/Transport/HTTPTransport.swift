public import HTTPTypes

/// Something that carries one HTTP request to a server and brings the answer back.
///
/// The client hands it a request that holds the access token, so an adapter must
/// - send the request **once**: no retry of its own, not even on a connection that turned out to be dead;
/// - follow no redirect, but return the 3xx answer as it is;
/// - keep no cookies, no cache and no credentials;
/// - hold the whole exchange, connecting and the answer's last byte included, within `limits.timeout`;
/// - stop reading once the body is larger than `limits.maximumBodyBytes`;
/// - stop when the task that called it is cancelled;
/// - keep the request's `Authorization` field out of its errors and logs.
public protocol HTTPTransport: Sendable {
  /// Sends `request` with `body` and returns the answer, whatever its status.
  func send(
    _ request: HTTPRequest, body: [UInt8], limits: HTTPTransportLimits
  ) async throws(HTTPTransportError) -> HTTPAnswer
}
