/// The parts of a rule that choose days, with what its start implies made explicit.
///
/// RFC 5545, section 3.3.10: the table of what a part limits or expands, read as one filter over the
/// days of a calendar year, since expanding a period to all its days and limiting them comes to the same.
struct DayRule: Sendable {
  var months: UInt16
  var monthDays: UInt32
  var monthDaysFromEnd: UInt32
  var weekdays: UInt8
  var ordinals: [OrdinalWeekday]
  var yearDays: [Int16]
  var weekNumbers: UInt64
  var weekNumbersFromEnd: UInt64
  var weekStart: Int
  /// Whether BYDAY's ordinals count within the month rather than the year.
  var ordinalsCountInMonth: Bool
  var isMonthly: Bool
  /// What becomes of days that a month or year lacks.
  var skip: CalendarScale.Skip

  init(_ rule: RecurrenceRule, start: CivilDate) {
    var parts = rule.parts
    parts.stateDay(of: start, rule.frequency)
    months = parts.months
    monthDays = parts.monthDays
    monthDaysFromEnd = parts.monthDaysFromEnd
    weekdays = parts.weekdays
    ordinals = parts.ordinalWeekdays
    yearDays = parts.yearDays
    weekNumbers = parts.weekNumbers
    weekNumbersFromEnd = parts.weekNumbersFromEnd
    weekStart = Int(rule.weekStart.rawValue)
    ordinalsCountInMonth = rule.frequency == .monthly || parts.months != 0
    isMonthly = rule.frequency == .monthly
    skip = .omit
    if rule.frequency >= .monthly, let scale = rule.scale { skip = scale.skip }
  }

  /// Whether every day passes.
  var passesAll: Bool {
    months == 0 && passesAllButMonths && weekdays == 0 && ordinals.isEmpty
  }

  /// Whether nothing but BYDAY without ordinals chooses.
  var choosesByWeekdayOnly: Bool {
    months == 0 && passesAllButMonths && ordinals.isEmpty
  }

  private var passesAllButMonths: Bool {
    monthDays == 0 && monthDaysFromEnd == 0 && yearDays.isEmpty && !choosesByWeekNumber
  }

  var choosesByWeekNumber: Bool { weekNumbers | weekNumbersFromEnd != 0 }

  var dependsOnWeekday: Bool { weekdays != 0 || !ordinals.isEmpty || choosesByWeekNumber }

  /// The days of a year of that kind that pass every part.
  func mask(_ kind: YearKind) -> DayMask {
    var days = DayMask(0..<kind.length)
    // A day of the month that SKIP moves is no longer in its month.
    if months != 0, !skipsMonthDays { days.formIntersection(monthMask(kind)) }
    if monthDays != 0 || monthDaysFromEnd != 0 { days.formIntersection(monthDayMask(kind)) }
    if weekdays != 0 || !ordinals.isEmpty { days.formIntersection(weekdayMask(kind)) }
    if !yearDays.isEmpty { days.formIntersection(yearDayMask(kind)) }
    if choosesByWeekNumber { days.formIntersection(weekNumberMask(kind)) }
    return days
  }

  private func monthMask(_ kind: YearKind) -> DayMask {
    var days = DayMask()
    for month in 1...12 where months >> UInt16(month) & 1 == 1 {
      days.insert(kind.monthStart(month)..<kind.monthStart(month + 1))
    }
    return days
  }

  /// Whether BYMONTHDAY names days, and doesn't only limit others, so that SKIP applies to it.
  private var skipsMonthDays: Bool {
    skip != .omit && monthDays | monthDaysFromEnd != 0 && yearDays.isEmpty && !choosesByWeekNumber
  }

  private func monthDayMask(_ kind: YearKind) -> DayMask {
    var days = DayMask()
    let fromEnd = monthDaysFromEnd.bitReversed
    for month in 1...12 where months == 0 || months >> UInt16(month) & 1 == 1 {
      let start = kind.monthStart(month)
      let length = kind.monthStart(month + 1) - start
      if skipsMonthDays {
        let bits = skippingMonthBits(length)
        if bits & 1 == 1, start > 0 { days.insert(start - 1) }
        days.insert(bits: bits >> 1, at: start)
        continue
      }
      // Day d is bit d - 1; day -d of the end is bit length - d, which the swap leaves at 31 - d.
      let bits = (monthDays >> 1 | fromEnd >> UInt32(31 - length)) & (UInt32.max >> UInt32(32 - length))
      days.insert(bits: UInt64(bits), at: start)
    }
    return days
  }

  func weekdayMask(_ kind: YearKind) -> DayMask {
    var days = DayMask(weekdays: weekdays, firstWeekday: kind.firstWeekday)
    guard !ordinals.isEmpty else { return days }
    if ordinalsCountInMonth {
      for month in 1...12 where months == 0 || months >> UInt16(month) & 1 == 1 {
        insertOrdinals(in: kind.monthStart(month)..<kind.monthStart(month + 1), kind, &days)
      }
    } else {
      insertOrdinals(in: 0..<kind.length, kind, &days)
    }
    return days
  }

  private func insertOrdinals(in range: Range<Int>, _ kind: YearKind, _ days: inout DayMask) {
    for wanted in ordinals {
      let weekday = Int(wanted.weekday.rawValue)
      let day: Int
      if wanted.ordinal > 0 {
        let first = (kind.firstWeekday + range.lowerBound) % 7
        day = range.lowerBound + (weekday + 7 - first) % 7 + 7 * (wanted.ordinal - 1)
      } else {
        let last = (kind.firstWeekday + range.upperBound - 1) % 7
        day = range.upperBound - 1 - (last + 7 - weekday) % 7 + 7 * (wanted.ordinal + 1)
      }
      if range.contains(day) { days.insert(day) }
    }
  }

  private func yearDayMask(_ kind: YearKind) -> DayMask {
    var days = DayMask()
    for yearDay in yearDays {
      let day = yearDay > 0 ? Int(yearDay) - 1 : kind.length + Int(yearDay)
      if (0..<kind.length).contains(day) { days.insert(day) }
      // What SKIP moves out of the year is not among its days.
      if day == kind.length, skip == .backward { days.insert(day - 1) }
      if day == -1, skip == .forward { days.insert(0) }
    }
    return days
  }

  /// BYWEEKNO over a calendar year, whose first and last days may be in a week of another year.
  private func weekNumberMask(_ kind: YearKind) -> DayMask {
    var days = DayMask()
    insertWeeks(from: -(kind.followsLeapYear ? 366 : 365), to: 0, kind, &days)
    insertWeeks(from: 0, to: kind.length, kind, &days)
    insertWeeks(from: kind.length, to: kind.length + (kind.precedesLeapYear ? 366 : 365), kind, &days)
    return days
  }

  /// The chosen weeks of the year that has its 1 January at `yearStart` and its end at `yearEnd`, both
  /// in days from the 1 January of `kind`.
  private func insertWeeks(from yearStart: Int, to yearEnd: Int, _ kind: YearKind, _ days: inout DayMask) {
    let start = yearStart + firstWeekStart((kind.firstWeekday + yearStart + 371) % 7)
    let end = yearEnd + firstWeekStart((kind.firstWeekday + yearEnd + 371) % 7)
    let weeks = (end - start) / 7
    for number in 1...weeks {
      if weekNumbers >> UInt64(number) & 1 == 1 { insertWeek(start + (number - 1) * 7, kind, &days) }
      if weekNumbersFromEnd >> UInt64(number) & 1 == 1 { insertWeek(end - number * 7, kind, &days) }
    }
  }

  private func insertWeek(_ start: Int, _ kind: YearKind, _ days: inout DayMask) {
    let lower = max(start, 0)
    let upper = min(start + 7, kind.length)
    if lower < upper { days.insert(lower..<upper) }
  }

  /// Where week 1 begins, in days from 1 January: the week with at least four days in the year.
  private func firstWeekStart(_ firstWeekday: Int) -> Int {
    let into = (firstWeekday + 7 - weekStart) % 7
    return into <= 3 ? -into : 7 - into
  }
}

extension UInt32 {
  /// The bits in the opposite order.
  fileprivate var bitReversed: UInt32 {
    var value = self
    value = (value & 0x5555_5555) << 1 | value >> 1 & 0x5555_5555
    value = (value & 0x3333_3333) << 2 | value >> 2 & 0x3333_3333
    value = (value & 0x0f0f_0f0f) << 4 | value >> 4 & 0x0f0f_0f0f
    return value.byteSwapped
  }
}
