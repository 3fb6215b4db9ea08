internal import Recurrence

/// Which days, as one head with what else must be true of it.
struct DayPlace: Hashable, Sendable {
  /// How weekdays are named: within a week that the cadence names, each of a longer period's, or as
  /// days that keep coming.
  enum WeekdayForm: Hashable, Sendable { case ofWeek, every, habitual }

  var head: DayHead?
  /// In which months; empty where in all.
  var months: [CalendarMonth] = []
  /// In which weeks of the year; empty where in all.
  var weekNumbers: [Int] = []
  /// What must be true of the head's days, too.
  var conditions: [DayCondition] = []
  /// What becomes of days that some months or years lack.
  var existence: DayExistence?
  var weekdayForm = WeekdayForm.habitual
  /// Whether the cadence has just named the month that the head is in.
  var isPeriodNamed = false
  /// Whether the cadence names days, which the months come right after: “every day of January”.
  var areDaysNamed = false
}

/// The month or the year, that a day's number counts in.
enum DayPeriod: Hashable, Sendable { case month, year }

/// The days a place is about.
enum DayHead: Hashable, Sendable {
  /// Each day of a period that the cadence skips through, or of some weeks.
  case everyDay
  case weekdays(WeekdayChoice)
  /// ±1 to ±31.
  case monthDays([Int])
  /// Such weekdays from one day of the month to another.
  case weekdaysWithin(WeekdayChoice, first: Int, last: Int)
  /// The first Friday; together with each of some plain weekdays.
  case ordinals(OrdinalDays)
  /// The last of all such days: “the last weekday”.
  case ranked([Int], WeekdayChoice, in: DayPeriod)
  /// ±1 to ±366.
  case yearDays([Int])
}

/// Weekdays with their places in the month or year, and any that need no place.
struct OrdinalDays: Hashable, Sendable {
  var ordinals: [OrdinalWeekday]
  var plain: WeekdayChoice?
  var period: DayPeriod
}

/// What else must be true of a day.
enum DayCondition: Hashable, Sendable {
  case weekdays(WeekdayChoice)
  case ordinals(OrdinalDays)
  case monthDays([Int])
  case weekNumbers([Int])
  case months([CalendarMonth])
}

/// A month by its number, or the leap month that follows it in other calendars than the Gregorian.
struct CalendarMonth: Hashable, Sendable {
  var number: Int
  var isLeap = false
  /// Whether it has a name of its own.
  var isGregorian = true
}
