/// A change of a zone's clocks that comes back each year without end.
package struct YearlyChange: Hashable, Sendable {
  /// Seconds east of UTC until then.
  package let offsetBefore: Int
  /// Seconds east of UTC from then on.
  package let offsetAfter: Int
  private let change: PosixRule.Change

  fileprivate init(_ change: PosixRule.Change, from offsetBefore: Int, to offsetAfter: Int) {
    self.change = change
    self.offsetBefore = offsetBefore
    self.offsetAfter = offsetAfter
  }

  /// When it takes place in a year, on the clock that ends.
  package func wallSeconds(inYear year: Int) -> Int { change.wallSeconds(inYear: year) }
}

extension ZoneTransitions {
  /// The zone's two changes that come back each year once `isRegularFrom` has passed; empty where none do.
  package var yearlyChanges: [YearlyChange] {
    guard case .file(let file) = names, let rule = file.rule, let daylight = rule.daylight, !isFixed else {
      return []
    }
    return [
      YearlyChange(daylight.start, from: rule.standardOffset, to: daylight.offset),
      YearlyChange(daylight.end, from: daylight.offset, to: rule.standardOffset),
    ]
  }
}

extension YearlyChange {
  /// The change as a yearly RRULE, or `nil` where its day may lie in another month than it says.
  package var rule: String? {
    // A time below 00:00 or beyond 24:00 belongs to another day.
    let shift = change.seconds.floorDivided(by: 86_400)
    switch change.day {
    case .weekday(let month, let week, let weekday):
      let name = Weekday(rawValue: UInt8((weekday + 6 + shift).floorRemainder(by: 7)))?.abbreviation ?? "MO"
      if shift == 0 { return "FREQ=YEARLY;BYMONTH=\(month);BYDAY=\(week == 5 ? -1 : week)\(name)" }
      let length = CivilDate.daysInMonth(year: 2001, month: month)
      let first = (week == 5 ? length - 6 : week * 7 - 6) + shift
      if first >= 1, first + 6 <= length, month != 2 || week != 5 {
        let days = (first...first + 6).map(String.init).joined(separator: ",")
        return "FREQ=YEARLY;BYMONTH=\(month);BYMONTHDAY=\(days);BYDAY=\(name)"
      }
      // Across months: counted from the year's end, leap years are like others from the end of February on.
      guard month > 2 || week == 5 else { return nil }
      let newYear = CivilDate.dayNumber(year: 2002, month: 1, day: 1)
      let start = CivilDate.dayNumber(year: 2001, month: month, day: 1) + first - 1 - newYear
      guard start + 6 < 0 else { return nil }
      let days = (start...start + 6).map(String.init).joined(separator: ",")
      return "FREQ=YEARLY;BYYEARDAY=\(days);BYDAY=\(name)"
    case .julianWithoutLeapDay(let number):
      let date = CivilDate(unchecked: CivilDate.dayNumber(year: 2001, month: 1, day: 1) + number - 1 + shift)
      guard date.year == 2001, number + shift < 59 || number >= 60 + abs(shift) else { return nil }
      return "FREQ=YEARLY;BYMONTH=\(date.month);BYMONTHDAY=\(date.day)"
    case .zeroBased(let number):
      guard (0...364).contains(number + shift) else { return nil }
      return "FREQ=YEARLY;BYYEARDAY=\(number + shift + 1)"
    }
  }
}
