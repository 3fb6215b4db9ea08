/// A file that the command writes as a whole.
enum OutputFile {
  /// Writes all of it; what was there before is gone.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let code = writeFile(bytes, to: path)
    guard code == 0 else {
      throw CommandFailure(.unavailable, "\(path) can't be written: \(systemError(code)).")
    }
  }
}
