import Recurrence
import RuleSamples
import Testing

/// SKIP in the Gregorian calendar (RFC 7529, section 4.1) against an expander that goes month by month.
@Suite("SKIP in the Gregorian calendar")
struct GregorianSkipTests {
  static let examples: [(rule: String, start: String, days: String)] = [
    (
      "FREQ=MONTHLY;BYMONTHDAY=31;SKIP=BACKWARD", "20260131T090000",
      "20260131 20260228 20260331 20260430 20260531 20260630"
    ),
    (
      "FREQ=MONTHLY;BYMONTHDAY=31;SKIP=FORWARD", "20260131T090000",
      "20260131 20260301 20260331 20260501 20260531 20260701"
    ),
    // Of the start's own month on: no 31 April.
    ("FREQ=MONTHLY;BYMONTHDAY=31;SKIP=FORWARD", "20260501T090000", "20260531 20260701 20260731"),
    // A first of March of its own is there once.
    (
      "FREQ=MONTHLY;BYMONTHDAY=1,31;SKIP=FORWARD", "20260131T090000",
      "20260131 20260201 20260301 20260331 20260401 20260501"
    ),
    (
      "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=31;SKIP=FORWARD", "20260131T090000",
      "20260131 20260501 20260731 20261031 20270131 20270501"
    ),
    ("FREQ=MONTHLY;BYMONTHDAY=-31;SKIP=BACKWARD", "20260101T090000", "20260101 20260131 20260301 20260331"),
    ("FREQ=MONTHLY;BYMONTHDAY=-31;SKIP=FORWARD", "20260101T090000", "20260101 20260201 20260301 20260401"),
    (
      "FREQ=MONTHLY;BYMONTHDAY=30,31;BYDAY=MO,TU,WE,TH,FR;SKIP=BACKWARD", "20260130T090000",
      "20260130 20260330 20260331 20260430"
    ),
    (
      "FREQ=MONTHLY;BYMONTHDAY=1,31;BYSETPOS=-1;SKIP=FORWARD", "20260131T090000",
      "20260131 20260301 20260331 20260501"
    ),
    ("FREQ=YEARLY;SKIP=BACKWARD", "20240229T090000", "20240229 20250228 20260228 20270228 20280229"),
    ("FREQ=YEARLY;SKIP=FORWARD", "20240229T090000", "20240229 20250301 20260301 20270301 20280229"),
    ("FREQ=YEARLY;BYMONTH=4;BYMONTHDAY=31;SKIP=FORWARD", "20260501T090000", "20260501 20270501"),
    (
      "FREQ=YEARLY;BYYEARDAY=366;SKIP=FORWARD", "20241231T090000",
      "20241231 20260101 20270101 20280101 20281231 20300101"
    ),
    ("FREQ=YEARLY;INTERVAL=3;BYYEARDAY=366;SKIP=FORWARD", "20241231T090000", "20241231 20280101 20310101"),
    ("FREQ=YEARLY;BYYEARDAY=366;SKIP=BACKWARD", "20241231T090000", "20241231 20251231 20261231"),
    ("FREQ=DAILY;BYMONTHDAY=31;SKIP=FORWARD", "20260131T090000", "20260131 20260331 20260531"),
    ("FREQ=MONTHLY;BYMONTHDAY=31;SKIP=OMIT", "20260131T090000", "20260131 20260331 20260531"),
  ]

  @Test("moves what a month or a year lacks", arguments: examples)
  func example(rule: String, start: String, days: String) throws {
    let days = days.split(separator: " ").map(String.init)
    for end in ["", ";COUNT=\(days.count)"] {
      let set = try RecurrenceSet(parsing: "RSCALE=GREGORIAN;\(rule)\(end)", start: WrittenTimes.start(start))
      #expect(set.occurrences.prefix(days.count).map(\.local.date.basicDescription) == days)
      for (place, occurrence) in set.occurrences.prefix(days.count).enumerated() {
        #expect(set.occurrence(at: place) == occurrence)
        #expect(set.index(of: occurrence.startMilliseconds) == place)
        #expect(set.last(before: occurrence.startMilliseconds + 1) == occurrence)
      }
      if !end.isEmpty { #expect(set.count() == days.count) }
    }
  }

  /// SERIES_SKIP_RULES says how many rules.
  @Test("agrees with a walk month by month")
  func randomRules() throws {
    var random = SplitMix(seed: 7529)
    for _ in 0..<(environmentNumber("SERIES_SKIP_RULES") ?? 150) {
      let sample = Sample(&random)
      let set = try RecurrenceSet(parsing: sample.rule, start: WrittenTimes.start(sample.start))
      let expected = sample.days(through: 40)
      let found = set.occurrences.prefix { $0.local.date.year < sample.year + 40 }.map(\.local.date.dayNumber)
      #expect(found == expected, "\(sample.rule) from \(sample.start)")
      #expect(set.count(in: .min..<Sample.milliseconds(sample.year + 40)) == expected.count, "\(sample.rule)")
    }
  }

  /// A monthly or yearly rule with days of the month, and what it means.
  private struct Sample {
    let isYearly: Bool
    let interval: Int
    let months: [Int]
    let monthDays: [Int]
    let weekdays: [Int]
    let position: Int?
    let isForward: Bool
    let year: Int
    let firstMonth: Int
    let firstDay: Int

    init(_ random: inout SplitMix) {
      isYearly = Bool.random(using: &random)
      interval = Int.random(in: 1...4, using: &random)
      let chosen = (1...12).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
      months = isYearly && chosen.isEmpty ? [2, 4] : chosen.count > 5 ? [] : chosen
      let days = [1, 2, 27, 28, 29, 30, 31, -1, -2, -28, -29, -30, -31]
      monthDays = Array(days.shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))).sorted()
      weekdays = Int.random(in: 0..<3, using: &random) == 0 ? [0, 1, 2, 3, 4] : []
      position = Int.random(in: 0..<4, using: &random) == 0 ? [1, -1, 2].randomElement(using: &random) : nil
      isForward = Bool.random(using: &random)
      year = Int.random(in: 1890...2110, using: &random)
      firstMonth = Int.random(in: 1...12, using: &random)
      firstDay = [1, 1, 15, 28].randomElement(using: &random) ?? 1
    }

    var start: String {
      CivilDate(year: year, month: firstMonth, day: firstDay).map { "\($0.basicDescription)T090000" } ?? ""
    }

    var rule: String {
      let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
      func part(_ name: String, _ values: [String]) -> String {
        values.isEmpty ? "" : ";\(name)=\(values.joined(separator: ","))"
      }
      return "RSCALE=GREGORIAN;FREQ=\(isYearly ? "YEARLY" : "MONTHLY");INTERVAL=\(interval)"
        + part("BYMONTH", months.map(String.init)) + part("BYMONTHDAY", monthDays.map(String.init))
        + part("BYDAY", weekdays.map { names[$0] }) + part("BYSETPOS", position.map { ["\($0)"] } ?? [])
        + ";SKIP=\(isForward ? "FORWARD" : "BACKWARD")"
    }

    static func milliseconds(_ year: Int) -> Int {
      CivilDate.dayNumber(year: year, month: 1, day: 1) * 86_400_000
    }

    /// Day numbers of some years from the start on.
    func days(through years: Int) -> [Int] {
      let first = CivilDate.dayNumber(year: year, month: firstMonth, day: firstDay)
      var found: Set<Int> = []
      let origin = year * 12 + firstMonth - 1
      if isYearly {
        for number in stride(from: year, to: year + years, by: interval) {
          let all = months.isEmpty ? Array(1...12) : months
          found.formUnion(chosen(Set(all.flatMap { days(number, $0) })))
        }
      } else {
        for number in stride(from: origin, to: (year + years) * 12, by: interval)
        where months.isEmpty || months.contains(number % 12 + 1) {
          found.formUnion(chosen(days(number / 12, number % 12 + 1)))
        }
      }
      let end = CivilDate.dayNumber(year: year + years, month: 1, day: 1)
      return found.filter { $0 >= first && $0 < end }.sorted()
    }

    private func days(_ year: Int, _ month: Int) -> Set<Int> {
      let start = CivilDate.dayNumber(year: year, month: month, day: 1)
      let length = CivilDate.daysInMonth(year: year, month: month)
      let days = monthDays.map { day -> Int in
        if abs(day) <= length { return day > 0 ? start + day - 1 : start + length + day }
        if day > 0 { return isForward ? start + length : start + length - 1 }
        return isForward ? start : start - 1
      }
      return Set(days.filter { weekdays.isEmpty || weekdays.contains(CivilDate.weekdayIndex($0)) })
    }

    private func chosen(_ days: Set<Int>) -> Set<Int> {
      guard let position else { return days }
      let sorted = days.sorted()
      let place = position > 0 ? position - 1 : sorted.count + position
      return sorted.indices.contains(place) ? [sorted[place]] : []
    }
  }
}
