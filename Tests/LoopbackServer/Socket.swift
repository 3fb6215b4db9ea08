#if canImport(Darwin)
  internal import Darwin
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Glibc
#endif

/// The few POSIX calls that a ``LoopbackServer`` needs.
enum Socket {
  /// A system call that failed, with its error number.
  struct Failure: Error {
    var call: String
    var number: Int32
  }

  enum Readiness {
    case ready, woken, timedOut
  }

  static func listen() throws -> (descriptor: Int32, port: UInt16) {
    #if canImport(Glibc)
      let type = Int32(SOCK_STREAM.rawValue)
    #else
      let type = SOCK_STREAM
    #endif
    let descriptor = socket(AF_INET, type, 0)
    guard descriptor >= 0 else { throw Failure(call: "socket", number: errno) }
    do {
      var address = sockaddr_in()
      address.sin_family = sa_family_t(AF_INET)
      address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
      let size = socklen_t(MemoryLayout<sockaddr_in>.size)
      try check(
        "bind",
        withUnsafePointer(to: &address) { pointer in
          pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { bind(descriptor, $0, size) }
        })
      try check("listen", systemListen(descriptor, 16))
      var length = size
      try check(
        "getsockname",
        withUnsafeMutablePointer(to: &address) { pointer in
          pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
        })
      return (descriptor, UInt16(bigEndian: address.sin_port))
    } catch {
      close(descriptor)
      throw error
    }
  }

  static func pipe() throws -> (reader: Int32, writer: Int32) {
    var ends: [Int32] = [0, 0]
    try check("pipe", systemPipe(&ends))
    return (ends[0], ends[1])
  }

  static func accept(_ listener: Int32) -> Int32? {
    let connection = systemAccept(listener)
    guard connection >= 0 else { return nil }
    // A client that never reads must not keep a thread in `send` for ever.
    var limit = timeval(tv_sec: 5, tv_usec: 0)
    setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
    return connection
  }

  static func wait(for descriptor: Int32, orWake wakeReader: Int32, milliseconds: Int32?) -> Readiness {
    while true {
      var polled = [
        pollfd(fd: wakeReader, events: Int16(POLLIN), revents: 0),
        pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      ]
      let count = poll(&polled, 2, milliseconds ?? -1)
      if count == 0 { return .timedOut }
      if count < 0 && errno == EINTR { continue }
      return count < 0 || polled[0].revents != 0 ? .woken : .ready
    }
  }

  /// - Returns: The bytes that are there, or nil at the end of the stream.
  static func receive(from connection: Int32) -> [UInt8]? {
    var buffer = [UInt8](repeating: 0, count: 65_536)
    let count = recv(connection, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer[..<count]) : nil
  }

  static func send(_ bytes: [UInt8], to connection: Int32) -> Bool {
    #if canImport(Darwin)
      var yes: Int32 = 1
      setsockopt(connection, SOL_SOCKET, SO_NOSIGPIPE, &yes, socklen_t(MemoryLayout<Int32>.size))
      let flags: Int32 = 0
    #else
      let flags = Int32(MSG_NOSIGNAL)
    #endif
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemSend(connection, $0.baseAddress, $0.count, flags) }
      guard count > 0 else { return false }
      rest = rest.dropFirst(count)
    }
    return true
  }

  static func resetOnClose(_ connection: Int32) {
    var option = linger(l_onoff: 1, l_linger: 0)
    setsockopt(connection, SOL_SOCKET, SO_LINGER, &option, socklen_t(MemoryLayout<linger>.size))
  }

  static func endSending(_ connection: Int32) {
    shutdown(connection, Int32(SHUT_WR))
  }

  static func wake(_ writer: Int32) {
    var byte: UInt8 = 1
    _ = write(writer, &byte, 1)
  }

  static func close(_ descriptor: Int32) {
    _ = systemClose(descriptor)
  }

  private static func check(_ call: String, _ result: Int32) throws {
    guard result == 0 else { throw Failure(call: call, number: errno) }
  }
}

// Inside the enum the names above hide the system's.
private func systemListen(_ descriptor: Int32, _ backlog: Int32) -> Int32 { listen(descriptor, backlog) }
private func systemPipe(_ ends: UnsafeMutablePointer<Int32>) -> Int32 { pipe(ends) }
private func systemAccept(_ listener: Int32) -> Int32 { accept(listener, nil, nil) }
private func systemClose(_ descriptor: Int32) -> Int32 { close(descriptor) }
private func systemSend(_ connection: Int32, _ bytes: UnsafeRawPointer?, _ count: Int, _ flags: Int32) -> Int
{
  send(connection, bytes, count, flags)
}
