import Foundation
import Testing

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One run of the built command on a terminal, with all that reached it.
struct TerminalRun {
  let output: String

  init(_ arguments: [String]) async throws {
    let (master, path) = try Self.terminal()
    let slave = open(path, O_RDWR | O_NOCTTY)
    try #require(slave >= 0)
    let terminal = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
    let process = Process()
    process.executableURL = try CommandRun.executable
    process.arguments = arguments
    process.environment = CommandRun.bareEnvironment.merging(["TERM": "xterm"]) { $1 }
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = terminal
    process.standardError = terminal
    try process.run()
    // What is left open here would keep the terminal from ending.
    try terminal.close()
    var bytes: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { break }
      bytes += buffer.prefix(count)
    }
    close(master)
    process.waitUntilExit()
    output = String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n")
  }

  /// A new terminal: the side of who looks at it, and the path of the other.
  private static func terminal() throws -> (Int32, String) {
    let master = open("/dev/ptmx", O_RDWR | O_NOCTTY)
    try #require(master >= 0)
    #if os(Linux)
      // TIOCSPTLCK and TIOCGPTN, which stand for unlockpt and ptsname.
      var lock: Int32 = 0
      var number: UInt32 = 0
      let isOpen = ioctl(master, 0x4004_5431, &lock) == 0 && ioctl(master, 0x8004_5430, &number) == 0
      try #require(isOpen)
      return (master, "/dev/pts/\(number)")
    #else
      let isOpen = grantpt(master) == 0 && unlockpt(master) == 0
      try #require(isOpen)
      return (master, String(cString: try #require(ptsname(master))))
    #endif
  }

  /// What is left where the command's own colours are taken away.
  var uncoloured: String {
    ["0", "1", "2", "31", "32", "33"].reduce(output) { $0.replacing("\u{1B}[\($1)m", with: "") }
  }
}
