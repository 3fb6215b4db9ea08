internal import Recurrence

/// What a rule says of the time of day to generate a target's walls.
struct TimeChoice {
  /// BYHOUR, BYMINUTE and BYSECOND, where the start does not say it all, and BYSETPOS where it chooses
  /// the same of every period.
  let choices: [PartChoice]
  /// Seconds after a day's or a shorter period's beginning that they make, ascending.
  let offsets: [Int]
  /// The hours, minutes and seconds that periods shorter than a day are limited to; all bits where none.
  let hours: UInt64
  let minutes: UInt64
  let seconds: UInt64

  /// The ways of saying it in a rule of a frequency.
  static func all(for target: RuleTarget, _ frequency: Frequency) -> [TimeChoice] {
    guard !target.isAllDay else {
      return [TimeChoice(choices: [], offsets: [0], hours: .max, minutes: .max, seconds: .max)]
    }
    let walled = Walled(target)
    let limits: [RulePart] = [.hours, .minutes, .seconds].filter { Self.limits($0, frequency) }
    return (0..<1 << limits.count).flatMap { chosen in
      walled.choices(frequency, limits: limits.indices.filter { chosen >> $0 & 1 == 1 }.map { limits[$0] })
    }
  }

  private static func limits(_ part: RulePart, _ frequency: Frequency) -> Bool {
    switch part {
    case .hours: frequency < .daily
    case .minutes: frequency < .hourly
    default: frequency < .minutely
    }
  }

  /// The times of day of a target's walls.
  private struct Walled {
    var hours: UInt64 = 0
    var minutes: UInt64 = 0
    var seconds: UInt64 = 0
    var times: Set<Int> = []
    let start: LocalDateTime

    init(_ target: RuleTarget) {
      start = target.start
      var last = -1
      for wall in target.walls {
        let time = wall.floorRemainder(by: 86_400)
        if time == last { continue }
        last = time
        times.insert(time)
        hours |= 1 << UInt64(time / 3600)
        minutes |= 1 << UInt64(time / 60 % 60)
        seconds |= 1 << UInt64(time % 60)
      }
    }

    func choices(_ frequency: Frequency, limits: [RulePart]) -> [TimeChoice] {
      let parts: [(part: RulePart, seen: UInt64, implied: Int)] = [
        (.hours, hours, start.hour), (.minutes, minutes, start.minute), (.seconds, seconds, start.second),
      ]
      var choices: [PartChoice] = []
      for (part, seen, implied) in parts {
        let isSaid = TimeChoice.limits(part, frequency) ? limits.contains(part) : seen != 1 << UInt64(implied)
        if isSaid { choices.append(PartChoice(part, Array(Bits(seen)))) }
      }
      let unit = frequency.unitSeconds
      let offsets = Bits(unit > 3600 ? hours : 1).flatMap { hour in
        Bits(unit > 60 ? minutes : 1).flatMap { minute in
          Bits(unit > 1 ? seconds : 1).map { hour * 3600 + minute * 60 + $0 }
        }
      }
      let plain = TimeChoice(
        choices: choices, offsets: offsets, hours: limits.contains(.hours) ? hours : .max,
        minutes: limits.contains(.minutes) ? minutes : .max,
        seconds: limits.contains(.seconds) ? seconds : .max)
      guard frequency <= .daily else { return [plain] }
      return [plain] + positioned(plain, Set(times.map { $0 % unit }))
    }

    /// The choice that takes only some of the offsets, the same in every period.
    private func positioned(_ plain: TimeChoice, _ wanted: Set<Int>) -> [TimeChoice] {
      let size = plain.offsets.count
      guard wanted.count < size else { return [] }
      let places = plain.offsets.indices.filter { wanted.contains(plain.offsets[$0]) }
      let demands = places.map { place in
        [place + 1, place - size].filter { abs($0) <= PositionFit.limit }
      }
      guard let list = ValueCover.lists(demands, most: 1, length: \.textLength).first else { return [] }
      return [
        TimeChoice(
          choices: plain.choices + [PartChoice(.setPositions, list.values)], offsets: wanted.sorted(),
          hours: plain.hours, minutes: plain.minutes, seconds: plain.seconds)
      ]
    }
  }
}

extension Frequency {
  /// The length of a period, of a day for those that choose days.
  var unitSeconds: Int {
    switch self {
    case .secondly: 1
    case .minutely: 60
    case .hourly: 3600
    default: 86_400
    }
  }
}
