// SKIP in the Gregorian calendar: RFC 7529, section 4.1.
extension RecurrencePlan {
  /// A rule of which SKIP moves days into the month or year before or after theirs.
  ///
  /// BYSETPOS counts them in their own period, and INTERVAL passes over them with it.
  ///
  /// - Parameter begin: The day number that the start's period begins on: no day comes from one before.
  static func compileMoving(
    _ days: DayRule, _ phase: DayPhase, _ positions: [Int16], _ times: ContiguousArray<Int>, from begin: Int
  ) -> (any WallPattern)? {
    let staying = YearTable(days) { _, kind in days.moving(kind, positions).staying }
    let leaving = YearTable(days) { _, kind in days.moving(kind, positions).leaving }
    let first = daysPattern(DaySet(table: staying, phase: phase), times)
    guard let second = daysPattern(DaySet(table: leaving, phase: phase), times) else { return first }
    return JoinedPattern(
      first ?? NeverPattern(), second, movedBy: days.skip == .forward ? 86_400 : -86_400,
      from: begin * 86_400)
  }
}

extension RecurrenceRule {
  /// Whether its days can be told without a walk.
  ///
  /// What is walked beside other calendars: days that SKIP moves out of their period where BYSETPOS chooses
  /// among several times a day, or in a year, or where BYMONTHDAY or BYWEEKNO limits them.
  var isCompiledInScale: Bool {
    guard let scale else { return true }
    guard scale.hasGregorianYears, parts.leapMonths == 0, parts.months >> 13 == 0 else { return false }
    if scale.skip == .omit { return true }
    switch frequency {
    case .monthly: return parts.setPositions.isEmpty || !parts.hasTimes
    case .yearly:
      return parts.setPositions.isEmpty && !parts.hasMonthDays && !parts.hasWeekNumbers
        || !parts.yearDays.contains { $0.magnitude == 366 }
    default: return true
    }
  }
}

extension DayRule {
  /// Whether SKIP moves days out of their month, or in a yearly rule out of their year.
  var movesDays: Bool {
    if isMonthly {
      return skip == .forward && monthDays >> 29 != 0 || skip == .backward && monthDaysFromEnd >> 29 != 0
    }
    return skip == .forward && yearDays.contains(366) || skip == .backward && yearDays.contains(-366)
  }

  /// The days of a month of that length that BYMONTHDAY names, SKIP applied, as bits from the day before the
  /// month on: bit 1 is the first day.
  func skippingMonthBits(_ length: Int) -> UInt64 {
    var bits = UInt64(monthDays) & ((1 << UInt64(length + 1)) - 2)
    for day in 1...length where monthDaysFromEnd >> UInt32(day) & 1 == 1 {
      bits |= 1 << UInt64(length + 1 - day)
    }
    let lacksLast = UInt64(monthDays) >> UInt64(length + 1) != 0
    let lacksFirst = UInt64(monthDaysFromEnd) >> UInt64(length + 1) != 0
    switch skip {
    case .omit: break
    case .backward:
      if lacksLast { bits |= 1 << UInt64(length) }
      if lacksFirst { bits |= 1 }
    case .forward:
      if lacksLast { bits |= 1 << UInt64(length + 1) }
      if lacksFirst { bits |= 2 }
    }
    return bits
  }

  /// The days that stay in their period, and for each that leaves it the period's day next to it.
  fileprivate func moving(_ kind: YearKind, _ positions: [Int16]) -> (staying: DayMask, leaving: DayMask) {
    var leaving = DayMask()
    guard isMonthly else {
      let isForward = skip == .forward
      let last = kind.length - 1
      let isInMonth = months == 0 || months >> (isForward ? 12 : 1) & 1 == 1
      if !kind.isLeap, isInMonth, isKept(isForward ? last + 1 : -1, kind) {
        leaving.insert(isForward ? last : 0)
      }
      return (mask(kind), leaving)
    }
    var staying = DayMask()
    for month in 1...12 where months == 0 || months >> UInt16(month) & 1 == 1 {
      let start = kind.monthStart(month)
      let length = kind.monthStart(month + 1) - start
      var bits = skippingMonthBits(length)
      for place in Bits(bits) where !isKept(start + place - 1, kind) { bits &= ~(1 << UInt64(place)) }
      if !positions.isEmpty { bits = RecurrencePlan.select(bits, positions) }
      staying.insert(bits: bits >> 1 & ((1 << UInt64(length)) - 1), at: start)
      if bits & 1 == 1 { leaving.insert(start) }
      if bits >> UInt64(length + 1) & 1 == 1 { leaving.insert(start + length - 1) }
    }
    return (staying, leaving)
  }

  /// Whether BYDAY keeps a day of a year, or the day before or after it.
  private func isKept(_ day: Int, _ kind: YearKind) -> Bool {
    if weekdays == 0, ordinals.isEmpty { return true }
    if weekdays >> UInt8((kind.firstWeekday + day + 7) % 7) & 1 == 1 { return true }
    return !ordinals.isEmpty && day >= 0 && weekdayMask(kind).contains(day)
  }
}
