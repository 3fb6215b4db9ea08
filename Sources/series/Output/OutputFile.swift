internal import ArgumentParser
internal import SystemPackage

/// A file that the command writes as a whole.
enum OutputFile {
  /// Refuses to write over what is read, or two things to one file, however the paths are spelled and whatever
  /// standard input and output are.
  static func check(_ outputs: [(option: String, path: String?)], against inputs: [String?]) throws {
    let read = Set(
      inputs.compactMap(\.self).compactMap { path in
        path == "-" ? FileIdentity(of: .standardInput) : FileIdentity(at: FilePath(path))
      })
    var written: [FileIdentity: String] = [:]
    if let file = FileIdentity(of: .standardOutput) { written[file] = "Standard output" }
    for (option, path) in outputs {
      guard let path, path != "-", let file = FileIdentity(at: FilePath(path)) else { continue }
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

  /// Writes all of it; what was there before is gone, but stays where writing fails.
  static func write(_ bytes: [UInt8], to path: String) throws {
    do {
      try FileReplacement.write(bytes, to: FilePath(path))
    } catch {
      throw CommandFailure(.unavailable, "\(path) can't be written: \(error).")
    }
  }
}
