// What a rule takes from its start where its parts leave it open: RFC 5545, section 3.3.10.
extension RuleParts {
  /// What of a start's date stands for days that no part names.
  package enum ImpliedDay: Hashable, Sendable {
    case weekday
    case monthDay
    case monthAndDay
  }

  /// `nil` where the parts name days, or the frequency comes to every day by itself.
  package func impliedDay(_ frequency: Frequency) -> ImpliedDay? {
    if frequency < .weekly || namesDays { return nil }
    switch frequency {
    case .yearly where hasWeekNumbers: return .weekday
    // RFC 5545 forbids BYWEEKNO here; read leniently, all days of the weeks are limited by it.
    case _ where hasWeekNumbers: return nil
    case .yearly where !hasMonths: return .monthAndDay
    case .yearly, .monthly: return .monthDay
    default: return .weekday
    }
  }

  /// Names the day that the parts take from the start.
  @inline(__always)
  package mutating func stateDay(of start: CivilDate, _ frequency: Frequency) {
    switch impliedDay(frequency) {
    case nil: break
    case .weekday: weekdays = 1 << start.weekday.rawValue
    case .monthDay: monthDays = 1 << UInt32(start.day)
    case .monthAndDay:
      let (_, month, day) = start.components
      months = 1 << UInt16(month)
      monthDays = 1 << UInt32(day)
    }
  }

  /// Names the hour, minute and second that the parts take from the start.
  package mutating func stateTime(of start: LocalDateTime, _ frequency: Frequency) {
    if frequency > .hourly, hours == 0 { hours = 1 << UInt32(start.hour) }
    if frequency > .minutely, minutes == 0 { minutes = 1 << UInt64(start.minute) }
    if frequency > .secondly, seconds == 0 { seconds = 1 << UInt64(start.second) }
  }
}

extension RecurrenceRule {
  /// The rule with everything stated that it takes from its start: the time of day, the weekday, the day
  /// of the month and the month.
  package func stated(from start: RecurrenceStart) -> RecurrenceRule {
    with {
      if !start.isAllDay { $0.parts.stateTime(of: start.local, frequency) }
      $0.parts.stateDay(of: start.local.date, frequency)
    }
  }
}
