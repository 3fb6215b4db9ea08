/// A rule as libical is given it: the same occurrences, without what libical stumbles over.
struct LibicalSpelling {
  let rule: RecurrenceRule
  /// Whether a MONTHLY rule was spelled YEARLY, which begins with January and not the start's month.
  private let isMonthlyAsYearly: Bool

  /// - Parameter isAllDay: Whether the series recurs by whole days, so that times have no meaning;
  ///   libical would repeat each day once for each time.
  init(_ rule: RecurrenceRule, isAllDay: Bool = false) {
    var parts = rule.parts
    var scale = rule.scale
    var frequency = rule.frequency
    var isMonthlyAsYearly = false
    if isAllDay { parts.removeTimes() }
    if let given = scale {
      let countsInCalendar = parts.hasMonths || parts.hasMonthDays || !parts.yearDays.isEmpty
      // Weeks, days and hours are every calendar's; and SKIP moves only what a month or year lacks.
      if frequency <= .weekly, given.calendar == "GREGORIAN" || !countsInCalendar { scale = nil }
      // libical checks BYMONTH against the month that SKIP has moved a day to, but not in YEARLY.
      if given.calendar == "GREGORIAN", frequency == .monthly, rule.interval == 1, parts.hasMonths,
        parts.setPositions.isEmpty
      {
        frequency = .yearly
        isMonthlyAsYearly = true
      }
      // Where no month has 31 days, the last day of the month is meant.
      if given.skip == .backward, ScaleMonths.haveAtMost30Days(given.calendar),
        parts.monthDays >> 31 & 1 == 1
      {
        parts.monthDays = parts.monthDays & ~(1 << 31) | 1 << 30
      }
    }
    self.isMonthlyAsYearly = isMonthlyAsYearly
    self.rule = rule.with { ($0.frequency, $0.parts, $0.scale) = (frequency, parts, scale) }
  }

  /// Whether a rule's RSCALE makes it another rule than the same one without it.
  static func needsCalendar(_ rule: borrowing RecurrenceRule, isAllDay: Bool) -> Bool {
    guard let scale = rule.scale else { return false }
    if scale.calendar == "GREGORIAN", scale.skip == .omit, rule.parts.leapMonths == 0 { return false }
    return LibicalSpelling(copy rule, isAllDay: isAllDay).rule.scale != nil
  }

  /// The text for libical's iterator: COUNT and UNTIL are counted and compared outside.
  var text: String { rule.with(end: .never).description }

  /// Whether an occurrence on the start's own day comes from the month before, which is no period of
  /// the rule any more.
  func isBeforeFirstPeriod(start: LocalDateTime) -> Bool {
    guard isMonthlyAsYearly, rule.scale?.skip == .forward else { return false }
    let (year, month, day) = start.date.components
    guard day == 1 else { return false }
    let parts = rule.parts
    if parts.months >> UInt16(month) & 1 == 0 { return true }
    let length = CivilDate.daysInMonth(year: year, month: month)
    return parts.hasMonthDays && parts.monthDays >> 1 & 1 == 0 && parts.monthDaysFromEnd >> length & 1 == 0
  }

  /// Whether no day can match, so that libical would look for one in vain.
  var isUnsatisfiable: Bool {
    if hasOnlyUnreachablePositions { return true }
    guard rule.scale == nil else { return false }
    let parts = rule.parts
    if parts.hasMonthDays {
      let months = parts.months == 0 ? 0b1_1111_1111_1110 : parts.months
      let longest: Int =
        (1...12).filter { months >> $0 & 1 == 1 }
        .map { CivilDate.daysInMonth(year: 2000, month: $0) }.max() ?? 31
      let days = parts.monthDays | parts.monthDaysFromEnd
      if days.trailingZeroBitCount > longest { return true }
    }
    if parts.weekdays == 0, !parts.ordinalWeekdays.isEmpty, rule.frequency == .monthly || parts.hasMonths {
      return parts.ordinalWeekdays.allSatisfy { abs($0.ordinal) > 5 }
    }
    return false
  }

  /// Whether BYSETPOS chooses nothing, as no period has so many occurrences.
  private var hasOnlyUnreachablePositions: Bool {
    let parts = rule.parts
    guard !parts.setPositions.isEmpty, rule.frequency >= .weekly else { return false }
    // The longest month of any calendar has 32 days, the longest year 385.
    let (weeks, days) = rule.frequency == .weekly ? (1, 7) : rule.frequency == .monthly ? (5, 32) : (56, 385)
    var most = days
    if parts.hasWeekdays {
      most = min(most, parts.weekdays.nonzeroBitCount * weeks + parts.ordinalWeekdays.count * (weeks / 4 + 1))
    }
    if parts.hasMonthDays, rule.frequency == .monthly {
      most = min(most, parts.monthDays.nonzeroBitCount + parts.monthDaysFromEnd.nonzeroBitCount)
    }
    return parts.setPositions.allSatisfy { Int($0.magnitude) > most * parts.timesPerDay }
  }
}
