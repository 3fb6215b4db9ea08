internal import ArgumentParser
internal import SystemPackage

/// A file that the command writes as a whole.
enum OutputFile {
  /// Refuses to write over what is read, or two things to one file, however the paths are spelled.
  static func check(_ outputs: [(option: String, path: String?)], against inputs: [String?]) throws {
    let read = Set(
      inputs.compactMap { path in path.flatMap { $0 == "-" ? nil : identity(of: FilePath($0)) } })
    var written: [String: String] = [:]
    for (option, path) in outputs {
      guard let path, path != "-", let file = identity(of: FilePath(path)) else { continue }
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
    do {
      let file = try FileDescriptor.open(
        FilePath(path), .writeOnly, options: [.create, .truncate, .closeOnExec],
        permissions: FilePermissions(rawValue: 0o666))
      try file.closeAfter { try file.writeWaiting(bytes.span) }
    } catch {
      throw CommandFailure(.unavailable, "\(path) can't be written: \(error).")
    }
  }

  /// What tells a file from others however its path is spelled, whether or not it is there yet; `nil` for
  /// what is no plain file, such as a terminal.
  private static func identity(of path: FilePath) -> String? {
    if let status = try? path.stat() { return status.type == .regular ? number(status) : nil }
    let folder = path.removingLastComponent()
    guard let status = try? (folder.isEmpty ? "." : folder).stat() else { return path.string }
    return "\(number(status))/\(path.lastComponent?.string ?? "")"
  }

  private static func number(_ status: Stat) -> String {
    "\(status.deviceID.rawValue):\(status.inode.rawValue)"
  }
}
