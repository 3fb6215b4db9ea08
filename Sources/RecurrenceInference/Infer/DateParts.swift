internal import Recurrence

/// Parts of a list of times that have something in common, for rules that leave the other times alone.
struct DateParts {
  /// Each ascending, with at least three times and fewer than all; the largest first.
  private(set) var parts: [[Int]] = []
  private var seen: Set<[Int]> = []

  /// How many parts are kept; each is searched for a rule, so that it bounds the time of the search. A choice,
  /// as are the shares below from which a value counts as frequent.
  static let most = 40

  init(_ walls: [Int]) {
    guard walls.count > 3 else { return }
    let usualTimes = Self.common(walls, atLeast: walls.count / 10) { $0.floorRemainder(by: 86_400) }
    let bases = usualTimes.count < walls.count ? [walls, usualTimes] : [walls]
    for base in bases { keep(base, of: walls) }
    for part in Self.values(walls, { $0.floorRemainder(by: 86_400) }) where part.count * 8 >= walls.count {
      keep(part, of: walls)
    }
    for base in bases {
      for feature in Self.features {
        keep(Self.common(base, atLeast: base.count / 8, feature), of: walls)
        for part in Self.values(base, feature).prefix(3) where part.count * 5 >= base.count {
          keep(part, of: walls)
        }
      }
    }
    // The times of each part that keep to an interval.
    for base in bases + parts.prefix(12) {
      for (period, intervals) in Self.periods {
        for interval in intervals {
          let rhythm = Self.values(base) { period($0).floorRemainder(by: interval) }
          if let main = rhythm.first, main.count * 5 >= base.count * 3 { keep(main, of: walls) }
        }
      }
    }
    parts.sort { $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1) }
    parts.removeLast(max(0, parts.count - Self.most))
  }

  private mutating func keep(_ part: [Int], of walls: [Int]) {
    guard part.count >= 3, part.count < walls.count, seen.insert(part).inserted else { return }
    parts.append(part)
  }

  /// The times by the value they have of a feature, the most frequent value first.
  private static func values(_ walls: [Int], _ feature: (Int) -> Int) -> [[Int]] {
    Dictionary(grouping: walls, by: feature).values.sorted {
      $0.count != $1.count ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
    }
  }

  /// The times whose value of a feature is not rare.
  private static func common(_ walls: [Int], atLeast least: Int, _ feature: (Int) -> Int) -> [Int] {
    values(walls, feature).filter { $0.count >= max(2, least) }.joined().sorted()
  }

  private static let features: [@Sendable (Int) -> Int] = [
    { CivilDate.weekdayIndex(day($0)) },
    { components($0).day },
    { monthLength($0) - components($0).day },
    { components($0).month },
    { components($0).month * 32 + components($0).day },
    { (components($0).day - 1) / 7 * 7 + CivilDate.weekdayIndex(day($0)) },
    { (monthLength($0) - components($0).day) / 7 * 7 + CivilDate.weekdayIndex(day($0)) },
  ]

  private static let periods: [(@Sendable (Int) -> Int, ClosedRange<Int>)] = [
    ({ day($0) }, 2...10),
    ({ (day($0) + 3).floorDivided(by: 7) }, 2...6),
    ({ components($0).year * 12 + components($0).month }, 2...6),
    ({ components($0).year }, 2...5),
  ]

  private static func day(_ wall: Int) -> Int { wall.floorDivided(by: 86_400) }

  private static func components(_ wall: Int) -> (year: Int, month: Int, day: Int) {
    CivilDate.components(dayNumber: day(wall))
  }

  private static func monthLength(_ wall: Int) -> Int {
    let (year, month, _) = components(wall)
    return CivilDate.daysInMonth(year: year, month: month)
  }
}
