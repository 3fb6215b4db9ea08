import Recurrence
import Testing

@testable import SchedulingCore

@Suite("A change of time")
struct TimeChangeTests {
  private func times(
    _ change: TimeChange, of start: String = "2026-11-03T10:00:00-05:00", otherwise: String? = nil,
    policy: ZonePolicy = ZonePolicy(), findings: inout [Diagnostic]
  ) throws -> [String?] {
    let now = TimeSpan(
      startMilliseconds: try OffsetDateTime(parsing: start).milliseconds, durationSeconds: 1800)
    let times = try change.times(
      of: now, otherwise: try otherwise.map { try OffsetDateTime(parsing: $0) },
      in: try ZoneTransitions.named(Example.newYork), policy: policy, findings: &findings)
    return [times.start?.text, times.end?.text]
  }

  private static let cases: [(TimeChange, [String?])] = [
    (TimeChange(), [nil, nil]),
    (TimeChange(secondOfDay: 19 * 3600), ["2026-11-03T19:00:00-05:00", nil]),
    (TimeChange(day: .weekday(.monday)), ["2026-11-02T10:00:00-05:00", nil]),
    (TimeChange(day: .weekday(.sunday)), ["2026-11-08T10:00:00-05:00", nil]),
    (TimeChange(durationSeconds: 3600), [nil, "2026-11-03T11:00:00-05:00"]),
    (
      TimeChange(day: .weekday(.thursday), secondOfDay: 9 * 3600, durationSeconds: 5400),
      ["2026-11-05T09:00:00-05:00", "2026-11-05T10:30:00-05:00"]
    ),
  ]

  @Test("leaves what it does not name, and goes by the clock", arguments: cases)
  func fields(change: TimeChange, expected: [String?]) throws {
    var findings: [Diagnostic] = []
    #expect(try times(change, findings: &findings) == expected)
    #expect(findings.isEmpty)
  }

  @Test("keeps the time on the clock across a change of offset")
  func offset() throws {
    var findings: [Diagnostic] = []
    let date = try #require(CivilDate(year: 2026, month: 10, day: 30))
    #expect(try times(TimeChange(day: .date(date)), findings: &findings)[0] == "2026-10-30T10:00:00-04:00")
  }

  @Test(
    "moves a time on that the clocks skip, whatever the policy, and says so",
    arguments: [ZonePolicy.Gap.shiftForward, .omit])
  func gap(gap: ZonePolicy.Gap) throws {
    var findings: [Diagnostic] = []
    let change = TimeChange(secondOfDay: 2 * 3600 + 1800)
    let found = try times(
      change, of: "2026-03-08T10:00:00-04:00", policy: ZonePolicy(gap: gap), findings: &findings)
    #expect(found[0] == "2026-03-08T03:30:00-04:00")
    #expect(findings.map(\.code) == [.shiftedByGap] && findings.map(\.severity) == [.warning])
  }

  @Test("leaves a start in a repeated hour the very instant")
  func fold() throws {
    var findings: [Diagnostic] = []
    let date = try #require(CivilDate(year: 2026, month: 11, day: 1))
    let change = TimeChange(day: .date(date))
    #expect(
      try times(change, of: "2026-11-01T01:30:00-05:00", findings: &findings)[0]
        == "2026-11-01T01:30:00-05:00")
  }

  @Test("counts a length from the start that the edit has anyhow")
  func otherwise() throws {
    var findings: [Diagnostic] = []
    let found = try times(
      TimeChange(durationSeconds: 3600), otherwise: "2026-12-03T10:00:00-05:00", findings: &findings)
    #expect(found == [nil, "2026-12-03T11:00:00-05:00"])
  }

  @Test("ends with the calendar")
  func end() throws {
    var findings: [Diagnostic] = []
    let date = try #require(CivilDate(year: 9999, month: 12, day: 31))
    let change = TimeChange(day: .date(date), secondOfDay: 23 * 3600)
    #expect(throws: ValidationFailure.self) { try times(change, findings: &findings) }
  }
}
