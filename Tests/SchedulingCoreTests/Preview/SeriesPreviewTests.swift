import Recurrence
import Testing

@testable import SchedulingCore

@Suite("A preview")
struct SeriesPreviewTests {
  private func make(
    _ event: Appointment, _ fields: JSONValue, id: String? = nil, scope: EditScope? = nil,
    zone: String? = Example.newYork, window: PreviewWindow = PreviewWindow(),
    assumptions: ServerAssumptions = ServerAssumptions()
  ) throws -> SeriesPreview {
    SeriesPreview.make(
      event: event, edit: try Example.edit(fields), id: try id.map { try EventReference(parsing: $0) },
      scope: scope, zone: try zone.map { try ZoneTransitions.named($0) }, window: window,
      assumptions: assumptions)
  }

  @Test("of a series without end shows its first occurrences and says so")
  func endless() throws {
    let preview = try make(
      Example.tuesday("RRULE:FREQ=WEEKLY"), ["startTime": "2026-10-20T10:30:00-04:00"],
      window: PreviewWindow(endlessLimit: 7))
    #expect(preview.counts.moved == 7)
    #expect(preview.counts.total == 7)
    #expect(preview.isTruncated)
    #expect(!preview.hasErrors)
    #expect(preview.effectiveEdit.endTime?.text == "2026-10-20T11:00:00-04:00")
    #expect(preview.idMap.first?.old == "M_1792504800000_1800")
    #expect(preview.idMap.first?.new == "M_1792506600000_1800")
  }

  private static let lengths: [(rule: String?, edit: JSONValue, before: SeriesLength, after: SeriesLength)] =
    [
      ("RRULE:FREQ=WEEKLY;COUNT=6", ["title": "x"], .finite(6), .finite(6)),
      ("RRULE:FREQ=WEEKLY", ["title": "x"], .endless, .endless),
      ("RRULE:FREQ=WEEKLY", ["rrule": "RRULE:FREQ=WEEKLY;COUNT=50"], .endless, .finite(50)),
      ("RRULE:FREQ=WEEKLY;COUNT=2", ["rrule": .null], .finite(2), .finite(1)),
      (nil, ["rrule": "RRULE:FREQ=DAILY"], .finite(1), .endless),
      ("RRULE:FREQ=DAILY;COUNT=3\nRRULE:FREQ=WEEKLY;COUNT=2", ["title": "x"], .finite(4), .finite(4)),
      (
        "RRULE:FREQ=HOURLY;COUNT=10100\nRRULE:FREQ=WEEKLY;COUNT=2", ["title": "x"], .finite(nil), .finite(nil)
      ),
    ]

  @Test("tells how many occurrences there are, whatever its window", arguments: lengths)
  func length(rule: String?, edit: JSONValue, before: SeriesLength, after: SeriesLength) throws {
    let event = try Example.tuesday(rule)
    let preview = try make(event, edit, window: PreviewWindow(range: 0..<1, limit: 1))
    #expect(preview.lengthBefore == before && preview.lengthAfter == after)
  }

  @Test("tells how many occurrences both halves of a cut have, and the series of a single instance")
  func lengthOfParts() throws {
    let event = try Example.tuesday("RRULE:FREQ=WEEKLY;COUNT=6")
    for scope in [EditScope.following, .this] {
      let preview = try make(event, ["title": "x"], id: "M_1793109600000_1800", scope: scope)
      #expect(preview.lengthBefore == .finite(6) && preview.lengthAfter == .finite(6))
    }
  }

  @Test("of a new rule without end invents no ends where it stops looking")
  func endlessReplaced() throws {
    let preview = try make(
      Example.tuesday("RRULE:FREQ=WEEKLY;BYDAY=TU"),
      ["rrule": "RRULE:FREQ=WEEKLY;BYDAY=TU,TH", "ignoreFreeSlotValidation": true],
      window: PreviewWindow(endlessLimit: 6))
    #expect(preview.counts.kept == 3)
    #expect(preview.counts.added == 2)
    #expect(preview.counts.moved + preview.counts.removed == 0)
  }

  @Test("far in a series that is not counted pairs only what has the same start", .timeLimit(.minutes(1)))
  func farInUncounted() throws {
    let exclusion = "EXRULE:FREQ=SECONDLY;INTERVAL=97;BYSECOND=5"
    let begin = 253_000_000_000_000
    let preview = try make(
      Example.tuesday("RRULE:FREQ=SECONDLY\n\(exclusion)"),
      [
        "rrule": .string("RRULE:FREQ=SECONDLY;INTERVAL=7\n\(exclusion)"),
        "ignoreFreeSlotValidation": true,
      ],
      window: PreviewWindow(range: begin..<begin + 70_000))
    #expect(preview.counts.kept == 10)
    #expect(preview.counts.removed == 60)
    #expect(preview.counts.moved + preview.counts.added == 0)
  }

  @Test("of a window in a dense series shows what is in it, as far as its limit", arguments: [5, 100])
  func denseWindow(limit: Int) throws {
    let event = try Example.tuesday("RRULE:FREQ=MINUTELY")
    let start = try #require(event.startTime?.milliseconds)
    let begin = start + 20 * 86_400_000
    let preview = try make(
      event, ["startTime": "2026-10-20T10:30:00-04:00"],
      window: PreviewWindow(range: begin..<begin + 600_000, limit: limit))
    // Old ones in the window move out of it, and others into it.
    #expect(preview.counts.moved == min(limit, 10) * 2)
    #expect(preview.counts.total == preview.counts.moved)
    #expect(preview.isTruncated == (limit == 5))
  }

  @Test("leaves out what falls into a gap where the server is taken to")
  func omittedInGap() throws {
    let event = try Example.event(
      "FREQ=DAILY;COUNT=3", start: "2026-03-07T01:30:00-05:00", end: "2026-03-07T02:00:00-05:00")
    let preview = try make(
      event, ["startTime": "2026-03-07T02:30:00-05:00"],
      assumptions: ServerAssumptions(zonePolicy: ZonePolicy(gap: .omit)))
    // RFC 5545, section 3.3.10: what is omitted is not counted, so COUNT reaches one day more.
    #expect(preview.changes.map(\.kind) == [.moved, .removed, .moved, .added])
    #expect(preview.changes[1].reasons == [.omittedInGap])
  }

  @Test("notes a time that the clocks skip")
  func shiftedByGap() throws {
    let event = try Example.event(
      "FREQ=DAILY;COUNT=3", start: "2026-03-07T01:30:00-05:00", end: "2026-03-07T02:00:00-05:00")
    let preview = try make(event, ["startTime": "2026-03-07T02:30:00-05:00"])
    #expect(preview.changes[1].after?.start?.text == "2026-03-08T03:30:00-04:00")
    #expect(preview.changes[1].notes.contains(.shiftedByGap(seconds: 3600)))
    #expect(preview.findings.contains { $0.code == .shiftedByGap })
  }

  @Test("warns of an offset that the zone does not have then")
  func wrongOffset() throws {
    let preview = try make(
      Example.tuesday("RRULE:FREQ=WEEKLY;COUNT=4"), ["startTime": "2026-11-03T10:30:00-04:00"],
      id: "M_1793718000000_1800")
    #expect(preview.findings.contains { $0.code == .offsetDiffersFromZone && $0.severity == .warning })
    #expect(preview.changes[2].after?.start?.text == "2026-11-03T09:30:00-05:00")
  }

  @Test("warns where an instance would get another's id")
  func collision() throws {
    let preview = try make(
      Example.tuesday("RRULE:FREQ=WEEKLY;COUNT=4"), ["startTime": "2026-11-10T10:00:00-05:00"],
      id: "M_1793718000000_1800")
    #expect(preview.findings.contains { $0.code == .instanceIDCollides })
  }

  @Test("keeps an instance's id where the server is taken to")
  func keptID() throws {
    let preview = try make(
      Example.tuesday("RRULE:FREQ=WEEKLY;COUNT=4"), ["startTime": "2026-11-03T12:00:00-05:00"],
      id: "M_1793718000000_1800", assumptions: ServerAssumptions(instanceUpdateKeepsID: true))
    #expect(preview.changes[2].after?.id == "M_1793718000000_1800")
    #expect(preview.counts.kept == 3 && preview.counts.moved == 1)
    #expect(preview.changes.filter { $0.kind == .kept }.allSatisfy { $0.reasons == [.outsideScope] })
  }

  @Test("of an instance that is none names the nearest")
  func unknownInstance() throws {
    let preview = try make(
      Example.tuesday("RRULE:FREQ=WEEKLY;COUNT=4"), ["title": "x"], id: "M_1793718060000_1800")
    let error = try #require(preview.findings.first { $0.severity == .error })
    #expect(error.code == .instanceNotGenerated)
    #expect(error.remedy?.contains("M_1793718000000_1800") == true)
    #expect(preview.validatedUpdate == nil && preview.requests.isEmpty)
  }

  @Test("lists exclusions that remove nothing")
  func deadExclusions() throws {
    let preview = try make(
      Example.tuesday("RRULE:FREQ=WEEKLY;COUNT=2"),
      [
        "rrule": "RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20261027T140000Z,20261028T140000Z,20270101T000000Z",
        "ignoreFreeSlotValidation": true,
      ])
    #expect(preview.deadExclusions.map(\.text) == ["2026-10-28T10:00:00-04:00", "2026-12-31T19:00:00-05:00"])
    #expect(preview.changes.map(\.kind) == [.kept, .removed, .added])
    #expect(preview.changes[1].reasons == [.excluded])
    #expect(preview.changes[2].reasons == [.seriesExtended])
  }

  @Test("of a plain event that gets a rule turns it into the first instance")
  func newMaster() throws {
    let preview = try make(
      Example.tuesday(nil), ["rrule": "FREQ=WEEKLY;COUNT=2", "ignoreFreeSlotValidation": true])
    #expect(preview.decision?.target == .newMaster("M"))
    #expect(preview.changes.map(\.kind) == [.changed, .added])
    #expect(preview.changes[0].before?.id == "M")
    #expect(preview.changes[0].after?.id == "M_1792504800000_1800")
    #expect(preview.requests.first?.bodyText.contains("RRULE:FREQ=WEEKLY;COUNT=2") == true)
  }

  @Test("of a plain event moves it alone")
  func plainEvent() throws {
    let preview = try make(Example.tuesday(nil), ["startTime": "2026-10-21T10:00:00-04:00"], zone: nil)
    #expect(preview.changes.map(\.kind) == [.moved])
    #expect(preview.changes[0].after?.id == "M")
    #expect(!preview.hasErrors)
  }

  @Test("of a whole series needs the master")
  func instanceGiven() throws {
    let event = try Example.event(
      "FREQ=WEEKLY", start: "2026-11-03T10:00:00-05:00", end: "2026-11-03T10:30:00-05:00",
      id: "M_1793718000000_1800")
    let preview = try make(event, ["title": "x"], scope: .whole)
    #expect(preview.findings.contains { $0.code == .masterRequired && $0.severity == .error })
  }

  @Test("re-keys every occurrence when the duration changes")
  func duration() throws {
    let preview = try make(
      Example.tuesday("RRULE:FREQ=WEEKLY;COUNT=2"), ["endTime": "2026-10-20T11:00:00-04:00"])
    #expect(preview.changes.map(\.kind) == [.changed, .changed])
    #expect(preview.changes[1].reasons == [.durationChanged(fromSeconds: 1800, toSeconds: 3600)])
    #expect(preview.changes[1].after?.id == "M_1793109600000_3600")
  }

  @Test("refuses a rule that can't move exactly, and sends nothing")
  func notMovable() throws {
    let event = try Example.event(
      "FREQ=MONTHLY;BYDAY=3TU", start: "2026-10-20T10:00:00-04:00", end: "2026-10-20T10:30:00-04:00")
    let preview = try make(
      event, ["startTime": "2026-10-21T10:00:00-04:00", "ignoreFreeSlotValidation": true])
    #expect(preview.findings.contains { $0.code == .ruleNotMovable && $0.severity == .error })
    #expect(preview.validatedUpdate == nil)
  }

  @Test(
    "never traps on times at the edge of the calendar",
    arguments: ["0001-01-01T00:00:00+00:00", "9999-12-31T23:59:00+00:00", "9999-12-31T18:30:00-05:00"])
  func extremes(time: String) throws {
    for rrule in ["FREQ=DAILY", "FREQ=YEARLY;UNTIL=99991231", "FREQ=WEEKLY;BYDAY=TU;COUNT=3", nil] {
      for window in [PreviewWindow(), PreviewWindow(range: Int.min..<Int.max, limit: 50)] {
        let preview = try make(
          Example.tuesday(rrule), ["startTime": .string(time), "ignoreFreeSlotValidation": true],
          window: window)
        #expect(preview.counts.total <= 10_000)
      }
    }
  }

  @Test("Checks that the caller names are not reported as made by nobody, and what they find is")
  func callersChecks() throws {
    let event = try Appointment([
      "id": "P", "startTime": "2026-10-20T10:00:00-04:00", "endTime": "2026-10-20T10:30:00-04:00",
    ])
    var request = PreviewRequest(
      event: event, edit: try AppointmentEdit(["title": "x", "ignoreFreeSlotValidation": true]))
    func unchecked() -> String? {
      request.preview().findings.first { $0.code == .uncheckedByServer }?.message
    }
    #expect(unchecked()?.contains("slots, notice, range") == true)
    request.settings.locallyChecked = [.slots, .range]
    #expect(unchecked()?.contains("does not check notice,") == true)
    request.settings.locallyChecked = Set(ValidationFlags.Check.allCases)
    #expect(unchecked() == nil)
    request.settings.localFindings = [Diagnostic(.error, .init(rawValue: "BOOKED"), "Taken.")]
    let found = request.preview().findings.first { $0.code.rawValue == "BOOKED" }
    // With the flag a failed check warns.
    #expect(found?.severity == .warning)
  }

  @Test("Of dates on either side of an hour that the clocks repeat, each keeps its own when they move a day")
  func datesInAFold() throws {
    // 01:45 in the first pass, then 01:15 in the second.
    let event = try Appointment([
      "id": "M", "startTime": "2026-10-31T12:00:00-04:00", "endTime": "2026-10-31T12:30:00-04:00",
      "rrule": "RRULE:FREQ=DAILY;COUNT=1\nRDATE:20261101T054500Z,20261101T061500Z",
    ])
    let edit = try AppointmentEdit([
      "startTime": "2026-11-01T12:00:00-05:00", "endTime": "2026-11-01T12:30:00-05:00",
      "ignoreFreeSlotValidation": true,
    ])
    var request = PreviewRequest(event: event, edit: edit)
    request.zone = try ZoneTransitions.named("America/New_York")
    let changes = request.preview().changes
    #expect(
      changes.map(\.before?.localStart.description) == [
        "2026-10-31T12:00:00", "2026-11-01T01:45:00", "2026-11-01T01:15:00",
      ])
    #expect(
      changes.map(\.after?.localStart.description) == [
        "2026-11-01T12:00:00", "2026-11-02T01:45:00", "2026-11-02T01:15:00",
      ])
    #expect(changes.allSatisfy { $0.reasons == [.startMoved(bySeconds: 86_400)] })
  }
}
