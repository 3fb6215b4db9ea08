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
      let text = (rules.map { "RRULE:\($0)" } + exclusions.map { "EXRULE:\($0)" }).joined(separator: "\n")
      let set = try RecurrenceSet(parsing: text, start: start, cache: nil)
      let (included, excluded) = (try Self.sets(rules, start), try Self.sets(exclusions, start))
      for year in [2026, 2027, 2031, 2500, 9000] {
        let day = CivilDate.dayNumber(year: year, month: 1, day: 1) + Int.random(in: 0..<300, using: &random)
        let begin = day * 86_400_000 + Int.random(in: 0..<1440, using: &random) * 60_000
        let window = begin..<begin + 12 * 86_400_000
        let all = Self.starts(included, in: window)
        let expected = all.subtracting(Self.starts(excluded, in: window)).sorted()
        let told = "\(text) in \(zone.identifier)"
        #expect(set.occurrences(in: window).map(\.startMilliseconds) == expected, "\(told)")
        if let first = expected.first, let last = expected.last {
          #expect(set.first(from: begin)?.startMilliseconds == first, "\(told)")
          #expect(set.last(before: window.upperBound)?.startMilliseconds == last, "\(told)")
          left += 1
        }
      }
    }
    #expect(left > 0)
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
