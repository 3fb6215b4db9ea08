/// The times of day a rule names: BYHOUR × BYMINUTE × BYSECOND, or the start's where a part is absent.
enum TimeOfDayList {
  /// Seconds after midnight for daily rules and above, ascending.
  static func times(_ parts: RuleParts, start: LocalDateTime) -> ContiguousArray<Int> {
    if parts.hours == 0, parts.minutes == 0, parts.seconds == 0 { return [start.secondOfDay] }
    return combine(
      parts.hours == 0 ? 1 << UInt64(start.hour) : UInt64(parts.hours),
      parts.minutes == 0 ? 1 << UInt64(start.minute) : parts.minutes,
      parts.seconds == 0 ? 1 << UInt64(start.second) : parts.seconds)
  }

  /// Seconds after an hour's or minute's beginning, ascending.
  static func offsets(in frequency: Frequency, _ parts: RuleParts, start: LocalDateTime) -> ContiguousArray<
    Int
  > {
    switch frequency {
    case .hourly:
      combine(
        1, parts.minutes == 0 ? 1 << UInt64(start.minute) : parts.minutes,
        parts.seconds == 0 ? 1 << UInt64(start.second) : parts.seconds)
    case .minutely:
      combine(1, 1, parts.seconds == 0 ? 1 << UInt64(start.second) : parts.seconds)
    default:
      [0]
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
