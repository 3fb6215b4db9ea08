import Foundation
import Recurrence
import RuleSamples
import Testing

/// Each rule kept the processor busy for a second, a minute or for ever before it was bounded; an answer takes a
/// few milliseconds. The bound leaves room for builds without optimisation and for a busy machine.
@Suite("Rules made to take long")
struct HostileRuleTests {
  private static let bound = Duration.bound(milliseconds: 3000)

  /// A line of Fixtures/hostile/slow-rules.jsonl.
  struct Line: Decodable, Sendable, CustomTestStringConvertible {
    let key: Int
    let start: String
    let recurrence: String
    let limit: Int
    let timeZone: String?
    let from: String?

    var testDescription: String { "\(key): \(recurrence.prefix(80))" }

    func set() throws -> RecurrenceSet {
      let zone = try timeZone.map { try ZoneTransitions.named($0) } ?? .utc
      let digits = start.filter { $0.isNumber || $0 == "T" }
      let start = try WrittenTimes.start(digits, in: zone)
      return try RecurrenceSet(parsing: recurrence, start: start, cache: nil)
    }
  }

  static let lines: [Line] = {
    let file = URL(filePath: #filePath).appending(path: "../../../Fixtures/hostile/slow-rules.jsonl")
      .standardized
    let text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""
    return text.split(separator: "\n").compactMap {
      try? JSONDecoder().decode(Line.self, from: Data($0.utf8))
    }
  }()

  @Test("expand their first hundred at once", arguments: lines)
  func expand(line: Line) throws {
    var found: Expansion?
    let time = try processorTime {
      let begin = line.from == nil ? Int.min : 95_630_889_600_000
      found = try line.set().expand(
        in: begin..<Int.max, limits: ExpansionLimits(occurrences: line.limit))
    }
    let expansion = try #require(found)
    // Excluded for good, or never chosen.
    let isEmpty = [1, 2, 15].contains(line.key)
    #expect(expansion.occurrences.isEmpty == isEmpty)
    #expect(expansion.isTruncated == (expansion.occurrences.count == line.limit))
    if isEmpty, line.key != 15 { #expect(!expansion.endsWithCalendar) }
    #expect(time < Self.bound)
  }

  @Test("all of the file are tried")
  func isRead() { #expect(Self.lines.count == 11) }

  @Test(
    "say at once where COUNT ends them, and which occurrence comes n-th",
    arguments: [
      ("FREQ=SECONDLY;COUNT=2147483647;BYSECOND=0", 2_147_000_000),
      ("FREQ=SECONDLY;COUNT=100000000;BYHOUR=21", 99_999_999),
      ("FREQ=MINUTELY;INTERVAL=7;BYHOUR=9,10;BYMONTH=2;BYDAY=MO,TU;UNTIL=99991231T000000Z", 1_000_000),
      ("FREQ=HOURLY;INTERVAL=5;BYDAY=MO;BYHOUR=3,4,5;COUNT=100000", 99_999),
      // No time of most years' gaps, and many steps to the next time.
      (
        "FREQ=SECONDLY;INTERVAL=3599;BYDAY=TH;BYMINUTE=35;UNTIL=99991231T235959Z"
          + ";BYHOUR=0,1,2,3,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23",
        100_000
      ),
      ("FREQ=SECONDLY;BYMINUTE=30;UNTIL=99991231T235959Z", 123_456_789),
      ("FREQ=MONTHLY;BYHOUR=1,2;BYMINUTE=1,2,3;BYSETPOS=1,-1,17;UNTIL=99991231T235959Z", 150_000),
      ("FREQ=WEEKLY;BYMONTH=1,3;BYDAY=MO,TU;BYHOUR=1,2;BYSETPOS=2,3;UNTIL=99991231T235959Z", 100_000),
    ])
  func counting(rule: String, place: Int) throws {
    for zone in ["UTC", "America/New_York", "+23:59"] {
      let time = try processorTime {
        let start = try #require(LocalDateTime(year: 2026, month: 1, day: 1))
        let set = try RecurrenceSet(
          parsing: rule, start: RecurrenceStart(start, in: try .named(zone)), cache: nil)
        let occurrence = try #require(set.occurrence(at: place))
        #expect(set.index(of: occurrence.startMilliseconds) == place)
        #expect(try #require(set.count()) > place)
      }
      #expect(time < Self.bound)
    }
  }

  @Test("pairs of rules without any occurrence are known to be empty")
  func covered() throws {
    let start = try WrittenTimes.start("20260101T000000")
    for text in [
      "RRULE:FREQ=DAILY\nEXRULE:FREQ=SECONDLY", "RRULE:FREQ=YEARLY\nRRULE:FREQ=MONTHLY\nEXRULE:FREQ=HOURLY",
      "RRULE:FREQ=SECONDLY;BYMONTH=2\nEXRULE:FREQ=SECONDLY;BYMONTH=1,2",
      "RRULE:FREQ=SECONDLY\nEXRULE:FREQ=SECONDLY;BYMONTH=1\nEXRULE:FREQ=SECONDLY;BYMONTH=2,3,4,5,6,7,8,9,10,11,12",
    ] {
      let time = try processorTime {
        let set = try RecurrenceSet(parsing: text, start: start, cache: nil)
        let expansion = try set.expand()
        #expect(expansion.occurrences.isEmpty && !expansion.isTruncated && !expansion.endsWithCalendar)
        #expect(set.last(before: .max) == nil)
        #expect(set.first(from: 0) == nil)
      }
      #expect(time < Self.bound)
    }
  }

  @Test(
    "steps that seldom meet the many times of few hours are those of plain arithmetic",
    arguments: [86_401, 86_399, 604_801, 65_537, 87_600], 0..<3)
  func rareSteps(interval: Int, choice: Int) throws {
    let start = try WrittenTimes.start("20260101T003107", in: .utc)
    // More seconds of a day than are looked at one by one; of every second minute more minutes, too; and few of each
    // of most hours, the others of which are stepped through.
    let hours = [[16], [5, 16, 20], Array(6..<24)][choice]
    let minutes = [Array(0..<60), Array(stride(from: 0, to: 60, by: 2)), [11, 31, 51]][choice]
    // All days, one by one.
    let yearDays = (1...366).map(String.init).joined(separator: ",")
    let rule = """
      FREQ=SECONDLY;INTERVAL=\(interval);BYSECOND=7,35;\(choice < 2 ? "BYDAY=MO,TU,WE,TH,FR,SA" : "BYYEARDAY=\(yearDays)")\
      ;BYMINUTE=\(minutes.map(String.init).joined(separator: ","))\
      ;BYHOUR=\(hours.map(String.init).joined(separator: ","))
      """
    let begin = start.local.wallSeconds
    let end = begin + 400_000 * interval
    let expected = stride(from: begin, to: end, by: interval).filter {
      let (second, weekday) = ($0 % 86_400, ($0 / 86_400 + 4) % 7)
      return hours.contains(second / 3600) && minutes.contains(second / 60 % 60)
        && [7, 35].contains(second % 60) && (weekday != 0 || choice == 2)
    }
    let time = try processorTime {
      let set = try RecurrenceSet(parsing: rule, start: start, cache: nil)
      #expect(set.occurrences(in: begin * 1000..<end * 1000).map(\.startSeconds) == expected)
      for (index, instant) in expected.enumerated().reversed().prefix(50) {
        #expect(set.last(before: instant * 1000 + 1)?.startSeconds == instant)
        #expect(set.index(of: instant * 1000) == index)
      }
    }
    #expect(time < Self.bound)
  }

  @Test(
    "what is left of a day, or of days, is found forwards and backwards",
    arguments: ["UTC", "America/New_York", "Australia/Lord_Howe", "+23:59"])
  func coveredTimes(zone: String) throws {
    let start = try WrittenTimes.start("20260101T000000", in: try .named(zone))
    // All minutes but one of a day are excluded, and on some days that too.
    let minutes = (0..<60).filter { $0 != 17 }.map(String.init).joined(separator: ",")
    let text = """
      RRULE:FREQ=MINUTELY
      EXRULE:FREQ=MINUTELY;BYHOUR=0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,22,23
      EXRULE:FREQ=MINUTELY;BYHOUR=21;BYMINUTE=\(minutes)
      EXRULE:FREQ=MINUTELY;BYMONTHDAY=2,3
      """
    let set = try RecurrenceSet(parsing: text, start: start, cache: nil)
    let time = try processorTime {
      for (day, begin) in [("20260101", "20260101T211700"), ("20260102", "20260104T211700")] {
        let from = try WrittenTimes.start(day + "T000000", in: start.zone).local
        let expected = try WrittenTimes.start(begin, in: start.zone).local
        let instant = try #require(start.zone.occurrence(at: from)).startMilliseconds
        let found = try #require(set.first(from: instant))
        #expect(found.local == expected)
        let before = set.last(before: found.startMilliseconds)
        #expect(before?.local.description == (day == "20260101" ? nil : "2026-01-01T21:17:00"))
        #expect(set.last(before: found.startMilliseconds + 60_000) == found)
      }
    }
    #expect(time < Self.bound)
  }

  @Test("an exclusion that ends leaves what comes after it")
  func exclusionEnds() throws {
    let start = try WrittenTimes.start("20260101T000000")
    let set = try RecurrenceSet(
      parsing: "RRULE:FREQ=SECONDLY\nEXRULE:FREQ=SECONDLY;UNTIL=22000101T000000Z", start: start, cache: nil)
    let first = try #require(set.first(from: 0))
    #expect(first.startMilliseconds == 7_258_118_401_000)
    #expect(set.last(before: first.startMilliseconds) == nil)
    #expect(set.last(before: first.startMilliseconds + 1) == first)
  }

  /// Two texts of many rules, or of exclusion rules that leave little.
  static let pairs: [(String, String)] = {
    func many(_ count: Int, _ line: (Int) -> String) -> String {
      (0..<count).map(line).joined(separator: "\n")
    }
    return [
      (
        many(100) { "RRULE:FREQ=SECONDLY;INTERVAL=\(2 * $0 + 101);BYDAY=MO" },
        many(100) { "RRULE:FREQ=MINUTELY;INTERVAL=\(2 * $0 + 301);BYDAY=WE" }
      ),
      (
        many(40) { "RRULE:FREQ=SECONDLY;BYDAY=MO;BYHOUR=\($0 % 24);BYMINUTE=\($0)" },
        many(40) { "RRULE:FREQ=SECONDLY;BYDAY=WE;BYHOUR=\($0 % 24);BYMINUTE=\($0)" }
      ),
      (
        "RRULE:FREQ=SECONDLY;BYHOUR=3\n" + many(60) { "EXRULE:FREQ=SECONDLY;BYMINUTE=\($0);BYHOUR=2,3" },
        "RRULE:FREQ=DAILY;BYHOUR=3"
      ),
    ]
  }()

  @Test("are compared, or it is said that this would take too long", arguments: 0..<3)
  func comparing(_ place: Int) throws {
    let start = RecurrenceStart(
      try #require(LocalDateTime(year: 2026, month: 1, day: 1)), in: try .named("America/New_York"))
    let first = try RecurrenceSet(parsing: Self.pairs[place].0, start: start, cache: nil)
    let second = try RecurrenceSet(parsing: Self.pairs[place].1, start: start, cache: nil)
    let occupancy = try Occupancy(durationSeconds: 1800)
    // Whatever is decided: most of these are not.
    for ask in [
      { _ = try first.firstOverlap(taking: occupancy, with: second, taking: occupancy) },
      { _ = try first.containment(of: second) },
      { _ = try first.equivalence(with: second) },
    ] {
      let time = try processorTime {
        do { try ask() } catch let error as RecurrenceError { #expect(error.code == .limitReached) }
      }
      // All of the work that there is, in a build that may be fifty times as slow.
      #expect(time < Self.bound * 4)
    }
  }
}
