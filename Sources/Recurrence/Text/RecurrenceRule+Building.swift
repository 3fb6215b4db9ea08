extension RecurrenceRule {
  /// A rule from its parts, checked as a text's are: RFC 5545, section 3.3.10.
  ///
  /// Lists are sets: order and repetitions don't matter, and an empty one leaves its part out.
  ///
  /// ```swift
  /// let lastFriday = try RecurrenceRule(.monthly, weekdays: [OrdinalWeekday(.friday, ordinal: -1)])
  /// ```
  ///
  /// - Parameters:
  ///   - seconds: BYSECOND, 0 to 60; 60 is second 59.
  ///   - monthDays: BYMONTHDAY, ±1 to ±31.
  ///   - yearDays: BYYEARDAY, ±1 to ±366, or to ±385 with another calendar than the Gregorian.
  ///   - weekNumbers: BYWEEKNO, ±1 to ±53.
  ///   - months: BYMONTH, 1 to 12, or to 13 with another calendar than the Gregorian.
  ///   - leapMonths: BYMONTH's leap months (`5L`), with another calendar than the Gregorian only.
  ///   - setPositions: BYSETPOS, ±1 to ±366.
  /// - Throws: A `RecurrenceError` without a position; its codes are those of reading a text.
  public init(
    _ frequency: Frequency, interval: Int = 1, end: RecurrenceEnd = .never, seconds: [Int] = [],
    minutes: [Int] = [], hours: [Int] = [], weekdays: [OrdinalWeekday] = [], monthDays: [Int] = [],
    yearDays: [Int] = [], weekNumbers: [Int] = [], months: [Int] = [], leapMonths: [Int] = [],
    setPositions: [Int] = [], weekStart: Weekday = .monday, scale: CalendarScale? = nil
  ) throws(RecurrenceError) {
    var draft = RuleDraft()
    draft.frequency = frequency
    draft.interval = interval
    draft.end = end
    draft.weekStart = weekStart
    draft.seen = RulePart.frequency.bit
    try Self.check(interval, in: 1...Int(Int32.max), .interval)
    try Self.check(end)
    draft.parts.seconds = try draft.mask(seconds.map { $0 == 60 ? 59 : $0 }, in: 0...59, .seconds)
    draft.parts.minutes = try draft.mask(minutes, in: 0...59, .minutes)
    draft.parts.hours = UInt32(truncatingIfNeeded: try draft.mask(hours, in: 0...23, .hours))
    let monthDayMasks = try draft.masks(monthDays, limit: 31, .monthDays)
    draft.parts.monthDays = UInt32(truncatingIfNeeded: monthDayMasks.forward)
    draft.parts.monthDaysFromEnd = UInt32(truncatingIfNeeded: monthDayMasks.backward)
    let weekMasks = try draft.masks(weekNumbers, limit: 53, .weekNumbers)
    draft.parts.weekNumbers = weekMasks.forward
    draft.parts.weekNumbersFromEnd = weekMasks.backward
    draft.parts.months = UInt16(truncatingIfNeeded: try draft.mask(months, in: 1...13, .months))
    draft.parts.leapMonths = UInt16(truncatingIfNeeded: try draft.mask(leapMonths, in: 1...13, .months))
    draft.parts.yearDays = try draft.list(yearDays, limit: 385, .yearDays)
    draft.parts.setPositions = try draft.list(setPositions, limit: 366, .setPositions)
    for day in weekdays {
      try Self.check(day.ordinal, in: -53...53, .days)
      draft.seen |= RulePart.days.bit
      if day.ordinal == 0 {
        draft.parts.weekdays |= 1 << day.weekday.rawValue
      } else {
        draft.ordinalOffset = 0
      }
    }
    draft.parts.ordinalWeekdays = RuleReader.sortedSet(weekdays.filter { $0.ordinal != 0 })
    if let scale {
      draft.seen |= RulePart.scale.bit
      draft.calendar = scale.calendar
      draft.skip = scale.skip
      guard referenceEngine.calendars.contains(scale.calendar) else {
        throw RecurrenceError(
          .unsupported, "libical, as built here, has no calendar “\(scale.calendar)” for RSCALE.")
      }
    }
    if draft.parts.leapMonths != 0 || draft.parts.months >> 13 != 0
      || draft.parts.yearDays.contains(where: { abs($0) > 366 })
    {
      draft.foreignOffset = 0
    }
    if let conflict = draft.conflict() { throw RecurrenceError(conflict.code, conflict.message) }
    self = draft.unchecked()
  }

  /// The same rule with another end.
  ///
  /// - Throws: `valueOutOfRange` for a COUNT below 1 or beyond 2,147,483,647, and for instants outside
  ///   years 1 to 9999.
  public func ending(_ end: RecurrenceEnd) throws(RecurrenceError) -> RecurrenceRule {
    try Self.check(end)
    return with(end: end)
  }

  fileprivate static func check(
    _ value: Int, in range: ClosedRange<Int>, _ part: RulePart
  ) throws(RecurrenceError) {
    guard range.contains(value) else {
      throw RecurrenceError(
        .valueOutOfRange,
        "\(value) in \(part.name) is out of range: from \(range.lowerBound) to \(range.upperBound).")
    }
  }

  private static func check(_ end: RecurrenceEnd) throws(RecurrenceError) {
    switch end {
    case .never, .until(.date), .until(.local): break
    case .count(let count): try check(count, in: 1...Int(Int32.max), .count)
    case .until(.instant(let seconds)): try check(seconds, in: LocalDateTime.range, .until)
    case .countOrUntil(let count, let until):
      try check(.count(count))
      try check(.until(until))
    }
  }
}

extension RuleDraft {
  fileprivate mutating func mask(
    _ values: [Int], in range: ClosedRange<Int>, _ part: RulePart
  ) throws(RecurrenceError) -> UInt64 {
    var mask: UInt64 = 0
    for value in values {
      try RecurrenceRule.check(value, in: range, part)
      mask |= 1 << UInt64(value)
      seen |= part.bit
    }
    return mask
  }

  fileprivate mutating func masks(
    _ values: [Int], limit: Int, _ part: RulePart
  ) throws(RecurrenceError) -> (forward: UInt64, backward: UInt64) {
    let signed = try list(values, limit: limit, part)
    return (
      signed.reduce(0) { $1 > 0 ? $0 | 1 << UInt64($1) : $0 },
      signed.reduce(0) { $1 < 0 ? $0 | 1 << UInt64(-$1) : $0 }
    )
  }

  fileprivate mutating func list(
    _ values: [Int], limit: Int, _ part: RulePart
  ) throws(RecurrenceError) -> [Int16] {
    for value in values {
      guard value != 0 else { throw RecurrenceError(.valueOutOfRange, "0 in \(part.name) names nothing.") }
      try RecurrenceRule.check(value, in: -limit...limit, part)
      seen |= part.bit
    }
    return RuleReader.sortedSet(values.map { Int16($0) })
  }
}
