/// A table of every day that the searches of one question look at.
final class EveryDay {
  private var table: DayTable?
  private var days = 0..<0

  /// The days of a range.
  func universe(_ range: ClosedRange<Int>, budget: SearchBudget) -> DayUniverse {
    if let table, days.contains(range.lowerBound), days.contains(range.upperBound) {
      let first = range.lowerBound - days.lowerBound
      return DayUniverse(table, at: first..<first + range.count, budget: budget)
    }
    let made = DayTable(ContiguousArray(range.lazy.map { Int32($0) }))
    (table, days) = (made, range.lowerBound..<range.upperBound + 1)
    return DayUniverse(made, budget: budget)
  }
}
