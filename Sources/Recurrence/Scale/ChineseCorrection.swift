internal import CCalendar

/// The months of the Chinese calendar from 1900 to 2100 that ICU dates a day off, where the new moon is within minutes
/// of midnight in Beijing, and the leap months that it places a month late.
enum ChineseCorrection {
  /// By the day number on which ICU begins the month: how many days later it begins.
  private static let shifts: [Int: Int64] = days([
    (1914, 11, 17, 1), (1916, 2, 3, 1), (1920, 11, 10, 1), (1954, 2, 4, -1), (1955, 2, 23, -1),
    (1999, 1, 18, -1),
    (2012, 8, 18, -1), (2018, 11, 7, 1), (2027, 2, 7, -1), (2030, 2, 2, 1), (2070, 3, 13, -1),
    (2097, 8, 7, 1),
  ])

  /// By the day number on which it begins: the number of the leap month, or of the month after it below zero.
  private static let leaps: [Int: Int64] = days([
    (1917, 3, 23, 2), (1917, 4, 21, -3), (1922, 6, 25, 5), (1922, 7, 24, -6), (1987, 7, 26, 6),
    (1987, 8, 24, -7),
  ])

  static func correct(_ month: inout series_calendar_month) {
    let day = Int(month.first_day)
    if let shift = shifts[day] { month.first_day += shift }
    if let leap = leaps[day] { (month.index, month.is_leap) = (Int32(leap.magnitude) - 1, leap > 0) }
  }

  private static func days(_ list: [(year: Int, month: Int, day: Int, value: Int64)]) -> [Int: Int64] {
    Dictionary(
      list.map { (CivilDate.dayNumber(year: $0.year, month: $0.month, day: $0.day), $0.value) },
      uniquingKeysWith: { first, _ in first })
  }
}
