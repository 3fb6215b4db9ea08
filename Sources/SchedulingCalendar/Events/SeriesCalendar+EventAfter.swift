internal import Recurrence
public import SchedulingCore

extension SeriesCalendar {
  /// Adds what an edit leads to; a series that came from days and still stands on them as days.
  ///
  /// - Throws: `noOccurrence` for a series without occurrences, and what an expansion throws.
  public mutating func add(_ event: EventAfter) throws(ValidationFailure) {
    if let series = event.series {
      let isByDay = event.appointment.json[Appointment.allDayField] == true
      try add(isByDay ? series.byDay ?? series : series, master: event.appointment)
    } else {
      try add(event.appointment, zone: event.zone)
    }
  }
}

extension Series {
  /// The series of days that this one of midnights is; `nil` where it is none.
  fileprivate var byDay: Series? {
    guard start.local.secondOfDay == 0, nominalDays > 0, nominalDays * 86_400 == durationSeconds else {
      return nil
    }
    func day(_ date: RecurrenceDate) -> RecurrenceDate {
      switch date {
      case .date: date
      case .local(let local, zone: _): .date(local.date)
      case .instant(let seconds):
        .date(LocalDateTime(clamping: seconds + start.zone.offsetSeconds(atInstant: seconds)).date)
      }
    }
    var text = text
    text.additions = text.additions.map(day)
    text.exclusions = text.exclusions.map(day)
    text.rules = text.rules.map { rule in
      guard case .until(.instant(let seconds)) = rule.end,
        case .date(let last) = day(.instant(seconds: seconds))
      else { return rule }
      return rule.with(end: .until(.date(last)))
    }
    let days = try? Series(
      masterID: masterID, start: RecurrenceStart(allDay: start.local.date, in: start.zone),
      durationSeconds: durationSeconds, nominalDays: nominalDays, text: text, options: options,
      overrides: overrides)
    guard let days, (try? days.recurrences.isEquivalent(to: recurrences)) == true else { return nil }
    return days
  }
}
