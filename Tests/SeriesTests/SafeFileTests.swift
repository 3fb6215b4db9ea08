import Foundation
import Testing

@Suite("Files")
struct SafeFileTests {
  private static let event =
    #"{"id":"M","startTime":"2026-01-01T00:00:00Z","endTime":"2026-01-01T01:00:00Z","rrule":"FREQ=DAILY;COUNT=2"}"#

  /// Runs a line of a shell, in which `series` is the built command and `$D` a folder with an event.
  private static func shell(_ script: String, in folder: TemporaryFolder) throws -> (Int32, String) {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", "series() { '\(try CommandRun.executable.path)' \"$@\"; }\n" + script]
    process.currentDirectoryURL = folder.url
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: bytes, as: UTF8.self))
  }

  @Test(
    "are not written over while they are read, or twice, under any name",
    arguments: [
      "series preview --event - --title x --html event.json < event.json",
      "ln -s event.json link; series preview --event - --title x --html link < event.json",
      "ln event.json hard; series preview --event event.json --title x --html hard",
      "ln -s none link; series preview --event event.json --title x --html link --svg none",
      "ln -s . folder; series preview --event event.json --title x --html a --svg folder/a",
      "series preview --event event.json --title x --html out > out",
      "series expand --event - --ics event.json < event.json",
    ])
  func sameFile(_ script: String) throws {
    let folder = try TemporaryFolder()
    let event = try folder.file("event.json", Self.event)
    let (status, output) = try Self.shell(script, in: folder)
    #expect(status == 64)
    #expect(output.contains("can't") || script.hasSuffix("> out"))
    #expect(try String(contentsOfFile: event, encoding: .utf8) == Self.event)
  }

  @Test(
    "are replaced as a whole: where writing fails the old one stays, with its permissions where it does not")
  func replacement() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("event.json", Self.event)
    let old = try folder.file("out.html", "old")
    #expect(chmod(old, 0o640) == 0)
    // A limit on the size of files stands for a full disk.
    _ = try Self.shell(
      "trap '' XFSZ; ulimit -f 1; series preview --event event.json --title x --html out.html | cat",
      in: folder)
    #expect(try String(contentsOfFile: old, encoding: .utf8) == "old")
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path).count == 2)
    let (status, _) = try Self.shell(
      "series preview --event event.json --title x --html out.html", in: folder)
    #expect(status == 0)
    #expect(try String(contentsOfFile: old, encoding: .utf8).contains("<html"))
    let attributes = try FileManager.default.attributesOfItem(atPath: old)
    #expect(attributes[.posixPermissions] as? Int == 0o640)
  }

  @Test("stay links where a link was given, and devices")
  func links() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("event.json", Self.event)
    let (_, output) = try Self.shell(
      "ln -s target link; series preview --event event.json --title x --html link > /dev/null; readlink link; "
        + "test -s target && echo written; series expand --event event.json --ics /dev/stdout",
      in: folder)
    #expect(output.contains("target\nwritten\n"))
    #expect(output.contains("END:VCALENDAR"))
  }

  @Test("are opened by nobody in the place of a stream that is closed")
  func closedStreams() throws {
    let folder = try TemporaryFolder()
    _ = try folder.file("event.json", Self.event)
    let (status, output) = try Self.shell("series preview --event - --title x <&-", in: folder)
    #expect(status == 66)
    #expect(output.contains("can't be read"))
    let (closed, _) = try Self.shell("series expand --event event.json --ics out.ics >&-", in: folder)
    #expect(closed == 69)
    let calendar = try String(contentsOf: folder.url.appending(path: "out.ics"), encoding: .utf8)
    #expect(calendar.hasSuffix("END:VCALENDAR\r\n"))
  }

  @Test("are read to their end where reading does not wait, and a mark at their beginning comes in pieces")
  func pieces() async throws {
    for (arguments, pieces) in [
      (["expand", "--event", "-", "--format", "csv"], Self.event.utf8.map { [$0] }),
      (
        ["batch"],
        [
          [0xEF], [0xBB], [0xBF],
          Array(#"{"key":1,"start":"2026-01-01","recurrence":"FREQ=DAILY;COUNT=1"}"#.utf8),
        ]
      ),
    ] {
      let process = Process()
      let (input, output) = (Pipe(), Pipe())
      process.executableURL = try CommandRun.executable
      process.arguments = arguments
      process.standardInput = input
      process.standardOutput = output
      process.standardError = FileHandle.nullDevice
      let reader = input.fileHandleForReading.fileDescriptor
      #expect(fcntl(reader, F_SETFL, fcntl(reader, F_GETFL) | O_NONBLOCK) == 0)
      try process.run()
      for piece in pieces.prefix(4) + [pieces.dropFirst(4).flatMap(\.self)] {
        try await Task.sleep(for: .milliseconds(20))
        try input.fileHandleForWriting.write(contentsOf: Data(piece))
      }
      try input.fileHandleForWriting.close()
      let bytes = output.fileHandleForReading.readDataToEndOfFile()
      process.waitUntilExit()
      #expect(process.terminationStatus == 0)
      #expect(String(decoding: bytes, as: UTF8.self).contains("1767225600000"))
    }
  }
}
