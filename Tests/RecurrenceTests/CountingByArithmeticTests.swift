import Recurrence
import RuleSamples
import Testing

/// Counting by arithmetic, held against reading one by one. `SERIES_COUNTING_RULES` chooses for how many rules.
@Suite("Counting and the n-th occurrence")
struct CountingByArithmeticTests {
  private static let seeds = 0..<(environmentNumber("SERIES_COUNTING_RULES") ?? 20)

  private static let zones = [
    "UTC", "America/New_York", "Africa/Cairo", "Australia/Lord_Howe", "Pacific/Apia",
  ]

  private static func list(_ values: ClosedRange<Int>, _ random: inout SplitMix) -> String {
    (0..<Int.random(in: 1...4, using: &random)).map { _ in String(Int.random(in: values, using: &random)) }
      .joined(separator: ",")
  }

  /// A rule by hours, minutes or seconds, or one with positions among several times a day.
  private static func rule(_ random: inout SplitMix) -> String {
    func maybe(_ part: String, _ values: ClosedRange<Int>) -> String {
      Bool.random(using: &random) ? ";\(part)=\(list(values, &random))" : ""
    }
    let interval = [1, 2, 7, 24, 25, 60, 61, 1441, 3599, 86_399, 90_000].randomElement(using: &random) ?? 1
    if Int.random(in: 0..<4, using: &random) == 0 {
      let frequency = ["WEEKLY", "MONTHLY", "YEARLY"].randomElement(using: &random) ?? "MONTHLY"
      return "FREQ=\(frequency);INTERVAL=\(interval % 5 + 1);BYMONTH=\(list(1...12, &random));BYDAY=MO,TU,SU"
        + ";BYHOUR=\(list(0...23, &random));BYMINUTE=\(list(0...59, &random))"
        + ";BYSETPOS=\(list(1...9, &random)),-\(Int.random(in: 1...9, using: &random))"
    }
    let frequency = ["HOURLY", "MINUTELY", "SECONDLY"].randomElement(using: &random) ?? "HOURLY"
    return "FREQ=\(frequency);INTERVAL=\(interval)" + maybe("BYMONTH", 1...12) + maybe("BYMONTHDAY", 1...31)
      + maybe("BYHOUR", 0...23) + maybe("BYMINUTE", 0...59) + maybe("BYSECOND", 0...59)
      + (Bool.random(using: &random) ? ";BYDAY=MO,WE,SA" : "")
  }

  @Test("agree with reading one by one", arguments: seeds)
  func agrees(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    let rule = Self.rule(&random)
    let zone = try ZoneTransitions.named(Self.zones[seed % Self.zones.count])
    let start = try WrittenTimes.start("20110101T013000", in: zone)
    let policy = ZonePolicy(gap: Bool.random(using: &random) ? .omit : .shiftForward)
    let options = ExpansionOptions(zonePolicy: policy)
    let set = try RecurrenceSet(parsing: rule, start: start, options: options, cache: nil)
    let some = Array(set.occurrences.prefix(12_000))
    for (index, occurrence) in some.enumerated() where index % 997 == 0 || index == some.count - 1 {
      let text = "\(rule), \(zone.identifier), \(index)"
      #expect(set.occurrence(at: index) == occurrence, "\(text)")
      #expect(set.index(of: occurrence.startMilliseconds) == index, "\(text)")
    }
    guard let last = some.last?.startMilliseconds else { return }
    // A start within a day, and an end, too.
    let (lower, upper) = (some[some.count / 3].startMilliseconds + 1000, last)
    let between = some.filter { $0.startMilliseconds >= lower && $0.startMilliseconds < upper }
    #expect(set.count(in: lower..<max(lower, upper)) == between.count, "\(rule), \(zone.identifier)")

    // COUNT counts what the rule generates: times that a gap moves onto others, too.
    guard zone.isFixed else { return }
    // COUNT's end is found without counting up to it, and is the same.
    let counted = try RecurrenceSet(parsing: "\(rule);COUNT=\(some.count)", start: start, cache: nil)
    #expect(counted.last(before: .max) == some.last, "\(rule), \(zone.identifier)")
    #expect(counted.count() == some.count, "\(rule), \(zone.identifier)")
    #expect(Array(counted.occurrences) == some, "\(rule), \(zone.identifier)")
  }

  /// Rules whose days decide their times, and some that only reading counts.
  private static let some = [
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=2", "FREQ=WEEKLY;BYDAY=MO,WE,SU;BYHOUR=1,2,3;BYMINUTE=0,30",
    "FREQ=MONTHLY;BYMONTHDAY=1,-1;BYHOUR=2", "FREQ=HOURLY;INTERVAL=3",
    "FREQ=MINUTELY;INTERVAL=90;BYHOUR=1,2,3",
    "FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE=30;UNTIL=20130310T073000Z", "FREQ=DAILY;BYHOUR=2;COUNT=700",
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=SU;BYHOUR=1,2,3;BYMINUTE=15,30",
    "FREQ=HOURLY;INTERVAL=7;UNTIL=20150101T000000Z",
    "FREQ=SECONDLY;BYSECOND=0;BYMINUTE=30;BYHOUR=2,3;BYMONTH=3,11",
  ]

  @Test("agree for several rules, exclusion rules and dates", arguments: seeds)
  func severalRules(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed + 1000))
    func pick(_ name: String, _ count: ClosedRange<Int>) -> [String] {
      (0..<Int.random(in: count, using: &random)).map { _ in
        name + ":" + (Self.some.randomElement(using: &random) ?? "FREQ=DAILY")
      }
    }
    var lines = pick("RRULE", 1...3) + pick("EXRULE", 0...2)
    if seed % 3 == 0 { lines.append("EXDATE:20110102T013000,20120311T023000,20110103") }
    if seed % 4 == 0 { lines.append("RDATE:20110102T013000,20120311T023000,20130101T000000") }
    let zone = try ZoneTransitions.named(Self.zones[seed % Self.zones.count])
    let start = try WrittenTimes.start("20110101T013000", in: zone)
    let text = lines.joined(separator: "\n")
    let set = try RecurrenceSet(parsing: text, start: start, cache: nil)
    let some = Array(set.occurrences.prefix(3000))
    for (index, occurrence) in some.enumerated() where index % 61 == 0 || index == some.count - 1 {
      #expect(set.occurrence(at: index) == occurrence, "\(text), \(zone.identifier), \(index)")
      #expect(set.index(of: occurrence.startMilliseconds) == index, "\(text), \(zone.identifier), \(index)")
    }
    guard let last = some.last?.startMilliseconds else { return }
    let lower = some[some.count / 3].startMilliseconds + 1000
    let between = some.filter { $0.startMilliseconds >= lower && $0.startMilliseconds < last }
    #expect(set.count(in: lower..<max(lower, last)) == between.count, "\(text), \(zone.identifier)")
    // Windows of some hours and days, that begin and end anywhere.
    let first = some[0].startMilliseconds - 86_400_000
    for _ in 0..<40 where first < last {
      let begin = Int.random(in: first..<last, using: &random)
      let end = min(begin + Int.random(in: 0...70 * 86_400_000, using: &random), last)
      let expected = some.count { $0.startMilliseconds >= begin && $0.startMilliseconds < end }
      #expect(set.count(in: begin..<end) == expected, "\(text), \(zone.identifier), \(begin)..<\(end)")
    }
  }

  @Test(
    "agree with reading to the end of the calendar",
    arguments: [
      "FREQ=WEEKLY;INTERVAL=3;BYMONTH=2;BYDAY=MO,TU,SU;BYHOUR=9,10;BYSETPOS=1,-1",
      "FREQ=WEEKLY;INTERVAL=7;BYDAY=SU,WE;BYHOUR=0,23;WKST=SU;BYSETPOS=-2",
      "FREQ=MONTHLY;INTERVAL=5;BYDAY=MO,FR;BYHOUR=8,9;BYSETPOS=-1,3",
      "FREQ=YEARLY;INTERVAL=6;BYMONTH=2,12;BYHOUR=1,2;BYSETPOS=1,57,-1",
      "FREQ=MINUTELY;INTERVAL=4800;BYMONTH=1,2,4;BYHOUR=16,17",
      "FREQ=MINUTELY;INTERVAL=97;BYMONTH=3;BYDAY=MO,TU,WE,SA;BYHOUR=4;BYMINUTE=1,2,3,4",
      "FREQ=SECONDLY;INTERVAL=86399;BYMONTHDAY=-1,1,2;BYHOUR=3",
      "FREQ=HOURLY;INTERVAL=366;BYMONTHDAY=1,2,3", "FREQ=HOURLY;INTERVAL=1440;BYDAY=MO",
      "FREQ=HOURLY;INTERVAL=24;BYMONTHDAY=1", "FREQ=SECONDLY;INTERVAL=86400;BYDAY=MO;BYMONTH=2",
    ],
    ["00010101T000000", "15830201T090000"])
  func farAhead(rule: String, start: String) throws {
    let start = try WrittenTimes.start(start, in: .utc)
    let set = try RecurrenceSet(parsing: rule, start: start, cache: nil)
    let all = Array(set.occurrences)
    let end = LocalDateTime.range.upperBound * 1000 + 1000
    #expect(set.count(in: start.local.wallSeconds * 1000..<end) == all.count)
    #expect(set.occurrence(at: all.count) == nil)
    #expect(set.last(before: end) == all.last)
    for place in 1...8 {
      let index = (all.count - 1) * place / 8 - (place < 8 ? place : 0)
      #expect(set.occurrence(at: index) == all[index], "\(index)")
      #expect(set.index(of: all[index].startMilliseconds) == index)
      #expect(set.last(before: all[index].startMilliseconds) == all[index - 1])
    }
  }

  @Test(
    "COUNT ends a rule where it is counted rather than read",
    arguments: [
      "FREQ=HOURLY;INTERVAL=24;BYDAY=MO", "FREQ=MINUTELY;INTERVAL=1440;BYMONTH=2",
      "FREQ=SECONDLY;INTERVAL=86400;BYDAY=MO,TU;BYMONTH=2", "FREQ=MINUTELY;INTERVAL=4800;BYMONTH=1,2,4",
      "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TU;BYHOUR=9,10;BYSETPOS=1,-1",
    ])
  func countEnds(rule: String) throws {
    let start = try WrittenTimes.start("15830201T090000", in: .utc)
    let endless = try RecurrenceSet(parsing: rule, start: start, cache: nil)
    for count in [255, 257, 3000] {
      let counted = try RecurrenceSet(parsing: "\(rule);COUNT=\(count)", start: start, cache: nil)
      #expect(Array(counted.occurrences.prefix(count + 1)) == Array(endless.occurrences.prefix(count)))
    }
  }

  @Test("are not known where too many would have to be read")
  func tooMany() throws {
    let start = try WrittenTimes.start("20260101T000000", in: .utc)
    let text = "RRULE:FREQ=SECONDLY\nEXRULE:FREQ=SECONDLY;INTERVAL=97;BYSECOND=5"
    let set = try RecurrenceSet(parsing: text, start: start, cache: nil)
    let begin = start.local.wallSeconds * 1000
    let time = processorTime {
      #expect(set.count(in: begin..<LocalDateTime.range.upperBound * 1000) == nil)
      #expect(set.occurrence(at: 100_000) == nil)
    }
    #expect(time < .bound(milliseconds: 250), "\(time)")
    // Of the seconds of six hours those are excluded that both conditions hold for.
    let later = 21_600
    let excluded = (0..<later).count { $0 % 97 == 0 && $0 % 60 == 5 }
    #expect(set.count(in: begin..<begin + later * 1000) == later - excluded)
    #expect(set.index(of: begin + later * 1000) == later - excluded)
  }

  @Test(
    "agree at both ends of the calendar, whatever the zone",
    arguments: ["+14:00", "-12:00", "UTC", "Asia/Tokyo"])
  func calendarEnds(zone: String) throws {
    let zone = try ZoneTransitions.named(zone)
    for (start, rule) in [("00010101T000000", "FREQ=HOURLY;COUNT=48"), ("99991230T000000", "FREQ=HOURLY")] {
      let set = try RecurrenceSet(parsing: rule, start: WrittenTimes.start(start, in: zone), cache: nil)
      let all = Array(set.occurrences)
      #expect(all.count == 48)
      for (index, occurrence) in all.enumerated() {
        #expect(set.occurrence(at: index) == occurrence)
        #expect(set.index(of: occurrence.startMilliseconds) == index)
        #expect(set.first(from: occurrence.startMilliseconds) == occurrence)
        #expect(set.last(before: occurrence.startMilliseconds + 1) == occurrence)
        #expect(set.contains(occurrence.startMilliseconds))
      }
      #expect(set.occurrence(at: 48) == nil)
    }
  }
}
