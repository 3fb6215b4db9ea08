internal import Recurrence

/// Days, each with what a rule's parts can say of it, as rows of bits.
///
/// A row has a bit for every day. Rows are made when they are asked for first. Not to be shared between
/// threads.
final class DayUniverse {
  /// A set of days.
  typealias Row = ContiguousArray<UInt64>

  /// What a part can say of days, each in the numbers of that part.
  enum Feature: Hashable {
    case month, monthDay, yearDay
    case weekNumber(weekStart: Weekday)
    /// 0 for Monday to 6.
    case weekday
    /// The ordinal within the month or the year, times 8, plus the weekday; ordinal 0 is every such day.
    case weekdayInMonth, weekdayInYear
  }

  private struct RowKey: Hashable {
    let feature: Feature
    let values: [Int]
  }

  /// Day numbers, ascending.
  private let days: ContiguousArray<Int32>
  private let isContiguous: Bool
  let count: Int
  var wordCount: Int { (count + 63) >> 6 }

  private var columns: [Feature: [ContiguousArray<Int16>]] = [:]
  private let years: ContiguousArray<Int16>
  private let months: ContiguousArray<Int16>
  private let monthDays: ContiguousArray<Int16>
  private var rows: [RowKey: Row] = [:]
  private var valuePlaces: [Feature: ValuePlaces] = [:]
  private let budget: SearchBudget

  /// - Parameter days: Ascending, unique.
  init(_ days: ContiguousArray<Int32>, budget: SearchBudget) {
    self.days = days
    self.budget = budget
    count = days.count
    isContiguous = days.isEmpty || Int(days[days.count - 1] - days[0]) == days.count - 1
    var years: ContiguousArray<Int16> = []
    var months: ContiguousArray<Int16> = []
    var monthDays: ContiguousArray<Int16> = []
    years.reserveCapacity(count)
    months.reserveCapacity(count)
    monthDays.reserveCapacity(count)
    var previous = Int32.min
    var (year, month, day, length) = (0, 0, 0, 0)
    for number in days {
      day += 1
      if number != previous + 1 || day > length {
        (year, month, day) = CivilDate.components(dayNumber: Int(number))
        length = CivilDate.daysInMonth(year: year, month: month)
      }
      previous = number
      years.append(Int16(truncatingIfNeeded: year))
      months.append(Int16(truncatingIfNeeded: month))
      monthDays.append(Int16(truncatingIfNeeded: day))
    }
    (self.years, self.months, self.monthDays) = (years, months, monthDays)
    budget.spend(4 * count)
  }

  func day(at index: Int) -> Int { Int(days[index]) }

  /// The first place whose day is no earlier.
  func place(from day: Int) -> Int {
    guard let first = days.first else { return 0 }
    if isContiguous { return min(max(0, day - Int(first)), count) }
    return (0..<count).partitionPoint { Int(days[$0]) >= day }
  }

  func place(of day: Int) -> Int? {
    let place = place(from: day)
    return place < count && Int(days[place]) == day ? place : nil
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
    case .weekNumber(let weekStart): both = Self.ends(weekPlace(at: index, weekStart))
    case .weekdayInMonth: both = ordinals(index, monthDay(at: index), monthLength(at: index))
    case .weekdayInYear: both = ordinals(index, yearDay(at: index), yearLength(at: index))
    }
    let isWeekday = feature == .weekdayInMonth || feature == .weekdayInYear
    return (isWeekday ? [weekday(at: index)] : []) + [both.0, both.1]
  }

  /// A place from 1 and how many there are, as numbers from the front and from the end.
  private static func ends(_ number: Int, _ count: Int) -> (Int, Int) { (number, number - count - 1) }

  private static func ends(_ place: (number: Int, count: Int)) -> (Int, Int) {
    ends(place.number, place.count)
  }

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

  private func columns(_ feature: Feature) -> [ContiguousArray<Int16>] {
    if let known = columns[feature] { return known }
    let made: [ContiguousArray<Int16>]
    switch feature {
    case .month: made = [months]
    case .weekday: made = [weekdays]
    case .monthDay: made = columns { Self.ends(self.monthDay(at: $0), self.monthLength(at: $0)) }
    case .yearDay: made = columns { Self.ends(self.yearDay(at: $0), self.yearLength(at: $0)) }
    case .weekNumber(let weekStart): made = columns { Self.ends(self.weekPlace(at: $0, weekStart)) }
    case .weekdayInMonth:
      made = [weekdays] + columns { self.ordinals($0, self.monthDay(at: $0), self.monthLength(at: $0)) }
    case .weekdayInYear:
      made = [weekdays] + columns { self.ordinals($0, self.yearDay(at: $0), self.yearLength(at: $0)) }
    }
    budget.spend(10 * count)
    columns[feature] = made
    return made
  }

  private var weekdays: ContiguousArray<Int16> {
    ContiguousArray((0..<count).map { Int16(truncatingIfNeeded: weekday(at: $0)) })
  }

  private func columns(_ values: (Int) -> (Int, Int)) -> [ContiguousArray<Int16>] {
    var front = ContiguousArray<Int16>(repeating: 0, count: count)
    var back = front
    for index in 0..<count {
      let (first, second) = values(index)
      front[index] = Int16(truncatingIfNeeded: first)
      back[index] = Int16(truncatingIfNeeded: second)
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

  private func weekPlace(at index: Int, _ weekStart: Weekday) -> (number: Int, count: Int) {
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
    budget.spend(count)
    return pure
  }

  /// The places of the days that each value names, one value after the other.
  private struct ValuePlaces {
    /// Where a value's places begin, by the value from `least` on.
    var starts = [Int32](repeating: 0, count: 1026)
    var places: ContiguousArray<Int32> = []
    static let least = -512
  }

  /// The places of the days that a value names.
  func places(of value: Int, _ feature: Feature) -> ContiguousArray<Int32>.SubSequence {
    let known = valuePlaces(feature)
    let index = value - ValuePlaces.least
    return known.places[Int(known.starts[index])..<Int(known.starts[index + 1])]
  }

  private func valuePlaces(_ feature: Feature) -> ValuePlaces {
    if let known = valuePlaces[feature] { return known }
    let columns = columns(feature)
    var made = ValuePlaces()
    for column in columns {
      for value in column { made.starts[Int(value) - ValuePlaces.least + 2] += 1 }
    }
    for index in 2..<made.starts.count { made.starts[index] += made.starts[index - 1] }
    made.places = ContiguousArray(repeating: 0, count: columns.count * count)
    for column in columns {
      for index in 0..<count {
        let start = Int(column[index]) - ValuePlaces.least + 1
        made.places[Int(made.starts[start])] = Int32(truncatingIfNeeded: index)
        made.starts[start] += 1
      }
    }
    budget.spend(5 * count)
    valuePlaces[feature] = made
    return made
  }

  /// Which of some values name each of the days at these places.
  func masks(of values: [Int], _ feature: Feature, at places: [Int]) -> [NamedValues.Mask] {
    var numbers = [Int16](repeating: -1, count: 1024)
    for (number, value) in values.enumerated() { numbers[value - ValuePlaces.least] = Int16(number) }
    let columns = columns(feature)
    return places.map { place in
      var mask = NamedValues.Mask()
      for column in columns {
        let number = Int(numbers[Int(column[place]) - ValuePlaces.least])
        if number >= 0 { mask.insert(number) }
      }
      return mask
    }
  }

  // MARK: Rows

  /// The days that any of the values names.
  func row(_ feature: Feature, _ values: [Int]) -> Row {
    let key = RowKey(feature: feature, values: values)
    if let known = rows[key] { return known }
    var made = Row(repeating: 0, count: wordCount)
    var size = 0
    for value in values {
      let places = places(of: value, feature)
      size += places.count
      for place in places { made[Int(place) >> 6] |= 1 << UInt64(place & 63) }
    }
    budget.spend(size + wordCount)
    rows[key] = made
    return made
  }

  /// The days at these places.
  func row(at places: some Sequence<Int>) -> Row {
    var row = Row(repeating: 0, count: wordCount)
    for place in places { row[place >> 6] |= 1 << UInt64(place & 63) }
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

  func has(_ place: Int) -> Bool { self[place >> 6] >> UInt64(place & 63) & 1 == 1 }

  /// Whether every day of this row is in the other.
  func isSubset(of other: Self) -> Bool {
    for index in indices where self[index] & ~other[index] != 0 { return false }
    return true
  }

  /// How many days are among the places given.
  func count(in range: Range<Int>) -> Int {
    guard !range.isEmpty else { return 0 }
    let (first, last) = (range.lowerBound >> 6, (range.upperBound - 1) >> 6)
    let head = UInt64.max << UInt64(range.lowerBound & 63)
    let tail = UInt64.max >> UInt64(63 - (range.upperBound - 1) & 63)
    if first == last { return (self[first] & head & tail).nonzeroBitCount }
    var count = (self[first] & head).nonzeroBitCount + (self[last] & tail).nonzeroBitCount
    for index in first + 1..<last { count &+= self[index].nonzeroBitCount }
    return count
  }

  /// The places of the days among the places given, ascending.
  func places(in range: Range<Int>) -> [Int] {
    var found: [Int] = []
    forEachPlace(in: range) { found.append($0) }
    return found
  }

  /// Calls a function with the places of the days among the places given, ascending.
  @inline(__always)
  func forEachPlace(in range: Range<Int>, _ body: (Int) -> Void) {
    var index = range.lowerBound
    while index < range.upperBound {
      let word = self[index >> 6] >> UInt64(index & 63)
      if word == 0 {
        index = (index | 63) + 1
        continue
      }
      index += word.trailingZeroBitCount
      if index < range.upperBound { body(index) }
      index += 1
    }
  }
}
