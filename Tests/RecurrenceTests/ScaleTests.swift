import Foundation

@testable import Recurrence
import RuleSamples
import Testing

/// RSCALE in other calendars (RFC 7529): known dates, and an expander that goes by Foundation's calendars.
@Suite("Rules in other calendars")
struct ScaleTests {
  static let examples: [(rule: String, start: String, days: String)] = [
    // New Year.
    (
      "RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", "20130210",
      "20130210 20140131 20150219 20160208 20170128 20180216 20190205 20200125 20210212 20220201 20230122"
    ),
    ("RSCALE=CHINESE;FREQ=YEARLY", "20130210", "20130210 20140131 20150219 20160208"),
    ("RSCALE=CHINESE;FREQ=YEARLY;INTERVAL=2", "20130210", "20130210 20150219 20170128 20190205"),
    // The short thirteenth month.
    (
      "RSCALE=ETHIOPIC;FREQ=MONTHLY;BYMONTH=13;BYMONTHDAY=1", "20130906",
      "20130906 20140906 20150906 20160906 20170906"
    ),
    (
      "RSCALE=ETHIOPIC;FREQ=MONTHLY;BYMONTHDAY=30;SKIP=BACKWARD", "20130905",
      "20130905 20130910 20131010 20131109"
    ),
    // A day of Adar I, in years without it of Adar.
    (
      "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=8;SKIP=FORWARD", "20140208",
      "20140208 20150227 20160217 20170306 20180223 20190213 20200304 20210220"
    ),
    ("RSCALE=HEBREW;FREQ=YEARLY;SKIP=FORWARD", "20140208", "20140208 20150227 20160217 20170306"),
    ("RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=8", "20140208", "20140208 20160217 20190213"),
    (
      "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=8;SKIP=BACKWARD", "20140208",
      "20140208 20150128 20160217 20170204"
    ),
    // Rosh Hashanah, and the first of every month.
    ("RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", "20240101", "20241003 20250923 20260912 20271002"),
    ("RSCALE=HEBREW;FREQ=DAILY;BYMONTHDAY=1", "20260119", "20260119 20260218 20260319 20260418"),
    // Nowruz.
    ("RSCALE=PERSIAN;FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", "20240101", "20240320 20250321 20260321 20270321"),
    // A leap month that most years lack.
    ("RSCALE=CHINESE;FREQ=YEARLY;BYMONTH=6L;BYMONTHDAY=1", "20200101", "20250725 20360723"),
  ]

  @Test("have the dates that are known", arguments: examples)
  func example(rule: String, start: String, days: String) throws {
    let days = days.split(separator: " ").map(String.init)
    let set = try RecurrenceSet(parsing: rule, start: WrittenTimes.start(start + "T090000"))
    #expect(set.occurrences.prefix(days.count).map(\.local.date.basicDescription) == days)
    #expect(set.occurrence(at: 1)?.local.date.basicDescription == days[1])
  }

  @Test("have months that begin where Foundation says")
  func months() throws {
    for (table, name) in zip(NaiveScale.tables, NaiveScale.names) {
      let years = try #require(ScaleYears.named(name.rscale))
      var other: [String] = []
      for month in table.months.dropFirst().dropLast() {
        let middle = month.firstDay + month.length / 2
        let year = try #require(years.year(ofDay: middle))
        let found = year.months[year.month(ofDay: middle - year.firstDay)]
        let first = year.firstDay + found.days.lowerBound
        #expect(found.number == month.number && found.isLeap == month.isLeap, "\(name.rscale) \(month)")
        if first != month.firstDay || found.days.count != month.length { other.append("\(month.firstDay)") }
      }
      #expect(other.isEmpty, "\(name.rscale): \(other)")
    }
  }

  @Test(
    "go on as Foundation says where the table of Umm al-Qura ends, after 1600",
    arguments: [
      72_000..<77_000, 1_000_000..<1_000_800, 2_931_000..<2_932_896,
    ])
  func beyondTheTable(_ days: Range<Int>) throws {
    var calendar = Calendar(identifier: .islamicUmmAlQura)
    calendar.timeZone = try #require(TimeZone(secondsFromGMT: 0))
    let years = try #require(ScaleYears.named("ISLAMIC-UMALQURA"))
    for day in days {
      let date = Date(timeIntervalSince1970: Double(day) * 86_400 + 43_200)
      let expected = calendar.dateComponents([.year, .month, .day], from: date)
      let year = try #require(years.year(ofDay: day))
      let place = year.month(ofDay: day - year.firstDay)
      let month = year.months[place]
      let found = [year.number, month.number, day - year.firstDay - month.days.lowerBound + 1]
      #expect(found == [expected.year, expected.month, expected.day], "\(day)")
    }
  }

  /// SERIES_SCALE_RULES says how many rules.
  @Test("agree with a walk day by day")
  func randomRules() throws {
    let tables = NaiveScale.tables
    var random = SplitMix(seed: UInt64(environmentNumber("SERIES_SCALE_SEED") ?? 1))
    var counts = (all: 0, occurrences: 0, libical: 0)
    var faults: [String] = []
    for _ in 0..<(environmentNumber("SERIES_SCALE_RULES") ?? 400) {
      let place = Int.random(in: 0..<tables.count, using: &random)
      let text = Self.rule(NaiveScale.names[place].rscale, &random)
      let day = CivilDate.dayNumber(year: 1990, month: 1, day: 1) + Int.random(in: 0..<12_000, using: &random)
      let wall = day * 86_400 + 32_400
      let end = min(wall + 15 * 366 * 86_400, CivilDate.dayNumber(year: 2049, month: 1, day: 1) * 86_400)
      guard let start = LocalDateTime(wallSeconds: wall),
        let rule = try? RecurrenceRule(parsing: text, reading: .strict)
      else { continue }
      let set = try RecurrenceSet(RecurrenceText(rules: [rule]), start: RecurrenceStart(start, in: .utc))
      let expected = tables[place].times(rule, start: wall, before: end)
      let found = set.occurrences.lazy.map { $0.local.wallSeconds }.prefix { $0 < end }
      #expect(Array(found) == expected, "\(text) from \(start)")
      counts.all += 1
      counts.occurrences += expected.count
      var options = ExpansionOptions()
      options.engine = .libical
      guard
        let other = try? RecurrenceSet(
          RecurrenceText(rules: [rule]), start: RecurrenceStart(start, in: .utc), options: options)
      else { continue }
      counts.libical += 1
      let walked = other.occurrences.lazy.map { $0.local.wallSeconds }.prefix { $0 < end }
      // Its walk may end before the rule does.
      if !expected.starts(with: walked) { faults.append("\(text) from \(start.basicDescription)") }
    }
    #expect(counts.all > 0 && counts.occurrences > counts.all * 5)
    if environmentNumber("SERIES_SCALE_RULES") != nil {
      print("\(counts.all) rules, \(counts.occurrences) occurrences; libical answers \(counts.libical)")
      for fault in faults.prefix(40) { print("libical: \(fault)") }
    }
  }

  /// Walked as those of another calendar, whose rules of the same months are compiled.
  @Test("agree in a calendar of the Gregorian months with compiled ones")
  func gregorianMonths() throws {
    var random = SplitMix(seed: UInt64(environmentNumber("SERIES_SCALE_SEED") ?? 1))
    var compared = 0
    for _ in 0..<(environmentNumber("SERIES_SCALE_RULES") ?? 400) {
      let text = Self.rule("BUDDHIST", &random)
      let day =
        CivilDate.dayNumber(year: 1600, month: 1, day: 1) + Int.random(in: 0..<200_000, using: &random)
      guard let start = LocalDateTime(wallSeconds: day * 86_400 + 32_400),
        let rule = try? RecurrenceRule(parsing: text, reading: .strict)
      else { continue }
      let end = start.wallSeconds + 15 * 366 * 86_400
      let iterator = try ScaleIterator(rule: rule.with(end: .never), start: start, isAllDay: false)
      let limit = if case .count(let count) = rule.end { count } else { Int.max }
      let walked = Array(
        sequence(state: iterator) { $0.next() }.lazy.filter { $0 >= start.wallSeconds }.prefix(limit)
          .prefix { $0 < end })
      let set = try RecurrenceSet(RecurrenceText(rules: [rule]), start: RecurrenceStart(start, in: .utc))
      let compiled = Array(set.occurrences.lazy.map { $0.local.wallSeconds }.prefix { $0 < end })
      #expect(walked == compiled, "\(text) from \(start)")
      compared += walked.count
    }
    #expect(compared > 1000)
  }

  private static func rule(_ calendar: String, _ random: inout SplitMix) -> String {
    let frequencies = ["YEARLY", "YEARLY", "YEARLY", "MONTHLY", "MONTHLY", "MONTHLY", "WEEKLY", "DAILY"]
    let frequency = frequencies.randomElement(using: &random) ?? "YEARLY"
    func chance(_ one: Int) -> Bool { Int.random(in: 0..<one, using: &random) == 0 }
    func list(_ values: [String], _ most: Int) -> String {
      values.shuffled(using: &random).prefix(Int.random(in: 1...most, using: &random)).joined(separator: ",")
    }
    var text = "RSCALE=\(calendar);FREQ=\(frequency)"
    if chance(3) { text += ";INTERVAL=\(Int.random(in: 2...4, using: &random))" }
    let months =
      (1...12).map(String.init)
      + (calendar == "ETHIOPIC" || calendar == "COPTIC" ? ["13"] : [])
      + (calendar == "HEBREW" ? ["5L", "5L", "5L"] : calendar == "CHINESE" ? ["2L", "4L", "5L", "6L"] : [])
    if chance(2) { text += ";BYMONTH=\(list(months, 3))" }
    let monthDays =
      (1...31).map(String.init) + ["-1", "-2", "-29", "-30", "-31", "29", "30", "31", "30", "6", "5"]
    let yearDays = ["1", "2", "100", "353", "354", "355", "356", "365", "366", "-1", "-354", "-355", "-366"]
    let isLong = frequency == "YEARLY" || frequency == "MONTHLY"
    if frequency == "YEARLY", chance(5) { text += ";BYYEARDAY=\(list(yearDays, 3))" }
    if frequency == "YEARLY", chance(6) {
      text += ";BYWEEKNO=\(list(["1", "2", "20", "51", "52", "53", "-1"], 3))"
    }
    if frequency != "WEEKLY", chance(2) { text += ";BYMONTHDAY=\(list(monthDays, 3))" }
    if chance(3) {
      let hasWeeks = text.contains("BYWEEKNO")
      let days =
        isLong && !hasWeeks && chance(2) ? ["1MO", "-1FR", "2TU", "5SU", "WE"] : ["MO", "WE", "SU", "SA"]
      text += ";BYDAY=\(list(days, 2))"
    }
    if chance(8) { text += ";BYHOUR=9,17" }
    if text.contains(";BY"), chance(5) { text += ";BYSETPOS=\(list(["1", "2", "-1", "3"], 2))" }
    if chance(2) {
      text += ";SKIP=\(["OMIT", "BACKWARD", "FORWARD"].randomElement(using: &random) ?? "OMIT")"
    }
    return text
  }
}
