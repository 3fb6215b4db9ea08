internal import SystemPackage

/// What tells a file from others, however its path is spelled.
struct FileIdentity: Hashable {
  private let device: UInt64
  private let inode: UInt64
  /// The name in that folder, of a file that is not there yet.
  private let name: String?

  /// The file that a descriptor has open; `nil` for what is no plain file, such as a terminal.
  init?(of descriptor: FileDescriptor) {
    guard let status = try? descriptor.stat(), status.type == .regular else { return nil }
    self.init(status, name: nil)
  }

  /// The file at a path, whether or not it is there yet; `nil` where there is no plain file.
  init?(at path: FilePath) {
    if let status = try? path.stat() {
      guard status.type == .regular else { return nil }
      self.init(status, name: nil)
    } else {
      let target = path.followingLinks
      guard let status = try? target.folder.stat() else { return nil }
      self.init(status, name: target.lastComponent?.string)
    }
  }

  private init(_ status: Stat, name: String?) {
    device = UInt64(truncatingIfNeeded: status.deviceID.rawValue)
    inode = UInt64(truncatingIfNeeded: status.inode.rawValue)
    self.name = name
  }
}
