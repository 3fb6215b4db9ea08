import Foundation
import Recurrence
import RecurrenceFoundation
import Testing

@Suite("Foundation's dates and zones")
struct FoundationTests {
  @Test(
    "are the same instants, before 1970 too",
    arguments: [0, 1, -1, 1_772_868_600_123, -62_135_596_800_000, 253_402_300_799_999])
  func instants(milliseconds: Int) {
    let date = Date(epochMilliseconds: milliseconds)
    // A date is a Double of seconds since 2001.
    #expect(abs(date.timeIntervalSince1970 - Double(milliseconds) / 1000) < 0.000_1)
    #expect(date.epochMilliseconds == milliseconds)
  }

  @Test(
    "are none outside years 1 to 9999",
    arguments: [-62_135_596_801.0, 253_402_300_800, .infinity, -.infinity, .nan, 1e300])
  func outside(seconds: Double) {
    let date = Date(timeIntervalSince1970: seconds)
    #expect(date.epochMilliseconds == nil)
    #expect(LocalDateTime(date, in: .utc) == nil)
  }

  @Test("show what Foundation's calendar shows")
  func clocks() throws {
    let zone = try ZoneTransitions.named("America/New_York")
    let start = RecurrenceStart(
      try #require(LocalDateTime(year: 2026, month: 3, day: 7, hour: 2, minute: 30)), in: zone)
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = try #require(TimeZone(zone))
    for occurrence in try RecurrenceSet(parsing: "RRULE:FREQ=DAILY;COUNT=3", start: start).occurrences {
      let date = Date(occurrence)
      let parts = calendar.dateComponents([.year, .month, .day, .hour, .minute, .second], from: date)
      let local = try #require(LocalDateTime(date, in: zone))
      #expect(local == occurrence.local)
      #expect(
        local
          == LocalDateTime(
            year: try #require(parts.year), month: try #require(parts.month), day: try #require(parts.day),
            hour: try #require(parts.hour), minute: try #require(parts.minute)))
    }
  }

  @Test(
    "are the zones of the same name or offset",
    arguments: ["Europe/Berlin", "UTC", "GMT", "+05:30", "-03:00"])
  func zones(name: String) throws {
    let zone = try ZoneTransitions.named(name)
    let timeZone = try #require(TimeZone(zone))
    let back = try ZoneTransitions.named(timeZone)
    for seconds in stride(from: 0, to: 2_000_000_000, by: 9_000_000) {
      let date = Date(timeIntervalSince1970: Double(seconds))
      #expect(timeZone.secondsFromGMT(for: date) == zone.offsetSeconds(atInstant: seconds))
      #expect(back.offsetSeconds(atInstant: seconds) == zone.offsetSeconds(atInstant: seconds))
    }
  }
}
