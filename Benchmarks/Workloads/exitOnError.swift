#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#else
  internal import Darwin
#endif

/// Runs a program's body; an error ends the process with its description and status 1.
public func exitOnError(_ body: () throws -> Void) {
  do {
    try body()
  } catch {
    let message = Array("\(error)\n".utf8)
    _ = write(STDERR_FILENO, message, message.count)
    exit(1)
  }
}
