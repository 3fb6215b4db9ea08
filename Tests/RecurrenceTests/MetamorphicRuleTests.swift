import Recurrence
import RuleSamples
import Testing

/// What must hold between the series of rules that are related.
@Suite("Related rules have related series")
struct MetamorphicRuleTests {
  private static let day = 86_400_000

  private func starts(_ text: RecurrenceText, _ local: LocalDateTime, limit: Int = 30) throws -> [Int] {
    let set = try RecurrenceSet(text, start: RecurrenceStart(local, in: .utc))
    return set.occurrences.prefix(limit).map(\.startMilliseconds)
  }

  @Test("Starting a weekly rule whole weeks later moves its occurrences by as much")
  func shiftedByWeeks() throws {
    var generator = RuleGenerator(seed: 11)
    var random = SplitMix(seed: 11)
    var compared = 0
    while compared < 200 {
      let sample = generator.next()
      // BYMONTH and UNTIL stay where they are.
      let isFree = !sample.features.contains { $0 == "BYMONTH" || $0 == "UNTIL" || $0 == "INTERVAL, huge" }
      guard sample.rule.hasPrefix("FREQ=WEEKLY"), isFree else { continue }
      let text = try RecurrenceText(parsing: sample.rule)
      let weeks = Int.random(in: 1...600, using: &random)
      let later = try #require(LocalDateTime(wallSeconds: sample.start.wallSeconds + weeks * 604_800))
      let expected = try starts(text, sample.start).map { $0 + weeks * 7 * Self.day }
      #expect(try starts(text, later) == expected, "\(sample.rule) from \(sample.start), \(weeks) weeks")
      compared += 1
    }
  }

  @Test("The calendar repeats itself after 400 years, and so does every rule")
  func shiftedByCycle() throws {
    var generator = RuleGenerator(seed: 12)
    var compared = 0
    while compared < 300 {
      let sample = generator.next()
      guard !sample.features.contains("UNTIL") else { continue }
      let text = try RecurrenceText(parsing: sample.rule)
      let later = try #require(LocalDateTime(wallSeconds: sample.start.wallSeconds + 146_097 * 86_400))
      // The year 9999 ends both.
      let end = LocalDateTime.range.upperBound * 1000
      let expected = try starts(text, sample.start).map { $0 + 146_097 * Self.day }.filter { $0 <= end }
      #expect(try starts(text, later) == expected, "\(sample.rule) from \(sample.start)")
      compared += 1
    }
  }

  @Test("A rule is the same however it is spelled")
  func spelledAnotherWay() throws {
    var generator = RuleGenerator(seed: 13)
    var random = SplitMix(seed: 13)
    for _ in 0..<300 {
      let sample = generator.next()
      let spelled = Self.respelled(sample.rule, &random)
      let text = try RecurrenceText(parsing: sample.rule)
      let other = try RecurrenceText(parsing: spelled)
      #expect(other.rules == text.rules, "\(spelled)")
      #expect(
        try starts(other, sample.start, limit: 30) == starts(text, sample.start, limit: 30),
        "\(sample.rule) and \(spelled) from \(sample.start)")
    }
  }

  /// Parts and lists in another order, values twice, defaults spelled out, letters of any case.
  private static func respelled(_ rule: String, _ random: inout SplitMix) -> String {
    var parts = rule.split(separator: ";").map { part in
      let halves = part.split(separator: "=")
      guard part.hasPrefix("BY"), halves.count == 2 else { return String(part) }
      var values = halves[1].split(separator: ",").shuffled(using: &random)
      if values.count < 8, Bool.random(using: &random) { values.append(values[0]) }
      return halves[0] + "=" + values.joined(separator: ",")
    }
    if !rule.contains("INTERVAL=") { parts.append("INTERVAL=1") }
    if !rule.contains("WKST=") { parts.append("WKST=MO") }
    let text = parts.shuffled(using: &random).joined(separator: ";")
    return switch Int.random(in: 0..<3, using: &random) {
    case 0: "RRULE:" + text
    case 1: "rrule:" + text.lowercased()
    default: text.lowercased()
    }
  }

  /// Texts that say the same from Monday 2024-01-01T09:00:00 on.
  static let equivalent: [[String]] = [
    [
      "FREQ=DAILY", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSECOND=0",
      "FREQ=DAILY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12", "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU",
      "FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", "FREQ=HOURLY;INTERVAL=24", "FREQ=HOURLY;BYHOUR=9",
      "FREQ=SECONDLY;INTERVAL=86400", "FREQ=MINUTELY;BYHOUR=9;BYMINUTE=0", "FREQ=DAILY;BYSETPOS=1;BYHOUR=9",
      "RRULE:FREQ=DAILY;INTERVAL=2\nRRULE:FREQ=DAILY",
    ],
    [
      "FREQ=WEEKLY", "FREQ=DAILY;INTERVAL=7", "FREQ=DAILY;BYDAY=MO", "FREQ=WEEKLY;WKST=TH",
      "FREQ=YEARLY;BYDAY=MO", "FREQ=MONTHLY;BYDAY=1MO,2MO,3MO,4MO,5MO", "FREQ=HOURLY;BYDAY=MO;BYHOUR=9",
      "FREQ=YEARLY;BYWEEKNO=\((1...53).map(String.init).joined(separator: ","));BYDAY=MO",
      "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=-1", "FREQ=MONTHLY;BYDAY=MO,1MO", "FREQ=MINUTELY;INTERVAL=10080",
      "RRULE:FREQ=WEEKLY;INTERVAL=2\nRRULE:FREQ=DAILY;INTERVAL=7",
    ],
    ["FREQ=WEEKLY;INTERVAL=2", "FREQ=DAILY;INTERVAL=14", "FREQ=HOURLY;INTERVAL=336"],
    [
      "FREQ=MONTHLY", "FREQ=YEARLY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12;BYMONTHDAY=1",
      "FREQ=MONTHLY;BYMONTHDAY=1",
      "FREQ=DAILY;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTHDAY=1",
      "FREQ=MONTHLY;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYSETPOS=1",
    ],
    [
      "FREQ=YEARLY", "FREQ=MONTHLY;INTERVAL=12", "FREQ=YEARLY;BYYEARDAY=1",
      "FREQ=DAILY;BYMONTH=1;BYMONTHDAY=1",
      "FREQ=MONTHLY;BYMONTH=1;BYMONTHDAY=1", "FREQ=YEARLY;BYMONTH=1", "FREQ=YEARLY;BYYEARDAY=1;BYMONTH=1",
    ],
    [
      "FREQ=MONTHLY;BYMONTHDAY=-1", "FREQ=DAILY;BYMONTHDAY=-1",
      "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
      "FREQ=YEARLY;BYMONTHDAY=-1", "FREQ=MONTHLY;BYDAY=SU,MO,TU,WE,TH,FR,SA;BYSETPOS=-1",
    ],
    [
      "FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR",
      "FREQ=DAILY;BYMONTHDAY=13;BYDAY=FR",
      "FREQ=YEARLY;BYDAY=FR;BYMONTHDAY=13;WKST=WE",
    ],
    [
      "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", "FREQ=MONTHLY;BYMONTH=11;BYDAY=4TH",
      "FREQ=YEARLY;BYMONTH=11;BYMONTHDAY=22,23,24,25,26,27,28;BYDAY=TH",
      "FREQ=YEARLY;BYMONTH=11;BYDAY=TH;BYSETPOS=4",
    ],
    [
      "FREQ=YEARLY;BYYEARDAY=-1", "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31",
      "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=-1",
    ],
    [
      "FREQ=HOURLY", "FREQ=MINUTELY;INTERVAL=60", "FREQ=SECONDLY;INTERVAL=3600",
      "FREQ=SECONDLY;BYMINUTE=0;BYSECOND=0",
      "FREQ=DAILY;BYHOUR=\((0...23).map(String.init).joined(separator: ","))", "FREQ=MINUTELY;BYMINUTE=0",
    ],
    [
      "FREQ=WEEKLY;BYDAY=MO,WE;BYHOUR=9,17",
      "RRULE:FREQ=WEEKLY;BYDAY=MO,WE\nRRULE:FREQ=WEEKLY;BYDAY=WE,MO;BYHOUR=17",
      "RRULE:FREQ=WEEKLY;BYDAY=MO;BYHOUR=9,17\nRRULE:FREQ=WEEKLY;BYDAY=WE;BYHOUR=17,9",
    ],
    [
      "FREQ=DAILY;COUNT=10", "FREQ=DAILY;UNTIL=20240110",
      "RRULE:FREQ=DAILY;UNTIL=20240112\nEXDATE;VALUE=DATE:20240111,20240112",
      "FREQ=DAILY;UNTIL=20240110T235959", "RRULE:FREQ=DAILY;COUNT=9\nRDATE:20240110T090000",
    ],
  ]

  @Test(
    "Different ways to say the same are the same", arguments: equivalent,
    ["UTC", "America/New_York", "Australia/Lord_Howe"])
  func equivalentTexts(_ texts: [String], _ zone: String) throws {
    let start = try WrittenTimes.start("20240101T090000", in: ZoneTransitions.named(zone))
    func first(_ text: String) throws -> [String] {
      try WrittenTimes.written(RecurrenceSet(parsing: text, start: start, cache: nil), limit: 300)
    }
    let expected = try first(texts[0])
    #expect(!expected.isEmpty)
    for text in texts.dropFirst() { #expect(try first(text) == expected, "\(texts[0]) and \(text)") }
  }
}
