internal import Recurrence

/// A rule in which the part that one date stands on is replaced by what another date says.
struct RulePartReplacement {
  /// Where the dates of the rule go.
  let day: DayReplacement
  private let rule: RecurrenceRule
  private let parts: RuleParts

  /// - Parameters:
  ///   - old: A date of the rule.
  ///   - new: The date in its place.
  ///   - start: The rule's start, which says what the parts leave open.
  /// - Throws: `ruleNotMovable` where no single part says the date.
  init(
    _ rule: RecurrenceRule, from old: CivilDate, to new: CivilDate, of start: RecurrenceStart
  ) throws(ValidationFailure) {
    self.rule = rule
    guard rule.scale == nil else {
      throw NamedMoveDraft.refusal("RSCALE", "days of another calendar are not replaced")
    }
    var parts = rule.parts
    guard !parts.has(.setPositions) else {
      throw NamedMoveDraft.refusal("BYSETPOS", "it counts days that belong together")
    }
    guard !parts.has(.weekNumbers), !parts.has(.yearDays) else {
      throw NamedMoveDraft.refusal(
        parts.has(.weekNumbers) ? "BYWEEKNO" : "BYYEARDAY", "it is counted through the year")
    }
    parts.stateDay(of: start.local.date, rule.frequency)
    if parts.has(.monthDays) {
      day = try Self.replaceMonthDay(&parts, old, new, rule.frequency)
    } else if let place = parts.ordinalWeekdays.first(where: { $0.isPlace(of: old) }),
      rule.frequency == .monthly || parts.has(.months)
    {
      day = try Self.replaceOrdinal(&parts, place, old, new, rule.frequency)
    } else if parts.plainWeekdays.contains(old.weekday) {
      parts.plainWeekdays = parts.plainWeekdays.filter { $0 != old.weekday } + [new.weekday]
      day = DayReplacement(
        from: .weekday(old.weekday, weekStart: rule.weekStart),
        to: .weekday(new.weekday, weekStart: rule.weekStart))
    } else {
      throw NamedMoveDraft.refusal(
        parts.ordinalWeekdays.isEmpty ? "FREQ" : "BYDAY", "no part of it names the day of \(old) alone")
    }
    self.parts = parts
  }

  /// The rule; what its start says anyway is left out as before.
  func rule(startingOn date: CivilDate) -> RecurrenceRule {
    var implied = rule.parts
    implied.stateDay(of: date, rule.frequency)
    return implied == parts ? rule : rule.with { $0.parts = parts }
  }

  private static func replaceOrdinal(
    _ parts: inout RuleParts, _ place: OrdinalWeekday, _ old: CivilDate, _ new: CivilDate,
    _ frequency: Frequency
  ) throws(ValidationFailure) -> DayReplacement {
    if old.month != new.month, old.year == new.year, frequency == .yearly, parts[.months].count == 1,
      parts[.days].count == 1
    {
      let moved = new.ordinal(like: place)
      parts[.months] = [new.month]
      parts.ordinalWeekdays = [moved]
      return DayReplacement(
        from: .ordinal(place, month: old.month), to: .ordinal(moved, month: new.month))
    }
    try requireSameMonth(old, new, "BYDAY")
    let moved = new.ordinal(like: place)
    parts.ordinalWeekdays = Set(parts.ordinalWeekdays.filter { $0 != place } + [moved]).sorted()
    return DayReplacement(from: .ordinal(place), to: .ordinal(moved))
  }

  private static func replaceMonthDay(
    _ parts: inout RuleParts, _ old: CivilDate, _ new: CivilDate, _ frequency: Frequency
  ) throws(ValidationFailure) -> DayReplacement {
    guard !parts.has(.days) else {
      throw NamedMoveDraft.refusal("BYMONTHDAY", "it is crossed with BYDAY")
    }
    let (_, oldMonth, oldDay) = old.components
    let (_, newMonth, newDay) = new.components
    if oldMonth != newMonth, frequency == .yearly, old.year == new.year, parts[.months].count == 1,
      parts[.monthDays] == [oldDay]
    {
      parts[.months] = [newMonth]
      parts[.monthDays] = [newDay]
      return DayReplacement(
        from: .date(month: oldMonth, day: oldDay), to: .date(month: newMonth, day: newDay))
    }
    try requireSameMonth(old, new, "BYMONTHDAY")
    var (from, to) = (oldDay, newDay)
    if !parts[.monthDays].contains(oldDay) {
      let length = CivilDate.daysInMonth(year: old.year, month: oldMonth)
      (from, to) = (oldDay - length - 1, newDay - length - 1)
    }
    parts[.monthDays] = parts[.monthDays].filter { $0 != from } + [to]
    return DayReplacement(from: .monthDay(from), to: .monthDay(to))
  }

  private static func requireSameMonth(
    _ old: CivilDate, _ new: CivilDate, _ part: String
  ) throws(ValidationFailure) {
    guard (old.year, old.month) == (new.year, new.month) else {
      throw NamedMoveDraft.refusal(part, "\(new) lies in another month than \(old)")
    }
  }
}

extension OrdinalWeekday {
  /// Whether a date has that place in its month.
  fileprivate func isPlace(of date: CivilDate) -> Bool {
    CivilDate(of: self, year: date.year, month: date.month) == date
  }
}
