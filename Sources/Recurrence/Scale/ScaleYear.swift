/// A year of some calendar as days and months.
struct ScaleYear: Sendable {
  struct Month: Sendable {
    /// As RFC 7529 numbers it: a leap month has the number of the month before it, Adar I that of Shevat.
    let number: Int
    let isLeap: Bool
    /// From the year's first day on, from 0.
    let days: Range<Int>
  }

  /// Counted on without eras.
  let number: Int
  /// The day number of its first day.
  let firstDay: Int
  let months: [Month]
  /// In days.
  let length: Int

  /// The month that a day of the year is in, counted from 0.
  func month(ofDay day: Int) -> Int { (months.firstIndex { day < $0.days.upperBound } ?? months.count) }

  /// The months that bits of numbers name, by their places, ascending.
  func places(months wanted: UInt16, leap: UInt16) -> [Int] {
    months.indices.filter { place in
      (months[place].isLeap ? leap : wanted) >> UInt16(months[place].number) & 1 == 1
    }
  }
}
