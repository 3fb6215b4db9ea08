#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

// The few calls to the system that the command makes itself.

/// The value of an environment variable.
func environment(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }

/// Whether a person looks at it.
func isTerminal(_ descriptor: Int32) -> Bool { isatty(descriptor) == 1 }

/// Makes a write to a reader that is gone fail instead of ending the process.
func ignoreBrokenPipes() { signal(SIGPIPE, SIG_IGN) }

/// What the system says about its last failure.
func lastSystemError() -> String { systemError(errno) }

/// What the system says about a failure of that number.
func systemError(_ code: Int32) -> String { String(cString: strerror(code)) }

/// The reader of standard output is gone.
struct OutputClosed: Error {}

/// Standard error, unbuffered.
enum StandardError {
  /// Writes what it can: a failure to complain has nobody to complain to.
  static func write(_ text: String) {
    var text = text
    text.withUTF8 { bytes in _ = writeAll(UnsafeRawBufferPointer(bytes), to: 2) }
  }
}

/// Standard output.
enum StandardOutput {
  /// Writes all of it, at once.
  ///
  /// - Throws: `OutputClosed` where the reader is gone.
  static func write(_ bytes: [UInt8]) throws {
    switch bytes.withUnsafeBytes({ writeAll($0, to: 1) }) {
    case 0: return
    case EPIPE: throw OutputClosed()
    case let code:
      throw CommandFailure(
        .unavailable, "Standard output can't be written: \(systemError(code)).")
    }
  }

  /// Writes all of it, at once.
  static func write(_ text: String) throws { try write(Array(text.utf8)) }
}

/// Reads from a descriptor into `bytes`, after what is there; 0 at the end, -1 on failure.
func readMore(into bytes: inout [UInt8], upTo count: Int, from descriptor: Int32) -> Int {
  let filled = bytes.count
  bytes.append(contentsOf: repeatElement(0, count: count))
  var result: Int
  repeat {
    result = bytes.withUnsafeMutableBytes { read(descriptor, $0.baseAddress.map { $0 + filled }, count) }
  } while result < 0 && errno == EINTR
  bytes.removeLast(count - max(result, 0))
  return result
}

/// Opens a file for reading; -1 on failure.
func openForReading(_ path: String) -> Int32 { open(path, O_RDONLY | O_CLOEXEC) }

/// Whether users other than its owner may read a file.
func isReadableByOthers(_ path: String) -> Bool {
  var status = stat()
  return stat(path, &status) == 0 && status.st_mode & (S_IRGRP | S_IROTH) != 0
}

func closeDescriptor(_ descriptor: Int32) { _ = close(descriptor) }

/// What tells a file from others however its path is spelled, whether or not it is there yet; `nil` for
/// what is no plain file, such as a terminal.
func fileIdentity(_ path: String) -> String? {
  var status = stat()
  if stat(path, &status) == 0 {
    return status.st_mode & S_IFMT == S_IFREG ? "\(status.st_dev):\(status.st_ino)" : nil
  }
  let slash = path.lastIndex(of: "/")
  let folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
  guard stat(folder, &status) == 0 else { return path }
  let name = slash.map { path[path.index(after: $0)...] } ?? path[...]
  return "\(status.st_dev):\(status.st_ino)/\(name)"
}

/// Writes a file anew; 0, or the number of the system's error.
func writeFile(_ bytes: [UInt8], to path: String) -> Int32 {
  let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
  guard descriptor >= 0 else { return errno }
  let code = bytes.withUnsafeBytes { writeAll($0, to: descriptor) }
  return close(descriptor) < 0 && code == 0 ? errno : code
}

/// 0, or the number of the system's error.
private func writeAll(_ bytes: UnsafeRawBufferPointer, to descriptor: Int32) -> Int32 {
  var rest = bytes[...]
  while !rest.isEmpty {
    let count = write(descriptor, UnsafeRawBufferPointer(rebasing: rest).baseAddress, rest.count)
    if count < 0 {
      if errno == EINTR { continue }
      if errno == EAGAIN {
        // Somebody else made the descriptor non-blocking: wait until it takes more.
        var request = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = poll(&request, 1, -1)
        continue
      }
      return errno
    }
    rest = rest.dropFirst(count)
  }
  return 0
}
