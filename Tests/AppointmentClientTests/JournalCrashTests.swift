import AppointmentClient
import Foundation
import LoopbackServer
import SchedulingCore
import Testing

/// Ends the process by SIGKILL at one of its writes.
private struct DyingJournal: PlanJournal {
  let file: JournalFile
  let path: String
  /// The write, from 0, and whether it is done by half or in full.
  let place: Int
  let isTorn: Bool

  func append(_ entry: JournalEntry) async throws {
    let lines = try Data(contentsOf: URL(filePath: path)).count { $0 == UInt8(ascii: "\n") }
    if lines == place, isTorn {
      let handle = try FileHandle(forWritingTo: URL(filePath: path))
      try handle.seekToEnd()
      let line = Array(#"{"sum":"0000000000000000","entry":"#.utf8) + (try entry.json())
      try handle.write(contentsOf: Data(line.prefix(line.count / 2)))
      kill(getpid(), SIGKILL)
    }
    try await file.append(entry)
    if lines == place { kill(getpid(), SIGKILL) }
  }
}

@Suite("A journal whose process ends, or whose disk is full, at any write")
struct JournalCrashTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
  private var path: String { folder.appending(path: "plan.journal").path }

  /// A server that keeps appointments, and what it did for a split.
  private func withService(_ work: (FaultyService, String) async throws -> Void) async throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let service = FaultyService(seed: 1, master: try SplitFixture.event().json, elsewhere: 1)
    service.calm()
    let server = try LoopbackServer(.respond { service.answer($0) })
    defer { server.stop() }
    try await work(service, server.baseURL)
  }

  private static func client(_ baseURL: String) throws -> AppointmentClient {
    try AppointmentClient(baseURL: baseURL, timeout: .seconds(10)) { "pit-secret" }
  }

  /// Goes on by the journal, or takes back, and expects each change to be there once, or not at all.
  private func recover(_ service: FaultyService, _ baseURL: String, undoing: Bool) async throws {
    guard let journal = try? JournalFile.open(path) else {
      // The plan itself was not kept, so nothing was sent.
      #expect(#expect(throws: JournalError.self) { try JournalFile.open(path) }?.code == .empty)
      #expect(service.applied.isEmpty)
      return
    }
    let client = try Self.client(baseURL)
    var progress = try #require(PlanProgress(replaying: journal.entries))
    var outcome = await
      (undoing ? client.undo(progress, journal: journal) : client.resume(progress, journal: journal))
      .outcome()
    if case .undecided(let open, _)? = outcome.stop {
      // A creation whose answer was lost is never sent again: somebody looks.
      #expect(open.step == 2)
      progress = outcome.progress
      let isThere = service.applied.contains { $0.hasPrefix("POST") }
      let found: JournalEntry = isThere ? .answered(open, try PlanAnswer(foundAt: "NEW1")) : .notApplied(open)
      try await journal.append(found)
      progress.take(found)
      outcome = await
        (undoing ? client.undo(progress, journal: journal) : client.resume(progress, journal: journal))
        .outcome()
    }
    #expect(outcome.stop == nil, "\(String(describing: outcome.stop))")
    #expect(undoing ? outcome.progress.isUndone : outcome.progress.isComplete)
    #expect(service.applied.count { $0.hasPrefix("POST") } <= 1)
    #expect(Set(service.applied).count == service.applied.count, "Something was applied twice.")
    let master = service.event(SplitFixture.id)
    #expect((master["rrule"] == (try SplitFixture.event().json["rrule"])) == undoing)
  }

  @Test(
    "A process that is killed at a write leaves a plan that is finished or taken back", arguments: 0..<5,
    [false, true])
  func killed(place: Int, undoing: Bool) async throws {
    for isTorn in [true, false] {
      try await withService { service, baseURL in
        let path = path
        await #expect(processExitsWith: .signal(SIGKILL)) {
          [path = path as String, baseURL = baseURL as String, place = place as Int, isTorn = isTorn as Bool]
          in
          let journal = DyingJournal(
            file: try JournalFile.create(path), path: path, place: place, isTorn: isTorn)
          _ = try await Self.client(baseURL)
            .carryOut(SplitFixture.plan(), journal: journal, rereadsFirst: false).outcome()
        }
        // The plan, and for each request an entry before it and one after.
        #expect(service.applied.count == place / 2)
        try await recover(service, baseURL, undoing: undoing)
      }
    }
  }

  #if canImport(Glibc)
    @Test(
      "A disk that is full at any write stops the plan there, and its rest is done later", arguments: 0..<5)
    func fullDisk(place: Int) async throws {
      // As long as the entries before, and then some bytes.
      var lengths: [Int] = []
      try await withService { _, baseURL in
        let journal = try JournalFile.create(path)
        _ = try await Self.client(baseURL)
          .carryOut(SplitFixture.plan(), journal: journal, rereadsFirst: false).outcome()
        lengths = try Data(contentsOf: URL(filePath: path)).split(separator: UInt8(ascii: "\n")).map {
          $0.count + 1
        }
      }
      #expect(lengths.count == 5)
      let start = lengths.prefix(place).reduce(0, +)
      for room in [start, start + lengths[place] / 2, start + lengths[place] - 1] {
        try await withService { service, baseURL in
          let path = path
          await #expect(processExitsWith: .success) {
            [path = path as String, baseURL = baseURL as String, room = room as Int] in
            signal(SIGXFSZ, SIG_IGN)
            let journal = try JournalFile.create(path)
            var limit = rlimit(rlim_cur: rlim_t(room), rlim_max: rlim_t(room))
            setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit)
            let outcome = try await Self.client(baseURL)
              .carryOut(SplitFixture.plan(), journal: journal, rereadsFirst: false).outcome()
            guard case .journal? = outcome.stop else { exit(1) }
          }
          #expect(try Data(contentsOf: URL(filePath: path)).count == start, "A part of a line is left.")
          #expect(service.applied.count == place / 2)
          try await recover(service, baseURL, undoing: false)
        }
      }
    }
  #endif

  @Test("A second process is kept out while the first works") func secondProcess() async throws {
    try await withService { _, baseURL in
      let journal = try JournalFile.create(path)
      try await journal.append(.plan(SplitFixture.plan(), baseURL: baseURL))
      let path = path
      await #expect(processExitsWith: .success) { [path = path as String] in
        #expect(#expect(throws: JournalError.self) { try JournalFile.open(path) }?.code == .locked)
        #expect(#expect(throws: JournalError.self) { try JournalFile.create(path) }?.code == .locked)
      }
      withExtendedLifetime(journal) {}
    }
  }
}
