/// The times of day of a daily or longer rule that has to generate a target's walls.
struct TimeChoice {
  /// BYHOUR, BYMINUTE and BYSECOND, where the start does not say it all.
  let choices: [PartChoice]
  /// Seconds after midnight that they make, ascending.
  let times: [Int]
  /// Characters of the parts.
  let length: Int

  init(_ target: RuleTarget) {
    guard !target.isAllDay else {
      (choices, times, length) = ([], [0], 0)
      return
    }
    var (hours, minutes, seconds): (UInt64, UInt64, UInt64) = (0, 0, 0)
    var last = -1
    for wall in target.walls {
      let time = wall.floorRemainder(by: 86_400)
      if time == last { continue }
      last = time
      hours |= 1 << UInt64(time / 3600)
      minutes |= 1 << UInt64(time / 60 % 60)
      seconds |= 1 << UInt64(time % 60)
    }
    let start = target.start
    let parts: [(RulePart, UInt64, Int)] = [
      (.hours, hours, start.hour), (.minutes, minutes, start.minute), (.seconds, seconds, start.second),
    ]
    choices = parts.compactMap { part, mask, implied in
      mask == 1 << UInt64(implied) ? nil : PartChoice(part, Array(Bits(mask)))
    }
    length = choices.reduce(0) { $0 + $1.length }
    var times: [Int] = []
    for hour in Bits(hours) {
      for minute in Bits(minutes) {
        for second in Bits(seconds) { times.append(hour * 3600 + minute * 60 + second) }
      }
    }
    self.times = times
  }
}
