import Testing

@testable import Recurrence

@Suite("A text that was read before")
struct RecurrenceCacheTests {
  private static func start(_ zone: ZoneTransitions) throws -> RecurrenceStart {
    RecurrenceStart(try #require(LocalDateTime(year: 2026, month: 3, day: 3, hour: 9)), in: zone)
  }

  @Test(
    "is not read again, in zones of an offset either",
    arguments: ["America/New_York", "UTC", "GMT", "+02:00", "-0330", "+01:02:03"])
  func seen(zone: String) throws {
    let cache = RecurrenceCache(capacity: 16)
    let sets = try (0..<2).map { _ in
      try RecurrenceSet(
        parsing: "FREQ=DAILY;COUNT=3", start: Self.start(.named(zone)), cache: cache)
    }
    #expect(sets[0].storage === sets[1].storage)
    #expect(sets[1].start.zone.identifier == zone)
  }

  @Test("is read again in a zone of another name or offset")
  func otherZone() throws {
    let cache = RecurrenceCache(capacity: 1)
    var found: [[Int]] = []
    for zone in [ZoneTransitions.utc, try .named("GMT"), try .fixed(offsetSeconds: 3600), .utc] {
      let set = try RecurrenceSet(parsing: "FREQ=DAILY;COUNT=2", start: Self.start(zone), cache: cache)
      #expect(set.start.zone.identifier == zone.identifier)
      found.append(set.occurrences.map(\.startMilliseconds))
    }
    #expect(
      found[0] == found[1] && found[0] == found[3] && found[2].first == found[0].first.map { $0 - 3_600_000 })
  }

  @Test("is one object for each offset of whole minutes")
  func interned() throws {
    let offset = -18_000
    #expect(
      try ZoneTransitions.fixed(offsetSeconds: offset) === ZoneTransitions.fixed(offsetSeconds: offset))
    #expect(try ZoneTransitions.fixed(offsetSeconds: 3600).offsetSeconds(atInstant: 0) == 3600)
  }

  @Test(
    "gives the same warnings, as many times as it is asked for",
    arguments: [
      "RRULE:FREQ=DAILY;UNTIL=20260309T090060Z",
      "RRULE:FREQ=WEEKLY;BYDAY=TU\nEXRULE:FREQ=MONTHLY",
      "RRULE:FREQ=DAILY;COUNT=3\nRRULE:FREQ=DAILY;COUNT=3\nEXDATE;X-A=1:20260304T090000,20270101T000000",
    ])
  func warnings(text: String) throws {
    let start = try Self.start(.named("America/New_York"))
    var reading: [RecurrenceWarning] = []
    let plain = try RecurrenceSet(RecurrenceText(parsing: text, warnings: &reading), start: start)
    #expect(!reading.isEmpty)
    let cache = RecurrenceCache(capacity: 16)
    for _ in 0..<3 {
      let set = try RecurrenceSet(parsing: text, start: start, cache: cache)
      #expect(set.warnings == reading + plain.warnings)
    }
  }
}
