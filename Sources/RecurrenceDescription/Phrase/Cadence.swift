internal import Recurrence

/// What comes round.
enum Cadence: Hashable, Sendable {
  /// Every day, every 3 months.
  case each(Frequency, Int)
  /// Every Monday and Friday.
  case weekdays(WeekdayChoice)
  /// Every other Tuesday.
  case everyOther(Weekday)
}
