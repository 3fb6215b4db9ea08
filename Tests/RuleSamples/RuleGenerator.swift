package import Recurrence

/// Seeded rules: half of the kind people book, half with any parts that RFC 5545 allows together.
package struct RuleGenerator {
  /// A rule with a start that suits it.
  package struct Sample: Sendable {
    package var rule: String
    package var start: LocalDateTime
    /// The parts it has, for the account of what was reached.
    package var features: [String]

    package init(rule: String, start: LocalDateTime, features: [String]) {
      self.rule = rule
      self.start = start
      self.features = features
    }
  }

  private var random: SplitMix
  private var made = 0

  package init(seed: UInt64) { random = SplitMix(seed: seed) }

  /// The BY parts that the table of section 3.3.10 allows for a frequency. `BYDAY#` has ordinals.
  package static func parts(for frequency: Frequency) -> [String] {
    let times = ["BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS"]
    return switch frequency {
    case .secondly, .minutely, .hourly: ["BYMONTH", "BYYEARDAY", "BYMONTHDAY", "BYDAY"] + times
    case .daily: ["BYMONTH", "BYMONTHDAY", "BYDAY"] + times
    case .weekly: ["BYMONTH", "BYDAY"] + times
    case .monthly: ["BYMONTH", "BYMONTHDAY", "BYDAY", "BYDAY#"] + times
    case .yearly: ["BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYDAY#"] + times
    }
  }

  /// Whether two parts may stand together in a rule of any frequency.
  package static func agree(_ left: String, _ right: String) -> Bool {
    let pair = Set([left, right])
    return pair != ["BYDAY", "BYDAY#"] && pair != ["BYWEEKNO", "BYDAY#"]
  }

  package mutating func next() -> Sample {
    made += 1
    let start = randomStart()
    return made.isMultiple(of: 2) ? realistic(start) : free(start)
  }

  // MARK: Kinds

  private mutating func realistic(_ start: LocalDateTime) -> Sample {
    var draft = Draft()
    switch pick(0..<9) {
    case 0: draft.frequency = .daily
    case 1, 2:
      draft.frequency = .weekly
      draft.add("BYDAY", some(1...5, of: weekdays))
    case 3:
      draft.frequency = .weekly
    case 4:
      draft.frequency = .monthly
      draft.add("BYMONTHDAY", chance(30) ? ["-1"] : some(1...2, of: (1...31).map(String.init)))
    case 5:
      draft.frequency = .monthly
      draft.add("BYDAY#", [one(of: ["1", "2", "3", "4", "-1"]) + one(of: weekdays)])
    case 6:
      draft.frequency = .monthly
      draft.add("BYDAY", ["MO", "TU", "WE", "TH", "FR"])
      draft.add("BYSETPOS", [one(of: ["1", "-1", "2", "-2"])])
    case 7:
      draft.frequency = .yearly
      draft.add("BYMONTH", some(1...2, of: (1...12).map(String.init)))
      draft.add("BYDAY#", [one(of: ["1", "2", "3", "4", "-1"]) + one(of: weekdays)])
    default:
      draft.frequency = .yearly
      if chance(50) {
        draft.add("BYMONTH", some(1...2, of: (1...12).map(String.init)))
        draft.add("BYMONTHDAY", some(1...2, of: (1...31).map(String.init)))
      }
    }
    if chance(40) { draft.interval = Int.random(in: 2...6, using: &random) }
    if chance(15) { draft.weekStart = "SU" }
    return finish(draft, start)
  }

  private mutating func free(_ start: LocalDateTime) -> Sample {
    var draft = Draft()
    // Yearly rules have most of the parts, so that they need most of the samples.
    draft.frequency = chance(25) ? .yearly : one(of: Frequency.allCases)
    var parts = Self.parts(for: draft.frequency).shuffled(using: &random)
    let wanted = one(of: [0, 1, 2, 2, 2, 3, 3, 4, 5])
    var chosen: [String] = []
    while chosen.count < wanted, let part = parts.popLast() {
      if chosen.allSatisfy({ Self.agree($0, part) }) { chosen.append(part) }
    }
    // BYSETPOS alone says nothing.
    if chosen == ["BYSETPOS"] { chosen.append("BYMONTH") }
    for part in chosen { draft.add(part, values(of: part, in: draft.frequency)) }
    switch pick(0..<10) {
    case 0...4: break
    case 5...7: draft.interval = Int.random(in: 2...7, using: &random)
    case 8: draft.interval = one(of: [10, 12, 18, 24, 36, 45, 60, 90, 100, 366, 400, 1440])
    default:
      draft.interval = one(of: [10_007, 32_767, 32_768, 65_537, 86_400, 604_800, 2_147_483_647])
    }
    if chance(35) { draft.weekStart = one(of: weekdays) }
    return finish(draft, start)
  }

  private mutating func finish(_ draft: Draft, _ start: LocalDateTime) -> Sample {
    var draft = draft
    switch pick(0..<6) {
    case 0: draft.end = "COUNT=\(Int.random(in: 1...40, using: &random))"
    case 1: draft.end = "UNTIL=\(randomUntil(after: start, draft.frequency))"
    default: break
    }
    let parts = draft.written.shuffled(using: &random)
    return Sample(
      rule: (["FREQ=\(draft.frequency.name)"] + parts).joined(separator: ";"), start: start,
      features: draft.features)
  }

  // MARK: Values

  private let weekdays = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  private mutating func values(of part: String, in frequency: Frequency) -> [String] {
    func signed(_ limit: Int) -> [String] {
      (1...limit).flatMap { ["\($0)", "-\($0)"] }
    }
    let several = one(of: [1...1, 1...2, 1...4, 3...9])
    switch part {
    case "BYMONTH": return some(several, of: (1...12).map(String.init))
    case "BYWEEKNO": return some(several, of: signed(53) + ["1", "52", "53", "-1", "-53"])
    case "BYYEARDAY": return some(1...12, of: signed(366) + ["1", "60", "366", "-1", "-366"])
    case "BYMONTHDAY": return some(several, of: signed(31))
    case "BYDAY": return some(several, of: weekdays)
    case "BYDAY#":
      let limit = frequency == .monthly || chance(50) ? 5 : 53
      let ordinal = one(of: signed(limit))
      // A plain weekday among ordinals is united with them.
      return some(several, of: weekdays).map { ordinal + $0 } + (chance(20) ? [one(of: weekdays)] : [])
    case "BYHOUR": return some(several, of: (0...23).map(String.init))
    case "BYMINUTE", "BYSECOND": return some(several, of: (0...59).map(String.init))
    default: return some(1...3, of: chance(70) ? signed(6) : signed(366))
    }
  }

  private mutating func randomStart() -> LocalDateTime {
    // 1970 to 2070; on the hour, on the minute, or neither; often near a year's or month's end.
    var day = Int.random(in: 0..<36_525, using: &random)
    if chance(10) { day = one(of: [0, 1, -1, -2, 2]) + Int.random(in: 1...99, using: &random) * 1461 / 4 }
    let seconds =
      switch pick(0..<4) {
      case 0, 1: Int.random(in: 0..<24, using: &random) * 3600
      case 2: Int.random(in: 0..<1440, using: &random) * 60
      default: Int.random(in: 0..<86_400, using: &random)
      }
    return LocalDateTime(wallSeconds: max(day, 0) * 86_400 + seconds) ?? LocalDateTime.epoch
  }

  private mutating func randomUntil(after start: LocalDateTime, _ frequency: Frequency) -> String {
    let unit: Int =
      switch frequency {
      case .secondly: 1
      case .minutely: 60
      case .hourly: 3600
      case .daily: 86_400
      case .weekly: 604_800
      case .monthly: 2_629_746
      case .yearly: 31_556_952
      }
    let end = start.wallSeconds + unit * Int.random(in: 0...30, using: &random)
    let local = LocalDateTime(wallSeconds: end) ?? start
    return switch pick(0..<4) {
    case 0: local.date.basicDescription
    case 1: local.basicDescription
    default: local.basicDescription + "Z"
    }
  }

  // MARK: Chances

  private mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &random) < percent }
  private mutating func pick(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }

  private mutating func one<Value>(of values: [Value]) -> Value {
    values[Int.random(in: values.indices, using: &random)]
  }

  /// Some of the values in no order; rarely one of them twice, as lists are sets.
  private mutating func some(_ count: ClosedRange<Int>, of values: [String]) -> [String] {
    let wanted = Int.random(in: count, using: &random)
    var chosen = Array(values.shuffled(using: &random).prefix(wanted))
    if chance(3) { chosen.append(chosen[0]) }
    return chosen
  }

  /// A rule being put together.
  private struct Draft {
    var frequency = Frequency.daily
    var interval = 1
    var end: String?
    var weekStart: String?
    private(set) var parts: [(name: String, values: [String])] = []

    mutating func add(_ name: String, _ values: [String]) { parts.append((name, values)) }

    var written: [String] {
      parts.map { "\($0.name == "BYDAY#" ? "BYDAY" : $0.name)=\($0.values.joined(separator: ","))" }
        + (interval == 1 ? [] : ["INTERVAL=\(interval)"]) + (end.map { [$0] } ?? [])
        + (weekStart.map { ["WKST=\($0)"] } ?? [])
    }

    var features: [String] {
      var found = parts.map(\.name).sorted()
      if interval > 1 { found.append(interval > 10_000 ? "INTERVAL, huge" : "INTERVAL") }
      if let end { found.append(String(end.prefix(5))) }
      if weekStart != nil { found.append("WKST") }
      return found
    }
  }
}

extension LocalDateTime {
  /// 1970-01-01T00:00:00 on some clock.
  static let epoch = LocalDateTime(date: CivilDate(clamping: 0)) ?? LocalDateTime(clamping: 0)
}
