internal import Recurrence

/// Moves a rule so that it generates exactly its old local starts, each later by one delta.
///
/// A BY part names places on the clock and in the calendar. It can be moved only where every one of
/// those places, in every year to come, moves to a place that a BY part can name again; everything
/// else is refused, with the part and the reason.
struct RuleRotation {
  /// The part that stands in the way, and why.
  struct Refusal: Error, Hashable {
    /// `BYDAY`, `BYMONTHDAY`…, as RFC 5545 names it.
    let part: String
    let reason: String
  }

  let rule: RecurrenceRule
  let oldStart: LocalDateTime
  let newStart: LocalDateTime
  let isAllDay: Bool
  /// New start minus old start, on the clock's face.
  let deltaSeconds: Int
  var parts: RuleParts
  var weekStart: Weekday

  /// - Parameter end: Where the moved rule ends; COUNT stays, UNTIL is the caller's to move.
  static func rotate(
    _ rule: RecurrenceRule, from start: RecurrenceStart, to newStart: LocalDateTime, end: RecurrenceEnd
  ) throws(Refusal) -> RecurrenceRule {
    var rotation = RuleRotation(
      rule: rule, oldStart: start.local, newStart: newStart, isAllDay: start.isAllDay,
      deltaSeconds: newStart.wallSeconds - start.local.wallSeconds, parts: rule.parts,
      weekStart: rule.weekStart)
    let days = try rotation.rotateClock()
    if days != 0 { try rotation.rotateDays(by: days) }
    return rule.with { ($0.end, $0.weekStart, $0.parts) = (end, rotation.weekStart, rotation.parts) }
  }

  /// Whether it matters which occurrences share a period.
  var isGrouped: Bool { rule.interval > 1 || !parts.setPositions.isEmpty }

  /// Whether every day is as good as another: no part picks days, and neither does the frequency.
  var takesAnyDay: Bool {
    rule.frequency <= .daily && parts.weekdays == 0 && parts.months == 0 && parts.leapMonths == 0
      && parts.monthDays == 0 && parts.monthDaysFromEnd == 0 && parts.yearDays.isEmpty
      && parts.weekNumbers == 0 && parts.weekNumbersFromEnd == 0 && parts.ordinalWeekdays.isEmpty
  }

  mutating func rotateDays(by days: Int) throws(Refusal) {
    guard rule.scale == nil else {
      throw Refusal(part: "RSCALE", reason: "days of another calendar can't be moved by a number of days")
    }
    switch rule.frequency {
    case .secondly, .minutely, .hourly, .daily: try rotateDayFilters(by: days)
    case .weekly: try rotateWeek(by: days)
    case .monthly: try rotateMonth(by: days)
    case .yearly: try rotateYear(by: days)
    }
  }

  // MARK: Frequencies

  /// Up to DAILY the parts only say which days count, one by one.
  private mutating func rotateDayFilters(by days: Int) throws(Refusal) {
    rotateWeekdays(by: days)
    try rotateYearDays(by: days)
    if parts.hasMonthDays {
      try rotateMonthDays(by: days, period: nil)
    } else {
      try refuseMonths()
    }
  }

  private mutating func rotateWeek(by days: Int) throws(Refusal) {
    try refuseMonths()
    if isGrouped {
      // Unless all days stay together in their week, the weeks' boundaries have to move along.
      let carries = Set(
        (statedWeekdays | oldStart.date.weekday.bit).weekdays.map { weekCarry(of: $0, days) })
      if carries.count > 1 { weekStart = weekStart.advanced(by: days) }
    }
    rotateWeekdays(by: days)
  }

  private mutating func rotateMonth(by days: Int) throws(Refusal) {
    if !parts.ordinalWeekdays.isEmpty {
      if isGrouped { try requireSame(\.monthIndex, "month") }
      try rotateOrdinals(by: days, atMost: 4, scope: "month")
    }
    if parts.hasMonthDays {
      rotateWeekdays(by: days)
      try rotateMonthDays(by: days, period: isGrouped ? .month : nil)
    } else if parts.weekdays != 0 {
      try rotateFreeWeekdays(by: days, period: "month")
    } else if parts.ordinalWeekdays.isEmpty {
      try rotateMonthDays(by: days, period: isGrouped ? .month : nil)
    }
  }

  private mutating func rotateYear(by days: Int) throws(Refusal) {
    if parts.hasWeekNumbers {
      try rotateWeekNumbers(by: days)
    } else if !parts.yearDays.isEmpty {
      try refuseMonths()
      try refuse(!parts.ordinalWeekdays.isEmpty, "BYDAY", "its ordinals stand beside BYYEARDAY")
      if isGrouped { try requireSame(\.year, "year") }
      try rotateYearDays(by: days)
      rotateWeekdays(by: days)
      if parts.hasMonthDays { try rotateMonthDays(by: days, period: nil) }
    } else if parts.hasMonthDays || parts.weekdays == 0 && parts.ordinalWeekdays.isEmpty {
      try refuse(!parts.ordinalWeekdays.isEmpty, "BYDAY", "its ordinals stand beside BYMONTHDAY")
      rotateWeekdays(by: days)
      try rotateMonthDays(by: days, period: isGrouped ? .year : nil)
    } else {
      if !parts.ordinalWeekdays.isEmpty {
        if isGrouped { try requireSame(\.year, "year") }
        let inMonths = parts.months != 0
        try rotateOrdinals(by: days, atMost: inMonths ? 4 : 52, scope: inMonths ? "month" : "year")
      }
      if parts.weekdays != 0 { try rotateFreeWeekdays(by: days, period: "year") }
    }
  }

  // MARK: Weekdays

  /// BYDAY, or the weekday that the start says.
  private var statedWeekdays: UInt8 {
    var stated = parts
    stated.stateDay(of: oldStart.date, rule.frequency)
    return stated.weekdays
  }

  private mutating func rotateWeekdays(by days: Int) {
    parts.weekdays = parts.weekdays.rotated(by: days)
  }

  /// Weekdays that fill a whole month or year: they pass its end when they move.
  private mutating func rotateFreeWeekdays(by days: Int, period: String) throws(Refusal) {
    try refuseMonths()
    try refuse(
      !parts.setPositions.isEmpty, "BYSETPOS",
      "days moved past the end of their \(period) are counted in another \(period)")
    try refuse(
      rule.interval > 1, "BYDAY",
      "days moved past the end of their \(period) fall into one that INTERVAL=\(rule.interval) leaves out")
    rotateWeekdays(by: days)
  }

  private mutating func rotateOrdinals(by days: Int, atMost limit: Int, scope: String) throws(Refusal) {
    let names = parts.ordinalWeekdays.map(\.text).joined(separator: ",")
    try refuse(
      !days.isMultiple(of: 7), "BYDAY",
      "the day that is \(days.counted("day")) from \(names) has no fixed place among its \(scope)'s weekdays")
    var moved: [OrdinalWeekday] = []
    for day in parts.ordinalWeekdays {
      let ordinal = day.ordinal + days / 7
      try refuse(
        abs(day.ordinal) > limit || abs(ordinal) > limit || ordinal == 0
          || (ordinal < 0) != (day.ordinal < 0), "BYDAY",
        "\(day.text) moved by \(days.counted("day")) leaves its \(scope) at times")
      moved.append(OrdinalWeekday(day.weekday, ordinal: ordinal))
    }
    parts.ordinalWeekdays = moved.sorted()
  }

  /// How many weeks later, counted from WKST, a weekday falls when it moves.
  private func weekCarry(of day: Weekday, _ days: Int) -> Int {
    let place = (Int(day.rawValue) - Int(rule.weekStart.rawValue)).floorRemainder(by: 7)
    return (place + days).floorDivided(by: 7)
  }

  // MARK: Weeks and days of the year

  private mutating func rotateWeekNumbers(by days: Int) throws(Refusal) {
    try refuseMonths()
    try refuse(
      !parts.yearDays.isEmpty || parts.hasMonthDays || !parts.ordinalWeekdays.isEmpty, "BYWEEKNO",
      "it is crossed with other days of the year")
    let startDay = oldStart.date.weekday
    let selected = isGrouped ? statedWeekdays | startDay.bit : statedWeekdays
    let carries = Set(selected.weekdays.map { weekCarry(of: $0, days) })
    guard let weeks = carries.first, carries.count == 1 else {
      throw Refusal(part: "BYWEEKNO", reason: "some of its days move into another week, others don't")
    }
    // Week 53 is not in every year. Weeks 1, 52 and 53 reach into another calendar year, which
    // matters where years are left out or counted through.
    let known = isGrouped ? 2...51 : 1...52
    if isGrouped { try requireSame(\.year, "year") }
    parts.weekNumbers = try moved(parts.weekNumbers, by: weeks, within: known)
    parts.weekNumbersFromEnd = try moved(parts.weekNumbersFromEnd, by: -weeks, within: known)
    rotateWeekdays(by: days)
  }

  private func moved(_ weeks: UInt64, by carry: Int, within known: ClosedRange<Int>) throws(Refusal) -> UInt64
  {
    var result: UInt64 = 0
    for week in 1...53 where weeks >> week & 1 == 1 {
      try refuse(
        !known.contains(week) || !known.contains(week + carry), "BYWEEKNO",
        "week \(week) and the one \(abs(carry)) away are not in every year alike")
      result |= 1 << (week + carry)
    }
    return result
  }

  private mutating func rotateYearDays(by days: Int) throws(Refusal) {
    var moved: [Int16] = []
    for day in parts.yearDays {
      let target = Int(day) + days
      let stays = day > 0 ? (1...365).contains(target) : (-365 ... -1).contains(target)
      try refuse(
        !stays || abs(Int(day)) > 365, "BYYEARDAY",
        "day \(day) of the year moved by \(days.counted("day")) is not in the same year every time")
      moved.append(Int16(target))
    }
    parts.yearDays = moved.sorted()
  }

  // MARK: Refusing

  func refuse(_ isRefused: Bool, _ part: String, _ reason: String) throws(Refusal) {
    if isRefused { throw Refusal(part: part, reason: reason) }
  }

  /// BYMONTH alone picks whole months, and no move by days keeps a day in its month.
  private mutating func refuseMonths() throws(Refusal) {
    if parts.months == MonthDays.everyMonth { parts.months = 0 }
    try refuse(parts.months != 0, "BYMONTH", "days at the edge of a month move into another month")
  }

  private func requireSame(_ period: KeyPath<CivilDate, Int>, _ name: String) throws(Refusal) {
    try refuse(
      oldStart.date[keyPath: period] != newStart.date[keyPath: period], "INTERVAL",
      "the start moves into another \(name) and the other occurrences don't")
  }
}

extension OrdinalWeekday {
  fileprivate var text: String { "\(ordinal)\(weekday.abbreviation)" }
}

extension CivilDate {
  /// Months since year 0, so that neighbours differ by one.
  var monthIndex: Int {
    let (year, month, _) = components
    return year * 12 + month - 1
  }
}

extension Weekday {
  fileprivate var bit: UInt8 { 1 << rawValue }

  fileprivate func advanced(by days: Int) -> Weekday {
    Weekday(rawValue: UInt8((Int(rawValue) + days.floorRemainder(by: 7)) % 7)) ?? self
  }
}

extension UInt8 {
  /// The weekdays of a mask, Monday first.
  fileprivate var weekdays: [Weekday] { Weekday.allCases.filter { self & $0.bit != 0 } }

  fileprivate func rotated(by days: Int) -> UInt8 {
    weekdays.reduce(0) { $0 | $1.advanced(by: days).bit }
  }
}
