package import Recurrence
package import SchedulingCore

/// Times as people read them in a table.
package enum OccurrenceText {
  /// `Sat 2026-03-07 02:30 -05:00`, with seconds only where there are some; an all-day one without a clock.
  package static func text(_ time: OffsetDateTime, isAllDay: Bool = false) -> String {
    let local = time.local
    if isAllDay, local.secondOfDay == 0 { return day(local.date) }
    return "\(day(local.date)) \(clock(local)) \(OffsetDateTime.offsetText(time.offsetSeconds))"
  }

  /// `Sat 2026-03-07 02:30–03:00 -05:00`; an end on another day or in another offset is written out.
  package static func text(_ snapshot: OccurrenceSnapshot) -> String {
    guard let start = snapshot.start, let end = snapshot.end else {
      return "\(snapshot.startMilliseconds) ms"
    }
    let (from, to) = (start.local, end.local)
    guard from.date == to.date, start.offsetSeconds == end.offsetSeconds else {
      return "\(text(start)) – \(text(end))"
    }
    return "\(day(from.date)) \(clock(from))–\(clock(to)) \(OffsetDateTime.offsetText(start.offsetSeconds))"
  }

  /// `Sat 2026-03-07`.
  package static func day(_ date: CivilDate) -> String { "\(weekday(date)) \(date)" }

  /// `7 Mar`.
  static func shortDay(_ date: CivilDate) -> String {
    let (_, month, day) = date.components
    return "\(day) \(monthName(month).prefix(3))"
  }

  /// `March 2026`.
  static func month(_ year: Int, _ month: Int) -> String { "\(monthName(month)) \(year)" }

  /// `March`.
  static func monthName(_ month: Int) -> String {
    let names = [
      "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
      "November", "December",
    ]
    return names.indices.contains(month - 1) ? names[month - 1] : ""
  }

  /// `02:30`, or `02:30:15`.
  package static func clock(_ local: LocalDateTime) -> String {
    let minutes = padded(local.hour, 2) + ":" + padded(local.minute, 2)
    return local.second == 0 ? minutes : minutes + ":" + padded(local.second, 2)
  }

  /// `Mon`.
  package static func weekday(_ date: CivilDate) -> String { weekday(date.weekday) }

  static func weekday(_ weekday: Weekday) -> String {
    switch weekday {
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
