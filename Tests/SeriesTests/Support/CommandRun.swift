import Foundation
import Testing

/// One run of the built command, with what it wrote and its exit code.
struct CommandRun {
  let output: String
  let errors: String
  let status: Int32

  /// The command that was built beside the tests.
  static var executable: URL {
    get throws {
      // On Linux the test bundle is the program that runs; on macOS it is somewhere inside the bundle.
      var places = [Bundle.main.bundleURL]
      places.append(URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent())
      for bundle in Bundle.allBundles { places.append(bundle.bundleURL.deletingLastPathComponent()) }
      let candidates = places.map { $0.appending(path: "series") }
      return try #require(
        candidates.first { FileManager.default.isExecutableFile(atPath: $0.path) },
        "the command is not beside the tests")
    }
  }

  /// No token and no colours; only a sanitizer's settings hold for the command, too.
  static let bareEnvironment = ProcessInfo.processInfo.environment
    .filter { ["ASAN_OPTIONS", "TSAN_OPTIONS"].contains($0.key) }
    .merging(["PATH": "/usr/bin:/bin"]) { $1 }

  /// Runs `series` with arguments and standard input, and waits for its end.
  ///
  /// - Parameter environment: Added to `bareEnvironment`.
  init(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:]
  ) async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "series-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    // Files instead of pipes: nothing can block, however much is written.
    let files = ["in", "out", "err"].map { folder.appending(path: $0) }
    try Data(input).write(to: files[0])
    for file in files.dropFirst() { try Data().write(to: file) }

    let process = Process()
    process.executableURL = try Self.executable
    // What is past does not depend on the day of the test.
    let isEdit = ["preview", "update"].contains(arguments.first) && !arguments.contains("--now")
    process.arguments = arguments + (isEdit && arguments.count > 2 ? ["--now", "2026-12-01T00:00:00Z"] : [])
    process.environment = Self.bareEnvironment.merging(environment) { $1 }
    let streams =
      try [FileHandle(forReadingFrom: files[0])] + files.dropFirst().map { try FileHandle(forWritingTo: $0) }
    // A process with a handler of its end would keep them open. In a run of all tests they become more than 1,350, and
    // Foundation, which lists what is open before it starts the next process, reads beyond the end of that list.
    defer { for stream in streams { try? stream.close() } }
    process.standardInput = streams[0]
    process.standardOutput = streams[1]
    process.standardError = streams[2]
    status = try await withCheckedThrowingContinuation { continuation in
      process.terminationHandler = { continuation.resume(returning: $0.terminationStatus) }
      do {
        try process.run()
      } catch {
        process.terminationHandler = nil
        continuation.resume(throwing: error)
      }
    }
    output = String(decoding: try Data(contentsOf: files[1]), as: UTF8.self)
    errors = String(decoding: try Data(contentsOf: files[2]), as: UTF8.self)
  }

  init(_ arguments: String..., input: String = "") async throws {
    try await self.init(arguments, input: Array(input.utf8))
  }

  /// The lines of standard output.
  var lines: [String] { output.split(separator: "\n").map(String.init) }
}

/// Files of the repository.
enum Fixture {
  static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Fixtures")

  static func path(_ name: String) -> String { folder.appending(path: name).path }
}

/// A folder that goes away with its test.
final class TemporaryFolder {
  let url: URL

  init() throws {
    url = FileManager.default.temporaryDirectory.appending(path: "series-tests-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  /// Writes a file and returns its path.
  func file(_ name: String, _ contents: String) throws -> String {
    let file = url.appending(path: name)
    try Data(contents.utf8).write(to: file)
    return file.path
  }
}
