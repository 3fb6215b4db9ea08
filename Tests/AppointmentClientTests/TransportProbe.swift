import AppointmentClient
import HTTPTypes
import LoopbackServer

/// Sends one request through a transport and keeps what became of it.
struct TransportProbe {
  var transport: any HTTPTransport
  var scheme: String
  var path: String
  var timeout: Duration
  var body = #"{"a":1}"#

  /// - Parameter timeout: Long enough for a busy machine: only the tests about time may run into it.
  init(
    _ kind: TransportKind = .urlSession, scheme: String = "http", path: String = "/p",
    timeout: Duration = .seconds(20)
  ) {
    transport = kind.transport
    self.scheme = scheme
    self.path = path
    self.timeout = timeout
  }

  func send(to server: LoopbackServer) async -> Result<HTTPAnswer, HTTPTransportError> {
    await send(to: "127.0.0.1:\(server.port)")
  }

  func send(to authority: String) async -> Result<HTTPAnswer, HTTPTransportError> {
    let request = HTTPRequest(
      method: .put, scheme: scheme, authority: authority, path: path,
      headerFields: [.authorization: "Bearer secret-token", .contentType: "application/json"])
    do throws(HTTPTransportError) {
      let limits = HTTPTransportLimits(timeout: timeout)
      return .success(
        try await transport.send(request, body: Array(body.utf8), limits: limits))
    } catch {
      return .failure(error)
    }
  }
}

extension Result where Success == HTTPAnswer, Failure == HTTPTransportError {
  var error: HTTPTransportError? {
    if case .failure(let error) = self { error } else { nil }
  }
}

/// Waits until a condition holds, or says that it did not within five seconds.
func eventually(_ condition: () -> Bool) async throws -> Bool {
  for _ in 0..<500 {
    if condition() { return true }
    try await Task.sleep(for: .milliseconds(10))
  }
  return condition()
}
