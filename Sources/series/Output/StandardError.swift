internal import SystemPackage

/// Standard error, unbuffered.
enum StandardError {
  /// Writes what it can: a failure to complain has nobody to complain to.
  static func write(_ text: String) {
    try? FileDescriptor.standardError.writeWaiting(Array(text.utf8).span)
  }
}
