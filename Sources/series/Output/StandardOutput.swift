internal import SystemPackage

/// Standard output.
enum StandardOutput {
  /// Writes all of it, at once.
  ///
  /// - Throws: `OutputClosed` where the reader is gone.
  static func write(_ bytes: [UInt8]) throws {
    do {
      try FileDescriptor.standardOutput.writeWaiting(bytes.span)
    } catch Errno.brokenPipe {
      throw OutputClosed()
    } catch {
      throw CommandFailure(.unavailable, "Standard output can't be written: \(error).")
    }
  }

  /// Writes all of it, at once.
  static func write(_ text: String) throws { try write(Array(text.utf8)) }
}

/// The reader of standard output is gone.
struct OutputClosed: Error {}
