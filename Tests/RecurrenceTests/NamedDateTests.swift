import Recurrence
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
}
