import Recurrence
import Testing

@testable import SchedulingCore

@Suite("A series that is cut in two")
struct SeriesSplitTests {
  private func starts(_ series: Series) -> [Int] {
    series.recurrences.occurrences.prefix(200).map(\.startMilliseconds)
  }

  private func split(_ series: Series, at index: Int) throws -> SeriesSplit {
    let start = try #require(series.recurrences.occurrence(at: index)?.startMilliseconds)
    let split = try SeriesSplit(series, at: start, tailID: "T")
    #expect(starts(split.head) + starts(split.tail).prefix(200 - index) == starts(series))
    return split
  }

  @Test("ends its head with the last start that stays, in UTC")
  func until() throws {
    let cut = try split(Example.series("RRULE:FREQ=WEEKLY", "2026-10-20T10:00:00"), at: 2)
    #expect(cut.head.sentRecurrence.text == "RRULE:FREQ=WEEKLY;UNTIL=20261027T140000Z")
    #expect(cut.tail.sentRecurrence.text == "RRULE:FREQ=WEEKLY")
  }

  @Test("counts what was generated before the cut, excluded or not")
  func countOfGenerated() throws {
    let series = try Example.series(
      "RRULE:FREQ=DAILY;COUNT=6\nEXDATE:20261021T140000Z", "2026-10-20T10:00:00")
    // The third occurrence that takes place is the fourth that is generated.
    let cut = try split(series, at: 2)
    #expect(cut.tail.sentRecurrence.text == "RRULE:FREQ=DAILY;COUNT=3")
  }

  @Test("does not count additions")
  func countWithoutAdditions() throws {
    let series = try Example.series(
      "RRULE:FREQ=DAILY;COUNT=4\nRDATE:20261020T180000Z", "2026-10-20T10:00:00")
    let cut = try split(series, at: 2)
    #expect(cut.tail.sentRecurrence.text == "RRULE:FREQ=DAILY;COUNT=3")
    #expect(cut.head.text.additions.count == 1 && cut.tail.text.additions.isEmpty)
  }

  @Test("puts EXDATEs and RDATEs on the side of the start they name")
  func sides() throws {
    let series = try Example.series(
      "RRULE:FREQ=DAILY;COUNT=9\nRDATE:20261020T180000Z,20261026T180000Z"
        + "\nEXDATE:20261021T140000Z,20261025T140000Z", "2026-10-20T10:00:00")
    let cut = try split(series, at: 4)
    #expect(
      cut.head.sentRecurrence.text
        == "RRULE:FREQ=DAILY;UNTIL=20261023T140000Z\nRDATE:20261020T180000Z\nEXDATE:20261021T140000Z")
    #expect(
      cut.tail.sentRecurrence.text
        == "RRULE:FREQ=DAILY;COUNT=5\nRDATE:20261026T180000Z\nEXDATE:20261025T140000Z")
  }

  @Test(
    "keeps its phase, its weeks and its last days",
    arguments: [
      ("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE,FR", 4),
      ("RRULE:FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU", 3),
      ("RRULE:FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", 2), ("RRULE:FREQ=MONTHLY;BYMONTHDAY=-1", 3),
      ("RRULE:FREQ=DAILY;BYHOUR=9,17;COUNT=9", 3), ("RRULE:FREQ=HOURLY;INTERVAL=5;COUNT=40", 7),
      ("RRULE:FREQ=DAILY;INTERVAL=3\nRRULE:FREQ=WEEKLY;BYDAY=TU;COUNT=4", 1),
    ])
  func phase(rrule: String, index: Int) throws {
    _ = try split(Example.series(rrule, "2026-10-20T10:00:00"), at: index)
  }

  @Test("may be cut at an addition, whose rule keeps its phase")
  func cutAtAddition() throws {
    let series = try Example.series(
      "RRULE:FREQ=WEEKLY;INTERVAL=2\nRDATE:20261028T180000Z", "2026-10-20T10:00:00")
    let cut = try split(series, at: 1)
    #expect(cut.tail.text.additions.count == 1)
  }

  @Test("may be cut where only additions are left")
  func onlyAdditions() throws {
    let series = try Example.series(
      "RRULE:FREQ=DAILY;COUNT=2\nRDATE:20261028T180000Z,20261030T180000Z", "2026-10-20T10:00:00")
    let cut = try split(series, at: 2)
    #expect(cut.head.sentRecurrence.text == "RRULE:FREQ=DAILY;COUNT=2")
    #expect(cut.tail.sentRecurrence.text.hasPrefix("RRULE:FREQ=DAILY;COUNT=1\nRDATE:"))
  }

  @Test("begins at a time that the clocks skip without staying at the later one")
  func gap() throws {
    let series = try Example.series("RRULE:FREQ=DAILY;COUNT=5", "2026-03-06T02:30:00")
    let cut = try split(series, at: 2)
    #expect(cut.tail.start.local.hour == 2)
    // A request names an instant, which is 03:30 on that day.
    let sent = try cut.tail.withNameableStart()
    #expect(starts(sent) == starts(cut.tail))
    let read = try Series(
      masterID: "T",
      start: RecurrenceStart(
        try #require(sent.recurrences.first(from: .min)).local, in: sent.start.zone), durationSeconds: 1800,
      text: RecurrenceText(parsing: sent.sentRecurrence.text))
    #expect(starts(read) == starts(cut.tail))
  }

  @Test("ends in a fold at the very instant of its last start")
  func fold() throws {
    let series = try Example.series("RRULE:FREQ=DAILY;COUNT=5", "2026-10-31T01:30:00")
    let cut = try split(series, at: 2)
    #expect(cut.head.sentRecurrence.text == "RRULE:FREQ=DAILY;UNTIL=20261101T053000Z")
  }

  @Test("has no empty side")
  func first() throws {
    let series = try Example.series("RRULE:FREQ=DAILY;COUNT=3", "2026-10-20T10:00:00")
    let start = series.startMilliseconds
    for (instant, code) in [(start, Diagnostic.Code.splitAtFirst), (start + 1000, .splitWithoutOccurrence)] {
      let error = try #require(throws: ValidationFailure.self) {
        try SeriesSplit(series, at: instant, tailID: "T")
      }
      #expect(error.code == code)
    }
  }

  @Test("is edited as a whole from its first occurrence on")
  func firstMeansWhole() throws {
    let preview = SeriesPreview.make(
      event: try Example.tuesday("RRULE:FREQ=WEEKLY;COUNT=3"), edit: try Example.edit(["title": "x"]),
      id: try EventReference(parsing: "M_1792504800000_1800"), scope: .following,
      zone: try ZoneTransitions.named(Example.newYork))
    #expect(preview.decision?.target == .series(masterID: "M"))
    #expect(preview.requests.count == 1)
  }

  @Test("tells where all before the cut is excluded, or cancelled")
  func headWithoutOccurrences() throws {
    let newYork = try ZoneTransitions.named(Example.newYork)
    let excluded = SeriesPreview.make(
      event: try Example.tuesday("RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE:20261020T140000Z"),
      edit: try Example.edit(["title": "x"]), id: try EventReference(parsing: "M_1793109600000_1800"),
      scope: .following, zone: newYork)
    #expect(excluded.decision?.target == .series(masterID: "M"))
    #expect(excluded.findings.contains { $0.code == .headWithoutOccurrences })

    let cancelled = try Appointment([
      "id": "M_1792504800000_1800", "masterEventId": "M", "appointmentStatus": "cancelled",
    ])
    let cut = SeriesPreview.make(
      event: try Example.tuesday("RRULE:FREQ=WEEKLY;COUNT=3"), edit: try Example.edit(["title": "x"]),
      id: try EventReference(parsing: "M_1793109600000_1800"), scope: .following, zone: newYork,
      events: [cancelled])
    #expect(cut.findings.contains { $0.code == .headWithoutOccurrences && $0.severity == .warning })
  }

  @Test("leaves its past alone where the whole of it is edited but for the past")
  func allButPast() throws {
    let event = try Appointment([
      "id": "M", "calendarId": "C", "locationId": "L", "contactId": "P", "rrule": "RRULE:FREQ=WEEKLY;COUNT=4",
      "startTime": "2026-10-20T10:00:00-04:00", "endTime": "2026-10-20T10:30:00-04:00",
    ])
    func preview(_ instant: Int) throws -> SeriesPreview {
      SeriesPreview.make(
        event: event, edit: try Example.edit(["startTime": "2026-10-20T11:00:00-04:00"]),
        zone: try ZoneTransitions.named(Example.newYork), keepingBefore: instant)
    }
    let cut = try preview(1_793_200_000_000)
    #expect(cut.changes.map(\.kind) == [.kept, .kept, .moved, .moved])
    #expect(cut.changes[2].after?.start?.text == "2026-11-03T11:00:00-05:00")
    #expect(try preview(0).requests.map(\.method) == ["PUT"])
    #expect(try preview(1_900_000_000_000).findings.contains { $0.code == .nothingToEdit })
  }

  @Test(
    "and nothing but an edit of the whole series leaves the past alone",
    arguments: [EditScope.this, .following])
  func pastOfOthers(scope: EditScope) throws {
    let preview = SeriesPreview.make(
      event: try Example.tuesday("RRULE:FREQ=WEEKLY;COUNT=4"), edit: try Example.edit(["title": "x"]),
      id: try EventReference(parsing: "M_1793718000000_1800"), scope: scope,
      zone: try ZoneTransitions.named(Example.newYork), keepingBefore: 1_900_000_000_000)
    #expect(preview.findings.contains { $0.code == .keepPastNeedsWhole && $0.severity == .error })
    #expect(preview.validatedPlan == nil)
  }
}
