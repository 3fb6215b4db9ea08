import AppointmentClient
import Foundation
import LoopbackServer
import Recurrence
import SchedulingCore
import Synchronization
import Testing

/// A weekly series split at its third occurrence: the master ends, a new series begins.
struct SplitFixture {
  static let id = "ocQHyuzHvysMo5N5VsXc"
  static let path = "/calendars/events/appointments"
  static let head = #"{"id":"ocQHyuzHvysMo5N5VsXc","rrule":"RRULE:FREQ=WEEKLY;UNTIL=20261027T140000Z"}"#
  static let whole = #"{"id":"ocQHyuzHvysMo5N5VsXc","rrule":"RRULE:FREQ=WEEKLY;COUNT=4"}"#
  static let tail = #"{"id":"NEW","rrule":"RRULE:FREQ=WEEKLY;COUNT=2"}"#

  static func event(_ changes: JSONObject = [:]) throws -> Appointment {
    var event: JSONObject = [
      "id": .string(id), "calendarId": "C", "locationId": "L", "contactId": "P", "title": "Weekly",
      "appointmentStatus": "confirmed", "rrule": "RRULE:FREQ=WEEKLY;COUNT=4",
      "startTime": "2026-10-20T10:00:00-04:00", "endTime": "2026-10-20T10:30:00-04:00",
    ]
    for (key, value) in changes { event[key] = value }
    return try Appointment(.object(event))
  }

  static func plan() throws -> ValidatedPlan {
    var edit = AppointmentEdit()
    edit.startTime = try OffsetDateTime(parsing: "2026-11-03T11:00:00-05:00")
    edit.ignoreFreeSlotValidation = true
    edit.toNotify = false
    var request = PreviewRequest(event: try event(), edit: edit)
    request.reach = EditReach(
      id: try EventReference(parsing: "\(id)_1793718000000_1800"), scope: .following)
    request.zone = try ZoneTransitions.named("America/New_York")
    return try #require(request.preview().validatedPlan)
  }

  static func client(_ server: LoopbackServer) throws -> AppointmentClient {
    try AppointmentClient(baseURL: server.baseURL, timeout: .seconds(10)) { "pit-secret" }
  }

  static func server(_ answers: [(status: String, body: String)]) throws -> LoopbackServer {
    try LoopbackServer(scripts: answers.map { [.readRequest, .answer($0.status, body: $0.body)] })
  }
}

/// Keeps entries in memory, and refuses the one at a place.
actor MemoryJournal: PlanJournal {
  private(set) var entries: [JournalEntry] = []
  private let failingAt: Int?

  init(failingAt: Int? = nil) { self.failingAt = failingAt }

  func append(_ entry: JournalEntry) throws {
    if entries.count == failingAt { throw CancellationError() }
    entries.append(entry)
  }
}

@Suite("Carrying out a plan")
struct PlanExecutionTests {
  private func lines(_ server: LoopbackServer) -> [String] {
    server.requests.map { $0.requestLine.replacing(" HTTP/1.1", with: "") }
  }

  @Test("sends each step once, in order, and tells each before and after")
  func wholePlan() async throws {
    let server = try SplitFixture.server([("200 OK", SplitFixture.head), ("201 Created", SplitFixture.tail)])
    defer { server.stop() }
    var told: [String] = []
    for await event in try SplitFixture.client(server).carryOut(SplitFixture.plan(), rereadsFirst: false) {
      switch event {
      case .sending(let position, let request):
        told.append("\(position) \(request.method) after \(server.requests.count)")
      case .answered(let position, let answer): told.append("\(position) \(answer.status ?? 0)")
      case .ended(let outcome):
        #expect(outcome.progress.isComplete && outcome.stop == nil)
        told.append("ended")
      default: told.append("unexpected")
      }
    }
    #expect(
      told == ["step 1 PUT after 0", "step 1 200", "step 2 POST after 1", "step 2 201", "ended"])
  }

  @Test(
    "reads the event first, and sends nothing where it has changed",
    arguments: [
      (["title": "Weekly", "appointmentStatus": "confirmed"], true),
      (["title": "Other"], false), (["startTime": "2026-10-20T10:15:00-04:00"], false),
      (["rrule": "RRULE:COUNT=4;FREQ=WEEKLY"], true), (["rrule": "RRULE:FREQ=WEEKLY;COUNT=5"], false),
    ] as [([String: String], Bool)])
  func staleness(changes: [String: String], isSame: Bool) async throws {
    var fields = JSONObject()
    for (key, value) in changes { fields[key] = .string(value) }
    let now = try SplitFixture.event(fields)
    let body = JSONValue.object(["event": .object(now.json)]).text()
    let server = try SplitFixture.server([
      ("200 OK", body), ("200 OK", SplitFixture.head), ("201 Created", SplitFixture.tail),
    ])
    defer { server.stop() }
    let outcome = try await SplitFixture.client(server).carryOut(SplitFixture.plan()).outcome()
    #expect(lines(server).first == "GET \(SplitFixture.path)/\(SplitFixture.id)")
    #expect(server.requests.count == (isSame ? 3 : 1))
    if !isSame, case .stale(let differences)? = outcome.stop {
      #expect(differences.map(\.field) == changes.keys.sorted())
    } else {
      #expect(isSame && outcome.stop == nil)
    }
  }

  @Test("takes a dateUpdated that both have for the whole story")
  func dateUpdated() async throws {
    let event = try SplitFixture.event(["dateUpdated": "2026-10-01T00:00:00Z"])
    var request = try SplitFixture.plan().request
    request.event = event
    let plan = try #require(request.preview().validatedPlan)
    let now = try SplitFixture.event(["dateUpdated": "2026-10-02T00:00:00Z"])
    let server = try SplitFixture.server([("200 OK", JSONValue.object(now.json).text())])
    defer { server.stop() }
    let outcome = try await SplitFixture.client(server).carryOut(plan).outcome()
    guard case .stale(let differences)? = outcome.stop else { return #expect(Bool(false)) }
    #expect(differences.map(\.field) == ["dateUpdated"] && server.requests.count == 1)
  }

  @Test("does not take the original for what it created, whose undo would cancel it")
  func knownID() async throws {
    let server = try SplitFixture.server([
      ("200 OK", SplitFixture.head), ("201 Created", #"{"id":"ocQHyuzHvysMo5N5VsXc"}"#),
    ])
    defer { server.stop() }
    let outcome = try await SplitFixture.client(server)
      .carryOut(SplitFixture.plan(), rereadsFirst: false).outcome()
    guard case .knownID(let position, SplitFixture.id)? = outcome.stop else { return #expect(Bool(false)) }
    #expect(position.step == 2 && !outcome.progress.isComplete)
    #expect(outcome.progress.remainingUndo.map(\.path) == ["\(SplitFixture.path)/\(SplitFixture.id)"])
  }

  @Test("sends nothing that a journal has not kept", arguments: 0...4)
  func journalFails(place: Int) async throws {
    let server = try SplitFixture.server([("200 OK", SplitFixture.head), ("201 Created", SplitFixture.tail)])
    defer { server.stop() }
    let journal = MemoryJournal(failingAt: place)
    let outcome = try await SplitFixture.client(server)
      .carryOut(SplitFixture.plan(), journal: journal, rereadsFirst: false).outcome()
    // Entries: the plan, sending 1, answered 1, sending 2, answered 2.
    #expect(server.requests.count == [0, 0, 1, 1, 2][place])
    guard case .journal? = outcome.stop else { return #expect(Bool(false)) }
  }

  @Test("tells what an answer leaves out from what it confirms")
  func unconfirmed() async throws {
    let server = try SplitFixture.server([
      ("200 OK", #"{"id":"ocQHyuzHvysMo5N5VsXc"}"#), ("201 Created", SplitFixture.tail),
    ])
    defer { server.stop() }
    let outcome = try await SplitFixture.client(server)
      .carryOut(SplitFixture.plan(), rereadsFirst: false).outcome()
    #expect(outcome.progress.answers[1]?.unconfirmed.contains("rrule") == true)
    #expect(outcome.progress.answers[2]?.unconfirmed.contains("rrule") == false)
  }

  @Test("stops between two requests when it is asked to, in a state that is known")
  func stopping() async throws {
    let server = try SplitFixture.server([("200 OK", SplitFixture.head), ("201 Created", SplitFixture.tail)])
    defer { server.stop() }
    var iterator = try SplitFixture.client(server)
      .carryOut(SplitFixture.plan(), rereadsFirst: false).makeAsyncIterator()
    while let event = await iterator.next() {
      if case .answered = event { iterator.stop() }
      guard case .ended(let outcome) = event else { continue }
      guard case .cancelled? = outcome.stop else { return #expect(Bool(false)) }
      #expect(outcome.progress.answers.count == 1 && outcome.progress.uncertain == nil)
    }
    #expect(server.requests.count == 1)
  }
}

@Suite("A plan resumed or undone by its journal")
struct PlanResumeTests {
  /// What a journal holds after a plan whose step 1 was sent to a server that gave no answer.
  private func interrupted() async throws -> [JournalEntry] {
    let journal = MemoryJournal()
    try await journal.append(.plan(SplitFixture.plan(), baseURL: "http://127.0.0.1:1"))
    let server = try LoopbackServer(.readRequest, .close)
    defer { server.stop() }
    let outcome = try await SplitFixture.client(server)
      .carryOut(SplitFixture.plan(), journal: journal, rereadsFirst: false).outcome()
    guard case .failed(_, let error)? = outcome.stop, error.mayHaveBeenApplied else {
      throw CancellationError()
    }
    return await journal.entries
  }

  @Test("A lost answer is settled by reading: found done, sent again, or left open")
  func settling() async throws {
    let entries = try await interrupted()
    let put = "PUT \(SplitFixture.path)/\(SplitFixture.id)"
    let get = "GET \(SplitFixture.path)/\(SplitFixture.id)"
    let post = "POST \(SplitFixture.path)"
    let cases: [(read: String, sent: [String], done: Bool)] = [
      (SplitFixture.head, [get, post], true),
      (SplitFixture.whole, [get, put, post], true),
      (#"{"id":"ocQHyuzHvysMo5N5VsXc","rrule":"RRULE:FREQ=DAILY;COUNT=4"}"#, [get], false),
      (#"{"id":"ocQHyuzHvysMo5N5VsXc","title":"Weekly"}"#, [get], false),
    ]
    for example in cases {
      let rest = example.sent.contains(put) ? [("200 OK", SplitFixture.head)] : []
      let server = try SplitFixture.server(
        [("200 OK", example.read)] + rest + [("201 Created", SplitFixture.tail)])
      defer { server.stop() }
      let progress = try #require(PlanProgress(replaying: entries))
      let outcome = try await SplitFixture.client(server).resume(progress).outcome()
      #expect(server.requests.map { $0.requestLine.replacing(" HTTP/1.1", with: "") } == example.sent)
      #expect(outcome.progress.isComplete == example.done, "\(example.read)")
      if !example.done {
        guard case .undecided? = outcome.stop else { return #expect(Bool(false)) }
      }
    }
  }

  @Test("A creation whose answer was lost is never sent again")
  func lostCreation() async throws {
    let server = try LoopbackServer(scripts: [
      [.readRequest, .answer("200 OK", body: SplitFixture.head)], [.readRequest, .close],
    ])
    defer { server.stop() }
    let journal = MemoryJournal()
    let client = try SplitFixture.client(server)
    _ = try await client.carryOut(SplitFixture.plan(), journal: journal, rereadsFirst: false).outcome()
    var progress = try #require(PlanProgress(replaying: await journal.entries))
    let open = try #require(progress.uncertain)
    let outcome = await client.resume(progress).outcome()
    guard case .undecided(open, _)? = outcome.stop else { return #expect(Bool(false)) }
    #expect(server.requests.count == 2)
    // Somebody looked: the series is there.
    progress.take(.answered(open, try PlanAnswer(foundAt: "FOUND")))
    #expect(progress.isComplete)
    #expect(progress.remainingUndo.first?.path == "\(SplitFixture.path)/FOUND")
  }

  @Test("What was done is taken back, the last step first, also in two goes")
  func undoing() async throws {
    let server = try SplitFixture.server([
      ("200 OK", SplitFixture.head), ("201 Created", SplitFixture.tail),
      ("200 OK", #"{"id":"NEW","appointmentStatus":"cancelled"}"#), ("429 Too Many Requests", ""),
      ("200 OK", SplitFixture.whole),
    ])
    defer { server.stop() }
    let journal = MemoryJournal()
    let client = try SplitFixture.client(server)
    let done = try await client.carryOut(SplitFixture.plan(), journal: journal, rereadsFirst: false).outcome()
    let first = await client.undo(done.progress, journal: journal).outcome()
    guard case .failed? = first.stop else { return #expect(Bool(false)) }
    let progress = try #require(PlanProgress(replaying: await journal.entries))
    #expect(progress.isUndoing && !progress.isUndone)
    let second = await client.undo(progress, journal: journal).outcome()
    #expect(second.stop == nil && second.progress.isUndone)
    #expect(
      server.requests.dropFirst(2).map { $0.requestLine.split(separator: " ")[1] } == [
        "\(SplitFixture.path)/NEW", "\(SplitFixture.path)/\(SplitFixture.id)",
        "\(SplitFixture.path)/\(SplitFixture.id)",
      ])
  }
}
