internal import Recurrence

/// Days, each with what a rule's parts can say of it, as rows of bits.
///
/// A row has a bit for every day. Rows are made when they are asked for first. Belongs to one search.
final class DayUniverse {
  /// A set of days.
  typealias Row = ContiguousArray<UInt64>

  typealias Feature = DayTable.Feature

  private struct RowKey: Hashable {
    let feature: Feature
    let values: [Int]
  }

  private let table: DayTable
  /// The place in the table of the first day.
  private let first: Int
  let count: Int
  var wordCount: Int { (count + 63) >> 6 }

  private var rows: [RowKey: Row] = [:]
  private var known: Set<Known> = []
  private let budget: SearchBudget

  /// What a search has been charged for. Each is charged for all that it looks at, even where another made it before, so
  /// that what one finds doesn't depend on others.
  private enum Known: Hashable { case columns(Feature), places(Feature) }

  /// - Parameters:
  ///   - table: Has the days, and maybe more.
  ///   - places: Where they are in it.
  init(_ table: DayTable, at places: Range<Int>, budget: SearchBudget) {
    (self.table, self.budget) = (table, budget)
    (first, count) = (places.lowerBound, places.count)
    budget.spend(4 * count)
  }

  /// All days of a table.
  convenience init(_ table: DayTable, budget: SearchBudget) {
    self.init(table, at: 0..<table.count, budget: budget)
  }

  /// The first place whose day is no earlier.
  func place(from day: Int) -> Int { min(max(0, table.place(from: day) - first), count) }

  func place(of day: Int) -> Int? {
    let place = place(from: day)
    return place < count && self.day(at: place) == day ? place : nil
  }

  func day(at index: Int) -> Int { table.day(at: first + index) }
  func weekday(at index: Int) -> Int { table.weekday(at: first + index) }
  func year(at index: Int) -> Int { table.year(at: first + index) }
  func month(at index: Int) -> Int { table.month(at: first + index) }
  func monthDay(at index: Int) -> Int { table.monthDay(at: first + index) }
  func values(of feature: Feature, at index: Int) -> [Int] { table.values(of: feature, at: first + index) }

  private func columns(_ feature: Feature) -> [ContiguousArray<Int16>.SubSequence] {
    if known.insert(.columns(feature)).inserted { budget.spend(10 * count) }
    return table.columns(feature).map { $0[first..<first + count] }
  }

  /// Whether each value of a feature, from `leastValue` on, names days of a row that are not wanted.
  func isImpure(_ feature: Feature, in row: Row, wanted: Row) -> [Bool] {
    let columns = columns(feature)
    var impure = [Bool](repeating: false, count: DayTable.valueCount)
    for column in columns {
      for word in row.indices {
        for bit in Bits(row[word] & ~wanted[word]) {
          impure[Int(column[first + word << 6 + bit]) - DayTable.leastValue] = true
        }
      }
    }
    budget.spend(count)
    return impure
  }

  /// Which of some values name each of the days at these places.
  func masks(of values: [Int], _ feature: Feature, at places: [Int]) -> [NamedValues.Mask] {
    var numbers = [Int16](repeating: -1, count: DayTable.valueCount)
    for (number, value) in values.enumerated() { numbers[value - DayTable.leastValue] = Int16(number) }
    let columns = columns(feature)
    return places.map { place in
      var mask = NamedValues.Mask()
      for column in columns {
        let number = Int(numbers[Int(column[first + place]) - DayTable.leastValue])
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
    let columns = columns(feature)
    if known.insert(.places(feature)).inserted { budget.spend(5 * count) }
    if feature == .weekday, values.count > 1 {
      for value in values {
        let days = row(.weekday, [value])
        for index in made.indices { made[index] |= days[index] }
      }
      size = made.commonCount(with: made)
    } else if let places = table.places(of: values, feature) {
      for places in places {
        for place in places[places.indices.partitionPoint { places[$0] >= first }...] {
          let index = Int(place) - first
          guard index < count else { break }
          made[index >> 6] |= 1 << UInt64(index & 63)
          size += 1
        }
      }
    } else {
      var named = [UInt8](repeating: 0, count: DayTable.valueCount)
      for value in values { named[value - DayTable.leastValue] = 1 }
      for column in columns {
        for word in made.indices {
          let begin = first + word << 6
          var days: UInt64 = 0
          for place in begin..<min(begin + 64, first + count) {
            days |= UInt64(named[Int(column[place]) - DayTable.leastValue]) &<< UInt64(place - begin)
          }
          made[word] |= days
          size += days.nonzeroBitCount
        }
      }
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
