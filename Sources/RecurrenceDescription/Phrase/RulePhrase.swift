internal import Recurrence

/// What one rule says, in no language yet: each grammar renders the same phrase.
struct RulePhrase: Hashable, Sendable {
  var cadence: Cadence
  /// The days, of those the cadence meets or names.
  var days = DayPlace()
  /// The times on those days, or within those hours and minutes.
  var times = TimePlace()
  /// What the days and times must be, too, where the cadence counts on regardless: “but only …”.
  var limitDays = DayPlace()
  var limitTimes = TimePlace()
  /// BYSETPOS, where nothing simpler says the same.
  var positions: PositionChoice?
  /// The day weeks begin on, where another one would choose other days.
  var weekStart: Weekday?
  /// The calendar it counts in, where that is not the Gregorian.
  var calendar: String?
  var end = EndPhrase.never
}

/// BYSETPOS: which of a period's occurrences stay.
struct PositionChoice: Hashable, Sendable {
  var positions: [Int]
  var period: Frequency
}
