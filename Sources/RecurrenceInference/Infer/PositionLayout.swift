internal import Recurrence

/// Where a target's walls lie in their periods, as far as BYSETPOS could choose them.
struct PositionLayout {
  struct Wall {
    /// The place of its day.
    let day: Int
    /// The index of its time among the times of day.
    let time: Int
  }

  struct Period {
    /// The places of its days.
    let days: Range<Int>
    /// The indices of its walls.
    let walls: Range<Int>
  }

  private(set) var walls: [Wall] = []
  /// Those whose walls are all known, in order; the first and the last may go on beyond the start and the
  /// horizon.
  private(set) var periods: [Period] = []
  /// The most walls of a period: how many positions there are.
  let most: Int
  /// The index of the time of day that each position chooses: of the period's walls in order.
  private let times: [Int]
  /// For each place its period's index, or -1.
  private var indices: ContiguousArray<Int32>
  private var fewestDays: [(before: Int, after: Int)]

  /// How many positions are tried; bounds the number of patterns. A choice.
  static let mostPositions = 3

  /// `nil` where no positions choose the walls.
  init?(_ target: RuleTarget, _ grid: RuleGrid) {
    let timeIndex = Dictionary(uniqueKeysWithValues: zip(grid.times, grid.times.indices))
    var next = 0
    for days in grid.periods {
      let first = walls.count
      while next < target.walls.count,
        let place = grid.universe.place(of: target.walls[next].floorDivided(by: 86_400)),
        place < days.upperBound
      {
        guard place >= days.lowerBound,
          let time = timeIndex[target.walls[next].floorRemainder(by: 86_400)]
        else { return nil }
        walls.append(Wall(day: place, time: time))
        next += 1
        guard walls.count - first <= Self.mostPositions else { return nil }
      }
      periods.append(Period(days: days, walls: first..<walls.count))
    }
    guard next == target.walls.count else { return nil }
    let most = periods.reduce(0) { max($0, $1.walls.count) }
    let full = periods.filter { $0.walls.count == most }
    // A position chooses the same time of day in every period.
    let byTimes = Dictionary(grouping: full) { [walls] in walls[$0.walls].map(\.time) }
    let usual = byTimes.max {
      $0.value.count != $1.value.count
        ? $0.value.count < $1.value.count : $1.key.lexicographicallyPrecedes($0.key)
    }
    // A few dates need no rule of many parts.
    guard let (times, alike) = usual, target.walls.count > 3 else { return nil }
    (self.times, self.most) = (times, most)
    fewestDays = Array(repeating: (0, 0), count: most)
    for period in alike {
      let days = walls[period.walls].map(\.day)
      for (number, day) in days.enumerated() {
        let before = Set(days[..<number]).subtracting([day]).count
        let after = Set(days[(number + 1)...]).subtracting([day]).count
        fewestDays[number].before = max(fewestDays[number].before, before)
        fewestDays[number].after = max(fewestDays[number].after, after)
      }
    }
    if let last = periods.last, last.walls.count < most { periods.removeLast() }
    if let first = periods.first, first.walls.count < most { periods.removeFirst() }
    indices = ContiguousArray(repeating: -1, count: grid.universe.count)
    for (index, period) in periods.enumerated() {
      for day in period.days { indices[day] = Int32(index) }
    }
  }

  func period(at day: Int) -> Int? {
    let index = Int(indices[day])
    return index < 0 ? nil : index
  }

  /// BYSETPOS of a pattern, where there are so many times a day.
  func positions(_ pattern: HiddenValues.Pattern, timesADay: Int) -> [Int] {
    Set(
      pattern.days.indices.map { number in
        number < pattern.fromFront
          ? pattern.days[number] * timesADay + times[number] + 1
          : times[number] - (pattern.days[number] + 1) * timesADay
      }
    ).sorted()
  }

  // MARK: Patterns

  /// The patterns that count so many days more than the walls' own.
  func patterns(hidden: Int) -> [HiddenValues.Pattern] {
    (0...most).flatMap { fromFront in
      Self.sums(of: most, hidden).map { pattern(fromFront: fromFront, hidden: $0) }
    }
  }

  /// Where so many walls are counted from the front, and in each gap before them, or after the others, so
  /// many days lie that are never chosen.
  private func pattern(fromFront: Int, hidden: [Int]) -> HiddenValues.Pattern {
    var days = hidden
    for number in 0..<fromFront where number > 0 { days[number] += days[number - 1] }
    for number in (fromFront..<most).reversed() where number < most - 1 { days[number] += days[number + 1] }
    for number in 0..<most {
      days[number] += number < fromFront ? fewestDays[number].before : fewestDays[number].after
    }
    return HiddenValues.Pattern(fromFront: fromFront, days: days)
  }

  /// All ways to write a number as a sum of so many.
  private static func sums(of count: Int, _ total: Int) -> [[Int]] {
    count == 1
      ? [[total]] : (0...total).flatMap { first in sums(of: count - 1, total - first).map { [first] + $0 } }
  }

  // MARK: Assignments

  /// Which wall of a period each position chooses, counted among the period's; -1 where the period has too
  /// few days for it.
  typealias Assignment = [Int]

  /// The ways in which positions can choose a period's walls, the usual one first. Where a period has few
  /// days, one from the end may come before one from the front, choose what that chooses, or nothing.
  func assignments(_ period: Period, fromFront: Int) -> [Assignment] {
    let wanted = walls[period.walls].map(\.time)
    var found: [Assignment] = []
    func extend(_ chosen: Assignment) {
      let number = chosen.count
      guard number < most else {
        if Set(chosen).subtracting([-1]).count == wanted.count { found.append(chosen) }
        return
      }
      for wall in Array(wanted.indices) + [-1] {
        if wall >= 0, wanted[wall] != times[number] { continue }
        if number > 0, number != fromFront {
          // Positions from one side choose in order, those next to the side first.
          let previous = chosen[number - 1]
          if number < fromFront {
            if previous < 0 ? wall >= 0 : wall >= 0 && wall <= previous { continue }
          } else if wall < 0 ? previous >= 0 : wall <= previous {
            continue
          }
        }
        extend(chosen + [wall])
      }
    }
    extend([])
    return found
  }
}
