internal import Recurrence

/// Days, each with what a rule's parts can say of it, in numbers. What is asked for first is made once. Not to be shared
/// between threads.
final class DayTable {
  /// What a part can say of days, each in the numbers of that part.
  enum Feature: Hashable {
    case month, monthDay, yearDay
    case weekNumber(weekStart: Weekday)
    /// 0 for Monday to 6.
    case weekday
    /// The ordinal within the month or the year, times 8, plus the weekday; ordinal 0 is every such day.
    case weekdayInMonth, weekdayInYear
  }

  /// A feature's values are from here on.
  static let leastValue = -512
  static let valueCount = 1024

  /// Day numbers, ascending.
  private let days: ContiguousArray<Int32>
  private let isContiguous: Bool
  let count: Int
  private let years: ContiguousArray<Int16>
  private let months: ContiguousArray<Int16>
  private let monthDays: ContiguousArray<Int16>
  private var columns: [Feature: [ContiguousArray<Int16>]] = [:]
  private var valuePlaces: [Feature: [ValuePlaces]] = [:]
  /// How often the places of a feature's values were asked for.
  private var asked: [Feature: Int] = [:]

  /// - Parameter days: Ascending, unique.
  init(_ days: ContiguousArray<Int32>) {
    self.days = days
    count = days.count
    isContiguous = days.isEmpty || Int(days[days.count - 1] - days[0]) == days.count - 1
    var years: ContiguousArray<Int16> = []
    var months: ContiguousArray<Int16> = []
    var monthDays: ContiguousArray<Int16> = []
    years.reserveCapacity(count)
    months.reserveCapacity(count)
    monthDays.reserveCapacity(count)
    // The first day of the present month, and how many it has.
    var (first, length, year, month) = (0, 0, 0, 0)
    for number in days {
      var day = Int(number) - first + 1
      if day > length || day < 1 {
        (year, month, day) = CivilDate.components(dayNumber: Int(number))
        (first, length) = (Int(number) - day + 1, CivilDate.daysInMonth(year: year, month: month))
      }
      years.append(Int16(truncatingIfNeeded: year))
      months.append(Int16(truncatingIfNeeded: month))
      monthDays.append(Int16(truncatingIfNeeded: day))
    }
    (self.years, self.months, self.monthDays) = (years, months, monthDays)
  }

  func day(at index: Int) -> Int { Int(days[index]) }

  /// The first place whose day is no earlier.
  func place(from day: Int) -> Int {
    guard let first = days.first else { return 0 }
    if isContiguous { return min(max(0, day - Int(first)), count) }
    return (0..<count).partitionPoint { Int(days[$0]) >= day }
  }

  // MARK: Features of days

  /// The values by which a part can name a day: one from the front, one from the end, and for a
  /// weekday the one without an ordinal first.
  func values(of feature: Feature, at index: Int) -> [Int] {
    let both: (Int, Int)
    switch feature {
    case .month: return [month(at: index)]
    case .weekday: return [weekday(at: index)]
    case .monthDay: both = Self.ends(monthDay(at: index), monthLength(at: index))
    case .yearDay: both = Self.ends(yearDay(at: index), yearLength(at: index))
    case .weekNumber(let weekStart):
      let (number, count) = weekPlace(
        at: index, weekStart, weekday(at: index), yearDay(at: index), of: yearLength(at: index))
      both = Self.ends(number, count)
    case .weekdayInMonth: both = ordinals(index, monthDay(at: index), monthLength(at: index))
    case .weekdayInYear: both = ordinals(index, yearDay(at: index), yearLength(at: index))
    }
    let isWeekday = feature == .weekdayInMonth || feature == .weekdayInYear
    return (isWeekday ? [weekday(at: index)] : []) + [both.0, both.1]
  }

  /// A place from 1 and how many there are, as numbers from the front and from the end.
  private static func ends(_ number: Int, _ count: Int) -> (Int, Int) { (number, number - count - 1) }

  /// The weekday with the ordinals it has among so many days.
  private func ordinals(_ index: Int, _ number: Int, _ count: Int) -> (Int, Int) {
    let weekday = weekday(at: index)
    return (((number - 1) / 7 + 1) * 8 + weekday, -((count - number) / 7 + 1) * 8 + weekday)
  }

  /// 0 for Monday to 6.
  func weekday(at index: Int) -> Int { CivilDate.weekdayIndex(day(at: index)) }

  func year(at index: Int) -> Int { Int(years[index]) }

  func month(at index: Int) -> Int { Int(months[index]) }
  func monthDay(at index: Int) -> Int { Int(monthDays[index]) }

  func columns(_ feature: Feature) -> [ContiguousArray<Int16>] {
    if let known = columns[feature] { return known }
    let made =
      switch feature {
      case .month: [months]
      case .weekday: [weekdays]
      case .monthDay: monthDayEnds
      case .yearDay: yearDayEnds
      case .weekNumber(let weekStart): weekNumbers(weekStart)
      case .weekdayInMonth: [weekdays] + ordinals(monthDayEnds)
      case .weekdayInYear: [weekdays] + ordinals(yearDayEnds)
      }
    columns[feature] = made
    return made
  }

  private lazy var weekdays = ContiguousArray(
    (0..<count).lazy.map { Int16(truncatingIfNeeded: self.weekday(at: $0)) })

  private lazy var monthDayEnds = ends(monthDays) { self.monthLength(at: $0) }
  private lazy var yearDayEnds = ends(
    ContiguousArray((0..<count).lazy.map { Int16(truncatingIfNeeded: self.yearDay(at: $0)) })
  ) { self.yearLength(at: $0) }

  /// Places from 1 and those from the end.
  private func ends(
    _ front: ContiguousArray<Int16>, of length: (Int) -> Int
  ) -> [ContiguousArray<Int16>] {
    var back = front
    for index in 0..<count { back[index] &-= Int16(truncatingIfNeeded: length(index) + 1) }
    return [front, back]
  }

  /// The weekdays with the ordinals they have among days whose places are known.
  private func ordinals(_ ends: [ContiguousArray<Int16>]) -> [ContiguousArray<Int16>] {
    var (front, back) = (ends[0], ends[1])
    let weekdays = weekdays
    for index in 0..<count {
      front[index] = ((front[index] &+ 6) / 7) &* 8 &+ weekdays[index]
      back[index] = ((back[index] &- 6) / 7) &* 8 &+ weekdays[index]
    }
    return [front, back]
  }

  private func weekNumbers(_ weekStart: Weekday) -> [ContiguousArray<Int16>] {
    var (front, back) = (yearDayEnds[0], yearDayEnds[1])
    let weekdays = weekdays
    for index in 0..<count {
      let length = Int(front[index] &- back[index]) - 1
      let (number, count) = weekPlace(
        at: index, weekStart, Int(weekdays[index]), Int(front[index]), of: length)
      front[index] = Int16(truncatingIfNeeded: number)
      back[index] = Int16(truncatingIfNeeded: number - count - 1)
    }
    return [front, back]
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

  private func weekPlace(
    at index: Int, _ weekStart: Weekday, _ weekday: Int, _ yearDay: Int, of length: Int
  ) -> (number: Int, count: Int) {
    // A week belongs to the year of its fourth day.
    let year = Int(years[index])
    var length = length
    var place = yearDay + 3 - (weekday - Int(weekStart.rawValue) + 7) % 7
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

  // MARK: Places

  /// The places of the days that each value of a column names, one value after the other.
  private struct ValuePlaces {
    /// Where a value's places begin, by the value from `leastValue` on.
    private var starts = [Int32](repeating: 0, count: DayTable.valueCount + 2)
    private var places: ContiguousArray<Int32>

    init(_ column: ContiguousArray<Int16>) {
      for value in column { starts[Int(value) - DayTable.leastValue + 2] += 1 }
      for index in 2..<starts.count { starts[index] += starts[index - 1] }
      places = ContiguousArray(repeating: 0, count: column.count)
      for index in column.indices {
        let start = Int(column[index]) - DayTable.leastValue + 1
        places[Int(starts[start])] = Int32(truncatingIfNeeded: index)
        starts[start] += 1
      }
    }

    subscript(value: Int) -> ContiguousArray<Int32>.SubSequence {
      let index = value - DayTable.leastValue
      return places[Int(starts[index])..<Int(starts[index + 1])]
    }
  }

  /// Below so many days, and so few times, looking at each day takes less than listing places. A choice.
  private static let (fewDays, fewTimes) = (2048, 4)

  /// The places of the days that each of some values names, for each way of numbering, ascending; `nil` where looking at
  /// each day takes less.
  func places(of values: [Int], _ feature: Feature) -> [ContiguousArray<Int32>.SubSequence]? {
    if let known = valuePlaces[feature] { return values.flatMap { value in known.map { $0[value] } } }
    asked[feature, default: 0] += 1
    guard count > Self.fewDays, asked[feature, default: 0] > Self.fewTimes else { return nil }
    valuePlaces[feature] = columns(feature).map { ValuePlaces($0) }
    return places(of: values, feature)
  }
}
