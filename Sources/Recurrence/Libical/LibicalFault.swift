/// A known fault of libical 3.0.16: a kind of rule that its iterator expands otherwise than
/// RFC 5545 says, or not at all.
///
/// Faults that another spelling of the same rule avoids are cured by `LibicalSpelling` and not listed.
enum LibicalFault: String, CaseIterable, Sendable {
  /// The first week of a rule with INTERVAL is taken from the BYDAY that lies before the start.
  case weeklyIntervalFirstWeek = "weekly-interval-first-week"
  /// BYWEEKNO loses weeks, invents days, or is refused.
  case weekNumbers = "byweekno"
  /// BYYEARDAY beside BYMONTH or BYMONTHDAY is refused.
  case yearDayCombination = "byyearday-combination-refused"
  /// BYMONTHDAY without BYMONTH means the start's month only.
  case yearlyMonthDays = "yearly-bymonthday-dtstart-month-only"
  /// BYSETPOS is ignored outside MONTHLY and YEARLY.
  case setPositionsIgnored = "bysetpos-ignored"
  /// BYSETPOS counts days, not days times times.
  case setPositionsCountDays = "bysetpos-counts-days"
  /// A day named twice, from the front and from the back, counts twice.
  case setPositionsCountDuplicates = "bysetpos-counts-duplicates"
  /// A part of the frequency's own unit (HOURLY;BYHOUR) loses or repeats its first value and the interval.
  case ownPart = "own-by-part"
  /// A part of a larger unit of the clock (MINUTELY;BYHOUR) moves the point that INTERVAL counts from.
  case subdailyPhase = "subdaily-phase-anchor"
  /// Negative days never match where they limit.
  case negativeLimit = "negative-limit"
  /// Days that are rarely or never are looked for minute by minute or second by second.
  case crawl = "limit-crawl"
  /// INTERVAL has 16 bits.
  case interval = "interval-16-bit"
  /// A list is longer than libical's.
  case listTooLong = "list-too-long"
  /// Dates before 1582-10-15 are Julian.
  case julianCalendar = "julian-calendar-before-1582"
  /// Nothing after the year 2582.
  case lastYear = "year-2582-limit"
  /// SKIP moves a day out of the month or year that other parts then look at.
  case skipCombination = "skip-combination"
  /// INTERVAL is counted between a Gregorian date and another calendar's.
  case scaleInterval = "rscale-interval"
  /// SKIP in another calendar than the Gregorian.
  case scaleSkip = "rscale-skip"
  /// More days in a month than the calendar has are refused instead of skipped.
  case scaleMonthDay = "rscale-bymonthday-31-refused"
  /// Another calendar's days that are rare, or come never, are looked for day by day or month by month.
  case scaleCrawl = "rscale-crawl"

  /// The last year that libical yields.
  static let finalYear = 2582

  /// The faults that the rule meets from this start, in a stable order; a rule without any is
  /// expanded right, up to `finalYear`.
  static func faults(of rule: RecurrenceRule, start: LocalDateTime) -> [LibicalFault] {
    let spelled = LibicalSpelling(rule).rule
    return allCases.filter { $0.applies(to: spelled, start: start) }
  }
}
