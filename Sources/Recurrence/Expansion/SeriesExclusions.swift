/// What EXDATE removes: instants, and whole local days.
struct SeriesExclusions: Sendable {
  /// Epoch milliseconds, ascending, unique.
  private(set) var instants: ContiguousArray<Int> = []
  /// Day numbers on the series' clock, those in a row together; ascending, apart.
  private(set) var days: ContiguousArray<ClosedRange<Int>> = []

  init() {}

  /// - Parameters: In any order.
  init(instants: [Int], days: [Int]) {
    self.instants.reserveCapacity(instants.count)
    for instant in instants.sorted() where self.instants.last != instant { self.instants.append(instant) }
    for day in days.sorted() {
      if let last = self.days.last, day <= last.upperBound + 1 {
        self.days[self.days.count - 1] = last.lowerBound...max(day, last.upperBound)
      } else {
        self.days.append(day...day)
      }
    }
  }

  var isEmpty: Bool { instants.isEmpty && days.isEmpty }

  /// The excluded days in a row among which an occurrence is by what its rule calls it; `nil` where it is on none.
  func daysInARow(around occurrence: Occurrence) -> ClosedRange<Int>? {
    if days.isEmpty { return nil }
    let day = occurrence.nominalLocal.date.dayNumber
    let index = days.indices.partitionPoint { days[$0].upperBound >= day }
    return index < days.count && days[index].lowerBound <= day ? days[index] : nil
  }

  /// Whether an instant is named, in epoch milliseconds, whole days apart.
  func excludes(instant: Int) -> Bool {
    let index = lowerBound(instants, instant)
    return index < instants.count && instants[index] == instant
  }

  func excludes(_ occurrence: Occurrence) -> Bool {
    excludes(instant: occurrence.startMilliseconds) || daysInARow(around: occurrence) != nil
  }
}
