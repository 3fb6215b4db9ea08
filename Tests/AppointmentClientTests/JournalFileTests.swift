import AppointmentClient
import Foundation
import LoopbackServer
import SchedulingCore
import Testing

@Suite("A journal in a file")
struct JournalFileTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  private var path: String { folder.appending(path: "plan.journal").path }

  private func inFolder(_ work: () async throws -> Void) async throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await work()
  }

  /// The bytes of a journal of a split that was carried out.
  private func whole() async throws -> Data {
    let server = try SplitFixture.server([("200 OK", SplitFixture.head), ("201 Created", SplitFixture.tail)])
    defer { server.stop() }
    let journal = try JournalFile.create(path)
    let outcome = try await SplitFixture.client(server)
      .carryOut(SplitFixture.plan(), journal: journal, rereadsFirst: false).outcome()
    #expect(outcome.progress.isComplete)
    return try Data(contentsOf: URL(filePath: path))
  }

  @Test("A crash at any byte leaves a journal that says how far the plan came, or that nothing was sent")
  func cutShort() async throws {
    try await inFolder {
      let bytes = try await whole()
      let lines = bytes.split(separator: UInt8(ascii: "\n"))
      #expect(lines.count == 5)
      let second = lines[0].count + 1
      for length in [0, 1, lines[0].count, second] + Array(second...bytes.count) {
        try bytes.prefix(length).write(to: URL(filePath: path))
        let kept = bytes.prefix(length).count { $0 == UInt8(ascii: "\n") }
        if kept == 0 {
          #expect(throws: JournalError.self) { try JournalFile.open(path) }
          continue
        }
        let journal = try JournalFile.open(path)
        #expect(journal.entries.count == kept)
        let progress = try #require(PlanProgress(replaying: journal.entries))
        #expect(progress.answers.count == max(0, (kept - 1) / 2))
        #expect((progress.uncertain != nil) == (kept.isMultiple(of: 2)))
        // What follows stands behind the last whole line.
        if let open = progress.uncertain {
          try await journal.append(.notApplied(open))
          let lines = try Data(contentsOf: URL(filePath: path)).split(separator: UInt8(ascii: "\n"))
          #expect(lines.count == kept + 1 && lines.last?.starts(with: #"{"sum":""#.utf8) == true)
        }
      }
    }
  }

  @Test("A changed byte is found, with its line")
  func damaged() async throws {
    try await inFolder {
      var bytes = try await whole()
      // Within a value, so that the line is still JSON that can be read.
      let answer = try #require(bytes.range(of: Data("UNTIL=20261027".utf8), options: .backwards))
      bytes[answer.upperBound - 1] ^= 1
      try bytes.write(to: URL(filePath: path))
      let error = #expect(throws: JournalError.self) { try JournalFile.open(path) }
      #expect(error?.code == .damaged && error?.line == 3)
    }
  }

  @Test("It is for one plan and one process, and holds no token")
  func exclusive() async throws {
    try await inFolder {
      let bytes = try await whole()
      #expect(!String(decoding: bytes, as: UTF8.self).contains("pit-secret"))
      #expect(#expect(throws: JournalError.self) { try JournalFile.create(path) }?.code == .exists)
      let open = try JournalFile.open(path)
      #expect(#expect(throws: JournalError.self) { try JournalFile.open(path) }?.code == .locked)
      withExtendedLifetime(open) {}
      #expect(#expect(throws: JournalError.self) { try JournalFile.open(path + "x") }?.code == .missing)
      let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
      #expect(mode == 0o600)
    }
  }

  @Test("A disk that is full is no place for a journal, and nothing is sent")
  func fullDisk() async throws {
    guard FileManager.default.fileExists(atPath: "/dev/full") else { return }
    let server = try SplitFixture.server([("200 OK", SplitFixture.head)])
    defer { server.stop() }
    let journal = try JournalFile.create("/dev/full")
    let outcome = try await SplitFixture.client(server)
      .carryOut(SplitFixture.plan(), journal: journal, rereadsFirst: false).outcome()
    guard case .journal? = outcome.stop else { return #expect(Bool(false)) }
    #expect(server.requests.isEmpty)
  }
}
