import Foundation
import Recurrence
import Testing

@Suite("Writing recurrence text")
struct TextFormattingTests {
  @Test(
    "Parts are written in the grammar's order, lists ascending, defaults left out",
    arguments: [
      (
        "WKST=SU;BYSETPOS=-1,1;BYMONTH=3,1;BYDAY=FR,2MO,-1FR,MO;INTERVAL=2;COUNT=5;FREQ=MONTHLY",
        "FREQ=MONTHLY;COUNT=5;INTERVAL=2;BYDAY=MO,FR,-1FR,2MO;BYMONTH=1,3;BYSETPOS=-1,1;WKST=SU"
      ),
      (
        "UNTIL=20261231T235959Z;FREQ=YEARLY;BYWEEKNO=3,-1;BYYEARDAY=-1,5;BYMONTHDAY=+3,-2;BYHOUR=9,8;BYMINUTE=5",
        """
        FREQ=YEARLY;UNTIL=20261231T235959Z;BYMINUTE=5;BYHOUR=8,9;BYMONTHDAY=-2,3;BYYEARDAY=-1,5;BYWEEKNO=-1,3
        """
      ),
      ("FREQ=DAILY;UNTIL=20261231", "FREQ=DAILY;UNTIL=20261231"),
      ("FREQ=DAILY;UNTIL=00010101T000000", "FREQ=DAILY;UNTIL=00010101T000000"),
    ])
  func canonicalRules(_ text: String, _ written: String) throws {
    #expect(try RecurrenceRule(parsing: text).description == written)
  }

  @Test("Dates are sorted and unique, one line for each kind and zone")
  func canonicalText() throws {
    let text = try RecurrenceText(
      parsing: """
        EXDATE:20240105T000000Z,20240102T000000Z
        EXDATE;TZID=Europe/Berlin:20240103T090000
        RRULE:FREQ=DAILY
        EXDATE;VALUE=DATE:20240109
        EXDATE:20240102T000000Z,20240104T090000
        RDATE:20240201T000000Z
        DTSTART:20240101T000000Z
        """)
    #expect(
      text.formatted() == """
        DTSTART:20240101T000000Z
        RRULE:FREQ=DAILY
        RDATE:20240201T000000Z
        EXDATE:20240102T000000Z,20240105T000000Z
        EXDATE;VALUE=DATE:20240109
        EXDATE:20240104T090000
        EXDATE;TZID=Europe/Berlin:20240103T090000
        """)
    #expect(try RecurrenceText(parsing: text.formatted()) == text.canonical)
  }

  @Test("For sending, local times become UTC and a bare UNTIL the last second of its day")
  func sending() throws {
    let text = try RecurrenceText(
      parsing: """
        RRULE:FREQ=DAILY;UNTIL=20240310
        EXDATE:20240310T023000,20240110T090000
        EXDATE;TZID=Europe/Berlin:20240110T120000
        EXDATE;VALUE=DATE:20240111
        """)
    let zone = try ZoneTransitions.named("America/New_York")
    #expect(
      text.formatted(in: zone) == """
        RRULE:FREQ=DAILY;UNTIL=20240311T035959Z
        EXDATE:20240110T110000Z,20240110T140000Z,20240310T073000Z
        EXDATE;VALUE=DATE:20240111
        """)
    #expect(
      text.formatted(in: zone, untilDate: .startOfDay).hasPrefix("RRULE:FREQ=DAILY;UNTIL=20240310T050000Z\n"))
    #expect(text.formatted(in: zone, isAllDay: true).hasPrefix("RRULE:FREQ=DAILY;UNTIL=20240310\n"))
  }

  @Test("An UNTIL at the end of time stays within the years that can be written")
  func lastYear() throws {
    let text = try RecurrenceText(parsing: "FREQ=YEARLY;UNTIL=99991231")
    let zone = try ZoneTransitions.named("America/New_York")
    #expect(text.formatted(in: zone) == "RRULE:FREQ=YEARLY;UNTIL=99991231T235959Z")
  }

  @Test("A zone's name can't break out of its parameter")
  func zoneNames() throws {
    let date = RecurrenceDate.local(
      try #require(LocalDateTime(year: 2024, month: 1, day: 1)), zone: "A\"\n;B")
    let text = RecurrenceText(exclusions: [date])
    #expect(text.formatted() == "EXDATE;TZID=\"A;B\":20240101T000000")
    #expect(try RecurrenceText(parsing: text.formatted()).exclusions.count == 1)
  }

  @Test("Coding goes through the text, and decoding checks it")
  func coding() throws {
    let text = try RecurrenceText(parsing: "RRULE:FREQ=DAILY\nEXDATE:20240105T000000Z")
    #expect(try JSONDecoder().decode(RecurrenceText.self, from: JSONEncoder().encode(text)) == text)
    let rule = try RecurrenceRule(parsing: "FREQ=DAILY;COUNT=3")
    #expect(try JSONDecoder().decode([RecurrenceRule].self, from: JSONEncoder().encode([rule])) == [rule])
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([RecurrenceRule].self, from: Data(#"["FREQ=DAILY;COUNT=0"]"#.utf8))
    }
  }

  @Test("Reading what was written gives the same rule, for random rules", arguments: 0..<20)
  func roundTrip(_ seed: Int) throws {
    var random = RuleTextGenerator(seed: UInt64(seed))
    var valid = 0
    for _ in 0..<100 {
      guard let rule = random.rule() else { continue }
      valid += 1
      #expect(try RecurrenceRule(parsing: rule.description) == rule, "seed \(seed): \(rule)")
    }
    #expect(valid > 30)
  }

  @Test("Parts are checked when a rule is built as when it is read")
  func building() throws {
    let built = try RecurrenceRule(
      .yearly, interval: 2, end: .count(3), seconds: [60], minutes: [5, 5], hours: [9],
      weekdays: [OrdinalWeekday(.friday, ordinal: -1), OrdinalWeekday(.monday)], monthDays: [-1, 31],
      yearDays: [366, -366], months: [12], setPositions: [1], weekStart: .sunday)
    let read = try RecurrenceRule(
      parsing: """
        FREQ=YEARLY;INTERVAL=2;COUNT=3;BYSECOND=59;BYMINUTE=5;BYHOUR=9;BYDAY=-1FR,MO;BYMONTHDAY=-1,31;\
        BYYEARDAY=366,-366;BYMONTH=12;BYSETPOS=1;WKST=SU
        """)
    #expect(built == read)
    #expect(code { try RecurrenceRule(.daily, interval: 0) } == .valueOutOfRange)
    #expect(code { try RecurrenceRule(.daily, end: .count(0)) } == .valueOutOfRange)
    #expect(code { try RecurrenceRule(.daily, months: [13]) } == .valueOutOfRange)
    #expect(code { try RecurrenceRule(.monthly, monthDays: [.min]) } == .valueOutOfRange)
    #expect(code { try RecurrenceRule(.monthly, monthDays: [0]) } == .valueOutOfRange)
    #expect(code { try RecurrenceRule(.daily, hours: [-1]) } == .valueOutOfRange)
    #expect(code { try RecurrenceRule(.weekly, monthDays: [1]) } == .partNotAllowed)
    #expect(code { try RecurrenceRule(.monthly, setPositions: [1]) } == .setPositionAlone)
    #expect(
      code { try RecurrenceRule(.weekly, weekdays: [OrdinalWeekday(.monday, ordinal: 1)]) }
        == .ordinalNotAllowed)
    #expect(code { try RecurrenceRule(.yearly, scale: CalendarScale(calendar: "MAYAN")) } == .unsupported)
    #expect(code { try built.ending(.until(.instant(seconds: .max))) } == .valueOutOfRange)
  }

  private func code(_ build: () throws -> RecurrenceRule) -> RecurrenceError.Code? {
    do {
      _ = try build()
      return nil
    } catch { return (error as? RecurrenceError)?.code }
  }
}
