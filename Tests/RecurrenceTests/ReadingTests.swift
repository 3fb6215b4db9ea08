import Foundation
import Recurrence
import RuleSamples
import Testing

@Suite("Readings")
struct ReadingTests {
  /// A line of `Fixtures/readings.jsonl`, which `.ci/referees/readings.py` writes: what an engine makes of a rule.
  struct Example: Decodable, Sendable, CustomTestStringConvertible {
    let reading: String
    let rule: String
    let start: String
    let starts: [String]

    var testDescription: String { "\(reading): \(rule) from \(start)" }
  }

  static func examples() throws -> [Example] {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    let file = folder.appending(path: "Fixtures/readings.jsonl")
    return try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map {
      try JSONDecoder().decode(Example.self, from: Data($0.utf8))
    }
  }

  @Test("are those of the engines they are named after", arguments: try examples())
  func engine(example: Example) throws {
    let options = ExpansionOptions(reading: try #require(Reading(example.reading)))
    let start = try WrittenTimes.start(Self.basic(example.start))
    let set = try RecurrenceSet(parsing: example.rule, start: start, options: options)
    #expect(Self.locals(set) == example.starts.map(Self.basic))
    try Self.checkQueries(set)
  }

  @Test("differ: RFC 5545's is not enough for what engines do")
  func engineDiffers() throws {
    let others = try Self.examples().filter { example in
      let start = try WrittenTimes.start(Self.basic(example.start))
      let set = try RecurrenceSet(parsing: example.rule, start: start)
      return Self.locals(set) != example.starts.map(Self.basic)
    }
    #expect(others.count > 30)
  }

  /// A point's choice, and what it makes of a rule.
  struct Choice: Sendable, CustomTestStringConvertible {
    let reading: String
    let rule: String
    let start: String
    var zone = "UTC"
    var gap = ZonePolicy.Gap.shiftForward
    let starts: [String]

    var testDescription: String { "\(reading): \(rule)" }
  }

  static let choices = [
    Choice(
      reading: "start=excluded", rule: "FREQ=WEEKLY;COUNT=2;BYDAY=MO", start: "20260304T090000",
      starts: ["20260309T090000", "20260316T090000"]),
    Choice(
      reading: "start=included", rule: "FREQ=WEEKLY;COUNT=2;BYDAY=MO", start: "20260304T090000",
      starts: ["20260304T090000", "20260309T090000", "20260316T090000"]),
    Choice(
      reading: "start=counted", rule: "FREQ=WEEKLY;COUNT=2;BYDAY=MO", start: "20260304T090000",
      starts: ["20260304T090000", "20260309T090000"]),
    Choice(
      reading: "start=included", rule: "FREQ=WEEKLY;COUNT=2;BYDAY=WE", start: "20260304T090000",
      starts: ["20260304T090000", "20260311T090000"]),
    Choice(
      reading: "first-period=cut", rule: "FREQ=MONTHLY;COUNT=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
      start: "20260310T090000", starts: ["20260310T090000", "20260401T090000"]),
    Choice(
      reading: "first-period=cut-week", rule: "FREQ=MONTHLY;COUNT=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=1",
      start: "20260310T090000", starts: ["20260401T090000", "20260501T090000"]),
    Choice(
      reading: "first-period=cut,start=counted", rule: "FREQ=WEEKLY;COUNT=3;BYDAY=MO,WE,FR;BYSETPOS=1",
      start: "20260303T090000", starts: ["20260303T090000", "20260304T090000", "20260309T090000"]),
    Choice(
      reading: "omitted-times=uncounted", rule: "FREQ=DAILY;COUNT=3", start: "20260307T023000",
      zone: "America/New_York", gap: .omit,
      starts: ["20260307T023000", "20260309T023000", "20260310T023000"]),
    Choice(
      reading: "omitted-times=counted", rule: "FREQ=DAILY;COUNT=3", start: "20260307T023000",
      zone: "America/New_York", gap: .omit, starts: ["20260307T023000", "20260309T023000"]),
    Choice(
      reading: "joined-times=two", rule: "FREQ=HOURLY;COUNT=3", start: "20260308T013000",
      zone: "America/New_York", starts: ["20260308T013000", "20260308T033000"]),
    Choice(
      reading: "joined-times=one", rule: "FREQ=HOURLY;COUNT=3", start: "20260308T013000",
      zone: "America/New_York", starts: ["20260308T013000", "20260308T033000", "20260308T043000"]),
    Choice(
      reading: "clock-changes=elapsed", rule: "FREQ=HOURLY;COUNT=3;INTERVAL=6", start: "20260307T220000",
      zone: "America/New_York", starts: ["20260307T220000", "20260308T050000", "20260308T110000"]),
    Choice(
      reading: "clock-changes=elapsed", rule: "FREQ=HOURLY;INTERVAL=6;UNTIL=20260308T110000",
      start: "20260307T220000", zone: "America/New_York",
      starts: ["20260307T220000", "20260308T050000", "20260308T110000"]),
    Choice(
      reading: "clock-changes=elapsed", rule: "FREQ=MINUTELY;COUNT=5;INTERVAL=30", start: "20261101T003000",
      zone: "America/New_York",
      starts: ["20261101T003000", "20261101T010000", "20261101T013000", "20261101T010000", "20261101T013000"]),
    Choice(
      reading: "week-years=week-year", rule: "FREQ=YEARLY;COUNT=2;INTERVAL=2;BYDAY=MO;BYWEEKNO=1",
      start: "20240101T090000", starts: ["20240101T090000", "20251229T090000"]),
  ]

  @Test("can be chosen point by point", arguments: choices)
  func choice(example: Choice) throws {
    let options = ExpansionOptions(
      zonePolicy: ZonePolicy(gap: example.gap), reading: try #require(Reading(example.reading)))
    let start = try WrittenTimes.start(example.start, in: .named(example.zone))
    let set = try RecurrenceSet(parsing: example.rule, start: start, options: options)
    #expect(Self.locals(set) == example.starts)
    try Self.checkQueries(set)
  }

  @Test("are written and read by their names and points")
  func names() throws {
    for (name, reading) in Reading.named {
      #expect(Reading(name) == reading)
      #expect(Reading(reading.description) == reading)
    }
    for point in Reading.Point.allCases {
      for (place, choice) in point.choices.enumerated() {
        let reading = try #require(Reading("\(point.rawValue)=\(choice)"))
        #expect(reading[point] == place)
        #expect(Reading(reading.description) == reading)
        #expect(try JSONDecoder().decode(Reading.self, from: JSONEncoder().encode(reading)) == reading)
      }
    }
    #expect(Reading("dateutil,start=counted")?.start == .counted)
    for wrong in ["", "outlook", "start", "start=maybe", "dateutil,", "start=counted,x=y"] {
      #expect(Reading(wrong) == nil, "\(wrong)")
    }
  }

  @Test("that differ for a series are told with the first start")
  func differences() throws {
    let start = try WrittenTimes.start("20260305T090000")
    let weeks = try RecurrenceSet(parsing: "FREQ=YEARLY;BYWEEKNO=20", start: start).readingDifferences
    #expect(weeks.map(\.choice) == ["whole-week"])
    #expect(weeks.map(\.engines) == [["rrule.js", "dateutil"]])
    #expect(weeks.first?.firstMilliseconds == 1_778_490_000_000)
    #expect(weeks.first?.description == "rrule.js and dateutil take BYWEEKNO for the whole week")
    let days = try RecurrenceSet(parsing: "FREQ=YEARLY;BYMONTHDAY=5", start: start).readingDifferences
    #expect(days.map(\.description) == ["libical takes BYMONTHDAY for days of the start's month"])
    for plain in ["FREQ=WEEKLY;BYDAY=MO", "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1", "FREQ=YEARLY;BYMONTH=3"] {
      #expect(try RecurrenceSet(parsing: plain, start: start).readingDifferences.isEmpty, "\(plain)")
    }
  }

  @Test("keep a start that an EXRULE doesn't generate")
  func exclusionRule() throws {
    let start = try WrittenTimes.start("20260304T090000")
    let options = ExpansionOptions(reading: try #require(Reading("start=counted")))
    let set = try RecurrenceSet(
      parsing: "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=MO\nEXRULE:FREQ=WEEKLY;BYDAY=TU", start: start,
      options: options)
    #expect(Self.locals(set) == ["20260304T090000", "20260309T090000", "20260316T090000"])
  }

  /// Places, counts and searches agree with the list of occurrences.
  private static func checkQueries(_ set: RecurrenceSet) throws {
    let starts = set.occurrences.prefix(20).map(\.startMilliseconds)
    for (place, start) in starts.enumerated() {
      #expect(set.occurrence(at: place)?.startMilliseconds == start)
      #expect(set.index(of: start) == place)
      #expect(set.last(before: start + 1)?.startMilliseconds == start)
      #expect(set.first(from: start)?.startMilliseconds == start)
      #expect(set.contains(start))
    }
    if set.isFinite { #expect(set.count() == starts.count) }
  }

  private static func locals(_ set: RecurrenceSet) -> [String] {
    set.occurrences.prefix(20).map(\.local.basicDescription)
  }

  private static func basic(_ time: String) -> String {
    time.replacingOccurrences(of: "-", with: "").replacingOccurrences(of: ":", with: "")
  }
}
