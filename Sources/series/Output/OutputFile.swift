internal import ArgumentParser

/// A file that the command writes as a whole.
enum OutputFile {
  /// Refuses to write over what is read, or two things to one file, however the paths are spelled.
  static func check(_ outputs: [(option: String, path: String?)], against inputs: [String?]) throws {
    let read = Set(inputs.compactMap { path in path.flatMap { $0 == "-" ? nil : fileIdentity($0) } })
    var written: [String: String] = [:]
    for (option, path) in outputs {
      guard let path, path != "-", let file = fileIdentity(path) else { continue }
      if read.contains(file) { throw ValidationError("\(path) is read: \(option) can't write over it.") }
      if let other = written.updateValue(option, forKey: file) {
        throw ValidationError("\(other) and \(option) can't both be written to \(path).")
      }
    }
  }

  /// Writes a text and a newline; - is standard output.
  static func write(_ text: String, to path: String) throws {
    let bytes = Array((text + "\n").utf8)
    if path == "-" { try StandardOutput.write(bytes) } else { try write(bytes, to: path) }
  }

  /// Writes all of it; what was there before is gone.
  static func write(_ bytes: [UInt8], to path: String) throws {
    let code = writeFile(bytes, to: path)
    guard code == 0 else {
      throw CommandFailure(.unavailable, "\(path) can't be written: \(systemError(code)).")
    }
  }
}
