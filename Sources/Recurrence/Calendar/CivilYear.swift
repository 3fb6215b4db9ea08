/// A year by what the calendar's pattern depends on: its first day, its length, and the year before.
struct CivilYear: Sendable {
  // Narrow, since every iterator holds one.
  private let yearNumber: Int32
  private let firstDayNumber: Int32
  let isLeap: Bool
  private let firstWeekdayIndex: Int8

  var year: Int { Int(yearNumber) }
  /// The day number of 1 January.
  var firstDay: Int { Int(firstDayNumber) }
  /// 0 (Monday) to 6.
  var firstWeekday: Int { Int(firstWeekdayIndex) }

  /// - Parameter year: From 0 to 10,000.
  init(_ year: Int) {
    // 400 years later the calendar is the same, and plain division rounds down.
    let before = year + 399
    let firstDay = before * 365 + before / 4 - before / 100 + before / 400 - 146_097 - 719_162
    self.init(
      year: year, firstDay: firstDay, isLeap: CivilDate.isLeap(year),
      firstWeekday: (firstDay + 719_162 + 146_097) % 7)
  }

  private init(year: Int, firstDay: Int, isLeap: Bool, firstWeekday: Int) {
    yearNumber = Int32(truncatingIfNeeded: year)
    firstDayNumber = Int32(truncatingIfNeeded: firstDay)
    self.isLeap = isLeap
    firstWeekdayIndex = Int8(truncatingIfNeeded: firstWeekday)
  }

  /// Year 1, which began on a Monday.
  static var one: CivilYear { CivilYear(year: 1, firstDay: -719_162, isLeap: false, firstWeekday: 0) }

  /// The year, from 0 to 10,000, that holds a day.
  init(containing dayNumber: Int) {
    // By the mean length of a year: the right one, or the one before it.
    let year = CivilYear((dayNumber + 719_162 + 146_097) * 400 / 146_097 - 399)
    self = dayNumber < year.firstDay + year.length ? year : year.next
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
