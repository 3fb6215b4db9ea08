import Foundation
import Recurrence
import RuleSamples
import Testing

/// What exclusion rules leave of others is what is left of them when each rule is expanded alone.
@Suite("Rules less exclusion rules")
struct ExclusionDifferenceTests {
  private static let zones = ["UTC", "+05:45", "America/New_York", "Australia/Lord_Howe", "Europe/Dublin"]

  /// SERIES_EXCLUSION_RULES says how many series, SERIES_EXCLUSION_SEED which.
  @Test("are the difference of their occurrences, from any instant")
  func difference() throws {
    var random = SplitMix(seed: UInt64(environmentNumber("SERIES_EXCLUSION_SEED") ?? 1))
    var left = 0
    for _ in 0..<(environmentNumber("SERIES_EXCLUSION_RULES") ?? 80) {
      let zone = try ZoneTransitions.named(Self.zones.randomElement(using: &random) ?? "UTC")
      let start = try WrittenTimes.start("20260101T000000", in: zone)
      let rules = (0..<Int.random(in: 1...2, using: &random)).map { _ in Self.rule(isCover: false, &random) }
      let exclusions = (0..<Int.random(in: 1...3, using: &random)).map { _ in
        Self.rule(isCover: true, &random)
      }
      let begins = [2026, 2027, 2031, 2500, 9000].map { year in
        let day = CivilDate.dayNumber(year: year, month: 1, day: 1) + Int.random(in: 0..<300, using: &random)
        return day * 86_400_000 + Int.random(in: 0..<1440, using: &random) * 60_000
      }
      left += try Self.expectDifference(rules, exclusions, start, begins)
    }
    #expect(left > 0)
  }

  @Test("are found where one rule is looked for far ahead and the other again and again")
  func farAhead() throws {
    func list(_ values: ClosedRange<Int>, but left: Set<Int>) -> String {
      values.filter { !left.contains($0) }.map(String.init).joined(separator: ",")
    }
    let exclusions = [
      "BYMINUTE=" + list(0...59, but: [1, 6, 13, 19]) + ";BYMONTHDAY=" + list(1...31, but: [5, 15, 20, 21]),
      "BYMINUTE=" + list(0...59, but: [47, 56]) + ";BYMONTHDAY=" + list(2...31, but: []),
      "BYMINUTE=0,1,2,3,4,11,13,14,18,22,25,33,35,37,38,40,42,44,45,48,49,50,52,53,54,55,56,57;BYMONTH=2,3,5,10,11",
    ]
    let rules = ["FREQ=HOURLY;INTERVAL=7;BYHOUR=2,5,9,12,15,17,20", "FREQ=MINUTELY"]
    let start = try WrittenTimes.start("20260101T000000", in: .named("Europe/Dublin"))
    let begins = [1_811_804_460, 1_933_976_820, 16_725_574_020].map { ($0 - 11 * 86_400) * 1000 }
    let left = try Self.expectDifference(rules, exclusions.map { "FREQ=MINUTELY;" + $0 }, start, begins)
    #expect(left == begins.count)
  }

  @Test("are found behind months that neither has")
  func behindEmptyMonths() throws {
    let text = "RRULE:FREQ=MINUTELY;BYMONTH=1,7\nEXRULE:FREQ=MINUTELY;BYMONTH=1"
    let set = try RecurrenceSet(
      parsing: text, start: try WrittenTimes.start("20260101T000000", in: .utc), cache: nil)
    for year in [2026, 2027, 9999] {
      let january = CivilDate.dayNumber(year: year, month: 1, day: 1) * 86_400_000
      let july = CivilDate.dayNumber(year: year, month: 7, day: 1) * 86_400_000
      #expect(set.first(from: january)?.startMilliseconds == july)
    }
  }

  /// - Returns: From how many of the instants on something is left within twelve days.
  private static func expectDifference(
    _ rules: [String], _ exclusions: [String], _ start: RecurrenceStart, _ begins: [Int]
  ) throws -> Int {
    let text = (rules.map { "RRULE:\($0)" } + exclusions.map { "EXRULE:\($0)" }).joined(separator: "\n")
    let set = try RecurrenceSet(parsing: text, start: start, cache: nil)
    let (included, excluded) = (try sets(rules, start), try sets(exclusions, start))
    var left = 0
    for begin in begins {
      let window = begin..<begin + 12 * 86_400_000
      let all = starts(included, in: window)
      let expected = all.subtracting(starts(excluded, in: window)).sorted()
      let told = "\(text) in \(start.zone.identifier)"
      #expect(set.occurrences(in: window).map(\.startMilliseconds) == expected, "\(told)")
      if let first = expected.first, let last = expected.last {
        #expect(set.first(from: begin)?.startMilliseconds == first, "\(told)")
        #expect(set.last(before: window.upperBound)?.startMilliseconds == last, "\(told)")
        left += 1
      }
    }
    return left
  }

  @Test("are found behind a leap, wherever it ends in the cycle of another exclusion", arguments: 1...9)
  func placesOfCycle(day: Int) throws {
    let start = try WrittenTimes.start("2026010\(day)T000000", in: .utc)
    let rule = "FREQ=HOURLY;INTERVAL=36"
    let exclusions = ["FREQ=HOURLY;BYMONTH=1,2,3,4,5,6", "FREQ=HOURLY;INTERVAL=108"]
    let text = "RRULE:\(rule)\n" + exclusions.map { "EXRULE:\($0)" }.joined(separator: "\n")
    let set = try RecurrenceSet(parsing: text, start: start, cache: nil)
    let begin = start.local.wallSeconds * 1000
    let window = begin..<begin + 3 * 366 * 86_400_000
    let expected = Self.starts(try Self.sets([rule], start), in: window)
      .subtracting(Self.starts(try Self.sets(exclusions, start), in: window)).sorted()
    #expect(!expected.isEmpty)
    #expect(set.occurrences(in: window).map(\.startMilliseconds) == expected)
  }

  private static func sets(_ rules: [String], _ start: RecurrenceStart) throws -> [RecurrenceSet] {
    try rules.map { try RecurrenceSet(parsing: $0, start: start, cache: nil) }
  }

  private static func starts(_ sets: [RecurrenceSet], in window: Range<Int>) -> Set<Int> {
    sets.reduce(into: []) { $0.formUnion($1.occurrences(in: window).lazy.map(\.startMilliseconds)) }
  }

  private static func rule(isCover: Bool, _ random: inout SplitMix) -> String {
    let frequency = ["MINUTELY", "MINUTELY", "HOURLY", "DAILY"].randomElement(using: &random)
    var rule = "FREQ=\(frequency ?? "DAILY")"
    if !isCover, Int.random(in: 0..<3, using: &random) == 0 {
      rule += ";INTERVAL=\(Int.random(in: 2...7, using: &random))"
    }
    // A cover keeps most of what there is.
    func list(_ values: ClosedRange<Int>, keeping share: Int) -> String {
      let kept = values.filter { _ in Int.random(in: 0..<100, using: &random) < share }
      return (kept.isEmpty ? [values.lowerBound] : kept).map(String.init).joined(separator: ",")
    }
    let share = isCover ? [50, 90, 97].randomElement(using: &random) ?? 90 : 30
    if Bool.random(using: &random) { rule += ";BYHOUR=" + list(0...23, keeping: share) }
    if Int.random(in: 0..<3, using: &random) == 0 { rule += ";BYMINUTE=" + list(0...59, keeping: share) }
    if Int.random(in: 0..<3, using: &random) == 0 { rule += ";BYMONTHDAY=" + list(1...31, keeping: share) }
    if Int.random(in: 0..<4, using: &random) == 0 { rule += ";BYMONTH=" + list(1...12, keeping: share) }
    if isCover, Int.random(in: 0..<6, using: &random) == 0 { rule += ";UNTIL=20270601T000000Z" }
    return rule
  }
}
