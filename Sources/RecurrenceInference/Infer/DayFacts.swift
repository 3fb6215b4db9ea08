internal import Recurrence

/// What the days of a target's walls have in common.
struct DayFacts {
  let target: RuleTarget
  /// Day numbers, ascending and unique.
  let days: [Int]
  private(set) var weekdays: Set<Int> = []
  private(set) var months: Set<Int> = []
  /// From the front, and from the end as negative numbers.
  private(set) var monthDays: Set<Int> = []
  private(set) var monthDaysFromEnd: Set<Int> = []
  /// From the front, but for a month's last day, which is counted from the end.
  private(set) var mixedMonthDays: Set<Int> = []
  /// Weekdays with their ordinal in the month, from the front and from the end.
  private(set) var ordinals: Set<Int> = []
  private(set) var ordinalsFromEnd: Set<Int> = []

  init(_ target: RuleTarget) {
    self.target = target
    var days: [Int] = []
    for wall in target.walls {
      let day = wall.floorDivided(by: 86_400)
      if days.last != day { days.append(day) }
    }
    self.days = days
    for number in days {
      let (year, month, day) = CivilDate.components(dayNumber: number)
      let fromEnd = CivilDate.daysInMonth(year: year, month: month) - day + 1
      let weekday = CivilDate.weekdayIndex(number)
      weekdays.insert(weekday)
      months.insert(month)
      monthDays.insert(day)
      monthDaysFromEnd.insert(-fromEnd)
      mixedMonthDays.insert(fromEnd == 1 ? -1 : day)
      ordinals.insert(((day - 1) / 7 + 1) * 8 + weekday)
      ordinalsFromEnd.insert(-((fromEnd - 1) / 7 + 1) * 8 + weekday)
    }
  }

  /// The ordinals, but for a weekday that comes as a month's fifth, and maybe as its fourth: its last.
  var mixedOrdinals: Set<Int> {
    var mixed = ordinals
    for weekday in 0..<7 where ordinals.contains(5 * 8 + weekday) {
      mixed.subtract([4 * 8 + weekday, 5 * 8 + weekday])
      mixed.insert(-8 + weekday)
    }
    return mixed
  }

  /// The place of the first day among the days of its month that are one of some weekdays, from the front
  /// and from the end.
  func position(among weekdays: [Int]) -> (front: Int, fromEnd: Int)? {
    guard let number = days.first, self.weekdays.isSubset(of: weekdays) else { return nil }
    let (year, month, day) = CivilDate.components(dayNumber: number)
    let chosen = (number - day + 1..<number - day + 1 + CivilDate.daysInMonth(year: year, month: month))
      .filter { weekdays.contains(CivilDate.weekdayIndex($0)) }
    return chosen.firstIndex(of: number).map { ($0 + 1, $0 - chosen.count) }
  }

  /// 1, and the largest interval that leads from the start's period to each day's.
  func intervals(_ frequency: Frequency, weekStart: Weekday = .monday) -> [Int] {
    let start = target.start.date
    let (year, month, _) = start.components
    let first = start.weekStart(weekStart)
    let largest = days.reduce(0) { divisor, number in
      let distance: Int
      switch frequency {
      case .yearly: distance = CivilDate.components(dayNumber: number).year - year
      case .monthly:
        let other = CivilDate.components(dayNumber: number)
        distance = (other.year - year) * 12 + other.month - month
      case .weekly: distance = (number - first).floorDivided(by: 7)
      default: distance = number - start.dayNumber
      }
      return greatestCommonDivisor(divisor, distance)
    }
    return largest > 1 ? [1, largest] : [1]
  }
}
