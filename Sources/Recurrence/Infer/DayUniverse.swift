/// The days around a series, each with what a rule's parts can say of it, as rows of bits.
///
/// A row has a bit for every day from the year of the start to the year of the last time looked at, and
/// a week on either side. Rows are made when they are asked for first. Not to be shared between threads.
final class DayUniverse {
  /// A set of days.
  typealias Row = ContiguousArray<UInt64>

  /// What a part can say of days, each in the numbers of that part.
  enum Feature: Hashable {
    case month, monthDay, yearDay
    case weekNumber(weekStart: Weekday)
    /// The ordinal within the month or the year, times 8, plus the weekday; ordinal 0 is every such day.
    case weekdayInMonth, weekdayInYear
  }

  private struct RowKey: Hashable {
    let feature: Feature
    let values: [Int]
  }

  private struct PhaseKey: Hashable {
    let frequency: Frequency
    let interval: Int
    let weekStart: Weekday
  }

  /// The number of the day that bit 0 stands for.
  let firstDay: Int
  let count: Int
  let startDay: Int
  var wordCount: Int { (count + 63) >> 6 }

  private var columns: [Feature: [ContiguousArray<Int16>]] = [:]
  private let years: ContiguousArray<Int16>
  private let months: ContiguousArray<Int16>
  private let monthDays: ContiguousArray<Int16>
  private var rows: [RowKey: Row] = [:]
  private var phases: [PhaseKey: Row] = [:]
  /// How many days were looked at to make columns and rows.
  private(set) var work = 0

  init(startDay: Int, lastDay: Int) {
    let firstYear = CivilDate.components(dayNumber: startDay).year
    let lastYear = CivilDate.components(dayNumber: lastDay).year
    firstDay = CivilDate.dayNumber(year: firstYear, month: 1, day: 1) - 7
    count = CivilDate.dayNumber(year: lastYear + 1, month: 1, day: 1) + 7 - firstDay
    self.startDay = startDay
    var years: ContiguousArray<Int16> = []
    var months: ContiguousArray<Int16> = []
    var monthDays: ContiguousArray<Int16> = []
    years.reserveCapacity(count)
    months.reserveCapacity(count)
    monthDays.reserveCapacity(count)
    var (year, month, day) = CivilDate.components(dayNumber: firstDay)
    var length = CivilDate.daysInMonth(year: year, month: month)
    for _ in 0..<count {
      years.append(Int16(truncatingIfNeeded: year))
      months.append(Int16(truncatingIfNeeded: month))
      monthDays.append(Int16(truncatingIfNeeded: day))
      day += 1
      if day > length {
        (month, day) = month == 12 ? (1, 1) : (month + 1, 1)
        if month == 1 { year += 1 }
        length = CivilDate.daysInMonth(year: year, month: month)
      }
    }
    (self.years, self.months, self.monthDays) = (years, months, monthDays)
  }

  // MARK: Features of days

  /// The values by which a part can name a day: one from the front, one from the end, and for a
  /// weekday the one without an ordinal first.
  func values(of feature: Feature, at index: Int) -> [Int] {
    columns(feature).map { Int($0[index]) }
  }

  /// 0 for Monday to 6.
  func weekday(at index: Int) -> Int { CivilDate.weekdayIndex(firstDay + index) }

  func month(at index: Int) -> Int { Int(months[index]) }
  func monthDay(at index: Int) -> Int { Int(monthDays[index]) }

  private func columns(_ feature: Feature) -> [ContiguousArray<Int16>] {
    if let known = columns[feature] { return known }
    let made: [ContiguousArray<Int16>]
    switch feature {
    case .month: made = [months]
    case .monthDay: made = bothEnds { (Int(self.monthDays[$0]), self.monthLength(at: $0)) }
    case .yearDay: made = bothEnds { (self.yearDay(at: $0), self.yearLength(at: $0)) }
    case .weekNumber(let weekStart): made = bothEnds { self.weekPlace(at: $0, weekStart) }
    case .weekdayInMonth: made = weekdays { (Int(self.monthDays[$0]), self.monthLength(at: $0)) }
    case .weekdayInYear: made = weekdays { (self.yearDay(at: $0), self.yearLength(at: $0)) }
    }
    work += 4 * count
    columns[feature] = made
    return made
  }

  /// A place from 1 and how many there are, as numbers from the front and from the end.
  private func bothEnds(_ place: (Int) -> (Int, Int)) -> [ContiguousArray<Int16>] {
    var front = ContiguousArray<Int16>(repeating: 0, count: count)
    var back = front
    for index in 0..<count {
      let (number, of) = place(index)
      front[index] = Int16(truncatingIfNeeded: number)
      back[index] = Int16(truncatingIfNeeded: number - of - 1)
    }
    return [front, back]
  }

  private func weekdays(_ place: (Int) -> (Int, Int)) -> [ContiguousArray<Int16>] {
    var plain = ContiguousArray<Int16>(repeating: 0, count: count)
    var (front, back) = (plain, plain)
    for index in 0..<count {
      let weekday = weekday(at: index)
      let (number, of) = place(index)
      plain[index] = Int16(truncatingIfNeeded: weekday)
      front[index] = Int16(truncatingIfNeeded: ((number - 1) / 7 + 1) * 8 + weekday)
      back[index] = Int16(truncatingIfNeeded: -((of - number) / 7 + 1) * 8 + weekday)
    }
    return [plain, front, back]
  }

  private func monthLength(at index: Int) -> Int {
    CivilDate.daysInMonth(year: Int(years[index]), month: Int(months[index]))
  }

  private func yearLength(at index: Int) -> Int { CivilDate.isLeap(Int(years[index])) ? 366 : 365 }

  private func yearDay(at index: Int) -> Int {
    let monthStart =
      30 * (Int(months[index]) - 1) + [0, 1, -1, 0, 0, 1, 1, 2, 3, 3, 4, 4][Int(months[index]) - 1]
    return monthStart + (months[index] > 2 && yearLength(at: index) == 366 ? 1 : 0) + Int(monthDays[index])
  }

  private func weekPlace(at index: Int, _ weekStart: Weekday) -> (Int, Int) {
    // A week belongs to the year of its fourth day.
    let year = Int(years[index])
    var place = yearDay(at: index) + 3 - (weekday(at: index) - Int(weekStart.rawValue) + 7) % 7
    var length = yearLength(at: index)
    if place < 1 {
      length = CivilDate.isLeap(year - 1) ? 366 : 365
      place += length
    } else if place > length {
      place -= length
      length = CivilDate.isLeap(year + 1) ? 366 : 365
    }
    let number = (place - 1) / 7 + 1
    return (number, number + (length - place) / 7)
  }

  /// The values of a feature that name no other days of a row than wanted ones.
  func pureValues(of feature: Feature, in row: Row, wanted: Row) -> Set<Int> {
    let columns = columns(feature)
    var (pure, impure): (Set<Int>, [Bool]) = ([], Array(repeating: false, count: 1024))
    for word in row.indices {
      for bit in Bits(row[word] & ~wanted[word]) {
        for column in columns { impure[Int(column[word << 6 + bit]) + 512] = true }
      }
    }
    for word in row.indices {
      for bit in Bits(row[word] & wanted[word]) {
        for column in columns {
          let value = Int(column[word << 6 + bit])
          if !impure[value + 512] { pure.insert(value) }
        }
      }
    }
    work += count
    return pure
  }

  // MARK: Rows

  /// The days that any of the values names.
  func row(_ feature: Feature, _ values: [Int]) -> Row {
    let key = RowKey(feature: feature, values: values)
    if let known = rows[key] { return known }
    // Weekdays are numbered up to ±53 times 8.
    var wanted = [Bool](repeating: false, count: 1024)
    for value in values { wanted[value + 512] = true }
    var made = Row(repeating: 0, count: wordCount)
    for column in columns(feature) {
      for index in 0..<count where wanted[Int(column[index]) + 512] {
        made[index >> 6] |= 1 << UInt64(index & 63)
      }
    }
    work += count
    rows[key] = made
    return made
  }

  /// The days of the periods that an interval hits, from the start's own on.
  func phase(_ frequency: Frequency, interval: Int, weekStart: Weekday) -> Row {
    let key = PhaseKey(
      frequency: frequency, interval: interval, weekStart: frequency == .weekly ? weekStart : .monday)
    if let known = phases[key] { return known }
    let made = makeRow {
      let period = period(frequency, at: $0, weekStart: weekStart)
      return period >= 0 && period % interval == 0
    }
    phases[key] = made
    return made
  }

  /// How many periods after the start's own a day's lies.
  func period(_ frequency: Frequency, at index: Int, weekStart: Weekday) -> Int {
    let start = startDay - firstDay
    switch frequency {
    case .weekly:
      let intoWeek = (weekday(at: start) - Int(weekStart.rawValue) + 7) % 7
      return (index - start + intoWeek).floorDivided(by: 7)
    case .monthly:
      return Int(years[index] - years[start]) * 12 + Int(months[index] - months[start])
    case .yearly:
      return Int(years[index] - years[start])
    default:
      return index - start
    }
  }

  /// The days from one to another, both included.
  func row(from first: Int, through last: Int) -> Row {
    makeRow { (first...last).contains(firstDay + $0) }
  }

  /// The days with these numbers.
  func row(of days: some Sequence<Int>) -> Row {
    var row = Row(repeating: 0, count: wordCount)
    for day in days { row[(day - firstDay) >> 6] |= 1 << UInt64((day - firstDay) & 63) }
    return row
  }

  private func makeRow(_ contains: (Int) -> Bool) -> Row {
    work += count
    var row = Row(repeating: 0, count: wordCount)
    for index in 0..<count where contains(index) { row[index >> 6] |= 1 << UInt64(index & 63) }
    return row
  }
}

extension ContiguousArray<UInt64> {
  /// The days in both rows.
  static func & (left: Self, right: Self) -> Self {
    var both = left
    for index in both.indices { both[index] &= right[index] }
    return both
  }

  /// How many days are in both rows.
  func commonCount(with other: Self) -> Int {
    var count = 0
    for index in indices { count &+= (self[index] & other[index]).nonzeroBitCount }
    return count
  }

  /// Whether every day of this row is in the other.
  func isSubset(of other: Self) -> Bool {
    for index in indices where self[index] & ~other[index] != 0 { return false }
    return true
  }

  /// The places of the days among the places given, ascending.
  func places(in range: Range<Int>) -> [Int] {
    var found: [Int] = []
    var index = range.lowerBound
    while index < range.upperBound {
      let word = self[index >> 6] >> UInt64(index & 63)
      if word == 0 {
        index = (index | 63) + 1
        continue
      }
      index += word.trailingZeroBitCount
      if index < range.upperBound { found.append(index) }
      index += 1
    }
    return found
  }
}
