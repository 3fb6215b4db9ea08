internal import Recurrence

/// The days that BYMONTH and BYMONTHDAY pick, in any year.
struct MonthDays: Hashable {
  /// Bits 1 to 12, never empty.
  var months: UInt16 = 0
  /// Bits 1 to 31.
  var fromStart: UInt32 = 0
  /// Bits 1 to 31, counted back from the month's last day.
  var fromEnd: UInt32 = 0

  init() {}

  /// The days that parts name; every month where they name none.
  init(_ parts: RuleParts) {
    for month in parts.has(.months) ? parts[.months] : Array(1...12) { months |= 1 << UInt16(month) }
    for day in parts[.monthDays] {
      if day > 0 { fromStart |= 1 << UInt32(day) } else { fromEnd |= 1 << UInt32(-day) }
    }
  }

  /// BYMONTHDAY.
  var days: [Int] { Bits(UInt64(fromStart)) + Bits(UInt64(fromEnd)).map(-) }

  func contains(_ dayNumber: Int) -> Bool {
    let (year, month, day) = CivilDate.components(dayNumber: dayNumber)
    guard months >> month & 1 == 1 else { return false }
    let back = CivilDate.daysInMonth(year: year, month: month) - day + 1
    return fromStart >> day & 1 == 1 || fromEnd >> back & 1 == 1
  }
}

extension RuleRotation {
  /// The period whose occurrences must stay together.
  enum Period {
    case month, year

    func index(of dayNumber: Int) -> Int {
      let (year, month, _) = CivilDate.components(dayNumber: dayNumber)
      return self == .month ? year * 12 + month : year
    }
  }

  /// Years that differ in where their neighbourhood has a leap day; a move by up to a year sees no more.
  private static let kindsOfYears = [2021, 2022, 2023, 2024]

  /// Moves BYMONTHDAY, or the start's day where it is absent, and BYMONTH with it.
  mutating func rotateMonthDays(by days: Int, period: Period?) throws(Refusal) {
    let isDayNamed = parts.has(.monthDays)
    let areMonthsNamed = parts.has(.months)
    let isYearly = rule.frequency == .yearly
    var stated = parts
    stated.stateDay(of: oldStart.date, rule.frequency)
    let old = MonthDays(stated)

    let part = isDayNamed ? "BYMONTHDAY" : isYearly && !areMonthsNamed ? "DTSTART" : "BYMONTHDAY"
    guard (-365...365).contains(days) else {
      throw Refusal(part: part, reason: "over \(days) days the months' lengths differ from year to year")
    }
    guard let new = moved(old, by: days) else {
      throw Refusal(
        part: part,
        reason: "the day \(abs(days).counted("day")) \(days < 0 ? "earlier" : "later") "
          + "has no fixed place in every month and year: months have different lengths")
    }
    // 31 November never comes, wherever it moves.
    if new.months == 0 { return }
    if let period, !keepsTogether(old, by: days, period) {
      throw Refusal(part: part, reason: "some days move into another \(period) and others don't")
    }

    let start = newStart.date
    let months = Array(Bits(UInt64(new.months)))
    let isImplied = !isDayNamed && new.days == [start.day]
    parts[.monthDays] = isImplied ? [] : new.days
    if !areMonthsNamed, isYearly, isImplied, months == [start.month] { return }
    if areMonthsNamed || months.count < 12 || isYearly && !isDayNamed { parts[.months] = months }
  }

  /// The days that lie exactly that far from the old ones in every year, where they can be named.
  private func moved(_ old: MonthDays, by days: Int) -> MonthDays? {
    var forward = MonthDays()
    var mixed = MonthDays()
    var backward = MonthDays()
    for day in Self.days(ofYear: 2023) where old.contains(day) {
      let (year, month, dayOfMonth) = CivilDate.components(dayNumber: day + days)
      let back = CivilDate.daysInMonth(year: year, month: month) - dayOfMonth + 1
      let source = CivilDate.components(dayNumber: day)
      forward.months |= 1 << UInt16(month)
      forward.fromStart |= 1 << UInt32(dayOfMonth)
      backward.fromEnd |= 1 << UInt32(back)
      if old.fromStart >> source.day & 1 == 1 {
        mixed.fromStart |= 1 << UInt32(dayOfMonth)
      } else {
        mixed.fromEnd |= 1 << UInt32(back)
      }
    }
    mixed.months = forward.months
    backward.months = forward.months
    return [mixed, forward, backward].first { isExact($0, for: old, by: days) }
  }

  /// Day by day, in every kind of year: picked after the move if and only if picked before it.
  private func isExact(_ new: MonthDays, for old: MonthDays, by days: Int) -> Bool {
    Self.kindsOfYears.allSatisfy { year in
      Self.days(ofYear: year).allSatisfy { new.contains($0) == old.contains($0 - days) }
    }
  }

  private func keepsTogether(_ old: MonthDays, by days: Int, _ period: Period) -> Bool {
    func carry(_ day: Int) -> Int { period.index(of: day + days) - period.index(of: day) }
    let expected = carry(oldStart.date.dayNumber)
    return Self.kindsOfYears.allSatisfy { year in
      Self.days(ofYear: year).allSatisfy { !old.contains($0) || carry($0) == expected }
    }
  }

  private static func days(ofYear year: Int) -> Range<Int> {
    CivilDate.dayNumber(year: year, month: 1, day: 1)..<CivilDate.dayNumber(year: year + 1, month: 1, day: 1)
  }
}
