#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif
internal import SystemPackage

extension FileDescriptor {
  /// Whether a person looks at it.
  var isTerminal: Bool { isatty(rawValue) == 1 }

  /// Makes a write to a reader that is gone fail instead of ending the process.
  static func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

  /// Writes all of it, also where somebody else made the descriptor non-blocking.
  func writeWaiting(_ bytes: Span<UInt8>) throws {
    try bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        do {
          rest = rest.dropFirst(try write(UnsafeRawBufferPointer(rebasing: rest)))
        } catch Errno.wouldBlock {
          wait(for: POLLOUT)
        }
      }
    }
  }

  /// Keeps the numbers of the standard streams from files that are opened later, where the caller closed one:
  /// to use it fails as it would have.
  static func occupyClosedStreams() {
    for stream in [standardInput, standardOutput, standardError] where fcntl(stream.rawValue, F_GETFD) == -1 {
      // Takes the lowest free number, which is the stream's.
      _ = try? open("/dev/null", stream == standardInput ? .writeOnly : .readOnly)
    }
  }

  /// Waits until something can be read or written there.
  private func wait(for event: Int32) {
    var request = pollfd(fd: rawValue, events: Int16(event), revents: 0)
    _ = poll(&request, 1, -1)
  }

  /// Reads up to `count` bytes to the end of `bytes`, also where somebody else made the descriptor non-blocking;
  /// 0 where nothing is left.
  func read(upTo count: Int, into bytes: inout [UInt8]) throws -> Int {
    let filled = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count))
    var result = 0
    defer { bytes.removeLast(count - result) }
    while true {
      do {
        result = try bytes.withUnsafeMutableBytes {
          try read(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
        }
        return result
      } catch Errno.wouldBlock {
        wait(for: POLLIN)
      }
    }
  }
}
