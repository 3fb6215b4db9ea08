extension RecurrenceRule {
  /// The rule with everything said that RFC 5545 leaves to DTSTART or leaves open, so that other readers
  /// find the same times.
  package func explicit(for start: RecurrenceStart) -> RecurrenceRule {
    var parts = parts
    if start.isAllDay {
      parts.removeTimes()
      // The only day of a period is its first and its last: nothing is left to select from.
      var positionsAlone = RuleParts()
      positionsAlone.setPositions = parts.setPositions
      if parts == positionsAlone { parts.setPositions = [] }
    }
    if frequency == .yearly, scale == nil {
      if parts.impliedDay(.yearly) == .weekday {
        parts.stateDay(of: start.local.date, .yearly)
      } else if parts.hasMonthDays, !parts.hasMonths, !parts.hasWeekNumbers, parts.yearDays.isEmpty,
        parts.ordinalWeekdays.isEmpty
      {
        // Beside BYMONTH, ordinals would count within the month.
        parts.months = 0b1_1111_1111_1110
      }
    }
    return with { $0.parts = parts }
  }
}
