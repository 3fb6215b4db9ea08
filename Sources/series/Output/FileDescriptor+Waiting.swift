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
          var request = pollfd(fd: rawValue, events: Int16(POLLOUT), revents: 0)
          _ = poll(&request, 1, -1)
        }
      }
    }
  }

  /// Reads up to `count` bytes to the end of `bytes`; 0 where nothing is left.
  func read(upTo count: Int, into bytes: inout [UInt8]) throws -> Int {
    let filled = bytes.count
    bytes.append(contentsOf: repeatElement(0, count: count))
    var result = 0
    defer { bytes.removeLast(count - result) }
    result = try bytes.withUnsafeMutableBytes {
      try read(into: UnsafeMutableRawBufferPointer(rebasing: $0[filled...]))
    }
    return result
  }
}
