extension RecurrenceRule {
  /// The rule with everything said that RFC 5545 leaves to DTSTART or leaves open, so that other readers
  /// find the same times.
  package func explicit(for start: RecurrenceStart) -> RecurrenceRule {
    var parts = parts
    if start.isAllDay {
      parts.hours = 0
      parts.minutes = 0
      parts.seconds = 0
      // The only day of a period is its first and its last: nothing is left to select from.
      var positionsAlone = RuleParts()
      positionsAlone.setPositions = parts.setPositions
      if parts == positionsAlone { parts.setPositions = [] }
    }
    let hasDays =
      parts.hasMonthDays || !parts.yearDays.isEmpty || parts.weekdays != 0
      || !parts.ordinalWeekdays.isEmpty
    if frequency == .yearly, scale == nil {
      let hasWeeks = parts.weekNumbers != 0 || parts.weekNumbersFromEnd != 0
      if hasWeeks, !hasDays {
        parts.weekdays = 1 << start.local.date.weekday.rawValue
      } else if parts.hasMonthDays, !parts.hasMonths, !hasWeeks, parts.yearDays.isEmpty,
        parts.ordinalWeekdays.isEmpty
      {
        // Beside BYMONTH, ordinals would count within the month.
        parts.months = 0b1_1111_1111_1110
      }
    }
    return RecurrenceRule(
      unchecked: frequency, interval: interval, end: end, weekStart: weekStart, parts: parts, scale: scale)
  }
}
