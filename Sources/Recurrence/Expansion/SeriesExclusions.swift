/// What EXDATE removes: instants, and whole local days.
struct SeriesExclusions: Sendable {
  /// Epoch milliseconds, ascending, unique.
  var instants: ContiguousArray<Int> = []
  /// Day numbers on the series' clock, ascending, unique.
  var days: ContiguousArray<Int> = []

  var isEmpty: Bool { instants.isEmpty && days.isEmpty }

  func excludesDay(of occurrence: Occurrence) -> Bool {
    if days.isEmpty { return false }
    let day = occurrence.nominalLocal.date.dayNumber
    let index = lowerBound(days, day)
    return index < days.count && days[index] == day
  }

  func excludes(_ occurrence: Occurrence) -> Bool {
    let index = lowerBound(instants, occurrence.startMilliseconds)
    if index < instants.count, instants[index] == occurrence.startMilliseconds { return true }
    return excludesDay(of: occurrence)
  }
}
