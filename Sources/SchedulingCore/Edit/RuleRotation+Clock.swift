internal import Recurrence

extension RuleRotation {
  /// One wheel of the clock: seconds, minutes or hours.
  private struct Wheel {
    let part: RulePart
    let size: Int
    /// The values the rule names; empty where the part is absent.
    let named: [Int]
    /// What the old start shows.
    let start: Int
    /// Whether the frequency steps over it, so that an absent part means the start's value.
    let isExpanded: Bool

    /// Whether every value is as good as another.
    var takesAny: Bool { named.isEmpty && !isExpanded }
    var values: [Int] { named.isEmpty ? [start] : named }
  }

  /// Moves BYSECOND, BYMINUTE and BYHOUR, and tells by how many days the occurrences move.
  ///
  /// The wheels turn like an odometer: all values of one must carry alike into the next, or the next
  /// ones must take any value.
  mutating func rotateClock() throws(Refusal) -> Int {
    if isAllDay {
      try refuse(
        !deltaSeconds.isMultiple(of: 86_400), "DTSTART", "an all-day series moves by whole days only")
      return deltaSeconds / 86_400
    }
    let wheels = clockWheels
    var carry = deltaSeconds
    var startCarry = deltaSeconds
    var isMixed = false
    for (index, wheel) in wheels.enumerated() {
      let startValue = (wheel.start + startCarry).floorRemainder(by: wheel.size)
      startCarry = (wheel.start + startCarry).floorDivided(by: wheel.size)
      if isMixed {
        parts[wheel.part] = []
        continue
      }
      let incoming = carry
      let moved = wheel.values.map { ($0 + incoming).floorRemainder(by: wheel.size) }
      let carries = Set(wheel.values.map { ($0 + incoming).floorDivided(by: wheel.size) })
      if wheel.takesAny {
        isMixed = !incoming.isMultiple(of: wheel.size)
        parts[wheel.part] = []
      } else {
        isMixed = carries.count > 1
        let isImplied = wheel.named.isEmpty && moved == [startValue]
        parts[wheel.part] = isImplied ? [] : moved
      }
      carry = wheel.takesAny ? incoming.floorDivided(by: wheel.size) : carries.first ?? 0
      if isMixed {
        try refuseMixedCarry(wheel, above: wheels[(index + 1)...])
      }
      let isOutermostExpanded = wheel.isExpanded && (index == 2 || !wheels[index + 1].isExpanded)
      if isOutermostExpanded, !isMixed, carry != startCarry {
        try refuse(
          rule.interval > 1 || rule.frequency > .daily, wheel.part.name,
          "the start, which is not an occurrence itself, would move into another period than the occurrences")
      }
    }
    return isMixed ? 0 : carry
  }

  private var clockWheels: [Wheel] {
    [
      Wheel(
        part: .seconds, size: 60, named: rule.seconds, start: oldStart.second,
        isExpanded: rule.frequency > .secondly),
      Wheel(
        part: .minutes, size: 60, named: rule.minutes, start: oldStart.minute,
        isExpanded: rule.frequency > .minutely),
      Wheel(
        part: .hours, size: 24, named: rule.hours, start: oldStart.hour,
        isExpanded: rule.frequency > .hourly),
    ]
  }

  private func refuseMixedCarry(_ wheel: Wheel, above: ArraySlice<Wheel>) throws(Refusal) {
    let unit = wheel.part == .seconds ? "minute" : wheel.part == .minutes ? "hour" : "day"
    try refuse(
      !takesAnyDay || above.contains { !$0.takesAny } || wheel.isExpanded && isGrouped, wheel.part.name,
      "some of its times move into another \(unit) and others don't")
  }
}
