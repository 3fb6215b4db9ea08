import Recurrence
import Testing

@testable import SchedulingCore

@Suite("An agenda")
struct AgendaTests {
  private static let master = "RRULE:FREQ=DAILY;COUNT=6\nRDATE:20261031T140000Z\nEXDATE:20261025T140000Z"

  private static func instance(
    _ id: String, original: String, start: String? = nil, _ fields: JSONObject = [:]
  ) throws -> Appointment {
    var json = fields
    json["id"] = .string(id)
    json["masterEventId"] = "M"
    json["originalStartTime"] = .string(original)
    json["startTime"] = .string(start ?? original)
    return try Appointment(.object(json))
  }

  private static func events() throws -> [Appointment] {
    [
      try instance("a", original: "2026-10-20T10:00:00-04:00", start: "2026-10-23T12:00:00-04:00"),
      try instance("b", original: "2026-10-21T10:00:00-04:00", ["title": "B"]),
      try instance("c", original: "2026-10-22T10:00:00-04:00", ["appointmentStatus": "cancelled"]),
      try instance("d", original: "2026-10-25T10:00:00-04:00", ["title": "excluded"]),
    ]
  }

  private func row(_ entry: AgendaEntry) -> String {
    "\(entry.start?.text.dropLast(9) ?? "") \(entry.kind) \(entry.id)"
  }

  @Test("has everything where it takes place, and says what became of it")
  func kinds() throws {
    let event = try Example.tuesday(Self.master)
    var findings: [Diagnostic] = []
    let zone = try ZoneTransitions.named(Example.newYork)
    let series = try Series(event, events: Self.events(), zone: zone, diagnostics: &findings)
    #expect(findings.map(\.code) == [.instanceDetached])
    let listed = SeriesEvents(try Self.events(), of: series, master: event)
    let entries = Array(series.agenda(master: event, detached: listed.detached))
    #expect(
      entries.map(row) == [
        "2026-10-21T10:00 edited b", "2026-10-22T10:00 cancelled c",
        "2026-10-23T10:00 scheduled M_1792764000000_1800", "2026-10-23T12:00 moved a",
        "2026-10-24T10:00 scheduled M_1792850400000_1800", "2026-10-25T10:00 detached d",
        "2026-10-31T10:00 added M_1793455200000_1800",
      ])
    #expect(entries[0].ownFields == ["title"] && entries[0].value(of: .title) == "B")
    #expect(
      entries[3].originalStartMilliseconds == series.startMilliseconds
        && entries[0].originalStartMilliseconds == nil)
    #expect(entries.filter { !$0.takesPlace }.map(\.id.description) == ["c"])
    let day = try OffsetDateTime(parsing: "2026-10-23T00:00:00-04:00").milliseconds
    #expect(
      series.agenda(in: day..<day + 86_400_000).map(\.id.description) == ["M_1792764000000_1800", "a"])
    #expect(
      series.agenda(in: series.startMilliseconds..<series.startMilliseconds + 1).isEmpty, "it moved away")
  }

  @Test("of a cancelled master keeps what has a status of its own")
  func cancelledMaster() throws {
    let plain = try Example.tuesday("RRULE:FREQ=DAILY;COUNT=3")
    var json = plain.json
    json["appointmentStatus"] = "cancelled"
    let master = try Appointment(.object(json))
    let own = try Self.instance(
      "b", original: "2026-10-21T10:00:00-04:00", ["appointmentStatus": "confirmed"])
    var findings: [Diagnostic] = []
    let series = try Series(
      master, events: [own], zone: try ZoneTransitions.named(Example.newYork), diagnostics: &findings)
    #expect(series.agenda(master: master).map(\.kind) == [.cancelled, .edited, .cancelled])
  }

  @Test("is the sorted list of what is there, in any window", arguments: 0..<60)
  func naive(seed: UInt64) throws {
    var random = SeededGenerator(seed: seed)
    let rule =
      [
        "RRULE:FREQ=DAILY;COUNT=40", "RRULE:FREQ=WEEKLY;BYDAY=MO,WE;COUNT=20",
        "RRULE:FREQ=HOURLY;INTERVAL=9;COUNT=30",
      ]
      .randomElement(using: &random) ?? ""
    let plain = try Example.series(rule, "2026-10-20T10:00:00")
    let starts = plain.recurrences.occurrences.map(\.startMilliseconds)
    let overrides = try starts.filter { _ in Int.random(in: 0..<3, using: &random) == 0 }.map { start in
      let hours = Int.random(in: -300...300, using: &random)
      let own = plain.start.zone.occurrence(atMilliseconds: start + hours * 3_600_000)
      return InstanceOverride(
        original: try plain.instanceID(startMilliseconds: start),
        appointment: try Self.instance(
          "i\(start)", original: "", start: try #require(OffsetDateTime(own)).text))
    }
    let series = plain.with(overrides: overrides)
    let moved = Dictionary(uniqueKeysWithValues: overrides.map { ($0.original.startMilliseconds, $0) })
    let all = starts.map { moved[$0]?.appointment.startTime?.milliseconds ?? $0 }
    for _ in 0..<10 {
      let from = starts[0] + Int.random(in: -400...900, using: &random) * 3_600_000
      let window = from..<from + Int.random(in: 0...600, using: &random) * 3_600_000
      let entries = Array(series.agenda(in: window))
      #expect(entries.map(\.startMilliseconds) == all.filter(window.contains).sorted(), "seed \(seed)")
      for entry in entries {
        let slot = entry.originalStartMilliseconds ?? entry.startMilliseconds
        #expect(entry.id.description == moved[slot]?.appointment.id ?? "M_\(slot)_1800")
      }
    }
    #expect(series.agenda().map(\.startMilliseconds) == all.sorted())
  }

  @Test("of an endless series is read as far as it is wanted")
  func endless() throws {
    let series = try Example.series("RRULE:FREQ=DAILY", "2026-10-20T10:00:00")
    #expect(series.agenda().prefix(3).map(\.kind) == [.scheduled, .scheduled, .scheduled])
    let far = try OffsetDateTime(parsing: "9000-01-01T00:00:00Z").milliseconds
    #expect(series.agenda(in: far..<far + 86_400_000).map(\.kind) == [.scheduled])
    let iterator = series.agenda().makeIterator()
    var (first, second) = (iterator, iterator)
    _ = first.next()
    #expect(first.next()?.startMilliseconds != second.next()?.startMilliseconds)
  }

  @Test("shows an override that stands for no occurrence as detached")
  func orphan() throws {
    let series = try Example.series("RRULE:FREQ=DAILY;COUNT=2", "2026-10-20T10:00:00")
    let override = InstanceOverride(
      original: try InstanceID(masterID: "M", startMilliseconds: 1_793_800_000_000, durationSeconds: 1800),
      appointment: try Self.instance("z", original: "2026-11-04T09:46:40Z"))
    #expect(series.with(overrides: [override]).agenda().map(\.kind) == [.scheduled, .scheduled, .detached])
  }

  @Test("follows an edit: both halves of a series that is cut, in one order, with the ids of the plan")
  func afterSplit() throws {
    let event = try Example.tuesday("RRULE:FREQ=DAILY;COUNT=4")
    let late = try Self.instance(
      "a", original: "2026-10-21T10:00:00-04:00", start: "2026-10-30T10:00:00-04:00")
    let named = try Self.instance("b", original: "2026-10-23T10:00:00-04:00", ["title": "B"])
    let preview = SeriesPreview.make(
      event: event, edit: try Example.edit(["startTime": "2026-10-22T12:00:00-04:00", "title": "New"]),
      id: try EventReference(parsing: "M_1792677600000_1800"), scope: .following,
      zone: try ZoneTransitions.named(Example.newYork), events: [late, named])
    #expect(
      preview.agendaBefore().map(row) == [
        "2026-10-20T10:00 scheduled M_1792504800000_1800", "2026-10-22T10:00 scheduled M_1792677600000_1800",
        "2026-10-23T10:00 edited b", "2026-10-30T10:00 moved a",
      ])
    let after = Array(preview.agendaAfter())
    #expect(
      after.map(row) == [
        "2026-10-20T10:00 scheduled M_1792504800000_1800",
        "2026-10-22T12:00 scheduled {step3.id}_1792684800000_1800",
        "2026-10-23T12:00 edited {step3.id}_1792771200000_1800", "2026-10-30T10:00 moved a",
      ])
    #expect(after.map { $0.value(of: .title) } == [nil, "New", "B", nil])
  }

  @Test("follows an edit of a plain event, and of one instance")
  func afterSingle() throws {
    let zone = try ZoneTransitions.named(Example.newYork)
    let moved = SeriesPreview.make(
      event: try Example.tuesday(nil), edit: try Example.edit(["startTime": "2026-10-22T12:00:00-04:00"]),
      zone: zone)
    #expect(moved.agendaBefore().map(row) == ["2026-10-20T10:00 scheduled M"])
    #expect(moved.agendaAfter().map(row) == ["2026-10-22T12:00 scheduled M"])
    let cancelled = SeriesPreview.make(
      event: try Example.tuesday("RRULE:FREQ=DAILY;COUNT=3"), edit: AppointmentEdit(),
      id: try EventReference(parsing: "M_1792591200000_1800"), zone: zone, cancellation: Cancellation(.status)
    )
    #expect(cancelled.agendaAfter().map(\.kind) == [.scheduled, .cancelled, .scheduled])
    let refused = SeriesPreview.make(
      event: try Example.tuesday(nil), edit: try Example.edit(["endTime": "2026-10-20T09:00:00-04:00"]),
      zone: zone)
    #expect(refused.agendaAfter().isEmpty && refused.agendaBefore().map(\.kind) == [.scheduled])
  }
}

extension Sequence {
  fileprivate var isEmpty: Bool { !contains { _ in true } }
}
