/// What becomes of days that some months or years lack.
enum DayExistence: Hashable, Sendable {
  /// The 31st.
  case monthsWith31Days
  /// The 30th of every month.
  case notInFebruary
  /// The 29th of every month.
  case leapFebruary
  /// 29 February; day 366.
  case leapYears
  /// Week 53.
  case yearsWith53Weeks
  /// The fifth Monday.
  case monthsWithOne
  /// The 53rd Monday.
  case yearsWithOne
  /// Several days, some of which are lacking at times.
  case whereItExists
  /// SKIP=BACKWARD.
  case movedBack
  /// SKIP=FORWARD.
  case movedForward
  /// SKIP=BACKWARD, for a leap month.
  case inMonthBefore
  /// SKIP=FORWARD, for a leap month.
  case inMonthAfter
  /// 30 February; or several such days.
  case never(isOne: Bool)
}
