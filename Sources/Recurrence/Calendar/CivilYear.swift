/// A year by what the calendar's pattern depends on: its first day, its length, and the year before.
struct CivilYear: Sendable {
  let year: Int
  /// The day number of 1 January.
  let firstDay: Int
  let isLeap: Bool
  /// 0 (Monday) to 6.
  let firstWeekday: Int

  init(_ year: Int) {
    self.year = year
    let before = year - 1
    // Years are 1 or later, so plain division rounds down.
    firstDay = before * 365 + before / 4 - before / 100 + before / 400 - 719_162
    isLeap = CivilDate.isLeap(year)
    firstWeekday = (firstDay + 719_162) % 7
  }

  private init(year: Int, firstDay: Int, isLeap: Bool, firstWeekday: Int) {
    self.year = year
    self.firstDay = firstDay
    self.isLeap = isLeap
    self.firstWeekday = firstWeekday
  }

  /// The year that holds a day.
  init(containing dayNumber: Int) {
    self.init(CivilDate.components(dayNumber: dayNumber).year)
  }

  var length: Int { isLeap ? 366 : 365 }

  var next: CivilYear {
    let weekday = firstWeekday + (isLeap ? 2 : 1)
    return CivilYear(
      year: year + 1, firstDay: firstDay + length, isLeap: CivilDate.isLeap(year + 1),
      firstWeekday: weekday >= 7 ? weekday - 7 : weekday)
  }

  /// The day of the year, from 0, on which a month (1 to 12, 13 for the year's end) begins.
  func monthStart(_ month: Int) -> Int {
    Self.monthStarts[month - 1] + (isLeap && month > 2 ? 1 : 0)
  }

  static let monthStarts: InlineArray<13, Int> = [
    0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365,
  ]
}
