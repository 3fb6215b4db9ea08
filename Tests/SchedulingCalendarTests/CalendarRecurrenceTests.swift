@testable import Recurrence
import RuleSamples
import Testing

@testable import SchedulingCalendar

@Suite("A series in the form that other readers need")
struct CalendarRecurrenceTests {
  private func lines(
    _ text: String, _ start: String, in zone: String = "America/New_York",
    options: ExpansionOptions = ExpansionOptions()
  ) throws -> [String] {
    let parsed = try RecurrenceText(parsing: text)
    let date = try RecurrenceDate(parsing: start)
    let transitions = try ZoneTransitions.named(zone)
    let begin =
      switch date {
      case .date(let day): RecurrenceStart(allDay: day, in: transitions)
      case .local(let local, zone: _): RecurrenceStart(local, in: transitions)
      case .instant(let seconds): RecurrenceStart(LocalDateTime(clamping: seconds), in: transitions)
      }
    let recurrence = try CalendarRecurrence(try RecurrenceSet(parsed, start: begin, options: options))
    return recurrence.properties(zoneName: zone).map { property in
      property.name + property.parameters.map { ";\($0.name)=\($0.value)" }.joined() + ":" + property.value
    }
  }

  @Test("DTSTART is an occurrence, and COUNT stays right")
  func start() throws {
    // A Tuesday: RFC 5545 would count it as the first of three.
    #expect(
      try lines("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3", "20260303T090000") == [
        "DTSTART;TZID=America/New_York:20260304T090000", "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO,WE",
      ])
  }

  @Test("A bare date in UNTIL becomes the instant it means")
  func until() throws {
    #expect(
      try lines("FREQ=DAILY;UNTIL=20260310", "20260306T090000").last
        == "RRULE:FREQ=DAILY;UNTIL=20260311T035959Z")
    #expect(
      try lines(
        "FREQ=DAILY;UNTIL=20260310", "20260306T000000", options: ExpansionOptions(untilDate: .startOfDay)
      ).last
        == "RRULE:FREQ=DAILY;UNTIL=20260310T040000Z")
    #expect(
      try lines("FREQ=DAILY;UNTIL=20260310T120000Z", "20260306").last == "RRULE:FREQ=DAILY;UNTIL=20260310")
  }

  @Test(
    "What RFC 5545 leaves open is said",
    arguments: [
      ("FREQ=YEARLY;BYMONTHDAY=15", "RRULE:FREQ=YEARLY;BYMONTHDAY=15;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12"),
      ("FREQ=YEARLY;BYWEEKNO=20", "RRULE:FREQ=YEARLY;BYDAY=TU;BYWEEKNO=20"),
    ])
  func open(_ rule: String, _ line: String) throws {
    #expect(try lines(rule, "20260303T090000").last == line)
  }

  @Test("A time that the clocks skip is a date too, and COUNT an UNTIL, since readers may ignore it")
  func gap() throws {
    #expect(
      try lines("FREQ=DAILY;COUNT=3", "20260307T023000") == [
        "DTSTART;TZID=America/New_York:20260307T023000", "RRULE:FREQ=DAILY;UNTIL=20260309T063000Z",
        "RDATE;TZID=America/New_York:20260308T023000",
      ])
    let omitting = ExpansionOptions(zonePolicy: ZonePolicy(gap: .omit))
    #expect(
      try lines("FREQ=DAILY;COUNT=3", "20260307T023000", options: omitting).last
        == "EXDATE;TZID=America/New_York:20260308T023000")
  }

  @Test("The second pass of a time that the clocks show twice is written in UTC")
  func fold() throws {
    let second = ExpansionOptions(zonePolicy: ZonePolicy(fold: .second))
    #expect(
      try lines("FREQ=DAILY;COUNT=2", "20261031T013000", options: second).suffix(2) == [
        "RDATE:20261101T063000Z", "EXDATE;TZID=America/New_York:20261101T013000",
      ])
  }

  @Test("Dates stand on the series' own clock, whatever they were written in")
  func dates() throws {
    #expect(
      try lines(
        """
        RRULE:FREQ=DAILY;COUNT=9
        RDATE;TZID=Asia/Tokyo:20260401T090000
        EXDATE:20260309T130000Z
        EXDATE;VALUE=DATE:20260310
        """, "20260306T090000"
      ).suffix(2) == [
        "RDATE;TZID=America/New_York:20260331T200000",
        "EXDATE;TZID=America/New_York:20260309T090000,20260310T090000",
      ])
  }

  @Test("Of several rules the one that never ends stays, and the others become dates")
  func severalRules() throws {
    #expect(
      try lines("RRULE:FREQ=DAILY;COUNT=2\nRRULE:FREQ=WEEKLY", "20260306T090000", in: "UTC") == [
        "DTSTART:20260306T090000Z", "RRULE:FREQ=WEEKLY", "RDATE:20260306T090000Z,20260307T090000Z",
      ])
    let endless = try RecurrenceSet(
      parsing: "RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY;BYDAY=MO",
      start: RecurrenceStart(try #require(LocalDateTime(year: 2026, month: 3, day: 6)), in: .utc), cache: nil)
    let recurrence = try CalendarRecurrence(endless)
    #expect(recurrence.text.rules.count == 2)
    #expect(recurrence.warnings.map(\.code) == [.severalRules])
  }

  @Test("EXRULE becomes EXDATE as far as it reaches")
  func exclusionRule() throws {
    #expect(
      try lines("RRULE:FREQ=DAILY;COUNT=5\nEXRULE:FREQ=DAILY;INTERVAL=2", "20260306T090000Z", in: "UTC") == [
        "DTSTART:20260306T090000Z", "RRULE:FREQ=DAILY;COUNT=5",
        "EXDATE:20260306T090000Z,20260308T090000Z,20260310T090000Z",
      ])
    let endless = try RecurrenceSet(
      parsing: "RRULE:FREQ=DAILY\nEXRULE:FREQ=DAILY;INTERVAL=2",
      start: RecurrenceStart(try #require(LocalDateTime(year: 2026, month: 3, day: 6)), in: .utc), cache: nil)
    let recurrence = try CalendarRecurrence(endless)
    #expect(recurrence.text.exclusionRules.count == 1)
    #expect(recurrence.text.exclusions.count == RecurrenceSpeller.mostDates)
    #expect(recurrence.warnings.map(\.code) == [.ruleNotPortable])
  }

  @Test("A series without occurrences can't be written")
  func empty() throws {
    #expect(throws: RecurrenceError.self) {
      try lines("FREQ=DAILY;UNTIL=20200101T000000Z", "20260306T090000")
    }
  }

  @Test(
    "A reader that shifts what the clocks skip, and one that ignores it, both find the same instants",
    arguments: Array(0..<250) + [790, 1017, 1127])
  func sameInstants(_ seed: UInt64) throws {
    var generator = SeriesGenerator(seed: seed)
    let series = try generator.next()
    let set = try series.set()
    guard let spelled = try? CalendarRecurrence(set) else {
      #expect(set.first(from: .min) == nil)
      return
    }
    // Some rules come with a warning, since no other way is left.
    if spelled.warnings.contains(where: { $0.code != .severalRules }) { return }
    let zone = spelled.form == .utc ? .utc : series.start.zone
    let limit = 300
    let right = Array(set.occurrences.prefix(limit))
    let end = right.count < limit ? Int.max : try #require(right.last).startMilliseconds + 1

    var text = spelled.text
    let written = try #require(text.start)
    text.start = nil
    let start: RecurrenceStart
    switch written {
    case .date(let day): start = RecurrenceStart(allDay: day, in: zone)
    case .local(let local, zone: _): start = RecurrenceStart(local, in: zone)
    case .instant(let seconds): start = RecurrenceStart(LocalDateTime(clamping: seconds), in: .utc)
    }
    let shifting = try RecurrenceSet(text, start: start)
    let found = Array(shifting.occurrences.prefix { $0.startMilliseconds < end }.prefix(limit + 1))
    #expect(found.map(\.startMilliseconds) == right.map(\.startMilliseconds), "\(spelled.text)")

    // Section 3.3.10 has a rule ignore what section 3.3.5 has a date shift.
    var rules = text
    rules.additions = []
    rules.exclusions = []
    let isByDays = spelled.form == .date
    let ignoring = ExpansionOptions(zonePolicy: ZonePolicy(gap: isByDays ? .shiftForward : .omit))
    var instants: Set<Int> = []
    if rules.rules.isEmpty {
      instants = [try #require(zone.occurrence(at: start.local)).startMilliseconds]
    } else {
      for occurrence in try RecurrenceSet(rules, start: start, options: ignoring).occurrences {
        if occurrence.startMilliseconds >= end { break }
        instants.insert(occurrence.startMilliseconds)
      }
    }
    let dates = SeriesDates(start: start, options: ExpansionOptions())
    instants.formUnion(try text.additions.compactMap { try dates.occurrence($0)?.startMilliseconds })
    instants.subtract(try text.exclusions.compactMap { try dates.occurrence($0)?.startMilliseconds })
    #expect(instants.filter { $0 < end }.sorted() == right.map(\.startMilliseconds), "\(spelled.text)")

    // DTSTART counts as an occurrence for many readers.
    let first = try #require(zone.occurrence(at: start.local)).startMilliseconds
    let isExcluded = text.exclusions.contains { (try? dates.occurrence($0))??.startMilliseconds == first }
    #expect(isExcluded || shifting.contains(first))
  }
}
