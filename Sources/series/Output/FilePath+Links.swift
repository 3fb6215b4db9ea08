#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif
internal import SystemPackage

extension FilePath {
  /// The folder that holds it.
  var folder: FilePath {
    let folder = removingLastComponent()
    return folder.isEmpty ? "." : folder
  }

  /// The path with the links at its end followed, also to a file that is not there yet.
  var followingLinks: FilePath {
    var path = self
    // As many as Linux follows; a circle has no end.
    for _ in 0..<40 {
      guard let target = path.linkTarget else { return path }
      path = target.isAbsolute ? target : path.removingLastComponent().pushing(target)
    }
    return path
  }

  /// What a link names; `nil` where the path is none.
  private var linkTarget: FilePath? {
    var target = [CChar](repeating: 0, count: Int(PATH_MAX))
    let length = withPlatformString { readlink($0, &target, target.count - 1) }
    guard length > 0 else { return nil }
    return target.withUnsafeBufferPointer { buffer in buffer.baseAddress.map { FilePath(platformString: $0) }
    }
  }
}
