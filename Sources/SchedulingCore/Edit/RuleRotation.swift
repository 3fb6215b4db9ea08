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
  var isGrouped: Bool { rule.interval > 1 || parts.has(.setPositions) }

  /// Whether every day is as good as another: no part picks days, and neither does the frequency.
  var takesAnyDay: Bool {
    rule.frequency <= .daily
      && ![RulePart.days, .months, .monthDays, .yearDays, .weekNumbers].contains(where: parts.has)
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
    if parts.has(.monthDays) {
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
        (statedWeekdays + [oldStart.date.weekday]).map { weekCarry(of: $0, days) })
      if carries.count > 1 { weekStart = weekStart.advanced(by: days) }
    }
    rotateWeekdays(by: days)
  }

  private mutating func rotateMonth(by days: Int) throws(Refusal) {
    if !parts.ordinalWeekdays.isEmpty {
      if isGrouped { try requireSame(\.monthIndex, "month") }
      try rotateOrdinals(by: days, atMost: 4, scope: "month")
    }
    if parts.has(.monthDays) {
      rotateWeekdays(by: days)
      try rotateMonthDays(by: days, period: isGrouped ? .month : nil)
    } else if !parts.plainWeekdays.isEmpty {
      try rotateFreeWeekdays(by: days, period: "month")
    } else if parts.ordinalWeekdays.isEmpty {
      try rotateMonthDays(by: days, period: isGrouped ? .month : nil)
    }
  }

  private mutating func rotateYear(by days: Int) throws(Refusal) {
    if parts.has(.weekNumbers) {
      try rotateWeekNumbers(by: days)
    } else if parts.has(.yearDays) {
      try refuseMonths()
      try refuse(!parts.ordinalWeekdays.isEmpty, "BYDAY", "its ordinals stand beside BYYEARDAY")
      if isGrouped { try requireSame(\.year, "year") }
      try rotateYearDays(by: days)
      rotateWeekdays(by: days)
      if parts.has(.monthDays) { try rotateMonthDays(by: days, period: nil) }
    } else if parts.has(.monthDays) || !parts.has(.days) {
      try refuse(!parts.ordinalWeekdays.isEmpty, "BYDAY", "its ordinals stand beside BYMONTHDAY")
      rotateWeekdays(by: days)
      try rotateMonthDays(by: days, period: isGrouped ? .year : nil)
    } else {
      if !parts.ordinalWeekdays.isEmpty {
        if isGrouped { try requireSame(\.year, "year") }
        let inMonths = parts.has(.months)
        try rotateOrdinals(by: days, atMost: inMonths ? 4 : 52, scope: inMonths ? "month" : "year")
      }
      if !parts.plainWeekdays.isEmpty { try rotateFreeWeekdays(by: days, period: "year") }
    }
  }

  // MARK: Weekdays

  /// BYDAY, or the weekday that the start says.
  private var statedWeekdays: [Weekday] {
    var stated = parts
    stated.stateDay(of: oldStart.date, rule.frequency)
    return stated.plainWeekdays
  }

  private mutating func rotateWeekdays(by days: Int) {
    parts.plainWeekdays = parts.plainWeekdays.map { $0.advanced(by: days) }
  }

  /// Weekdays that fill a whole month or year: they pass its end when they move.
  private mutating func rotateFreeWeekdays(by days: Int, period: String) throws(Refusal) {
    try refuseMonths()
    try refuse(
      parts.has(.setPositions), "BYSETPOS",
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
      parts.has(.yearDays) || parts.has(.monthDays) || !parts.ordinalWeekdays.isEmpty, "BYWEEKNO",
      "it is crossed with other days of the year")
    let selected = statedWeekdays + (isGrouped ? [oldStart.date.weekday] : [])
    let carries = Set(selected.map { weekCarry(of: $0, days) })
    guard let weeks = carries.first, carries.count == 1 else {
      throw Refusal(part: "BYWEEKNO", reason: "some of its days move into another week, others don't")
    }
    // Week 53 is not in every year. Weeks 1, 52 and 53 reach into another calendar year, which
    // matters where years are left out or counted through.
    let known = isGrouped ? 2...51 : 1...52
    if isGrouped { try requireSame(\.year, "year") }
    for week in parts[.weekNumbers] {
      let isKnown = [week, week + weeks].allSatisfy {
        $0.signum() == week.signum() && known.contains(abs($0))
      }
      try refuse(
        !isKnown, "BYWEEKNO", "week \(abs(week)) and the one \(abs(weeks)) away are not in every year alike")
    }
    parts[.weekNumbers] = parts[.weekNumbers].map { $0 + weeks }
    rotateWeekdays(by: days)
  }

  private mutating func rotateYearDays(by days: Int) throws(Refusal) {
    for day in parts[.yearDays] {
      let target = day + days
      let stays = day > 0 ? (1...365).contains(target) : (-365 ... -1).contains(target)
      try refuse(
        !stays || abs(day) > 365, "BYYEARDAY",
        "day \(day) of the year moved by \(days.counted("day")) is not in the same year every time")
    }
    parts[.yearDays] = parts[.yearDays].map { $0 + days }
  }

  // MARK: Refusing

  func refuse(_ isRefused: Bool, _ part: String, _ reason: String) throws(Refusal) {
    if isRefused { throw Refusal(part: part, reason: reason) }
  }

  /// BYMONTH alone picks whole months, and no move by days keeps a day in its month.
  private mutating func refuseMonths() throws(Refusal) {
    if parts[.months] == Array(1...12) { parts[.months] = [] }
    try refuse(!parts[.months].isEmpty, "BYMONTH", "days at the edge of a month move into another month")
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
  fileprivate func advanced(by days: Int) -> Weekday {
    Weekday(rawValue: UInt8((Int(rawValue) + days.floorRemainder(by: 7)) % 7)) ?? self
  }
}
