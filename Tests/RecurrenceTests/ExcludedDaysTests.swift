import Recurrence
import RuleSamples
import Testing

@Suite("Whole days as EXDATE")
struct ExcludedDaysTests {
  /// Clocks that change at midnight or by a day, each with the day before such a change.
  private static let changes = [
    ("America/Sao_Paulo", "20170217"), ("America/Sao_Paulo", "20171014"), ("Africa/Cairo", "20140515"),
    ("Africa/Cairo", "20140731"), ("Pacific/Apia", "20111229"), ("America/Havana", "20240309"),
    ("America/Havana", "20241102"), ("Asia/Beirut", "20240330"), ("America/Santiago", "20240406"),
    ("Pacific/Kwajalein", "19690929"), ("Pacific/Kwajalein", "19930820"), ("Europe/Berlin", "20261024"),
    ("UTC", "20261024"),
  ]

  private static let rules = [
    "FREQ=HOURLY", "FREQ=MINUTELY;INTERVAL=7", "FREQ=MINUTELY;INTERVAL=50;BYHOUR=0,1,22,23",
    "FREQ=MINUTELY;INTERVAL=7;BYHOUR=0,1,2,12,22,23;BYMINUTE=0,1,2,3,4,9,10,11,12,13,14",
    "FREQ=SECONDLY;INTERVAL=601;BYDAY=FR,SA,SU",
    "FREQ=SECONDLY;INTERVAL=601", "FREQ=SECONDLY;INTERVAL=601;COUNT=400",
    "FREQ=DAILY;BYHOUR=0,1,23;BYMINUTE=0,30",
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=2\nRRULE:FREQ=HOURLY;INTERVAL=5",
    "FREQ=MINUTELY;INTERVAL=30;UNTIL=20400101T000000Z",
    "FREQ=WEEKLY;BYDAY=MO,SA,SU;BYHOUR=0,12,23;BYMINUTE=0,15",
    "FREQ=MONTHLY;BYMONTHDAY=15,16,17,18,29,30,31;BYHOUR=0,23",
    "FREQ=DAILY;BYHOUR=0,1,2,3,22,23;BYSETPOS=1,-1", "FREQ=HOURLY\nEXRULE:FREQ=DAILY;BYHOUR=1,23;INTERVAL=2",
    "FREQ=HOURLY\nEXRULE:FREQ=HOURLY;INTERVAL=7", "FREQ=HOURLY;COUNT=700",
  ]

  private func example(
    _ change: (zone: String, day: String), _ random: inout SplitMix
  ) throws -> (set: RecurrenceSet, whole: RecurrenceSet, days: Set<Int>) {
    let zone = try ZoneTransitions.named(change.zone)
    let midnight = try WrittenTimes.start(change.day + "T000000", in: zone).local.wallSeconds
    let begin = midnight.floorDivided(by: 86_400)
    let start =
      midnight - 86_400 * Int.random(in: 0..<9, using: &random) + 900 * Int.random(in: 0..<96, using: &random)
    var options = ExpansionOptions(
      zonePolicy: ZonePolicy(
        gap: Bool.random(using: &random) ? .omit : .shiftForward,
        fold: Bool.random(using: &random) ? .second : .first))
    if Int.random(in: 0..<4, using: &random) == 0 { options.reading.clockChanges = .elapsed }
    var text = try RecurrenceText(parsing: "RRULE:" + Self.rules.randomElement(using: &random)!)
    let days = Set((0..<20).map { _ in begin + Int.random(in: -6..<12, using: &random) })
    for _ in 0..<Int.random(in: 0..<4, using: &random) {
      text.additions.append(.instant(seconds: midnight + 1800 * Int.random(in: -40..<80, using: &random)))
    }
    let local = try #require(LocalDateTime(wallSeconds: start))
    let whole = try RecurrenceSet(text, start: RecurrenceStart(local, in: zone), options: options)
    text.exclusions = days.shuffled(using: &random).compactMap { CivilDate(dayNumber: $0) }.map { .date($0) }
    // Some instants, on these days and on others.
    for occurrence in whole.occurrences.prefix(200) where Int.random(in: 0..<20, using: &random) == 0 {
      text.exclusions.append(.instant(seconds: occurrence.startSeconds))
    }
    let set = try RecurrenceSet(text, start: RecurrenceStart(local, in: zone), options: options)
    return (set, whole, days)
  }

  @Test("remove the occurrences that the rule has on them, whatever is asked", arguments: 0..<13)
  func agrees(_ place: Int) throws {
    var random = SplitMix(seed: UInt64(place) + 7)
    for _ in 0..<10 {
      let (set, whole, days) = try example(Self.changes[place], &random)
      let instants = Set(
        set.text.exclusions.compactMap { date in
          if case .instant(let seconds) = date { seconds * 1000 } else { nil }
        })
      let expected = whole.occurrences.prefix(2500).filter {
        !days.contains($0.nominalLocal.date.dayNumber) && !instants.contains($0.startMilliseconds)
      }
      func leaps(_ index: Int) -> Bool {
        expected[index].startMilliseconds - expected[index - 1].startMilliseconds > 80_000_000
      }
      let note = Comment(rawValue: "\(set.text) from \(set.start.local) in \(set.start.zone.identifier)")
      #expect(Array(set.occurrences.prefix(expected.count)) == expected, note)
      for (index, occurrence) in expected.enumerated() where index % 97 == 0 || index < 10 || leaps(index) {
        let start = occurrence.startMilliseconds
        #expect(set.index(of: start) == index, note)
        #expect(set.occurrence(at: index) == occurrence, note)
        #expect(set.last(before: start + 1) == occurrence, note)
        #expect(
          set.last(before: start)?.startMilliseconds
            == (index > 0 ? expected[index - 1] : nil)?.startMilliseconds, note)
        #expect(set.first(from: start - 1) == occurrence, note)
      }
      for day in days {
        let date = try #require(CivilDate(dayNumber: day))
        let midnight = day * 86_400_000
        let expected = whole.occurrences(in: midnight - 172_800_000..<midnight + 259_200_000)
          .count { $0.nominalLocal.date == date }
        #expect(whole.count(on: date) == expected, note)
      }
    }
  }

  /// In Cairo the clocks change at midnight.
  @Test(
    "may be ten thousand with 86,400 occurrences each", arguments: [1, 2], ["Europe/Berlin", "Africa/Cairo"])
  func many(_ step: Int, _ name: String) throws {
    let zone = try ZoneTransitions.named(name)
    let start = try WrittenTimes.start("20260101T000000", in: zone)
    func midnight(_ day: Int) throws -> Int {
      let local = try #require(LocalDateTime(wallSeconds: (start.local.date.dayNumber + day) * 86_400))
      return try #require(zone.occurrence(at: local)).startMilliseconds
    }
    let days = (0..<10_000).map { 1 + step * $0 }
    var text = try RecurrenceText(parsing: "FREQ=SECONDLY")
    text.exclusions = days.compactMap {
      CivilDate(dayNumber: start.local.date.dayNumber + $0).map(RecurrenceDate.date)
    }
    let after = try midnight(25_000)
    let excluded = Set(days)
    // Seconds that the clocks skip stand for others; of those that they show twice, one is meant.
    let place =
      try (0..<25_000).filter { !excluded.contains($0) }
      .reduce(0) { try $0 + min(86_400_000, midnight($1 + 1) - midnight($1)) } / 1000
    let (second, last) = try (midnight(1), midnight(days[9999]))
    let time = try processorTime {
      let set = try RecurrenceSet(text, start: start)
      #expect(set.index(of: after) == place)
      #expect(set.occurrence(at: place)?.startMilliseconds == after)
      #expect(try set.first(from: second)?.startMilliseconds == midnight(step == 1 ? 10_001 : 2))
      #expect(set.last(before: last + 1)?.startMilliseconds == (step == 1 ? second : last) - 1000)
      #expect(set.warnings.isEmpty)
      #expect(
        try set.expand(in: last..<after, limits: ExpansionLimits(occurrences: 100)).occurrences.count == 100)
    }
    #expect(time < .bound(milliseconds: 300), "\(time)")
  }
}
