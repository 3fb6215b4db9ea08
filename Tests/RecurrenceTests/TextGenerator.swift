import Recurrence
import RuleSamples

/// A generator with a seed (SplitMix64), so that a failure can be run again.
struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = (state ^ (state >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// Random rules of every part, and texts that are nearly rules.
struct RuleTextGenerator {
  private var random: SeededGenerator

  init(seed: UInt64) { random = SeededGenerator(seed: seed) }

  /// A random rule, or `nil` where the parts drawn don't go together.
  mutating func rule() -> RecurrenceRule? {
    try? RecurrenceRule(
      Frequency.allCases.randomElement(using: &random) ?? .daily,
      interval: chance(3) ? Int.random(in: 1...70_000, using: &random) : 1, end: end(),
      seconds: list(0...60, 8), minutes: list(0...59, 8), hours: list(0...23, 6), weekdays: weekdays(),
      monthDays: list(-31...31, 5), yearDays: list(-366...366, 8), weekNumbers: list(-53...53, 8),
      months: list(1...12, 4), setPositions: list(-366...366, 5),
      weekStart: Weekday.allCases.randomElement(using: &random) ?? .monday)
  }

  /// A text that looks like a rule, damaged in up to six places.
  mutating func hostileText() -> String {
    let models = [
      "RRULE:FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=10\r\nEXDATE:20240102T090000Z,20240103T090000Z",
      "FREQ=MONTHLY;BYDAY=-1FR,2MO;BYSETPOS=-1;UNTIL=20261231T235959Z;WKST=SU",
      "DTSTART;TZID=\"America/New_York\":20240101T090000\nRRULE:FREQ=YEARLY;BYWEEKNO=-1,20;BYMONTH=1,12",
      "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5L;BYMONTHDAY=8;SKIP=FORWARD EXRULE:FREQ=DAILY;INTERVAL=32768",
      "RDATE;VALUE=DATE:20240101,20240229\r\n RRULE:FREQ=SECONDLY;BYSECOND=60;BYYEARDAY=366,-366",
    ]
    let splinters: [[UInt8]] = [
      [0], [0xFF], [0xC3, 0xA4], [0xF0, 0x9F, 0x98, 0x80], Array("\r\n ".utf8), Array(";;".utf8),
      Array(",".utf8), Array("=".utf8), Array("99999999999999999999".utf8), Array("-".utf8),
      Array("%n%s".utf8),
      Array(";BYDAY=255SU".utf8), Array(";RSCALE=".utf8), Array("\"".utf8), Array(":".utf8),
      Array("EXDATE:".utf8),
    ]
    var bytes = Array((models.randomElement(using: &random) ?? "").utf8)
    for _ in 0..<Int.random(in: 1...6, using: &random) {
      let place = Int.random(in: 0...bytes.count, using: &random)
      switch Int.random(in: 0..<4, using: &random) {
      case 0: bytes.insert(contentsOf: splinters.randomElement(using: &random) ?? [], at: place)
      case 1 where place < bytes.count: bytes.remove(at: place)
      case 2 where place < bytes.count: bytes[place] = UInt8.random(in: 0...255, using: &random)
      default:
        let end = Int.random(in: place...bytes.count, using: &random)
        bytes.insert(contentsOf: bytes[place..<end], at: place)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private mutating func chance(_ oneIn: Int) -> Bool { Int.random(in: 0..<oneIn, using: &random) == 0 }

  private mutating func list(_ range: ClosedRange<Int>, _ oneIn: Int) -> [Int] {
    guard chance(oneIn) else { return [] }
    return (0..<Int.random(in: 1...4, using: &random)).map { _ in Int.random(in: range, using: &random) }
      .filter { $0 != 0 || range.lowerBound == 0 }
  }

  private mutating func weekdays() -> [OrdinalWeekday] {
    let ordinals = chance(2) ? list(-53...53, 2) : chance(2) ? [0, 0] : []
    return ordinals.map {
      OrdinalWeekday(Weekday.allCases.randomElement(using: &random) ?? .monday, ordinal: $0)
    }
  }

  private mutating func end() -> RecurrenceEnd {
    let wall = Int.random(in: LocalDateTime.range, using: &random)
    guard let local = LocalDateTime(wallSeconds: wall) else { return .never }
    switch Int.random(in: 0..<5, using: &random) {
    case 0: return .count(Int.random(in: 1...Int(Int32.max), using: &random))
    case 1: return .until(.date(local.date))
    case 2: return .until(.local(local))
    case 3: return .until(.instant(seconds: wall))
    default: return .never
    }
  }
}
