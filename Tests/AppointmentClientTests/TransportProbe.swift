import AppointmentClient
import HTTPTypes
import LoopbackServer

/// Sends one request through ``URLSessionTransport`` and keeps what became of it.
struct TransportProbe {
  var scheme = "http"
  var path = "/p"
  var body = #"{"a":1}"#
  // Long enough for a busy machine: only the tests about time may run into it.
  var timeout = Duration.seconds(20)

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
        try await URLSessionTransport().send(request, body: Array(body.utf8), limits: limits))
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
