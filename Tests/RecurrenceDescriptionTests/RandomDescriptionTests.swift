import Foundation
import Recurrence
import RecurrenceDescription
import RuleSamples
import Testing

@Suite("Descriptions of random rules")
struct RandomDescriptionTests {
  /// How many rules each test looks at; `.ci/referee descriptions` asks for more.
  private static let count = number("SERIES_DESCRIPTION_RULES") ?? 400
  private static let seed = UInt64(number("SERIES_DESCRIPTION_SEED") ?? 1)
  private static let zone = try? ZoneTransitions.named("America/New_York")

  private static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }

  private func start(_ local: LocalDateTime) throws -> RecurrenceStart {
    RecurrenceStart(local, in: try #require(Self.zone))
  }

  private func text(_ rule: RecurrenceRule, _ start: RecurrenceStart?, _ language: DescriptionLanguage)
    -> String
  {
    SeriesDescription(rule, start: start, in: language).text
  }

  @Test("are well written, with a start and without", arguments: DescriptionLanguage.allCases)
  func wellWritten(language: DescriptionLanguage) throws {
    var generator = RuleGenerator(seed: Self.seed &+ 11000)
    for _ in 0..<Self.count {
      let sample = generator.next()
      let rule = try #require(try RecurrenceText(parsing: sample.rule).rules.first)
      for start in [nil, try start(sample.start)] {
        let words = text(rule, start, language)
        #expect(words == text(rule, start, language))
        #expect(Self.faults(in: words) == [], "\(sample.rule): \(words)")
      }
    }
  }

  /// What no sentence has, in any of the languages.
  private static func faults(in words: String) -> [String] {
    var faults = [
      "  ", " ,", ",,", ";;", "()", " .", " ;", ", ;", "’ ", "nil", "Optional", " de el ", " du le ", " y y ",
    ]
    .filter(words.contains)
    if words.isEmpty { faults.append("empty") }
    if let first = words.first, !first.isUppercase { faults.append("no capital") }
    if let last = words.last, !(last.isLetter || last.isNumber || last == ")" || last == ".") {
      faults.append("ends with \(last)")
    }
    return faults
  }

  @Test("differ where one changed part changes the occurrences", arguments: DescriptionLanguage.allCases)
  func partsLeaveTraces(language: DescriptionLanguage) throws {
    var generator = RuleGenerator(seed: Self.seed &+ 12000)
    var mutator = RuleMutator(seed: Self.seed &+ 13000)
    var compared = 0
    for _ in 0..<Self.count {
      let sample = generator.next()
      let start = try start(sample.start)
      let rule = try #require(try RecurrenceText(parsing: sample.rule).rules.first)
      guard let changed = mutator.change(sample.rule) else { continue }
      let words = text(rule, start, language)
      guard words == text(changed, start, language) else {
        compared += 1
        continue
      }
      #expect(
        try Expanded(rule, start) == Expanded(changed, start),
        "\(sample.rule) and \(changed) from \(start.local): \(words)")
    }
    #expect(compared > Self.count / 3)
  }

  @Test("are the same only where the occurrences are", arguments: DescriptionLanguage.allCases)
  func sameWordsSameOccurrences(language: DescriptionLanguage) throws {
    let start = try start(try #require(LocalDateTime(year: 2026, month: 3, day: 31, hour: 9)))
    var generator = RuleGenerator(seed: Self.seed &+ 14000)
    var known: [String: RecurrenceRule] = [:]
    for _ in 0..<(4 * Self.count) {
      let rule = try #require(try RecurrenceText(parsing: generator.next().rule).rules.first)
      let words = text(rule, start, language)
      guard let other = known.updateValue(rule, forKey: words), other != rule else { continue }
      #expect(try Expanded(rule, start) == Expanded(other, start), "\(rule) and \(other): \(words)")
    }
  }

  @Test("don't depend on whether the start or the rule says it", arguments: DescriptionLanguage.allCases)
  func impliedPartsAreSaid(language: DescriptionLanguage) throws {
    var generator = RuleGenerator(seed: Self.seed &+ 15000)
    for _ in 0..<Self.count {
      let sample = generator.next()
      let start = try start(sample.start)
      let rule = try #require(try RecurrenceText(parsing: sample.rule).rules.first)
      var explicit = sample.rule
      if rule.frequency > .secondly, rule.seconds.isEmpty { explicit += ";BYSECOND=\(start.local.second)" }
      if rule.frequency > .minutely, rule.minutes.isEmpty { explicit += ";BYMINUTE=\(start.local.minute)" }
      if rule.frequency > .hourly, rule.hours.isEmpty { explicit += ";BYHOUR=\(start.local.hour)" }
      if rule.frequency == .weekly, rule.weekdays.isEmpty {
        explicit += ";BYDAY=\(start.local.date.weekday.abbreviation)"
      }
      let said = try #require(try RecurrenceText(parsing: explicit).rules.first)
      #expect(text(rule, start, language) == text(said, start, language), "\(explicit)")
    }
  }
}

/// What a rule comes to: its first occurrences, and whether it ends.
private struct Expanded: Equatable {
  let starts: [Int]
  let isFinite: Bool

  init(_ rule: RecurrenceRule, _ start: RecurrenceStart) throws {
    let set = try RecurrenceSet(RecurrenceText(rules: [rule]), start: start)
    starts = set.occurrences.prefix(60).map(\.startMilliseconds)
    // A rule without occurrences ends, whatever it says of its end.
    isFinite = starts.count < 60 || set.isFinite
  }
}
