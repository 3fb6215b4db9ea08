internal import Foundation
internal import Synchronization

/// A TCP server on a free port of 127.0.0.1 that plays one script for each connection, faults included.
///
/// The last script is played again for every further connection. Ending the server ends its threads, also
/// those in the middle of a pause.
package final class LoopbackServer: Sendable {
  /// The port that the system chose.
  package let port: UInt16

  private let listener: Int32
  private let wakeReader: Int32
  private let wakeWriter: Int32
  private let scripts: [[LoopbackStep]]
  private let state = Mutex(State())
  private let threads = DispatchGroup()

  private struct State {
    var requests: [[UInt8]] = []
    var accepted = 0
    var hangUps = 0
    var isStopped = false
  }

  /// Listens, and plays `scripts` in the order of the connections.
  package init(scripts: [[LoopbackStep]]) throws {
    let (listener, port) = try Socket.listen()
    self.listener = listener
    self.port = port
    (wakeReader, wakeWriter) = try Socket.pipe()
    self.scripts = scripts.isEmpty ? [[.readRequest, .close]] : scripts
    spawn { $0.acceptConnections() }
  }

  /// Listens, and plays one script for every connection.
  package convenience init(_ steps: LoopbackStep...) throws {
    try self.init(scripts: [steps])
  }

  /// `http://127.0.0.1:PORT`.
  package var baseURL: String { "http://127.0.0.1:\(port)" }

  /// The bytes of every request read so far, in the order in which they were read.
  package var requests: [RecordedRequest] {
    state.withLock { $0.requests.map(RecordedRequest.init(bytes:)) }
  }

  /// How many connections were opened so far.
  package var connectionCount: Int { state.withLock { $0.accepted } }

  /// How many times the client closed the connection during a pause, a trickle or a hang.
  package var hangUpCount: Int { state.withLock { $0.hangUps } }

  /// A port of 127.0.0.1 on which nobody listens.
  package static func closedPort() throws -> UInt16 {
    let (listener, port) = try Socket.listen()
    Socket.close(listener)
    return port
  }

  /// Closes all sockets and waits for the threads to end. Repeating it does nothing.
  package func stop() {
    let isFirst = state.withLock { state in
      defer { state.isStopped = true }
      return !state.isStopped
    }
    guard isFirst else { return }
    // Never read back: every thread that waits on the pipe sees it, now and later.
    Socket.wake(wakeWriter)
    threads.wait()
    Socket.close(listener)
    Socket.close(wakeReader)
    Socket.close(wakeWriter)
  }

  private func spawn(_ work: @escaping @Sendable (LoopbackServer) -> Void) {
    threads.enter()
    let thread = Thread { [self] in
      work(self)
      threads.leave()
    }
    thread.start()
  }

  private func acceptConnections() {
    while Socket.wait(for: listener, orWake: wakeReader, milliseconds: nil) == .ready {
      guard let connection = Socket.accept(listener) else { continue }
      let script = state.withLock { state in
        defer { state.accepted += 1 }
        return scripts[min(state.accepted, scripts.count - 1)]
      }
      spawn { $0.play(script, on: connection) }
    }
  }

  private func play(_ script: [LoopbackStep], on connection: Int32) {
    for step in script {
      guard play(step, on: connection) else { break }
    }
    Socket.close(connection)
  }

  /// - Returns: Whether the connection goes on.
  private func play(_ step: LoopbackStep, on connection: Int32) -> Bool {
    switch step {
    case .readRequest:
      guard let request = readRequest(from: connection) else { return false }
      state.withLock { $0.requests.append(request) }
      return true
    case .respond(let answer):
      guard let request = readRequest(from: connection) else { return false }
      state.withLock { $0.requests.append(request) }
      return answer(RecordedRequest(bytes: request)).allSatisfy { play($0, on: connection) }
    case .send(let bytes):
      return Socket.send(bytes, to: connection)
    case .pause(let milliseconds):
      return pause(connection, milliseconds: milliseconds)
    case .trickle(let bytes, let milliseconds):
      for byte in bytes {
        guard Socket.send([byte], to: connection), pause(connection, milliseconds: milliseconds) else {
          return false
        }
      }
      return true
    case .hang:
      _ = pause(connection, milliseconds: nil)
      return false
    case .reset:
      Socket.resetOnClose(connection)
      return false
    case .halfClose:
      Socket.endSending(connection)
      return true
    case .close:
      return false
    }
  }

  private func pause(_ connection: Int32, milliseconds: Int32?) -> Bool {
    switch Socket.wait(for: connection, orWake: wakeReader, milliseconds: milliseconds) {
    case .timedOut:
      return true
    case .woken:
      return false
    case .ready:
      // More bytes than a request has, or the end: in either case the client has done with waiting.
      state.withLock { $0.hangUps += 1 }
      return false
    }
  }

  private func readRequest(from connection: Int32) -> [UInt8]? {
    var bytes: [UInt8] = []
    while true {
      if let length = RecordedRequest.completeLength(of: bytes), bytes.count >= length { return bytes }
      guard Socket.wait(for: connection, orWake: wakeReader, milliseconds: 10_000) == .ready,
        let more = Socket.receive(from: connection)
      else { return nil }
      bytes += more
    }
  }
}
