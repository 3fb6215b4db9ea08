internal import Recurrence

/// Tells which of the days that a rule names some months or years lack.
struct ExistenceReader {
  let meaning: RuleMeaning
  let head: DayHead?
  let weekNumbers: [Int]

  var existence: DayExistence? {
    let skip = meaning.rule.scale?.skip ?? .omit
    let lacking = meaning.isGregorian ? self.lacking : nil
    if skip != .omit, !meaning.rule.leapMonths.isEmpty {
      return skip == .backward ? .inMonthBefore : .inMonthAfter
    }
    if skip != .omit, !meaning.isGregorian || meaning.isDayOpen || lacking != nil {
      return skip == .backward ? .movedBack : .movedForward
    }
    return lacking
  }

  private var lacking: DayExistence? {
    switch head {
    case .monthDays(let days): lackingMonthDays(days)
    case .ordinals(let days): lackingOrdinals(days)
    case .ranked(let ranks, let days, let period):
      // Each weekday comes at least 4 times a month and 52 times a year.
      ranks.contains { abs($0) > days.days.count * (period == .month ? 4 : 52) } ? .whereItExists : nil
    case .yearDays(let days):
      days.contains { abs($0) == 366 } ? (days.count == 1 ? .leapYears : .whereItExists) : nil
    case .weekdaysWithin:
      nil
    case .everyDay, .weekdays, nil:
      weekNumbers.contains { abs($0) == 53 }
        ? (weekNumbers.count == 1 ? .yearsWith53Weeks : .whereItExists) : nil
    }
  }

  private func lackingMonthDays(_ days: [Int]) -> DayExistence? {
    let months = meaning.months.isEmpty ? Array(1...12) : meaning.months.map(\.number)
    let shortest = months.map { $0 == 2 ? 28 : CivilDate.daysInMonth(year: 2024, month: $0) }.min() ?? 28
    let longest = months.map { CivilDate.daysInMonth(year: 2024, month: $0) }.max() ?? 31
    if days.allSatisfy({ abs($0) > longest }) {
      return .never(isOne: days.count == 1 && meaning.months.count <= 1)
    }
    guard days.contains(where: { abs($0) > shortest }) else { return nil }
    guard days.count == 1, let day = days.first else { return .whereItExists }
    if months == [2] { return .leapYears }
    switch abs(day) {
    case 31: return .monthsWith31Days
    case 30: return .notInFebruary
    default: return .leapFebruary
    }
  }

  private func lackingOrdinals(_ days: OrdinalDays) -> DayExistence? {
    let isMonth = days.period == .month
    let (always, atTimes) = isMonth ? (4, 5) : (52, 53)
    if days.plain == nil, days.ordinals.allSatisfy({ abs($0.ordinal) > atTimes }) {
      return .never(isOne: days.ordinals.count == 1)
    }
    guard days.ordinals.contains(where: { abs($0.ordinal) > always }) else { return nil }
    guard days.plain == nil, days.ordinals.count == 1 else { return .whereItExists }
    return isMonth ? .monthsWithOne : .yearsWithOne
  }
}
