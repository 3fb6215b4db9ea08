// Rules of other calendars that match rarely: libical looks at every day or month until one does.
extension LibicalFault {
  /// Whether libical may look for long, up to the end of its years, for the next occurrence of a rule.
  static func isRare(_ rule: RecurrenceRule, start: LocalDateTime) -> Bool {
    guard let scale = rule.scale, scale.calendar != "GREGORIAN", !LibicalSpelling(rule).isUnsatisfiable else {
      return false
    }
    let parts = rule.parts
    // The days that every month of every calendar has, and the months of every year.
    let everyDay: UInt32 = 0x1FFF_FFFE
    let hasEveryDay = (parts.monthDays | parts.monthDaysFromEnd) & everyDay != 0
    let hasRareDays = parts.hasMonthDays && !hasEveryDay
    switch rule.frequency {
    case .secondly, .minutely, .hourly:
      return true
    case .daily, .weekly:
      return ScaleMonths.areAstronomical(scale.calendar) && parts.hasMonths || hasRareDays
        || hasRareMonths(rule)
        || !parts.yearDays.isEmpty || rule.interval > 31
        || parts.hasMonths && parts.hasMonthDays && parts.hasWeekdays
    case .monthly, .yearly:
      if hasRareDays && parts.hasMonths || hasRareMonths(rule) && !reachesShortMonth(rule, start) {
        return true
      }
      if parts.hasMonths && parts.hasMonthDays && parts.hasWeekdays { return true }
      if !parts.ordinalWeekdays.isEmpty, parts.hasMonthDays { return true }
      if parts.weekdays == 0, !parts.ordinalWeekdays.isEmpty,
        !parts.ordinalWeekdays.contains(where: { abs($0.ordinal) <= 4 })
      {
        return true
      }
      if !parts.yearDays.isEmpty, !parts.yearDays.contains(where: { abs($0) <= 353 }) { return true }
      return !parts.setPositions.isEmpty
        && !parts.setPositions.contains { Int($0.magnitude) <= leastOccurrences(rule) }
    }
  }

  /// Whether only leap months, or a thirteenth month, are named.
  private static func hasRareMonths(_ rule: RecurrenceRule) -> Bool {
    rule.parts.hasMonths && rule.parts.months & 0b1_1111_1111_1110 == 0
      && !(rule.frequency == .yearly && rule.parts.months == 0)
  }

  /// Whether a rule for the thirteenth month of five or six days has one of these.
  private static func reachesShortMonth(_ rule: RecurrenceRule, _ start: LocalDateTime) -> Bool {
    guard let scale = rule.scale, ScaleMonths.hasShortMonth(scale.calendar), rule.parts.leapMonths == 0
    else {
      return false
    }
    if rule.parts.hasWeekdays { return rule.parts.ordinalWeekdays.isEmpty && !rule.parts.hasMonthDays }
    if rule.parts.hasMonthDays { return (rule.parts.monthDays | rule.parts.monthDaysFromEnd) & 0x3E != 0 }
    return ScaleMonths.copticDayOfMonth(start.date) <= 5
  }

  /// So many occurrences every period has.
  private static func leastOccurrences(_ rule: RecurrenceRule) -> Int {
    let parts = rule.parts
    let months = rule.frequency == .monthly ? 1 : parts.hasMonths ? parts.months.nonzeroBitCount : 12
    let everyDay: UInt32 = 0x1FFF_FFFE
    if parts.hasMonthDays {
      if parts.hasWeekdays { return 0 }
      return months
        * max(
          (parts.monthDays & everyDay).nonzeroBitCount, (parts.monthDaysFromEnd & everyDay).nonzeroBitCount)
    }
    if !parts.yearDays.isEmpty { return parts.hasWeekdays || parts.hasMonths ? 0 : 1 }
    return parts.weekdays != 0 ? months * 4 * parts.weekdays.nonzeroBitCount : 1
  }
}
