import Testing

@testable import Recurrence

@Suite("Iterating with libical")
struct LibicalIteratorTests {
  private func walls(_ text: String, from start: String, allDay: Bool = false, limit: Int = 5) throws
    -> [String]
  {
    let local =
      switch try RecurrenceDate(parsing: start) {
      case .date(let date): try #require(LocalDateTime(date: date))
      case .local(let local, zone: _): local
      case .instant: throw RecurrenceError(.invalidDate, "A local time is expected.")
      }
    let iterator = try LibicalIterator(
      rule: RecurrenceRule(parsing: text), start: local, isAllDay: allDay)
    var result: [String] = []
    while result.count < limit, let wall = iterator.next() {
      result.append(LocalDateTime(unchecked: wall).basicDescription)
    }
    return result
  }

  @Test(
    "What libical stumbles over in one spelling comes out right in another",
    arguments: [
      ("FREQ=DAILY;BYHOUR=12,9,9", ["20240101T090000", "20240101T120000", "20240102T090000"]),
      ("FREQ=WEEKLY;BYDAY=MO,MO,SU", ["20240101T090000", "20240107T090000", "20240108T090000"]),
      ("FREQ=DAILY;BYSECOND=60", ["20240101T090059", "20240102T090059", "20240103T090059"]),
      ("FREQ=MONTHLY;BYDAY=MO,1MO", ["20240101T090000", "20240108T090000", "20240115T090000"]),
      ("FREQ=DAILY;COUNT=2", ["20240101T090000", "20240102T090000"]),
    ])
  func cured(_ text: String, _ expected: [String]) throws {
    #expect(try walls(text, from: "20240101T090000", limit: 3) == expected)
  }

  @Test("No zone means no drift: a daily time that a gap would skip stays where it is")
  func noDrift() throws {
    #expect(
      try walls("FREQ=DAILY", from: "20240309T023000", limit: 3) == [
        "20240309T023000", "20240310T023000", "20240311T023000",
      ])
  }

  @Test(
    "A rule that can never match ends at once, where libical would search on or fail",
    arguments: [
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "FREQ=MONTHLY;BYMONTH=4,6;BYMONTHDAY=31,-31",
      "FREQ=MONTHLY;BYDAY=6MO", "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31", "FREQ=HOURLY;BYMONTH=2;BYMONTHDAY=30",
    ])
  func unsatisfiable(_ text: String) throws {
    #expect(try walls(text, from: "20240101T090000").isEmpty)
  }

  @Test(
    "A rule on which libical is wrong or without end is refused",
    arguments: [
      ("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", LibicalFault.crawl),
      ("FREQ=MINUTELY;BYMONTH=2", .crawl),
      ("FREQ=HOURLY;BYYEARDAY=1;BYMONTH=2", .crawl),
      ("FREQ=DAILY;INTERVAL=65537", .interval),
      ("FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", .weeklyIntervalFirstWeek),
      ("FREQ=YEARLY;BYWEEKNO=20", .weekNumbers),
      ("FREQ=WEEKLY;BYDAY=MO;BYSETPOS=1", .setPositionsIgnored),
      ("FREQ=MONTHLY;BYDAY=MO;BYHOUR=9,10;BYSETPOS=1", .setPositionsCountDays),
      ("FREQ=MONTHLY;BYMONTHDAY=1,-1;BYSETPOS=1", .setPositionsCountDuplicates),
      ("FREQ=HOURLY;BYHOUR=9", .ownPart),
      ("FREQ=MINUTELY;INTERVAL=90;BYHOUR=9", .subdailyPhase),
      ("FREQ=DAILY;BYMONTHDAY=-1", .negativeLimit),
      ("FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR", .yearlyMonthDays),
      ("FREQ=YEARLY;BYYEARDAY=1;BYMONTH=1", .yearDayCombination),
      ("FREQ=DAILY;UNTIL=30000101", .lastYear),
      ("FREQ=YEARLY;INTERVAL=300;COUNT=4", .lastYear),
      ("RSCALE=GREGORIAN;FREQ=MONTHLY;SKIP=FORWARD;BYMONTHDAY=31;BYDAY=MO", .skipCombination),
    ])
  func refused(_ text: String, _ fault: LibicalFault) throws {
    let start = try #require(LocalDateTime(year: 2024, month: 1, day: 3, hour: 9))
    let rule = try RecurrenceRule(parsing: text)
    #expect(LibicalFault.faults(of: rule, start: start).contains(fault))
    let error = #expect(throws: RecurrenceError.self) { try walls(text, from: "20240103T090000") }
    #expect(error?.code == .unsupported)
  }

  @Test("Rules without a fault have none")
  func faultless() throws {
    let start = try #require(LocalDateTime(year: 2024, month: 1, day: 3, hour: 9))
    for text in [
      "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,WE,FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE,FR",
      "FREQ=MONTHLY;BYDAY=2TU",
      "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH",
    ] {
      #expect(try LibicalFault.faults(of: RecurrenceRule(parsing: text), start: start).isEmpty, "\(text)")
    }
  }

  @Test("Other calendars: RFC 7529's examples")
  func scales() throws {
    #expect(
      try walls("RSCALE=CHINESE;FREQ=YEARLY", from: "20130210", allDay: true, limit: 3) == [
        "20130210T000000", "20140131T000000", "20150219T000000",
      ])
    #expect(
      try walls("RSCALE=ETHIOPIC;FREQ=MONTHLY;BYMONTH=13", from: "20130906", allDay: true, limit: 3) == [
        "20130906T000000", "20140906T000000", "20150906T000000",
      ])
    #expect(
      try walls(
        "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=8;SKIP=FORWARD", from: "20140208", allDay: true,
        limit: 3) == ["20140208T000000", "20150227T000000", "20160217T000000"])
    #expect(
      try walls("RSCALE=GREGORIAN;FREQ=YEARLY;SKIP=FORWARD", from: "20120229", allDay: true, limit: 3) == [
        "20120229T000000", "20130301T000000", "20140301T000000",
      ])
  }

  @Test("The end of libical's calendar is not taken for the rule's")
  func finalYear() throws {
    let start = try #require(LocalDateTime(year: 2582, month: 12, day: 30))
    let iterator = try LibicalIterator(
      rule: RecurrenceRule(parsing: "FREQ=DAILY"), start: start, isAllDay: true)
    #expect(iterator.next() != nil)
    #expect(iterator.next() != nil)
    #expect(iterator.next() == nil)
    #expect(iterator.stoppedAtFinalYear)
    #expect(iterator.next() == nil)
  }
}
