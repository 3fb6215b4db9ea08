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
  @Test(
    "what a text says is the same whether it is read or was, with its warnings",
    arguments: [
      "FREQ=DAILY;COUNT=3", "RRULE:FREQ=DAILY;UNTIL=20260309T090060Z",
      "RRULE:FREQ=DAILY;COUNT=3\nEXDATE;X-A=1:20260304T090000",
      "DTSTART:20260301T090000\nRRULE:FREQ=WEEKLY;COUNT=" + String(repeating: "0", count: 600) + "3",
    ])
  func readings(text: String) throws {
    let cache = RecurrenceCache(capacity: 1)
    var plainWarnings: [RecurrenceWarning] = []
    let plain = try RecurrenceText(parsing: text, warnings: &plainWarnings)
    for _ in 0..<3 {
      var warnings: [RecurrenceWarning] = []
      #expect(try RecurrenceText(parsing: text, warnings: &warnings, cache: cache) == plain)
      #expect(warnings == plainWarnings)
      // Another text that takes its place.
      #expect(try RecurrenceText(parsing: "FREQ=HOURLY", warnings: &warnings, cache: cache).rules.count == 1)
      #expect(warnings == plainWarnings)
    }
  }

  @Test("a text that can't be read is refused each time")
  func refusals() {
    let cache = RecurrenceCache(capacity: 16)
    var warnings: [RecurrenceWarning] = []
    for _ in 0..<2 {
      #expect(throws: RecurrenceError.self) {
        try RecurrenceText(parsing: "RRULE:FREQ=DAILY;COUNT=x", warnings: &warnings, cache: cache)
      }
    }
    #expect(warnings.isEmpty)
  }
}
