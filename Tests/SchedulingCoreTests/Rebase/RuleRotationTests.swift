import Recurrence
import Testing

@testable import SchedulingCore

/// A rule, a start, a move and what the rule becomes; `nil` stands for the same rule.
struct RotationCase: Sendable, CustomTestStringConvertible {
  let rule: String
  let start: String
  let delta: Int
  let expected: String?

  init(_ rule: String, _ start: String, _ delta: Int, _ expected: String? = nil) {
    self.rule = rule
    self.start = start
    self.delta = delta
    self.expected = expected
  }

  var testDescription: String { "\(rule) from \(start) by \(delta) s" }
}

private let day = 86_400
private let hour = 3600

@Suite("A rule moves with its start")
struct RuleRotationTests {
  @Test(
    "as the calendar has it",
    arguments: [
      // The start alone carries the place.
      RotationCase("FREQ=DAILY", "2026-01-05T09:00:00", 3 * day + 1800),
      RotationCase("FREQ=WEEKLY;COUNT=6", "2026-10-20T10:00:00", 1800),
      RotationCase("FREQ=WEEKLY;INTERVAL=2", "2026-10-20T10:00:00", 9 * day),
      RotationCase("FREQ=MONTHLY", "2026-01-15T10:00:00", day),
      RotationCase("FREQ=YEARLY", "2026-03-10T10:00:00", 35 * day),
      RotationCase("FREQ=HOURLY;INTERVAL=5", "2026-03-10T10:00:00", 35 * day + 17),
      // Weekdays.
      RotationCase("FREQ=WEEKLY;BYDAY=MO,WE", "2026-01-05T09:00:00", day, "FREQ=WEEKLY;BYDAY=TU,TH"),
      RotationCase("FREQ=WEEKLY;BYDAY=SA,SU", "2026-01-03T09:00:00", day, "FREQ=WEEKLY;BYDAY=MO,SU"),
      RotationCase("FREQ=DAILY;BYDAY=MO,TU", "2026-01-05T09:00:00", -day, "FREQ=DAILY;BYDAY=MO,SU"),
      RotationCase("FREQ=WEEKLY;BYDAY=MO,WE", "2026-01-05T09:00:00", 8 * day, "FREQ=WEEKLY;BYDAY=TU,TH"),
      // Within their weeks WKST may stay; past them it moves along.
      RotationCase(
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,WE", "2026-01-05T09:00:00", day,
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,TH"),
      RotationCase(
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,SU", "2026-01-05T09:00:00", day,
        "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU;WKST=TU"),
      RotationCase(
        "FREQ=WEEKLY;BYDAY=MO,TU,SU;BYSETPOS=-1", "2026-01-04T09:00:00", -day,
        "FREQ=WEEKLY;BYDAY=MO,SA,SU;BYSETPOS=-1;WKST=SU"),
      // Days of the month.
      RotationCase("FREQ=MONTHLY;BYMONTHDAY=15", "2026-01-15T09:00:00", day, "FREQ=MONTHLY;BYMONTHDAY=16"),
      RotationCase("FREQ=MONTHLY;BYMONTHDAY=28", "2026-01-28T09:00:00", -day, "FREQ=MONTHLY;BYMONTHDAY=27"),
      RotationCase("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31T09:00:00", -day, "FREQ=MONTHLY;BYMONTHDAY=-2"),
      RotationCase("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-31T09:00:00", day, "FREQ=MONTHLY;BYMONTHDAY=1"),
      RotationCase("FREQ=MONTHLY;BYMONTHDAY=1", "2026-02-01T09:00:00", -day, "FREQ=MONTHLY;BYMONTHDAY=-1"),
      RotationCase("FREQ=MONTHLY", "2026-02-01T09:00:00", -day, "FREQ=MONTHLY;BYMONTHDAY=-1"),
      RotationCase(
        "FREQ=MONTHLY;BYMONTHDAY=31", "2026-01-31T09:00:00", day,
        "FREQ=MONTHLY;BYMONTHDAY=1;BYMONTH=1,2,4,6,8,9,11"),
      RotationCase(
        "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "2026-02-13T09:00:00", day,
        "FREQ=MONTHLY;BYDAY=SA;BYMONTHDAY=14"),
      RotationCase("FREQ=MONTHLY;BYDAY=MO,TU", "2026-01-05T09:00:00", day, "FREQ=MONTHLY;BYDAY=TU,WE"),
      // Ordinals move by whole weeks.
      RotationCase("FREQ=MONTHLY;BYDAY=2TU", "2026-01-13T09:00:00", 7 * day, "FREQ=MONTHLY;BYDAY=3TU"),
      RotationCase("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-30T09:00:00", -7 * day, "FREQ=MONTHLY;BYDAY=-2FR"),
      RotationCase("FREQ=YEARLY;BYDAY=20MO", "2026-05-18T09:00:00", 7 * day, "FREQ=YEARLY;BYDAY=21MO"),
      RotationCase(
        "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "2026-11-26T09:00:00", -14 * day,
        "FREQ=YEARLY;BYDAY=2TH;BYMONTH=11"),
      // Days of the year.
      RotationCase(
        "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "2026-12-31T09:00:00", day,
        "FREQ=YEARLY;BYMONTHDAY=1;BYMONTH=1"),
      RotationCase(
        "FREQ=YEARLY;INTERVAL=2;BYMONTH=12;BYMONTHDAY=31", "2026-12-31T09:00:00", day,
        "FREQ=YEARLY;INTERVAL=2;BYMONTHDAY=1;BYMONTH=1"),
      RotationCase("FREQ=YEARLY", "2026-03-01T09:00:00", -day, "FREQ=YEARLY;BYMONTHDAY=-1;BYMONTH=2"),
      RotationCase("FREQ=YEARLY;BYYEARDAY=100", "2026-04-10T09:00:00", day, "FREQ=YEARLY;BYYEARDAY=101"),
      RotationCase("FREQ=YEARLY;BYYEARDAY=-1", "2026-12-31T09:00:00", -day, "FREQ=YEARLY;BYYEARDAY=-2"),
      RotationCase(
        "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "2026-05-11T09:00:00", day, "FREQ=YEARLY;BYDAY=TU;BYWEEKNO=20"),
      RotationCase("FREQ=YEARLY;BYWEEKNO=20", "2026-05-17T09:00:00", day, "FREQ=YEARLY;BYWEEKNO=21"),
      // The clock.
      RotationCase("FREQ=DAILY;BYHOUR=9", "2026-01-05T09:00:00", 1800, "FREQ=DAILY;BYHOUR=9"),
      RotationCase("FREQ=DAILY;BYHOUR=9", "2026-01-05T09:45:00", 1800, "FREQ=DAILY;BYHOUR=10"),
      RotationCase("FREQ=DAILY;BYHOUR=9,14", "2026-01-05T09:00:00", 2 * hour, "FREQ=DAILY;BYHOUR=11,16"),
      RotationCase("FREQ=DAILY;BYHOUR=9,23", "2026-01-05T09:00:00", 2 * hour, "FREQ=DAILY;BYHOUR=1,11"),
      RotationCase(
        "FREQ=DAILY;BYHOUR=9;BYMINUTE=0,15", "2026-01-05T09:00:00", 1800,
        "FREQ=DAILY;BYMINUTE=30,45;BYHOUR=9"),
      RotationCase("FREQ=HOURLY;BYMINUTE=0,45", "2026-01-05T09:00:00", 1800, "FREQ=HOURLY;BYMINUTE=15,30"),
      RotationCase(
        "FREQ=WEEKLY;BYDAY=MO;BYHOUR=23", "2026-01-05T23:00:00", 2 * hour, "FREQ=WEEKLY;BYHOUR=1;BYDAY=TU"),
      RotationCase("FREQ=WEEKLY;BYDAY=MO", "2026-01-05T23:30:00", hour, "FREQ=WEEKLY;BYDAY=TU"),
      RotationCase("FREQ=WEEKLY;BYDAY=MO", "2026-01-05T00:15:00", -hour, "FREQ=WEEKLY;BYDAY=SU"),
    ])
  func rotates(_ example: RotationCase) throws {
    let expected = try rule(example.expected ?? example.rule)
    #expect(try rotated(example).description == expected.description)
  }

  @Test(
    "or is refused, naming the part",
    arguments: [
      RotationCase("FREQ=MONTHLY;BYDAY=2TU", "2026-01-13T09:00:00", day, "BYDAY"),
      RotationCase("FREQ=MONTHLY;BYDAY=4TU", "2026-01-27T09:00:00", 7 * day, "BYDAY"),
      RotationCase("FREQ=MONTHLY;BYDAY=5TU", "2026-03-31T09:00:00", -7 * day, "BYDAY"),
      RotationCase("FREQ=MONTHLY;BYMONTHDAY=28", "2026-01-28T09:00:00", day, "BYMONTHDAY"),
      RotationCase("FREQ=MONTHLY;BYMONTHDAY=15,31", "2026-01-15T09:00:00", day, "BYMONTHDAY"),
      RotationCase("FREQ=MONTHLY;BYMONTHDAY=15", "2026-01-15T09:00:00", 59 * day, "BYMONTHDAY"),
      RotationCase("FREQ=MONTHLY", "2026-01-28T09:00:00", day, "BYMONTHDAY"),
      RotationCase("FREQ=MONTHLY;INTERVAL=2;BYDAY=MO", "2026-01-05T09:00:00", day, "BYDAY"),
      RotationCase("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "2026-01-30T09:00:00", day, "BYSETPOS"),
      RotationCase("FREQ=WEEKLY;BYDAY=MO;BYMONTH=3", "2026-03-02T09:00:00", day, "BYMONTH"),
      RotationCase("FREQ=YEARLY;BYDAY=TH;BYMONTH=3", "2026-03-05T09:00:00", day, "BYMONTH"),
      RotationCase("FREQ=YEARLY", "2028-02-29T09:00:00", day, "DTSTART"),
      RotationCase("FREQ=YEARLY;BYYEARDAY=365", "2026-12-31T09:00:00", day, "BYYEARDAY"),
      RotationCase("FREQ=YEARLY;BYYEARDAY=366", "2028-12-31T09:00:00", -day, "BYYEARDAY"),
      RotationCase("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO,SU", "2026-05-11T09:00:00", day, "BYWEEKNO"),
      RotationCase("FREQ=YEARLY;BYWEEKNO=52;BYDAY=SU", "2026-12-27T09:00:00", day, "BYWEEKNO"),
      RotationCase("FREQ=DAILY;BYHOUR=9;BYMINUTE=0,45", "2026-01-05T09:00:00", 1800, "BYMINUTE"),
      RotationCase("FREQ=WEEKLY;BYDAY=MO;BYHOUR=9,23", "2026-01-05T09:00:00", 2 * hour, "BYHOUR"),
      RotationCase("FREQ=MINUTELY;BYHOUR=9", "2026-01-05T09:00:00", 1800, "BYMINUTE"),
      RotationCase("FREQ=HOURLY;BYDAY=MO", "2026-01-05T09:00:00", hour, "BYHOUR"),
    ])
  func refuses(_ example: RotationCase) throws {
    let refusal = #expect(throws: RuleRotation.Refusal.self) { try rotated(example) }
    #expect(refusal?.part == example.expected)
  }

  @Test("so that every occurrence moves alike, over random rules and moves", arguments: 1...8)
  func movesEveryOccurrence(seed: Int) throws {
    var random = SeededGenerator(seed: UInt64(seed))
    var moved = 0
    for _ in 0..<150 {
      let (text, start, delta) = RandomRule.make(&random)
      let old = try rule(text)
      let from = RecurrenceStart(start, in: .utc)
      let target = try #require(LocalDateTime(wallSeconds: start.wallSeconds + delta))
      let new: RecurrenceRule
      do throws(RuleRotation.Refusal) {
        new = try RuleRotation.rotate(old, from: from, to: target, end: old.end)
      } catch {
        continue
      }
      moved += 1
      let before = try starts(old, from: from)
      let after = try starts(new, from: RecurrenceStart(target, in: .utc))
      #expect(
        before.map { $0 + delta } == after, "seed \(seed): \(text) from \(start) by \(delta) s became \(new)")
      #expect(
        before.first == start.wallSeconds
          ? after.first == target.wallSeconds : after.first != target.wallSeconds)
    }
    #expect(moved >= 40, "seed \(seed): too few rules could be moved for the test to mean anything")
  }

  private func rule(_ text: String) throws -> RecurrenceRule {
    try #require(try RecurrenceText(parsing: "RRULE:" + text).rules.first)
  }

  private func rotated(_ example: RotationCase) throws -> RecurrenceRule {
    let start = try #require(LocalDateTime(example.start))
    let target = try #require(LocalDateTime(wallSeconds: start.wallSeconds + example.delta))
    let old = try rule(example.rule)
    return try RuleRotation.rotate(old, from: RecurrenceStart(start, in: .utc), to: target, end: old.end)
  }

  private func starts(_ rule: RecurrenceRule, from start: RecurrenceStart) throws -> [Int] {
    let set = try RecurrenceSet(RecurrenceText(rules: [rule]), start: start)
    return try set.expand(limits: ExpansionLimits(occurrences: 60)).occurrences.map {
      $0.startMilliseconds / 1000
    }
  }
}
