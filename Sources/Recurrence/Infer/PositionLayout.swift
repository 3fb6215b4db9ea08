/// Where a target's walls lie in periods that have as many as there are positions.
struct PositionLayout {
  struct Wall {
    let day: Int
    let period: Range<Int>
  }

  /// The walls of periods that have as many as there are positions, and then those of periods without
  /// any: there the walls stand after the last day.
  private(set) var walls: [Wall] = []
  /// How many walls there are.
  let wallCount: Int
  /// The index of each wall's time among the times of day, by the wall's place among its period's.
  let times: [Int]
  /// For each place the first wall of its period, or -1.
  private var firstWalls: ContiguousArray<Int32>
  /// How many walls a period has.
  let most: Int

  static let mostPositions = 3

  /// `nil` where no positions choose the walls.
  init?(_ target: RuleTarget, _ grid: RuleGrid) {
    var periods: [(range: Range<Int>, walls: [(day: Int, time: Int)])] = []
    let timeIndex = Dictionary(uniqueKeysWithValues: zip(grid.times, grid.times.indices))
    var empty: [Range<Int>] = []
    var next = 0
    for range in grid.periods {
      var found: [(day: Int, time: Int)] = []
      while next < target.walls.count,
        let place = grid.universe.place(of: target.walls[next].floorDivided(by: 86_400)),
        place < range.upperBound
      {
        guard let time = timeIndex[target.walls[next].floorRemainder(by: 86_400)] else { return nil }
        found.append((place, time))
        next += 1
        guard found.count <= Self.mostPositions else { return nil }
      }
      if found.isEmpty {
        empty.append(range)
      } else {
        periods.append((range, found))
      }
    }
    let most = periods.reduce(0) { max($0, $1.walls.count) }
    // A position means the same time of day everywhere.
    let byTimes = Dictionary(grouping: periods.filter { $0.walls.count == most }) { $0.walls.map(\.time) }
    let usual = byTimes.max {
      $0.value.count != $1.value.count
        ? $0.value.count < $1.value.count : $1.key.lexicographicallyPrecedes($0.key)
    }
    // A few dates need no rule of many parts.
    guard let (times, full) = usual, target.walls.count > 3 else { return nil }
    (self.times, self.most) = (times, most)
    firstWalls = ContiguousArray(repeating: -1, count: grid.universe.count)
    for (range, found) in full {
      for day in range { firstWalls[day] = Int32(walls.count) }
      for wall in found {
        walls.append(Wall(day: wall.day, period: range))
      }
    }
    wallCount = walls.count
    for range in empty {
      for day in range { firstWalls[day] = Int32(walls.count) }
      for _ in 0..<most { walls.append(Wall(day: range.upperBound, period: range)) }
    }
  }

  func firstWall(ofPeriodAt day: Int) -> Int? {
    let first = Int(firstWalls[day])
    return first < 0 ? nil : first
  }

  /// The fewest days that a position can count before or after a wall.
  func fewestDays(before number: Int) -> Int {
    fewest(number) { Set($0.prefix($1)).subtracting([$0[$1]]).count }
  }

  func fewestDays(after number: Int) -> Int {
    fewest(number) { Set($0.dropFirst($1 + 1)).subtracting([$0[$1]]).count }
  }

  private func fewest(_ number: Int, _ count: ([Int], Int) -> Int) -> Int {
    stride(from: 0, to: wallCount, by: most).reduce(0) { result, first in
      max(result, count(walls[first..<first + most].map(\.day), number))
    }
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
}
