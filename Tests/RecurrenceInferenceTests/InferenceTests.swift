import Recurrence
import RecurrenceInference
import RuleSamples
import Testing

@Suite("Inferring a recurrence")
struct InferenceTests {
  /// Dates as EXDATE writes them and the lines they come to.
  struct Example: Sendable, CustomTestStringConvertible {
    let dates: String
    let text: String
    var zone = "UTC"

    var testDescription: String { dates }
  }

  static let examples = [
    Example(dates: "20260302T090000", text: "RRULE:FREQ=DAILY;COUNT=1"),
    Example(dates: "20260302", text: "RRULE:FREQ=DAILY;COUNT=1"),
    Example(dates: "20260302T090000,20260309T090000", text: "RRULE:FREQ=WEEKLY;COUNT=2"),
    Example(
      dates: "20260309T090000,20260302T090000,20260316T090000,20260302T090000",
      text: "RRULE:FREQ=WEEKLY;COUNT=3"),
    Example(
      dates: "20260302,20260303,20260304,20260305,20260306,20260307,20260308,20260310,20260311,20260312,"
        + "20260313,20260314,20260315",
      text: "RRULE:FREQ=DAILY;COUNT=14\nEXDATE;VALUE=DATE:20260309"),
    Example(
      dates: "20260310T090000,20260414T090000,20260512T090000,20260609T090000",
      text: "RRULE:FREQ=MONTHLY;COUNT=4;BYDAY=2TU"),
    // The last working days of a year.
    Example(
      dates: "20260130,20260227,20260331,20260430,20260529,20260630,20260731,20260831,20260930,20261030,"
        + "20261130,20261231,20270129,20270226,20270331",
      text: "RRULE:FREQ=MONTHLY;COUNT=15;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    Example(
      dates: "20260131T120000,20260228T120000,20260331T120000,20260430T120000,20260531T120000",
      text: "RRULE:FREQ=DAILY;COUNT=5;BYMONTHDAY=-1"),
    // Two rules are shorter than a list.
    Example(
      dates:
        "20260302T090000,20260309T090000,20260315T150000,20260316T090000,20260323T090000,20260330T090000,"
        + "20260406T090000,20260413T090000,20260415T150000,20260420T090000,20260427T090000,20260504T090000,"
        + "20260511T090000,20260515T150000,20260518T090000,20260615T150000",
      text: "RRULE:FREQ=WEEKLY;COUNT=12\nRRULE:FREQ=DAILY;COUNT=4;BYHOUR=15;BYMONTHDAY=15"),
    // One date beside the rule.
    Example(
      dates:
        "20260302T090000,20260309T090000,20260311T170000,20260316T090000,20260323T090000,20260330T090000",
      text: "RRULE:FREQ=WEEKLY;COUNT=5\nRDATE:20260311T170000"),
    // 2:30 does not exist on 8 March in New York, and 3:30 stands for it.
    Example(
      dates: "20260307T073000Z,20260308T073000Z,20260309T063000Z,20260310T063000Z",
      text: "RRULE:FREQ=DAILY;COUNT=4", zone: "America/New_York"),
    // The second 1:30 of 1 November can't be named by a rule.
    Example(
      dates: "20261024T053000Z,20261025T053000Z,20261026T053000Z,20261027T053000Z,20261028T053000Z,"
        + "20261029T053000Z,20261030T053000Z,20261031T053000Z,20261101T063000Z,"
        + "20261102T063000Z,20261103T063000Z,20261104T063000Z",
      text: "RRULE:FREQ=DAILY;COUNT=12\nRDATE:20261101T063000Z\nEXDATE:20261101T053000Z",
      zone: "America/New_York"),
    Example(
      dates: "20260101T000000,20260217T133700,20260918T040500", text: "RDATE:20260217T133700,20260918T040500"),
  ]

  @Test("finds the shortest text", arguments: examples)
  func example(_ example: Example) throws {
    let dates = try RecurrenceText(
      parsing: (example.dates.contains("T") ? "EXDATE:" : "EXDATE;VALUE=DATE:") + example.dates
    ).exclusions
    let zone = try ZoneTransitions.named(example.zone)
    let found = try RecurrenceInference(from: dates, in: zone, preferring: .shortest)
    #expect(found.text.formatted() == example.text)
    #expect(found.count == Set(dates).count)
    #expect(found.duplicates.count == dates.count - Set(dates).count)
    let starts = dates.map { date in
      switch date {
      case .date(let day): day.dayNumber * 86_400_000
      case .local(let local, zone: _): local.wallSeconds * 1000
      case .instant(let seconds): seconds * 1000
      }
    }
    #expect(try found.set().occurrences.map(\.startMilliseconds) == Set(starts).sorted())
  }

  /// A rule with its start and the text that its dates come to.
  struct Rule: Sendable, CustomTestStringConvertible {
    let rule: String
    let start: String
    var zone = "UTC"
    var text: String?

    var testDescription: String { rule }
  }

  static let rules = [
    // Millennia, of which the interval meets few years.
    Rule(
      rule: "FREQ=YEARLY;COUNT=6;INTERVAL=400;BYDAY=-2SA;BYMONTH=1,3", start: "20400324T090000",
      text: "FREQ=YEARLY;COUNT=6;INTERVAL=400;BYWEEKNO=3,12"),
    // Each list decides which values of the other are right: from the front or from the end.
    Rule(
      rule: "FREQ=HOURLY;COUNT=10;BYHOUR=11;BYDAY=MO,TH;BYMONTHDAY=-22,-12,20,31", start: "19890612T110000",
      text: "FREQ=DAILY;COUNT=10;BYDAY=MO,TH;BYMONTHDAY=-22,-12,20,31"),
    // What the weeks' numbers say depends on the start's weekday.
    Rule(rule: "FREQ=YEARLY;COUNT=32;BYWEEKNO=-53,-41,-33,13,16", start: "20290101T130000"),
    // Positions among the times of each hour.
    Rule(
      rule: "FREQ=HOURLY;COUNT=26;BYSECOND=8,24;BYMINUTE=4,10,17,53;BYDAY=MO;BYSETPOS=-2,2,5",
      start: "20410304T020424", text: "FREQ=HOURLY;COUNT=26;BYSECOND=8,24;BYMINUTE=4,17,53;BYSETPOS=2,3,5"),
    // Samoa skips 30 December 2011, which shows as the 31st, a Saturday.
    Rule(
      rule: "FREQ=MONTHLY;COUNT=12;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", start: "20111130T180900",
      zone: "Pacific/Apia"),
  ]

  @Test("finds the rule of dates again", arguments: rules)
  func rule(_ example: Rule) throws {
    let zone = try ZoneTransitions.named(example.zone)
    let set = try RecurrenceSet(parsing: example.rule, start: WrittenTimes.start(example.start, in: zone))
    let starts = set.occurrences.map(\.startMilliseconds)
    let found = try RecurrenceInference(
      from: starts.map { .instant(seconds: $0 / 1000) }, in: zone, preferring: .shortest)
    #expect(found.text.formatted() == "RRULE:" + (example.text ?? example.rule))
    #expect(try found.set().occurrences.map(\.startMilliseconds) == starts)
  }

  @Test("refuses no dates, dates with and without a time, and too many")
  func faults() throws {
    let day = try RecurrenceDate(parsing: "20260302")
    let time = try RecurrenceDate(parsing: "20260302T090000")
    let cases: [([RecurrenceDate], RecurrenceError.Code)] = [
      ([], .noDates), ([day, time], .mixedDates),
      ((0...10_000).map { .instant(seconds: $0 * 86_400) }, .tooManyDates),
    ]
    for (dates, code) in cases {
      let error = #expect(throws: RecurrenceError.self) { try RecurrenceInference(from: dates, in: .utc) }
      #expect(error?.code == code)
    }
    let omitted = ExpansionOptions(zonePolicy: ZonePolicy(gap: .omit))
    let error = #expect(throws: RecurrenceError.self) {
      try RecurrenceInference(
        from: [RecurrenceDate(parsing: "20260308T023000")], in: .named("America/New_York"), options: omitted)
    }
    #expect(error?.code == .invalidDate)
  }

  @Test("passes over the times that the zone skips where they are omitted")
  func omittedTimes() throws {
    let zone = try ZoneTransitions.named("America/New_York")
    let options = ExpansionOptions(zonePolicy: ZonePolicy(gap: .omit))
    let dates = try ["20260306T073000Z", "20260307T073000Z", "20260309T063000Z", "20260310T063000Z"].map {
      try RecurrenceDate(parsing: $0)
    }
    let found = try RecurrenceInference(from: dates, in: zone, options: options)
    #expect(found.text.formatted() == "RRULE:FREQ=DAILY;COUNT=5")
    #expect(try found.set(options: options).count() == 4)
  }
}
