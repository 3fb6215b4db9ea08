internal import SeriesReport
internal import SystemPackage

/// Standard output.
enum StandardOutput {
  /// Writes all of it, at once: data as it is, but for what could steer a terminal, where one reads it.
  ///
  /// - Throws: `OutputClosed` where the reader is gone.
  static func write(_ data: [UInt8]) throws {
    guard FileDescriptor.standardOutput.isTerminal else { return try writeAll(data) }
    try writeAll(Array(String(decoding: data, as: UTF8.self).printableData.utf8))
  }

  /// Writes a text of data, at once.
  static func write(_ data: String) throws { try write(Array(data.utf8)) }

  /// Writes a text with colours, whose values its style has made fit for where it goes.
  static func write(styled text: String) throws { try writeAll(Array(text.utf8)) }

  private static func writeAll(_ bytes: [UInt8]) throws {
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
}

/// The reader of standard output is gone.
struct OutputClosed: Error {}
