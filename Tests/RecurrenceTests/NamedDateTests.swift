import Recurrence
import RuleSamples
import Testing

/// Fails where a date is taken for the day that the clocks show, not the one that the rule names.
struct NamedDateTests {
  @Test("A day that the clocks skip names the occurrence that they show on the next")
  func skippedDay() throws {
    // Samoa had no 30 December 2011.
    let apia = try ZoneTransitions.named("Pacific/Apia")
    let friday = try #require(LocalDateTime(year: 2011, month: 12, day: 23, hour: 9))
    let start = RecurrenceStart(friday, in: apia)
    let whole = try RecurrenceSet(parsing: "RRULE:FREQ=WEEKLY;COUNT=3", start: start)
    let skipped = try #require(CivilDate(year: 2011, month: 12, day: 30))
    let next = try #require(CivilDate(year: 2011, month: 12, day: 31))
    #expect(whole.occurrences(on: skipped).map(\.local.date) == [next])
    var absent = AbsentDates(of: whole)
    #expect(try !absent.contains(.date(skipped)))
    #expect(try absent.contains(.date(next)))

    let cut = try RecurrenceSet(
      parsing: "RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;VALUE=DATE:20111230", start: start)
    #expect(cut.count() == 2)
    #expect(cut.warnings.isEmpty)
    #expect(try cut.withoutExclusions().count() == 3)
  }

  @Test("A date names the occurrence at its instant, on whatever clock it is written")
  func instants() throws {
    let berlin = try ZoneTransitions.named("Europe/Berlin")
    let local = try #require(LocalDateTime(year: 2026, month: 7, day: 1, hour: 9))
    let set = try RecurrenceSet(parsing: "RRULE:FREQ=DAILY", start: RecurrenceStart(local, in: berlin))
    let same = try #require(LocalDateTime(year: 2026, month: 7, day: 2, hour: 3))
    for date in [
      RecurrenceDate.local(same, zone: "America/New_York"), .instant(seconds: same.wallSeconds + 14_400),
    ] {
      #expect(try set.occurrences(named: date).map(\.local.hour) == [9])
    }
    var absent = AbsentDates(of: set)
    #expect(try absent.contains(.local(same, zone: nil)))
  }

  private static let rules = [
    "FREQ=DAILY", "FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=MO,TH;BYHOUR=1,2,3;BYMINUTE=0,30",
    "FREQ=MONTHLY;BYMONTHDAY=1,-1;BYHOUR=2", "FREQ=HOURLY;INTERVAL=25", "FREQ=MINUTELY;INTERVAL=1441",
    "FREQ=YEARLY;BYMONTH=3,10;BYDAY=SU;BYHOUR=1,2,3", "FREQ=DAILY;COUNT=40",
    "FREQ=HOURLY;BYHOUR=2,3;BYMONTH=3",
    "FREQ=WEEKLY;UNTIL=20120601T000000Z", "RSCALE=HEBREW;FREQ=MONTHLY;BYMONTHDAY=1",
  ]

  @Test("Absent dates, one after the other in any order, are those that no occurrence has", arguments: 0..<60)
  func absentDates(seed: Int) throws {
    var random = SplitMix(seed: UInt64(seed))
    func lines(_ name: String, _ count: ClosedRange<Int>) -> [String] {
      (0..<Int.random(in: count, using: &random)).map { _ in
        "\(name):\(Self.rules.randomElement(using: &random) ?? "FREQ=DAILY")"
      }
    }
    let additions = ["RDATE:20110104T023000,20110104T030000,20120229T120000", "RDATE:20111011T003000"]
    let parts = lines("RRULE", 1...3) + lines("EXRULE", 0...2) + additions.prefix(seed % 5)
    let text = parts.joined(separator: "\n")
    let name = ["UTC", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia"][seed % 4]
    let zone = try ZoneTransitions.named(name)
    let local = try #require(LocalDateTime(year: 2011, month: 1, day: 1, hour: 2, minute: 30))
    let set = try RecurrenceSet(parsing: text, start: RecurrenceStart(local, in: zone))
    let days = 700
    let end = (local.wallSeconds + (days + 3) * 86_400) * 1000
    let occurrences = Array(set.occurrences(in: .min..<end))
    let (instants, named) = (
      Set(occurrences.map(\.startMilliseconds)), Set(occurrences.map(\.nominalLocal.date))
    )

    let first = local.wallSeconds.floorDivided(by: 86_400) - 3
    let chosen = (0..<400).map { _ in Int.random(in: first..<first + days, using: &random) }
    let dates: [RecurrenceDate] = (seed % 3 == 0 ? chosen : chosen.sorted()).compactMap { day in
      switch Int.random(in: 0..<4, using: &random) {
      case 0, 1: return CivilDate(dayNumber: day).map { .date($0) }
      case 2:
        let some = occurrences.randomElement(using: &random)
        return some.map { .instant(seconds: $0.startMilliseconds / 1000) }
      default: return .instant(seconds: day * 86_400 + Int.random(in: 0..<48, using: &random) * 1800)
      }
    }
    var absent = AbsentDates(of: set)
    for date in dates {
      let isNamed =
        switch date {
        case .date(let day): named.contains(day)
        case .instant(let seconds): instants.contains(seconds * 1000)
        default: false
        }
      #expect(try absent.contains(date) == !isNamed, "\(date) of \(text), \(name)")
    }
  }
}
