import Recurrence
import RuleSamples
import Testing

/// Rules with noise that changes nothing of what they mean: `SERIES_NOISY_CASES` and `SERIES_NOISY_SEED` choose how
/// many, and which.
@Suite("A text with noise")
struct NoisyTextTests {
  static let cases = environmentNumber("SERIES_NOISY_CASES") ?? 1500
  static let seed = UInt64(environmentNumber("SERIES_NOISY_SEED") ?? 1)

  @Test("is read as the clean one, with a warning at least for each noise, and refused strictly")
  func noise() throws {
    var rules = RuleGenerator(seed: Self.seed)
    var reached: [NoisyText.Noise: Int] = [:]
    var made = 0
    var attempt = Self.seed &* 1_000_003
    while made < Self.cases {
      attempt += 1
      let example = NoisyText(rules.next().rule, seed: attempt)
      guard example.isPlain else { continue }
      made += 1
      for noise in example.noises { reached[noise, default: 0] += 1 }
      let clean = try RecurrenceText(parsing: example.clean, reading: .strict)
      var warnings: [RecurrenceWarning] = []
      let noises = example.noises.map(\.rawValue)
      do {
        let read = try RecurrenceText(parsing: example.noisy, warnings: &warnings)
        #expect(read.canonical == clean.canonical, "\(example.noisy.debugDescription) \(noises)")
      } catch {
        Issue.record("\(example.noisy.debugDescription) \(noises): \(error)")
        continue
      }
      #expect(
        warnings.count >= example.noises.count && warnings.allSatisfy { $0.position != nil },
        "\(example.noisy.debugDescription) \(noises) \(warnings.map(\.message))")
      let refusal = #expect(throws: RecurrenceError.self) {
        try RecurrenceText(parsing: example.noisy, reading: .strict)
      }
      #expect(refusal?.position != nil)
    }
    if Self.cases >= 1000 {
      for noise in NoisyText.Noise.allCases { #expect(reached[noise, default: 0] > 0, "\(noise)") }
    }
  }

  @Test("COUNT and UNTIL both end a rule", arguments: [3, 40])
  func twoEnds(count: Int) throws {
    let start = RecurrenceStart(try #require(LocalDateTime(year: 2026, month: 3, day: 2, hour: 9)), in: .utc)
    let both = try RecurrenceSet(parsing: "FREQ=DAILY;COUNT=\(count);UNTIL=20260312T090000Z", start: start)
    let one = try RecurrenceSet(parsing: "FREQ=DAILY;COUNT=\(min(count, 11))", start: start)
    #expect(Array(both.occurrences) == Array(one.occurrences))
    let kept = count == 3 ? "RRULE:FREQ=DAILY;COUNT=3" : "RRULE:FREQ=DAILY;UNTIL=20260312T090000Z"
    #expect(both.text.formatted() == kept)
    #expect(both.warnings.map(\.code) == [.earlierEndCounts])
  }

  private static let forbidden: [(rule: String, parts: [RulePart])] = [
    ("FREQ=WEEKLY;BYMONTHDAY=2,9,-1", [.monthDays]),
    ("FREQ=WEEKLY;BYMONTHDAY=1,2,3;BYDAY=MO,TH", [.monthDays]),
    ("FREQ=WEEKLY;BYYEARDAY=61,75,-1", [.yearDays]), ("FREQ=DAILY;BYYEARDAY=61,75,100", [.yearDays]),
    ("FREQ=MONTHLY;BYYEARDAY=61,75,200", [.yearDays]), ("FREQ=MONTHLY;BYWEEKNO=20,21", [.weekNumbers]),
    ("FREQ=WEEKLY;BYWEEKNO=20,-1", [.weekNumbers]), ("FREQ=DAILY;BYWEEKNO=1,53;BYDAY=TU", [.weekNumbers]),
    ("FREQ=DAILY;BYWEEKNO=30;BYYEARDAY=208,209", [.weekNumbers, .yearDays]),
    ("FREQ=WEEKLY;BYMONTH=3,4;BYMONTHDAY=2,9,30", [.monthDays]),
  ]

  @Test("a part that the frequency forbids limits the days of its periods", arguments: forbidden, [1, 2, 3])
  func forbiddenParts(example: (rule: String, parts: [RulePart]), interval: Int) throws {
    let text = "\(example.rule);INTERVAL=\(interval)"
    let start = RecurrenceStart(try #require(LocalDateTime(year: 2026, month: 3, day: 2, hour: 9)), in: .utc)
    let set = try RecurrenceSet(parsing: text, start: start)
    #expect(set.warnings.filter { $0.code == .partLimits }.count == example.parts.count)
    let frequency = try #require(Frequency.allCases.first { example.rule.hasPrefix("FREQ=\($0.name);") })
    let days = PeriodDays(
      rule: try RecurrenceRule(parsing: example.rule), frequency: frequency, interval: interval)
    let horizon = (start.local.date.dayNumber + PeriodDays.length) * 86_400_000
    let found = set.occurrences.prefix(60).prefix { $0.startMilliseconds < horizon }
      .map { $0.startMilliseconds / 1000 }
    #expect(found == days.days(from: start.local.date.dayNumber, first: 60).map { $0 * 86_400 + 9 * 3600 })
    #expect(throws: RecurrenceError.self) { try RecurrenceText(parsing: text, reading: .strict) }
    // What is written is read alike, and as RFC 5545 has it where every period is kept.
    let written = set.text.formatted()
    #expect(try RecurrenceText(parsing: written) == set.text)
    if interval == 1 {
      #expect(throws: Never.self) { try RecurrenceText(parsing: written, reading: .strict) }
    }
  }

  private static let ambiguous = [
    "FREQ=DAILY;COUNT=0", "FREQ=DAILY;COUNT=-1", "FREQ=DAILY;INTERVAL=1;INTERVAL=2",
    "FREQ=WEEKLY;BYDAY=MO;BYDAY=TU",
    "FREQ=WEEKLY;BYDAY=1,2", "FREQ=DAILY;UNTIL=20260304Z", "FREQ=DAILY;UNTIL=03/04/2026",
    "RRULE:FREQ=DAILY\nEXDATE;TZID=Europe/Berlin:20260303T090000Z", "FREQ=MONTHLY;BYSETPOS=2",
    "RRULE:FREQ=DAILY\nEXDATE;TZID=Europe/Berlin:2026-03-03T09:00:00+02:00",
    "FREQ=DAILY;BYEASTER=0", "FREQ=DAILY;FOO=1", "FREQ=DAILY;TZID=Europe/Berlin",
    "RRULE:FREQ=DAILY\nEXDATE:2026-03-03T09:00:00.250Z", "FREQ=DAILY;WKST=1", "FREQ=FORTNIGHTLY",
  ]

  @Test("that can mean two things, or nothing, is refused at its place", arguments: ambiguous)
  func ambiguity(text: String) {
    let error = #expect(throws: RecurrenceError.self) { try RecurrenceText(parsing: text) }
    #expect(error?.position != nil)
  }

  private static let places: [(text: String, code: RecurrenceWarning.Code, line: Int, column: Int)] = [
    ("RRULE:FREQ=DAILY;COUNT=3;", .noiseIgnored, 1, 25), ("FREQ=DAILY; COUNT=3", .noiseIgnored, 1, 12),
    ("RRULE:FREQ=DAILY\r\nEXDATE:", .noiseIgnored, 2, 1), ("FREQ=DAILY;X-Ä=1;COUNT=2", .partIgnored, 1, 12),
    ("RRULE:FREQ=WEEKLY;\r\n WKST=MON", .textRespelled, 2, 7),
    ("FREQ=DAILY;COUNT=5;UNTIL=20260304T235959Z", .earlierEndCounts, 1, 20),
    ("FREQ=WEEKLY;BYDAY=MO,2TU", .ordinalIgnored, 1, 22), ("FREQ=WEEKLY;BYMONTHDAY=2", .partLimits, 1, 13),
  ]

  @Test("is said to be so at its place", arguments: places)
  func place(example: (text: String, code: RecurrenceWarning.Code, line: Int, column: Int)) throws {
    var warnings: [RecurrenceWarning] = []
    _ = try RecurrenceText(parsing: example.text, warnings: &warnings)
    let warning = try #require(warnings.first)
    #expect(warnings.count == 1)
    #expect(warning.code == example.code)
    #expect(warning.position?.line == example.line && warning.position?.column == example.column)
  }
}

/// All days of the kept periods that meet every part, one after the other.
private struct PeriodDays {
  /// As it was read.
  let rule: RecurrenceRule
  /// As it was written.
  let frequency: Frequency
  let interval: Int

  /// How many days are looked at.
  static let length = 12_000

  func days(from first: Int, first limit: Int) -> [Int] {
    var found: [Int] = []
    var day = NaiveDay(number: first)
    let start = day
    while found.count < limit, day.number < first + Self.length {
      if isKept(day, start), isMet(day) { found.append(day.number) }
      day.advance()
    }
    return found
  }

  private func isKept(_ day: NaiveDay, _ start: NaiveDay) -> Bool {
    let period: Int =
      switch frequency {
      case .weekly: (day.number - start.number + start.weekday) / 7
      case .monthly: (day.year - start.year) * 12 + day.month - start.month
      case .daily: day.number - start.number
      default: day.year - start.year
      }
    return period % interval == 0
  }

  private func isMet(_ day: NaiveDay) -> Bool {
    func has(_ values: [Int], _ value: Int, _ length: Int? = nil) -> Bool {
      values.isEmpty || values.contains(value) || length.map { values.contains(value - $0 - 1) } ?? false
    }
    let (week, fromEnd) = day.weekNumber(weekStart: 0)
    return has(rule.months, day.month) && has(rule.monthDays, day.day, day.monthLength)
      && has(rule.yearDays, day.yearDay, day.yearLength)
      && has(rule.weekdays.map { Int($0.weekday.rawValue) }, day.weekday)
      && (has(rule.weekNumbers, week) || has(rule.weekNumbers, fromEnd))
  }
}
