import Recurrence
import Testing

@Suite struct OverlapTests {
  /// One side of a case: text, local start, zone, minutes.
  struct Side: Sendable, CustomStringConvertible {
    var text: String
    var start: String
    var zone = "America/New_York"
    var minutes = 60
    var before = 0
    var after = 0

    var description: String { "\(text) from \(start) \(zone) \(before)+\(minutes)+\(after)" }

    func set() throws -> RecurrenceSet { try series(text, start, zone) }

    func occupancy() throws -> Occupancy {
      try Occupancy(
        durationSeconds: minutes * 60, bufferBeforeSeconds: before * 60, bufferAfterSeconds: after * 60)
    }
  }

  static func answer(_ first: Side, _ second: Side) throws -> OverlapAnswer {
    try first.set().firstOverlap(
      taking: first.occupancy(), with: second.set(), taking: second.occupancy())
  }

  static let disjoint: [(Side, Side)] = [
    (
      Side(text: "FREQ=WEEKLY;BYDAY=MO", start: "20260105T090000"),
      Side(text: "FREQ=WEEKLY;BYDAY=TU", start: "20260106T090000")
    ),
    (Side(text: "FREQ=DAILY", start: "20260105T090000"), Side(text: "FREQ=DAILY", start: "20260105T100000")),
    (
      Side(text: "FREQ=HOURLY", start: "20260105T000000", minutes: 10),
      Side(text: "FREQ=HOURLY", start: "20260105T003000", minutes: 10)
    ),
    (
      Side(text: "FREQ=HOURLY", start: "20260105T000000", minutes: 10),
      Side(text: "FREQ=HOURLY", start: "20260105T003000", zone: "Europe/London", minutes: 10)
    ),
    // Never nearer than an hour, whatever the two clocks are to each other.
    (
      Side(text: "FREQ=DAILY", start: "20260105T090000"),
      Side(text: "FREQ=DAILY", start: "20260105T170000", zone: "Europe/London")
    ),
    (
      Side(text: "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", start: "20260107T090000"),
      Side(text: "FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", start: "20260114T090000")
    ),
    (
      Side(text: "FREQ=MONTHLY;BYDAY=1MO", start: "20260105T090000"),
      Side(text: "FREQ=MONTHLY;BYDAY=2MO", start: "20260112T090000")
    ),
    (
      Side(text: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", start: "20240229T090000"),
      Side(text: "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=1", start: "20240301T090000", minutes: 60 * 24)
    ),
    (
      Side(text: "FREQ=YEARLY;INTERVAL=2;BYMONTH=7;BYMONTHDAY=4", start: "20260704T090000"),
      Side(text: "FREQ=YEARLY;INTERVAL=4;BYMONTH=7;BYMONTHDAY=4", start: "20270704T090000")
    ),
    (
      Side(
        text: "FREQ=MINUTELY;INTERVAL=2;BYMONTH=1,2,3,4,5,6,7,8,9,10,11", start: "20260105T000000", minutes: 1
      ),
      Side(
        text: "FREQ=MINUTELY;INTERVAL=2;BYMONTH=1,2,3,4,5,6,7,8,9,10,11", start: "20260105T000100", minutes: 1
      )
    ),
    (
      Side(text: "FREQ=DAILY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11;BYHOUR=8,10,12,14,16", start: "20260105T080000"),
      Side(text: "FREQ=DAILY;BYHOUR=9,11,13,15,17", start: "20260105T090000")
    ),
    // In 2100, no leap year, 29 February falls away: no Friday the 29th is ever a first Friday.
    (
      Side(text: "FREQ=MONTHLY;BYDAY=1FR", start: "20260102T090000"),
      Side(text: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", start: "20240229T090000")
    ),
    (
      Side(text: "FREQ=WEEKLY;BYDAY=MO;COUNT=10", start: "20260105T090000"),
      Side(text: "FREQ=DAILY", start: "20260310T090000")
    ),
    (
      Side(text: "FREQ=DAILY", start: "20260105T090000", minutes: 0),
      Side(text: "FREQ=DAILY", start: "20260105T090000", minutes: 60)
    ),
    (
      Side(text: "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", start: "20260130T090000"),
      Side(
        text: "FREQ=MONTHLY;BYMONTHDAY=1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17,18,19,20,21,22,23,24,25",
        start: "20260105T090000")
    ),
  ]

  static let aroundNewYear = [
    ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31;BYDAY=FR", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;BYDAY=SA", true),
    ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31;BYDAY=FR", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1;BYDAY=SU", false),
    ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31;BYDAY=FR", "FREQ=WEEKLY;INTERVAL=2;BYDAY=SU", false),
    ("FREQ=YEARLY;BYYEARDAY=366;BYDAY=WE", "FREQ=YEARLY;BYYEARDAY=1;BYDAY=TH", true),
    ("FREQ=YEARLY;BYYEARDAY=366;BYDAY=WE", "FREQ=YEARLY;BYWEEKNO=1;BYDAY=TH", true),
    ("FREQ=YEARLY;BYYEARDAY=366;BYDAY=WE", "FREQ=YEARLY;BYWEEKNO=53;BYDAY=TH", false),
  ]

  @Test("A night across the year's end meets the next year's days, or never does", arguments: aroundNewYear)
  func newYear(_ evening: String, _ morning: String, _ meets: Bool) throws {
    let first = Side(text: evening, start: "20200101T233000")
    let second = Side(text: morning, start: "20200105T001500")
    for answer in [try Self.answer(first, second), try Self.answer(second, first)] {
      switch answer {
      case .overlap: #expect(meets)
      case .never: #expect(!meets)
      }
    }
  }

  @Test("Series made to be disjoint never overlap", arguments: disjoint)
  func disjointSeries(_ first: Side, _ second: Side) throws {
    guard case .never(let proof) = try Self.answer(first, second) else {
      Issue.record("\(first) overlaps \(second)")
      return
    }
    guard case .never = try Self.answer(second, first) else {
      Issue.record("the answer depends on the order")
      return
    }
    if first.minutes > 0 { #expect(proof.examined.count > 0) }
  }

  static let overlapping: [(Side, Side, Int, Int)] = [
    // London is four hours ahead only while the US has changed and Europe has not.
    (
      Side(text: "FREQ=DAILY", start: "20260105T090000"),
      Side(text: "FREQ=DAILY", start: "20260105T130000", zone: "Europe/London"), 1_772_974_800, 1_772_974_800
    )
  ]

  @Test("A collision of the weeks in which only one zone has changed its clocks is found")
  func marchWeeks() throws {
    let (first, second, left, right) = Self.overlapping[0]
    guard case .overlap(let own, let other) = try Self.answer(first, second) else {
      Issue.record("no overlap")
      return
    }
    #expect(own.startMilliseconds == left * 1000)
    #expect(other.startMilliseconds == right * 1000)
    #expect(own.local.description == "2026-03-08T09:00:00")
  }

  @Test("Biweekly and triweekly series meet where their phases do")
  func phases() throws {
    // Weeks 0, 2, 4… and 1, 4, 7… from 5 January: first in week 4.
    let answer = try Self.answer(
      Side(text: "FREQ=WEEKLY;INTERVAL=2", start: "20260105T090000"),
      Side(text: "FREQ=WEEKLY;INTERVAL=3", start: "20260112T093000"))
    guard case .overlap(let own, let other) = answer else {
      Issue.record("no overlap")
      return
    }
    #expect(own.local.description == "2026-02-02T09:00:00")
    #expect(other.local.description == "2026-02-02T09:30:00")
  }

  @Test(
    "Collisions that come after decades or centuries are found",
    arguments: [
      // 29 February is a Monday in 2044 for the first time after 2016.
      (
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", "20240229T090000", "FREQ=WEEKLY;BYDAY=MO", "20260105T090000",
        "2044-02-29T09:00:00"
      ),
      // Multiples of 7 and of 11 years after 2020 and 2021: 2020 + 7k = 2021 + 11m first in 2076.
      (
        "FREQ=YEARLY;INTERVAL=7", "20200601T090000", "FREQ=YEARLY;INTERVAL=11", "20210601T090000",
        "2076-06-01T09:00:00"
      ),
      // 97 and 89 days, one day apart: 97k = 1 + 89m first for k = 78.
      (
        "FREQ=DAILY;INTERVAL=97", "20260101T090000", "FREQ=DAILY;INTERVAL=89", "20260102T090000",
        "2046-09-19T09:00:00"
      ),
    ])
  func farCollisions(
    _ first: String, _ start: String, _ second: String, _ otherStart: String, _ expected: String
  ) throws {
    let answer = try Self.answer(Side(text: first, start: start), Side(text: second, start: otherStart))
    guard case .overlap(let own, let other) = answer else {
      Issue.record("no overlap")
      return
    }
    #expect(own.local.description == expected)
    #expect(other.local.description == expected)
  }

  @Test("A time that a gap moves onto the other series' is a collision")
  func gapMoved() throws {
    // 02:30 does not exist on 8 March 2026 and becomes 03:30.
    let answer = try Self.answer(
      Side(text: "FREQ=DAILY", start: "20260105T023000", minutes: 30),
      Side(text: "FREQ=DAILY", start: "20260105T033000", minutes: 30))
    guard case .overlap(let own, let other) = answer else {
      Issue.record("no overlap")
      return
    }
    #expect(own.startMilliseconds == other.startMilliseconds)
    #expect(own.gapSeconds == 3600)
    #expect(own.local.description == "2026-03-08T03:30:00")
  }

  @Test("An occurrence meets one that began long before")
  func longDuration() throws {
    let answer = try Self.answer(
      Side(text: "FREQ=YEARLY", start: "20260101T000000", minutes: 60 * 24 * 100),
      Side(text: "FREQ=WEEKLY;COUNT=1", start: "20270410T090000"))
    guard case .overlap(let own, _) = answer else {
      Issue.record("no overlap")
      return
    }
    #expect(own.local.description == "2027-01-01T00:00:00")
  }

  @Test("Buffers make neighbours collide, touching edges do not")
  func buffers() throws {
    let first = Side(text: "FREQ=DAILY", start: "20260105T090000")
    var second = Side(text: "FREQ=DAILY", start: "20260105T101500")
    second.before = 15
    guard case .never = try Self.answer(first, second) else {
      Issue.record("touching buffers collide")
      return
    }
    second.before = 16
    guard case .overlap = try Self.answer(first, second) else {
      Issue.record("a buffer that reaches in does not collide")
      return
    }
  }

  @Test("An excluded collision is none, and the next one counts")
  func exclusions() throws {
    let second = Side(text: "FREQ=WEEKLY;BYDAY=MO", start: "20260105T090000")
    let dates = (0..<30).map { week in
      LocalDateTime(wallSeconds: 1_767_603_600 + week * 604_800)?.basicDescription ?? ""
    }
    let text = "RRULE:FREQ=DAILY;COUNT=215\nEXDATE:\(dates.joined(separator: ","))"
    guard
      case .overlap(let own, _) = try Self.answer(Side(text: text, start: "20260105T090000"), second)
    else {
      Issue.record("no overlap")
      return
    }
    #expect(own.local.description == "2026-08-03T09:00:00")
    let all = "RRULE:FREQ=DAILY;COUNT=210\nEXDATE:\(dates.joined(separator: ","))"
    guard case .never(let proof) = try Self.answer(Side(text: all, start: "20260105T090000"), second) else {
      Issue.record("an excluded collision counts")
      return
    }
    #expect(proof.ground == .seriesEnds)
  }

  @Test("An addition far off is a collision")
  func additions() throws {
    let text = "RRULE:FREQ=WEEKLY;BYDAY=MO\nRDATE:38000107T090000"
    let answer = try Self.answer(
      Side(text: text, start: "20260105T090000"),
      Side(text: "FREQ=WEEKLY;BYDAY=TU", start: "20260106T090000"))
    guard case .overlap(let own, _) = answer else {
      Issue.record("no overlap")
      return
    }
    #expect(own.local.description == "3800-01-07T09:00:00")
  }

  @Test("A proof says what it assumes of zones and how often all repeats")
  func proofs() throws {
    let monday = Side(text: "FREQ=MONTHLY;BYDAY=1MO", start: "20260105T090000")
    guard
      case .never(let proof) = try Self.answer(
        monday, Side(text: "FREQ=MONTHLY;BYDAY=2MO", start: "20260112T090000"))
    else {
      Issue.record("overlap")
      return
    }
    #expect(proof.ground == .repeats(everySeconds: 146_097 * 86_400))
    #expect(proof.zonesAssumedRegularFromMilliseconds != nil)
    guard
      case .never(let fixed) = try Self.answer(
        Side(text: "FREQ=WEEKLY;BYDAY=MO", start: "20260105T090000", zone: "UTC"),
        Side(text: "FREQ=WEEKLY;BYDAY=TU", start: "20260106T090000", zone: "+02:00"))
    else {
      Issue.record("overlap")
      return
    }
    #expect(fixed.ground == .repeats(everySeconds: 7 * 86_400))
    #expect(fixed.zonesAssumedRegularFromMilliseconds == nil)
  }

  @Test("Lengths that no occurrence can have are refused", arguments: [-1, Int.max])
  func lengths(_ seconds: Int) {
    #expect(throws: RecurrenceError.self) { try Occupancy(durationSeconds: seconds) }
    #expect(throws: RecurrenceError.self) { try Occupancy(durationSeconds: 60, bufferAfterSeconds: seconds) }
  }

  @Test("A series of which an exclusion rule leaves nothing meets none")
  func exclusionRules() throws {
    let side = Side(text: "RRULE:FREQ=SECONDLY\nEXRULE:FREQ=SECONDLY", start: "20260105T090000", zone: "UTC")
    let answer = try Self.answer(side, Side(text: "FREQ=DAILY", start: "20260105T090000"))
    #expect(answer == .never(.nothingToCompare))
  }
}

/// A series from its text, a start such as `20260105T090000` and a zone's name.
func series(_ text: String, _ start: String, _ zone: String) throws -> RecurrenceSet {
  let digits = start.filter(\.isNumber).compactMap(\.wholeNumberValue)
  func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
  let local = try #require(
    LocalDateTime(
      year: number(0..<4), month: number(4..<6), day: number(6..<8), hour: number(8..<10),
      minute: number(10..<12), second: number(12..<14)))
  return try RecurrenceSet(
    parsing: text, start: RecurrenceStart(local, in: ZoneTransitions.named(zone)))
}
