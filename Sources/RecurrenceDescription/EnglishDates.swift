package import Recurrence

/// Days and times as English texts name them.
package enum EnglishDates {
  /// “Tuesday, March 3, 2026”.
  package static func day(_ date: CivilDate) -> String {
    let grammar = EnglishGrammar()
    return "\(grammar.name(date.weekday)), \(grammar.bare(Moment(date)))"
  }

  /// “Tuesday, March 3, 2026 at 10:00 AM”.
  package static func time(_ local: LocalDateTime) -> String { "\(day(local.date)) at \(clock(local))" }

  /// “10:00 AM”.
  package static func clock(_ local: LocalDateTime) -> String { EnglishGrammar().clock(local.secondOfDay) }

  /// “Tuesday, March 3, 2026 from 10:00 AM to 10:30 AM”, with the last day where that is another.
  package static func stretch(from start: LocalDateTime, to end: LocalDateTime) -> String {
    let last = start.date == end.date ? clock(end) : time(end)
    return "\(day(start.date)) from \(clock(start)) to \(last)"
  }
}
