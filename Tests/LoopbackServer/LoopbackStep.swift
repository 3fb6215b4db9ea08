/// What a ``LoopbackServer`` does next on a connection. A script that is over closes the connection in order.
package enum LoopbackStep: Sendable {
  /// Waits for a whole request (head and Content-Length or chunked body) and records it.
  case readRequest
  /// Waits for a whole request, records it, and plays the steps that it is answered with.
  case respond(@Sendable (RecordedRequest) -> [LoopbackStep])
  /// Sends bytes as they are.
  case send([UInt8])
  /// Waits. A client that closes meanwhile ends the script.
  case pause(milliseconds: Int32)
  /// Sends bytes one by one with a pause after each.
  case trickle([UInt8], milliseconds: Int32)
  /// Waits until the client closes or the server is stopped.
  case hang
  /// Closes with a TCP reset instead of an orderly end.
  case reset
  /// Ends its own direction in order, and keeps listening.
  case halfClose
  /// Closes in order.
  case close

  /// Sends text as it is.
  package static func send(_ text: String) -> LoopbackStep {
    .send(Array(text.utf8))
  }

  /// Sends text one byte at a time with a pause after each.
  package static func trickle(_ text: String, milliseconds: Int32) -> LoopbackStep {
    .trickle(Array(text.utf8), milliseconds: milliseconds)
  }

  /// Sends a whole HTTP/1.1 answer with a matching Content-Length, and asks to close the connection.
  package static func answer(
    _ status: String, headers: [(String, String)] = [("Content-Type", "application/json")], body: String = ""
  ) -> LoopbackStep {
    let lines = headers.map { "\($0.0): \($0.1)\r\n" }.joined()
    return .send(
      "HTTP/1.1 \(status)\r\n\(lines)Content-Length: \(body.utf8.count)\r\nConnection: close\r\n\r\n\(body)")
  }
}
