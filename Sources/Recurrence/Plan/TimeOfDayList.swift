/// The times of day a rule names: BYHOUR × BYMINUTE × BYSECOND, or the start's where a part is absent.
enum TimeOfDayList {
  /// Seconds after midnight for daily rules and above, ascending.
  static func times(_ parts: RuleParts, start: LocalDateTime) -> ContiguousArray<Int> {
    if !parts.hasTimes { return [start.secondOfDay] }
    var parts = parts
    parts.stateTime(of: start, .daily)
    return combine(UInt64(parts.hours), parts.minutes, parts.seconds)
  }

  /// Seconds after an hour's or minute's beginning, ascending.
  static func offsets(in frequency: Frequency, _ parts: RuleParts, start: LocalDateTime) -> ContiguousArray<
    Int
  > {
    var parts = parts
    parts.stateTime(of: start, frequency)
    return switch frequency {
    case .hourly: combine(1, parts.minutes, parts.seconds)
    case .minutely: combine(1, 1, parts.seconds)
    default: [0]
    }
  }

  private static func combine(_ hours: UInt64, _ minutes: UInt64, _ seconds: UInt64) -> ContiguousArray<Int> {
    var times = ContiguousArray<Int>()
    times.reserveCapacity(hours.nonzeroBitCount * minutes.nonzeroBitCount * seconds.nonzeroBitCount)
    for hour in Bits(hours) {
      for minute in Bits(minutes) {
        for second in Bits(seconds) { times.append(hour * 3600 + minute * 60 + second) }
      }
    }
    return times
  }
}
