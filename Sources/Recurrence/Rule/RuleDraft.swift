/// A rule as its parts were read or given, each valid alone; `rule` checks how they go together.
struct RuleDraft {
  /// The bits of the parts that are there.
  var seen: UInt32 = 0
  var frequency = Frequency.yearly
  var interval = 1
  var end = RecurrenceEnd.never
  var weekStart = Weekday.monday
  var parts = RuleParts()
  var calendar: String?
  var skip = CalendarScale.Skip.omit

  /// Where the first ordinal of BYDAY stands, or -1.
  var ordinalOffset = -1
  /// Where the first month or year day stands that only another calendar than the Gregorian has, or -1.
  var foreignOffset = -1
  /// Where second 60 was read as 59, or -1.
  var leapSecondOffset = -1
  /// Where the value of COUNT or UNTIL stands.
  var endValue = 0..<0
  /// UNTIL's digits as `DateDigits.packed` has them.
  var packedUntil: Int64 = 0
  /// Whether COUNT and UNTIL may both be there.
  var isLenient = false
  /// Whether libical would misread this spelling, so that it is to read the canonical one.
  var needsRewriting = false

  /// Adds COUNT or UNTIL to what ends the rule.
  @inline(__always)
  mutating func add(_ further: RecurrenceEnd) {
    switch (end, further) {
    case (.count(let count), .until(let until)), (.until(let until), .count(let count)):
      end = .countOrUntil(count, until)
    default: end = further
    }
  }

  @inline(__always)
  func has(_ part: RulePart) -> Bool { seen & part.bit != 0 }

  /// Why the parts can't stand together: the code, the part to blame, a byte if a value is, and why.
  struct Conflict {
    let code: RecurrenceError.Code
    let part: RulePart?
    var offset = -1
    let message: String
  }

  /// The first rule of RFC 5545, section 3.3.10, or RFC 7529 that the parts break together.
  ///
  /// - Parameter allowsForbidden: Whether parts may be there that RFC 5545 forbids for the frequency.
  func conflict(allowsForbidden: Bool = false) -> Conflict? {
    // Nearly every rule has none of the parts that some frequency forbids.
    let delicate =
      RulePart.monthDays.bit | RulePart.yearDays.bit | RulePart.weekNumbers.bit
      | RulePart.setPositions.bit | RulePart.scale.bit | RulePart.skip.bit
    if has(.frequency), seen & delicate == 0, ordinalOffset < 0, foreignOffset < 0 { return nil }
    return delicateConflict(allowsForbidden)
  }

  @inline(never)
  private func delicateConflict(_ allowsForbidden: Bool) -> Conflict? {
    guard has(.frequency) else {
      return Conflict(
        code: .missingFrequency, part: nil, message: "The rule has no FREQ; add one, such as FREQ=WEEKLY.")
    }
    if !allowsForbidden, let conflict = frequencyConflict() { return conflict }
    if has(.setPositions), seen & RulePart.selectable == 0 {
      return Conflict(
        code: .setPositionAlone, part: .setPositions,
        message: "BYSETPOS selects from what another BY part yields, and there is none; add BYDAY, say.")
    }
    if has(.skip), !has(.scale) {
      return forbidden(.skip, "only beside RSCALE (RFC 7529)")
    }
    if foreignOffset >= 0 || hasForeignValues, calendar == nil || calendar == "GREGORIAN" {
      let part: RulePart = parts.yearDays.contains { abs($0) > 366 } ? .yearDays : .months
      return Conflict(
        code: .valueOutOfRange, part: part, offset: foreignOffset,
        message: "The Gregorian calendar has 12 months, no leap months and at most 366 days in a year.")
    }
    return nil
  }

  /// The first part that the frequency forbids.
  private func frequencyConflict() -> Conflict? {
    if has(.weekNumbers), frequency != .yearly { return forbidden(.weekNumbers, "only with FREQ=YEARLY") }
    if has(.monthDays), frequency == .weekly { return forbidden(.monthDays, "not with FREQ=WEEKLY") }
    if has(.yearDays), frequency >= .daily, frequency != .yearly {
      return forbidden(.yearDays, "only with FREQ=YEARLY, HOURLY, MINUTELY or SECONDLY")
    }
    if !parts.ordinalWeekdays.isEmpty {
      if frequency != .monthly && frequency != .yearly {
        return Conflict(
          code: .ordinalNotAllowed, part: .days, offset: ordinalOffset,
          message: "BYDAY takes a number before a weekday only with FREQ=MONTHLY or FREQ=YEARLY.")
      }
      if has(.weekNumbers) {
        return Conflict(
          code: .ordinalNotAllowed, part: .days, offset: ordinalOffset,
          message: "BYDAY takes no number before a weekday beside BYWEEKNO.")
      }
    }
    return nil
  }

  private var hasForeignValues: Bool {
    parts.leapMonths != 0 || parts.months >> 13 != 0 || parts.yearDays.contains { abs($0) > 366 }
  }

  private func forbidden(_ part: RulePart, _ when: String) -> Conflict {
    Conflict(code: .partNotAllowed, part: part, message: "\(part.name) is allowed \(when).")
  }

  /// The rule; RSCALE=GREGORIAN without a SKIP says nothing and is left out.
  @inline(__always)
  consuming func unchecked() -> RecurrenceRule {
    let scale = has(.scale) ? scale : nil
    return RecurrenceRule(
      unchecked: frequency, interval: interval, end: end, weekStart: weekStart, parts: parts, scale: scale)
  }

  private var scale: CalendarScale? {
    guard let calendar, calendar != "GREGORIAN" || skip != .omit else { return nil }
    return CalendarScale(calendar: calendar, skip: skip)
  }
}
