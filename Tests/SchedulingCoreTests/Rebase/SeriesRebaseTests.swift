import Recurrence
import Testing

@testable import SchedulingCore

@Suite("A series moves with its start")
struct SeriesRebaseTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let why: String
    let text: String
    let start: String
    var zone = Example.newYork
    let delta: Int
    let expected: String
    var testDescription: String { why }
  }

  @Test(
    "with its dates",
    arguments: [
      Case(
        why: "EXDATE keeps its local time in another season",
        text: "RRULE:FREQ=WEEKLY\nEXDATE:20261027T140000Z", start: "2026-10-20T10:00:00",
        delta: 7 * 86_400, expected: "RRULE:FREQ=WEEKLY\nEXDATE:20261103T150000Z"),
      Case(
        why: "UNTIL moves as EXDATE does",
        text: "RRULE:FREQ=WEEKLY;UNTIL=20261027T140000Z", start: "2026-10-20T10:00:00",
        delta: 7 * 86_400 + 1800, expected: "RRULE:FREQ=WEEKLY;UNTIL=20261103T153000Z"),
      Case(
        why: "a bare date in UNTIL is the end of its day",
        text: "RRULE:FREQ=WEEKLY;UNTIL=20261124", start: "2026-10-20T10:00:00",
        delta: 1800, expected: "RRULE:FREQ=WEEKLY;UNTIL=20261125T052959Z"),
      Case(
        why: "an EXDATE whose time the clocks skip means the time the rule names",
        text: "RRULE:FREQ=DAILY\nEXDATE:20260308T073000Z", start: "2026-03-07T02:30:00",
        delta: 7200, expected: "RRULE:FREQ=DAILY\nEXDATE:20260308T083000Z"),
      Case(
        why: "an EXDATE at the real 03:30 after the gap is just that",
        text: "RRULE:FREQ=DAILY\nEXDATE:20260308T073000Z", start: "2026-03-07T03:30:00",
        delta: 7200, expected: "RRULE:FREQ=DAILY\nEXDATE:20260308T093000Z"),
      Case(
        why: "an EXDATE in the unused pass of a fold stays dead",
        text: "RRULE:FREQ=DAILY\nEXDATE:20261101T063000Z", start: "2026-10-30T01:30:00",
        delta: 5400, expected: "RRULE:FREQ=DAILY"),
      Case(
        why: "an excluded day stays one",
        text: "RRULE:FREQ=WEEKLY\nEXDATE;VALUE=DATE:20261027", start: "2026-10-20T10:00:00",
        delta: 1800, expected: "RRULE:FREQ=WEEKLY\nEXDATE;VALUE=DATE:20261027"),
      Case(
        why: "an excluded day becomes the next past midnight",
        text: "RRULE:FREQ=WEEKLY\nEXDATE;VALUE=DATE:20261027", start: "2026-10-20T23:45:00",
        delta: 1800, expected: "RRULE:FREQ=WEEKLY\nEXDATE;VALUE=DATE:20261028"),
      Case(
        why: "an excluded day whose times part becomes those times",
        text: "RRULE:FREQ=DAILY;BYHOUR=9,23\nEXDATE;VALUE=DATE:20260107", start: "2026-01-05T09:00:00",
        zone: "UTC", delta: 7200,
        expected: "RRULE:FREQ=DAILY;BYHOUR=1,11\nEXDATE:20260107T110000Z,20260108T010000Z"),
      Case(
        why: "what UTC can't write is bounded by its last second, or on the series' clock",
        text: "RRULE:FREQ=DAILY;UNTIL=99991231\nEXDATE:99991231T230000", start: "2026-10-20T10:00:00",
        delta: -3600, expected: "RRULE:FREQ=DAILY;UNTIL=99991231T235959Z\nEXDATE:99991231T220000"),
      Case(
        why: "RDATE moves too",
        text: "RRULE:FREQ=WEEKLY\nRDATE:20261022T140000Z", start: "2026-10-20T10:00:00",
        delta: 14 * 86_400, expected: "RRULE:FREQ=WEEKLY\nRDATE:20261105T150000Z"),
      Case(
        why: "local dates of another zone are instants first",
        text: "RRULE:FREQ=WEEKLY\nEXDATE;TZID=Europe/Berlin:20261027T150000", start: "2026-10-20T10:00:00",
        delta: 1800, expected: "RRULE:FREQ=WEEKLY\nEXDATE:20261027T143000Z"),
    ])
  func moves(_ example: Case) throws {
    let old = try Example.series(example.text, example.start, in: example.zone)
    let rebase = try SeriesRebase(moving: old.text, from: old.start, bySeconds: example.delta)
    let new = try Series(
      masterID: "M", start: rebase.start, durationSeconds: 1800, text: rebase.text)
    #expect(new.sentRecurrence.text == example.expected)
    let before = try old.recurrences.expand(limits: .init(occurrences: 30)).occurrences
    let after = try new.recurrences.expand(limits: .init(occurrences: 30)).occurrences
    #expect(
      before.map { $0.nominalLocal.wallSeconds + example.delta } == after.map(\.nominalLocal.wallSeconds))
  }

  @Test("or says why it can't")
  func refuses() throws {
    let start = try Example.start("2026-01-13T09:00:00")
    let text = try RecurrenceText(parsing: "RRULE:FREQ=MONTHLY;BYDAY=2TU")
    let refusal = #expect(throws: ValidationFailure.self) {
      try SeriesRebase(moving: text, from: start, bySeconds: 86_400)
    }
    #expect(refusal?.code == .ruleNotMovable)
    #expect(refusal?.message.contains("BYDAY") == true)
    #expect(refusal?.remedy?.contains("rrule") == true)
  }

  @Test("and excluded days that would be too many times are refused")
  func manyTimes() throws {
    let days = (10...28).map { "202601\($0)" }.joined(separator: ",")
    let text = try RecurrenceText(parsing: "RRULE:FREQ=SECONDLY\nEXDATE;VALUE=DATE:" + days)
    let start = try Example.start("2026-01-01T00:00:00", in: "UTC")
    let refusal = #expect(throws: ValidationFailure.self) {
      try SeriesRebase(moving: text, from: start, bySeconds: 1800)
    }
    #expect(refusal?.code.rawValue == "tooManyDates")
    #expect(try SeriesRebase(moving: text, from: start, bySeconds: 86_400).text.exclusions.count == 19)
  }

  @Test("and never leaves years 1 to 9999", arguments: [Int.max, Int.min, 400_000_000_000, -70_000_000_000])
  func staysInRange(delta: Int) throws {
    let start = try Example.start("2026-01-13T09:00:00")
    let text = try RecurrenceText(parsing: "RRULE:FREQ=DAILY")
    let refusal = #expect(throws: ValidationFailure.self) {
      try SeriesRebase(moving: text, from: start, bySeconds: delta)
    }
    #expect(refusal?.code == .startOutOfRange)
  }

  @Test("and says nothing where nothing has to be sent but the start")
  func unchangedText() throws {
    let start = try Example.start("2026-01-13T09:00:00")
    let plain = try RecurrenceText(parsing: "RRULE:FREQ=WEEKLY;COUNT=4")
    #expect(try !SeriesRebase(moving: plain, from: start, bySeconds: 86_400).isTextChanged)
    let named = try RecurrenceText(parsing: "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=TU")
    #expect(try SeriesRebase(moving: named, from: start, bySeconds: 86_400).isTextChanged)
    #expect(try !SeriesRebase(moving: named, from: start, bySeconds: 3600).isTextChanged)
  }
}
