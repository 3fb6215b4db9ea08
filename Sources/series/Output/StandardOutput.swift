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

  /// Writes what does not decide about the outcome; that it can't be written is said on standard error.
  static func writeIfPossible(_ write: () throws -> Void) {
    do {
      try write()
    } catch {
      StandardError.write("warning: standard output can't be written\n")
    }
  }

  /// Writes all of it, at once.
  static func write(_ text: String) throws { try write(Array(text.utf8)) }
}

/// The reader of standard output is gone.
struct OutputClosed: Error {}
