import Recurrence
import Testing

@Suite("A zone's clocks")
struct ZoneTransitionsTests {
  /// A local time, the instant it means (in the first and the second pass) and its gap.
  struct Case: CustomTestStringConvertible, Sendable {
    var zone: String
    var local: String
    var first: Int
    var second: Int
    var gap = 0

    var testDescription: String { "\(zone) \(local)" }
  }

  // Instants from `date -u -d` and the zone's own offset, not from this engine.
  static let cases = [
    Case(zone: "UTC", local: "1970-01-01T00:00:00", first: 0, second: 0),
    Case(
      zone: "America/New_York", local: "2026-03-08T01:59:59", first: 1_772_953_199, second: 1_772_953_199),
    Case(
      zone: "America/New_York", local: "2026-03-08T02:30:00", first: 1_772_955_000, second: 1_772_955_000,
      gap: 3600),
    Case(
      zone: "America/New_York", local: "2026-03-08T03:00:00", first: 1_772_953_200, second: 1_772_953_200),
    Case(
      zone: "America/New_York", local: "2026-11-01T01:30:00", first: 1_793_511_000, second: 1_793_514_600),
    Case(
      zone: "America/New_York", local: "2026-11-01T02:00:00", first: 1_793_516_400, second: 1_793_516_400),
    // Half an hour only.
    Case(
      zone: "Australia/Lord_Howe", local: "2026-10-04T02:15:00", first: 1_791_042_300,
      second: 1_791_042_300, gap: 1800),
    Case(
      zone: "Australia/Lord_Howe", local: "2026-04-05T01:45:00", first: 1_775_313_900,
      second: 1_775_315_700),
    // Samoa left out the whole of 30 December 2011.
    Case(
      zone: "Pacific/Apia", local: "2011-12-30T12:00:00", first: 1_325_282_400, second: 1_325_282_400,
      gap: 86_400),
    // Irish winter time is the exception, an hour behind standard time.
    Case(zone: "Europe/Dublin", local: "2030-07-01T12:00:00", first: 1_909_134_000, second: 1_909_134_000),
    Case(zone: "Europe/Dublin", local: "2040-01-01T12:00:00", first: 2_209_032_000, second: 2_209_032_000),
    // Two hours, between +00 and +02.
    Case(
      zone: "Antarctica/Troll", local: "2026-03-29T01:30:00", first: 1_774_747_800, second: 1_774_747_800,
      gap: 7200),
    // An hour back during Ramadan.
    Case(
      zone: "Africa/Casablanca", local: "2024-03-20T12:00:00", first: 1_710_936_000, second: 1_710_936_000),
    Case(
      zone: "Africa/Casablanca", local: "2024-07-01T12:00:00", first: 1_719_831_600, second: 1_719_831_600),
    // Local mean time, -4:56:02, and the rule in the last year.
    Case(
      zone: "America/New_York", local: "0001-01-01T00:00:00", first: -62_135_579_038,
      second: -62_135_579_038),
    Case(
      zone: "America/New_York", local: "9999-07-01T00:00:00", first: 253_386_417_600,
      second: 253_386_417_600),
    Case(
      zone: "America/New_York", local: "9999-12-31T23:59:59", first: 253_402_318_799,
      second: 253_402_318_799),
    Case(zone: "+05:30", local: "1970-01-01T05:30:00", first: 0, second: 0),
    Case(zone: "-0330", local: "1970-01-01T00:00:00", first: 12_600, second: 12_600),
  ]

  @Test("turn a local time into the instant it means", arguments: cases)
  func localTimeBecomesInstant(_ example: Case) throws {
    let zone = try ZoneTransitions.named(example.zone)
    let local = try #require(localTime(example.local))
    let first = try #require(zone.occurrence(at: local))
    #expect(first.startMilliseconds == example.first * 1000)
    #expect(Int(first.gapSeconds) == example.gap)
    #expect(first.nominalLocal == local)
    #expect(zone.offsetSeconds(atInstant: example.first) == Int(first.offsetSeconds))
    let second = try #require(zone.occurrence(at: local, policy: ZonePolicy(fold: .second)))
    #expect(second.startMilliseconds == example.second * 1000)
    let omitted = zone.occurrence(at: local, policy: ZonePolicy(gap: .omit))
    #expect((omitted == nil) == (example.gap > 0))
  }

  @Test("name themselves through the year")
  func abbreviations() throws {
    let zone = try ZoneTransitions.named("America/New_York")
    #expect(zone.abbreviation(atInstant: 1_772_953_199) == "EST")
    #expect(zone.abbreviation(atInstant: 1_772_953_200) == "EDT")
    #expect(zone.abbreviation(atInstant: -62_135_579_038) == "LMT")
    #expect(zone.abbreviation(atInstant: 253_386_417_600) == "EDT")
    #expect(try ZoneTransitions.named("+02:00").abbreviation(atInstant: 0) == "+02:00")
    #expect(try ZoneTransitions.named("Asia/Kolkata").abbreviation(atInstant: .max) == "IST")
  }

  @Test("change twice a year for ever where the rule says so")
  func transitionsInRange() throws {
    let zone = try ZoneTransitions.named("America/New_York")
    #expect(
      zone.transitions(in: 1_767_225_600..<1_798_761_600) == [
        ZoneTransition(instant: 1_772_953_200, offsetBefore: -18_000, offsetAfter: -14_400),
        ZoneTransition(instant: 1_793_512_800, offsetBefore: -14_400, offsetAfter: -18_000),
      ])
    // Years 4071 to 9999 are found by going back whole cycles.
    let whole = zone.transitions(in: .min ..< .max)
    #expect(zip(whole, whole.dropFirst()).allSatisfy { $0.instant < $1.instant })
    #expect(zip(whole, whole.dropFirst()).allSatisfy { $0.offsetAfter == $1.offsetBefore })
    #expect(whole.filter { $0.instant >= 66_301_200_000 }.count == 2 * (9999 - 4070))
    #expect(zone.transitions(in: 5..<5).isEmpty)
    #expect(ZoneTransitions.utc.transitions(in: .min ..< .max).isEmpty)
  }

  @Test("are regular from the last change that only the file knows")
  func regularFrom() throws {
    #expect(try ZoneTransitions.named("America/New_York").isRegularFrom < 1_200_000_000)
    #expect(try ZoneTransitions.named("Asia/Kolkata").isRegularFrom == -764_145_000)
    // Listed decades ahead, as its summer time depends on the moon.
    #expect(try ZoneTransitions.named("Asia/Gaza").isRegularFrom > 2_500_000_000)
    #expect(ZoneTransitions.utc.isRegularFrom == .min)
    #expect(ZoneTransitions.utc.isFixed)
    #expect(try !ZoneTransitions.named("America/New_York").isFixed)
  }

  @Test("are read once a process, whoever asks")
  func oneZonePerName() async throws {
    let zones = try await withThrowingTaskGroup(of: ZoneTransitions.self) { group in
      for _ in 0..<16 { group.addTask { try ZoneTransitions.named("Europe/Lisbon") } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(zones.allSatisfy { $0 === zones[0] })
  }

  @Test(
    "need no file for UTC and offsets",
    arguments: [
      ("UTC", 0), ("Z", 0), ("Etc/UTC", 0), ("GMT", 0), ("+02", 7200), ("+02:00", 7200),
      ("-0330", -12_600), ("+23:59:59", 86_399), ("-00:00", 0),
    ])
  func fixedNames(_ name: String, _ offset: Int) throws {
    let zone = try ZoneTransitions.named(name)
    #expect(zone.identifier == name)
    #expect(zone.isFixed)
    #expect(zone.offsetSeconds(atInstant: .max) == offset)
    #expect(zone.offsetSeconds(atInstant: .min) == offset)
  }

  @Test("are written as offsets when they are made from one")
  func fixedIdentifiers() throws {
    #expect(try ZoneTransitions.fixed(offsetSeconds: 7200).identifier == "+02:00")
    #expect(try ZoneTransitions.fixed(offsetSeconds: -12_601).identifier == "-03:30:01")
    for offset in [86_400, -86_400, .max, .min] {
      #expect(throws: RecurrenceError.self) { try ZoneTransitions.fixed(offsetSeconds: offset) }
    }
  }

  @Test(
    "are refused by an unknown name, with the nearest one",
    arguments: [
      ("America/New_Yrok", "America/New_York"), ("New York", "America/New_York"),
      ("Europe/Berlinn", "Europe/Berlin"), ("Kolkata", "Asia/Kolkata"),
    ])
  func unknownNames(_ name: String, _ nearest: String) throws {
    let error = try #require(throws: RecurrenceError.self) { try ZoneTransitions.named(name) }
    #expect(error.code == .unknownZone)
    #expect(error.message.contains("“\(nearest)”"))
  }

  @Test(
    "are known by what programs and people call them",
    arguments: [
      ("america/new_york", "America/New_York"), ("America/New York", "America/New_York"), ("utc", "UTC"),
      ("W. Europe Standard Time", "Europe/Berlin"), ("w. europe  standard time ", "Europe/Berlin"),
      ("Pacific Daylight Time", "America/Los_Angeles"), ("GMT+1", "+0100"), ("UTC-03:30", "-0330"),
      ("(UTC-08:00) Pacific Time (US & Canada)", "America/Los_Angeles"), ("(UTC+04:00)", "+0400"),
      ("/mozilla.org/20050126_1/America/Argentina/Ushuaia", "America/Argentina/Ushuaia"),
      ("CEST", "Europe/Berlin"),
    ])
  func aliases(_ name: String, _ identifier: String) throws {
    #expect(try ZoneTransitions.named(name).identifier == identifier)
  }

  @Test(
    "are refused by an abbreviation of several",
    arguments: ["IST", "CST", "AST", "GMT+", "GMT+1:2:3", "(UTC)x"])
  func ambiguous(_ name: String) throws {
    #expect(throws: RecurrenceError.self) { try ZoneTransitions.named(name) }
  }

  @Test(
    "are never read from outside the zones' directory",
    arguments: [
      "", "/etc/passwd", "../../../etc/passwd", "Europe/../../etc/passwd", "Europe//Berlin", "Europe/",
      ".", "Europe", "tzdata.zi", "zone.tab", "a\u{0}b", "Zürich", "+", "+2", "+24:00", "+02:60",
      "+02:0", "+0200000", "-12:34:56:78", "+٠٢:٠٠", String(repeating: "a", count: 1000),
    ])
  func hostileNames(_ name: String) throws {
    let error = try #require(throws: RecurrenceError.self) { try ZoneTransitions.named(name) }
    #expect(error.code == .unknownZone || error.code == .invalidZoneData)
    #expect(error.message.utf8.count < 300)
  }

  private func localTime(_ text: String) -> LocalDateTime? {
    let numbers = text.split { "-T:".contains($0) }.compactMap { Int($0) }
    guard numbers.count == 6 else { return nil }
    return LocalDateTime(
      year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3], minute: numbers[4],
      second: numbers[5])
  }
}
