import Recurrence
import Testing

@Suite("What a recurrence text means")
struct TextReadingTests {
  @Test(
    "Spellings of one rule read alike",
    arguments: [
      "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=10",
      "RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=10",
      "rrule:freq=weekly;byday=mo,we,fr;count=10",
      "RRULE:COUNT=10;BYDAY=FR,MO,WE,MO;FREQ=WEEKLY",
      "RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=0010;INTERVAL=1;WKST=MO",
      "  RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=10 \t\r\n\r\n",
      "RRULE:FREQ=WEE\r\n KLY;BYDAY=MO\r\n ,WE,FR;COUNT=1\r\n\t0\r\n",
      "RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR\n ;COUNT=10",
      "RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR\r ;COUNT=10",
      "RR\n ULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=10",
      "RRULE;X-NOTE=\"a:b;c\":FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=10",
      "RSCALE=GREGORIAN;FREQ=WEEKLY;SKIP=OMIT;BYDAY=MO,WE,FR;COUNT=10",
    ])
  func spellings(_ text: String) throws {
    let rule = try RecurrenceRule(parsing: text)
    #expect(rule.frequency == .weekly)
    #expect(rule.interval == 1)
    #expect(rule.end == .count(10))
    #expect(rule.weekdays == [OrdinalWeekday(.monday), OrdinalWeekday(.wednesday), OrdinalWeekday(.friday)])
    #expect(rule.description == "FREQ=WEEKLY;COUNT=10;BYDAY=MO,WE,FR")
  }

  @Test(
    "An exclusion after a rule is read, whatever separates the two",
    arguments: ["\r\n", "\n", "\r", " ", "  \t ", "\n ", "\n\n", " \n"])
  func separators(_ separator: String) throws {
    let text = try RecurrenceText(
      parsing: "RRULE:FREQ=DAILY;COUNT=3" + separator + "EXDATE:20240102T000000Z" + separator
        + "exdate;value=date:20240103")
    #expect(text.rules.map(\.end) == [.count(3)])
    #expect(
      text.exclusions == [
        .instant(seconds: 1_704_153_600), .date(try #require(CivilDate(year: 2024, month: 1, day: 3))),
      ])
  }

  @Test("A lone rule needs no name, and exclusions can follow it")
  func loneRule() throws {
    let text = try RecurrenceText(parsing: "FREQ=DAILY EXDATE:20240102T000000Z")
    #expect(text.rules.count == 1)
    #expect(text.exclusions.count == 1)
  }

  @Test("A date's zone comes with it, quoted or not")
  func zones() throws {
    let text = try RecurrenceText(
      parsing: """
        DTSTART;TZID=America/New_York:20240101T090000
        RRULE:FREQ=DAILY
        EXDATE;TZID="America/New_York":20240102T090000,20240103T090000
        EXDATE:20240104T090000
        RDATE;VALUE=DATE-TIME;TZID=Europe/Berlin:20240105T090000
        """)
    let local = { (day: Int) in LocalDateTime(year: 2024, month: 1, day: day, hour: 9) }
    #expect(text.start == .local(try #require(local(1)), zone: "America/New_York"))
    #expect(
      text.exclusions == [
        .local(try #require(local(2)), zone: "America/New_York"),
        .local(try #require(local(3)), zone: "America/New_York"), .local(try #require(local(4)), zone: nil),
      ])
    #expect(text.additions == [.local(try #require(local(5)), zone: "Europe/Berlin")])
  }

  @Test("Every unusual reading is reported, with its place")
  func warnings() throws {
    var warnings: [RecurrenceWarning] = []
    let text = try RecurrenceText(
      parsing: """
        RRULE:FREQ=DAILY;BYSECOND=60
        RRULE:BYSECOND=59;FREQ=DAILY
        EXRULE:FREQ=WEEKLY
        EXDATE;X-A=1;TZID=UTC;VALUE=DATE:20240101
        """, warnings: &warnings)
    #expect(text.rules.map(\.seconds) == [[59]])
    #expect(text.exclusionRules.map(\.frequency) == [.weekly])
    #expect(
      warnings.map(\.code) == [
        .leapSecondRead, .duplicateRule, .exclusionRuleDeprecated, .parameterIgnored, .parameterIgnored,
      ])
    #expect(warnings.map { $0.position?.line } == [1, 2, 3, 4, 4])
    #expect(warnings.map { $0.position?.column } == [27, 7, 1, 8, 14])
  }

  @Test("A lone rule with second 60 warns too, and UNTIL's second 60 is 59")
  func leapSeconds() throws {
    var warnings: [RecurrenceWarning] = []
    let text = try RecurrenceText(parsing: "FREQ=DAILY;UNTIL=20161231T235960Z", warnings: &warnings)
    #expect(text.rules.first?.end == .until(.instant(seconds: 1_483_228_799)))
    #expect(warnings.map(\.code) == [.leapSecondRead])
    #expect(warnings.first?.position?.column == 18)
  }

  @Test("Values that libical cannot hold are kept exactly")
  func beyondLibical() throws {
    #expect(try RecurrenceRule(parsing: "FREQ=DAILY;INTERVAL=65537").interval == 65_537)
    #expect(try RecurrenceRule(parsing: "FREQ=DAILY;INTERVAL=2147483647").interval == 2_147_483_647)
    let days = (1...31).flatMap { ["\($0)", "-\($0)"] }.joined(separator: ",")
    #expect(try RecurrenceRule(parsing: "FREQ=MONTHLY;BYMONTHDAY=\(days)").monthDays.count == 62)
    let hours = Array(repeating: "9", count: 100).joined(separator: ",")
    #expect(try RecurrenceRule(parsing: "FREQ=DAILY;BYHOUR=\(hours)").hours == [9])
    let weekdays = Array(repeating: "1MO,-1FR", count: 300).joined(separator: ",")
    #expect(
      try RecurrenceRule(parsing: "FREQ=MONTHLY;BYDAY=\(weekdays)").weekdays == [
        OrdinalWeekday(.friday, ordinal: -1), OrdinalWeekday(.monday, ordinal: 1),
      ])
  }

  @Test("RSCALE and SKIP are kept where they say something")
  func scales() throws {
    let hebrew = try RecurrenceRule(parsing: "rscale=hebrew;freq=yearly;bymonth=5l;bymonthday=8;skip=forward")
    #expect(hebrew.scale == CalendarScale(calendar: "HEBREW", skip: .forward))
    #expect(hebrew.leapMonths == [5])
    #expect(hebrew.description == "RSCALE=HEBREW;FREQ=YEARLY;BYMONTHDAY=8;BYMONTH=5L;SKIP=FORWARD")
    #expect(try RecurrenceRule(parsing: "RSCALE=GREGORIAN;FREQ=MONTHLY").scale == nil)
    #expect(try RecurrenceRule(parsing: "RSCALE=ETHIOPIC;FREQ=MONTHLY;BYMONTH=13").months == [13])
  }

  @Test("A text that is more than a rule is not a rule")
  func notOneRule() {
    let error = #expect(throws: RecurrenceError.self) {
      try RecurrenceRule(parsing: "RRULE:FREQ=DAILY\nEXDATE:20240101T000000Z")
    }
    #expect(error?.code == .malformedLine)
  }
}
