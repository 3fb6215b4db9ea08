#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif
internal import SystemPackage

/// Writes files so that at any moment the old or the new one is there, whole.
enum FileReplacement {
  /// Writes a file beside the path and then gives it the path's name, also where that is a link's target.
  ///
  /// What is no plain file, such as a device, is written as it stands; so is a file in a folder that takes no other.
  static func write(_ bytes: [UInt8], to path: FilePath) throws {
    let former = try? path.stat()
    if let former, former.type != .regular { return try fill(path, with: bytes) }
    let target = path.followingLinks
    let name = ".series-\(getpid())-\(String(UInt64.random(in: .min ... .max), radix: 36))"
    let beside = target.folder.appending(name)
    let descriptor: FileDescriptor
    do {
      descriptor = try .open(
        beside, .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: FilePermissions(rawValue: 0o666))
    } catch Errno.permissionDenied where former != nil {
      return try fill(path, with: bytes)
    }
    do {
      try descriptor.closeAfter {
        if let former { try check(fchmod(descriptor.rawValue, former.permissions.rawValue)) }
        try descriptor.writeWaiting(bytes.span)
        // A disk may notice only now that it is full.
        try check(fsync(descriptor.rawValue))
      }
      try check(beside.withPlatformString { old in target.withPlatformString { rename(old, $0) } })
    } catch {
      _ = beside.withPlatformString { unlink($0) }
      throw error
    }
  }

  private static func fill(_ path: FilePath, with bytes: [UInt8]) throws {
    let file = try FileDescriptor.open(path, .writeOnly, options: [.truncate, .closeOnExec])
    try file.closeAfter { try file.writeWaiting(bytes.span) }
  }

  private static func check(_ result: CInt) throws(Errno) {
    // Some file systems have nothing to synchronise.
    if result != 0, errno != EINVAL { throw Errno(rawValue: errno) }
  }
}
