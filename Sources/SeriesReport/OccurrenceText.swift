package import Recurrence
package import SchedulingCore

/// Times as people read them in a table.
package enum OccurrenceText {
  /// `Sat 2026-03-07 02:30 -05:00`, with seconds only where there are some; an all-day one without a clock.
  package static func text(_ time: OffsetDateTime, isAllDay: Bool = false) -> String {
    let local = time.local
    let day = "\(weekday(local.date)) \(local.date)"
    if isAllDay, local.secondOfDay == 0 { return day }
    return "\(day) \(clock(local)) \(OffsetDateTime.offsetText(time.offsetSeconds))"
  }

  /// `02:30`, or `02:30:15`.
  package static func clock(_ local: LocalDateTime) -> String {
    let minutes = padded(local.hour, 2) + ":" + padded(local.minute, 2)
    return local.second == 0 ? minutes : minutes + ":" + padded(local.second, 2)
  }

  /// `Mon`.
  package static func weekday(_ date: CivilDate) -> String {
    switch date.weekday {
    case .monday: "Mon"
    case .tuesday: "Tue"
    case .wednesday: "Wed"
    case .thursday: "Thu"
    case .friday: "Fri"
    case .saturday: "Sat"
    case .sunday: "Sun"
    }
  }
}
