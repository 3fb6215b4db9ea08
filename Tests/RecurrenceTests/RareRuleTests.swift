import Recurrence
import RuleSamples
import Testing

/// A walk by days, let alone by seconds, would take minutes or years for each of these.
@Suite("Rules that match rarely or never")
struct RareRuleTests {
  struct Case: Sendable, CustomTestStringConvertible {
    var rule: String
    var start: String
    /// The first occurrences.
    var expected: [String]
    /// How many there are up to the year 9999, where that tells more than the first.
    var count: Int?

    init(_ rule: String, from start: String, _ expected: [String], count: Int? = nil) {
      (self.rule, self.start, self.expected, self.count) = (rule, start, expected, count)
    }

    var testDescription: String { "\(rule) from \(start)" }
  }

  static let cases = [
    Case("FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", from: "20240101T000000", [], count: 0),
    Case(
      "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", from: "20240301T090000",
      ["20440229T000000", "20440229T000001", "20440229T000002"]),
    Case(
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;BYWEEKNO=9", from: "20240101T090000",
      ["20440229T090000", "20720229T090000", "21120229T090000", "21400229T090000"]),
    // A leap year that has its 29th of February on a Monday begins on a Friday: week 9, never week 10.
    Case(
      "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO;BYWEEKNO=10", from: "20240101T090000", [], count: 0),
    Case(
      "FREQ=SECONDLY;INTERVAL=86399;BYHOUR=5;BYMINUTE=0;BYSECOND=0;BYMONTH=2;BYMONTHDAY=29",
      from: "20240101T000000", [], count: 0),
    // 1,000 steps of 86,399 seconds later.
    Case(
      "FREQ=SECONDLY;INTERVAL=86399;BYHOUR=5;BYMINUTE=0;BYSECOND=0;BYMONTH=2;BYMONTHDAY=29",
      from: "20250604T051640", ["20280229T050000"], count: 1),
    Case("FREQ=MINUTELY;INTERVAL=1440;BYHOUR=5", from: "20240101T090000", [], count: 0),
    Case("FREQ=DAILY;INTERVAL=7;BYDAY=TU", from: "20240101T090000", [], count: 0),
    Case("FREQ=SECONDLY;INTERVAL=2;BYSECOND=1", from: "20240101T090000", [], count: 0),
    Case("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", from: "20250101T090000", [], count: 0),
    Case("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=31", from: "20240201T090000", [], count: 0),
    Case("FREQ=HOURLY;BYYEARDAY=366;BYMONTH=2", from: "20240101T090000", [], count: 0),
    // 1,461 days are four years until 2100 has no 29th of February; every later step ends in March.
    Case(
      "FREQ=DAILY;INTERVAL=1461;BYMONTH=2;BYMONTHDAY=29", from: "20240229T090000",
      ["20240229T090000", "20280229T090000"], count: 19),
    // A Monday has two times and a week has one Monday.
    Case("FREQ=WEEKLY;BYMONTH=2;BYDAY=MO;BYHOUR=1,2;BYSETPOS=14", from: "20240101T090000", [], count: 0),
    // A month has one such day, with three times.
    Case(
      "FREQ=MONTHLY;BYMONTHDAY=1;BYHOUR=0;BYMINUTE=11,32,50;BYSETPOS=6,-6", from: "20080101T064000", [],
      count: 0),
    // The steps meet the kept seconds once in years, whatever the hour.
    Case(
      "FREQ=SECONDLY;INTERVAL=65537;BYSECOND=25;BYMINUTE=7,52,54;BYMONTHDAY=31", from: "20240101T000000",
      ["24110531T235425", "25160131T215425"]),
    // Each step is a second or a minute later in the week.
    Case("FREQ=SECONDLY;INTERVAL=604801;BYDAY=MO;BYSECOND=58", from: "15830201T090000", [], count: 0),
    Case(
      "FREQ=SECONDLY;INTERVAL=604801;BYDAY=WE", from: "20240102T235000",
      ["20350704T000000", "20350711T000001", "20350718T000002"], count: 86_400),
    Case(
      "FREQ=MINUTELY;INTERVAL=10081;BYDAY=FR;BYMONTH=5", from: "20240102T235000",
      ["20790526T000000", "20800503T004900", "20800510T005000"], count: 5006),
    Case("FREQ=SECONDLY;BYSECOND=5;BYSETPOS=2", from: "20240101T090000", [], count: 0),
    Case("FREQ=MONTHLY;BYMONTH=2;BYDAY=6MO", from: "20240101T090000", [], count: 0),
    Case(
      "FREQ=SECONDLY;INTERVAL=2147483647", from: "20240101T000000",
      ["20240101T000000", "20920119T031407"], count: 118),
    Case(
      "FREQ=MINUTELY;INTERVAL=2147483647", from: "20240101T000000",
      ["20240101T000000", "61070124T020700"], count: 2),
    Case("FREQ=HOURLY;INTERVAL=2147483647", from: "20240101T000000", ["20240101T000000"], count: 1),
    Case("FREQ=DAILY;INTERVAL=2147483647", from: "20240101T000000", ["20240101T000000"], count: 1),
    Case(
      "FREQ=WEEKLY;INTERVAL=2147483647;BYDAY=MO,TU", from: "20240101T000000",
      ["20240101T000000", "20240102T000000"], count: 2),
    Case("FREQ=MONTHLY;INTERVAL=2147483647", from: "20240101T000000", ["20240101T000000"], count: 1),
    Case("FREQ=YEARLY;INTERVAL=2147483647", from: "20240101T000000", ["20240101T000000"], count: 1),
  ]

  @Test("are answered at once", arguments: cases, ["UTC", "America/New_York"])
  func decided(_ example: Case, _ zoneName: String) throws {
    let zone = try ZoneTransitions.named(zoneName)
    let start = try WrittenTimes.start(example.start, in: zone)
    let whole = Int.min..<LocalDateTime.range.upperBound * 1000 + 86_400_000
    var found: [String] = []
    var counted: Int?
    var isEmptyAfterEnd = false
    let time = try processorTime {
      let set = try RecurrenceSet(parsing: example.rule, start: start, cache: nil)
      // A series of just these is asked for one more, which takes the search to its end.
      let limit = example.expected.count + (example.count == example.expected.count ? 1 : 0)
      found = try WrittenTimes.written(set, limit: limit)
      counted = set.count(in: whole)
      isEmptyAfterEnd = set.first(from: whole.upperBound) == nil
      if let last = set.last(before: whole.upperBound) {
        #expect(set.index(of: last.startMilliseconds) == counted.map { $0 - 1 })
      } else {
        #expect(example.count == 0)
      }
    }
    #expect(found == example.expected)
    if let count = example.count { #expect(counted == count) }
    #expect(isEmptyAfterEnd)
    #expect(time < .bound(milliseconds: 250), "\(time)")
  }

  @Test(
    "An endless series of which an EXRULE leaves nothing is known to be empty",
    arguments: ["FREQ=DAILY", "FREQ=SECONDLY", "FREQ=HOURLY;BYDAY=MO;BYSETPOS=1"])
  func nothingLeft(_ rule: String) throws {
    let start = try WrittenTimes.start("20240101T090000")
    let set = try RecurrenceSet(parsing: "RRULE:\(rule)\nEXRULE:\(rule)", start: start, cache: nil)
    var found: Expansion?
    let time = try processorTime { found = try set.expand() }
    #expect(found == Expansion(occurrences: [], isTruncated: false))
    #expect(time < .bound(milliseconds: 500), "\(time)")
  }

  @Test("A walk ends in an error where it was followed long enough, not in silence")
  func endOfWalk() throws {
    let start = try WrittenTimes.start("25790101")
    let set = try RecurrenceSet(parsing: "RSCALE=CHINESE;FREQ=MONTHLY", start: start, cache: nil)
    do {
      _ = try set.expand()
      Issue.record("It is followed to the end of the years.")
    } catch {
      #expect(error.code == .limitReached)
      #expect(error.message.contains("followed no farther than 26"))
    }
    // Before that it is what it is.
    let end = 19_218_400_000_000
    #expect(try set.expand(in: .min..<end).occurrences.isEmpty == false)
  }

  @Test("An EXDATE is said to remove nothing only where the rule was followed so far")
  func exclusionsBeyondWalk() throws {
    let start = try WrittenTimes.start("20260308T023000")
    // The twelfth month ends on 21 March; the seconds of some days are walked.
    let text =
      "RRULE:RSCALE=INDIAN;FREQ=SECONDLY;BYMONTH=12\n"
      + "EXDATE;VALUE=DATE:20260307,20260309,20260320,20270310"
    let set = try RecurrenceSet(parsing: text, start: start, cache: nil)
    #expect(set.warnings.map(\.code) == [.deadExclusion])
    #expect(set.warnings.first?.message.contains("20260307") == true)
  }

  @Test("libical's walk ends in an error after its last year, not in silence")
  func lastYearOfLibical() throws {
    let start = try WrittenTimes.start("25790101")
    var options = ExpansionOptions()
    options.engine = .libical
    let set = try RecurrenceSet(
      parsing: "FREQ=MONTHLY;BYMONTHDAY=1", start: start, options: options, cache: nil)
    do {
      _ = try set.expand()
      Issue.record("libical has no end.")
    } catch {
      #expect(error.code == .limitReached)
      #expect(error.message.contains("2582"))
    }
  }

  @Test("A rule that goes on beyond the year 9999 says so where the list reaches its end")
  func lastYear() throws {
    let start = try WrittenTimes.start("99950601T100000")
    func expansion(_ text: String, in window: Range<Int>? = nil, limit: Int = 100) throws -> Expansion {
      try RecurrenceSet(parsing: text, start: start, cache: nil)
        .expand(in: window, limits: ExpansionLimits(occurrences: limit))
    }
    for rule in ["FREQ=YEARLY", "FREQ=YEARLY;COUNT=10"] {
      let found = try expansion(rule)
      #expect(found.occurrences.count == 5)
      #expect(found.endsWithCalendar && !found.isTruncated)
    }
    for rule in ["FREQ=YEARLY;COUNT=5", "FREQ=YEARLY;UNTIL=99991231", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"] {
      #expect(try !expansion(rule).endsWithCalendar, "\(rule)")
    }
    let limited = try expansion("FREQ=YEARLY", limit: 3)
    #expect(limited.isTruncated && !limited.endsWithCalendar)
    #expect(try !expansion("FREQ=YEARLY", in: 0..<253_300_000_000_000).endsWithCalendar)
  }

  @Test("The start is called no occurrence only where neither a rule nor an RDATE has it")
  func startsOfSets() throws {
    let start = try WrittenTimes.start("20260302T090000")
    func codes(_ text: String) throws -> [RecurrenceWarning.Code] {
      try RecurrenceSet(parsing: text, start: start, cache: nil).warnings.map(\.code)
    }
    #expect(try codes("RRULE:FREQ=WEEKLY;BYDAY=MO\nRRULE:FREQ=WEEKLY;BYDAY=TH") == [])
    #expect(try codes("RRULE:FREQ=WEEKLY;BYDAY=TH\nRDATE:20260302T090000Z") == [])
    #expect(try codes("RRULE:FREQ=WEEKLY;BYDAY=TU\nRRULE:FREQ=WEEKLY;BYDAY=TH") == [.startNotInRule])
    #expect(try codes("FREQ=DAILY;UNTIL=20260301T090000Z") == [.untilBeforeStart])
    #expect(try codes("FREQ=DAILY;UNTIL=20260302T090000Z") == [])
  }
}
