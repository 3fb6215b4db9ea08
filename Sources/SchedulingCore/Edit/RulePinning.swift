internal import Recurrence

extension RecurrenceRule {
  /// The rule with everything stated that it takes from its start: the time of day, the weekday, the day
  /// of the month and the month. RFC 5545, section 3.3.10.
  func pinned(from start: RecurrenceStart) -> RecurrenceRule {
    let local = start.local
    var parts = parts
    if !start.isAllDay {
      if frequency > .secondly, parts.seconds == 0 { parts.seconds = 1 << UInt64(local.second) }
      if frequency > .minutely, parts.minutes == 0 { parts.minutes = 1 << UInt64(local.minute) }
      if frequency > .hourly, parts.hours == 0 { parts.hours = 1 << UInt32(local.hour) }
    }
    let hasDays =
      parts.weekdays != 0 || !parts.ordinalWeekdays.isEmpty || parts.monthDays | parts.monthDaysFromEnd != 0
      || !parts.yearDays.isEmpty
    let hasWeeks = parts.weekNumbers | parts.weekNumbersFromEnd != 0
    let weekday = UInt8(1) << local.date.weekday.rawValue
    let monthDay = UInt32(1) << UInt32(local.date.day)
    switch frequency {
    case .weekly where !hasDays: parts.weekdays = weekday
    case .monthly where !hasDays: parts.monthDays = monthDay
    case .yearly where !hasDays && hasWeeks: parts.weekdays = weekday
    case .yearly where !hasDays:
      parts.monthDays = monthDay
      if parts.months == 0, parts.leapMonths == 0 { parts.months = 1 << UInt16(local.date.month) }
    default: break
    }
    return RecurrenceRule(
      unchecked: frequency, interval: interval, end: end, weekStart: weekStart, parts: parts, scale: scale)
  }
}
