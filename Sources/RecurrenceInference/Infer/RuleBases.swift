internal import Recurrence

/// What candidate rules begin with: frequency, interval, the week's first day and the times of day.
struct RuleBases {
  struct Base {
    let sketch: RuleSketch
    let times: TimeChoice
    let effort: Effort
  }

  /// How much work a base takes; less work comes first.
  struct Effort: Hashable, Comparable {
    enum Kind: Int { case wholeDays, steps, otherWeeks }

    /// The number of binary digits of the count of days that the interval meets, in units of `fewDays`.
    let length: Int
    let kind: Kind

    static func < (left: Self, right: Self) -> Bool {
      (left.length, left.kind.rawValue) < (right.length, right.kind.rawValue)
    }
  }

  private struct GridKey: Hashable {
    let frequency: Frequency
    let interval: Int
    let weekStart: Weekday
    /// Which of the ways to say the times of day.
    let times: RuleParts
  }

  /// The shortest first.
  private(set) var all: [Base] = []
  /// The least first.
  private(set) var efforts: [Effort] = []
  private let search: RuleSearch
  private let days: ClosedRange<Int>
  private var steps: [GridKey: StepTimes] = [:]
  private var searches: [GridKey: PartSearch] = [:]
  private var refused: Set<GridKey> = []
  private var everyDayGrids: [RuleParts: RuleGrid] = [:]
  /// For each day with a wall, in ascending order, how many times a rule may generate on it at no cost.
  private let knownCounts: [(day: Int, count: Int)]

  /// Bases that meet fewer days than this, more than five years of every day, count as equal in work. A
  /// choice.
  private static let fewDays = 2048

  init(_ search: RuleSearch) {
    self.search = search
    let target = search.target
    days = target.start.wallSeconds.floorDivided(by: 86_400)...target.horizon.floorDivided(by: 86_400)
    knownCounts = Self.knownCounts(target)
    for frequency in Frequency.allCases.reversed() where !target.isAllDay || frequency >= .daily {
      search.budget.spend(10 * target.walls.count + 2000)
      let times = TimeChoice.all(for: target, frequency)
      let isByWeek = frequency == .weekly || frequency == .yearly
      var intervals: [Int] = []
      for weekStart in isByWeek ? Weekday.allCases : [.monday] {
        search.budget.spend(20 * target.walls.count)
        // Years are the same from whatever day weeks begin.
        if intervals.isEmpty || frequency == .weekly {
          intervals = Intervals.dividing(distances(frequency, weekStart))
        }
        for interval in intervals {
          for choice in times {
            var sketch = RuleSketch(frequency, interval: interval, weekStart: weekStart)
            for part in choice.choices { sketch.add(part) }
            guard search.isPromising(sketch.length) else { continue }
            all.append(Base(sketch: sketch, times: choice, effort: effort(sketch)))
          }
        }
      }
    }
    let order = all.indices.sorted { (all[$0].sketch.length, $0) < (all[$1].sketch.length, $1) }
    all = order.map { [all] in all[$0] }
    efforts = Set(all.map(\.effort)).sorted()
  }

  private static func knownCounts(_ target: RuleTarget) -> [(day: Int, count: Int)] {
    var counts: [(day: Int, count: Int)] = []
    for wall in target.walls {
      let day = wall.floorDivided(by: 86_400)
      if counts.last?.day != day { counts.append((day, 0)) }
    }
    var index = 0
    for wall in target.known {
      let day = wall.floorDivided(by: 86_400)
      while index < counts.count, counts[index].day < day { index += 1 }
      if index < counts.count, counts[index].day == day { counts[index].count += 1 }
    }
    return counts
  }

  private func effort(_ sketch: RuleSketch) -> Effort {
    let unit = sketch.frequency.unitSeconds
    let step = unit < 86_400 ? max(1, sketch.interval * unit / 86_400) : sketch.interval
    let length = Int.bitWidth - (days.count / step / Self.fewDays).leadingZeroBitCount
    let isOtherWeek = sketch.frequency == .yearly && sketch.weekStart != .monday
    return Effort(length: length, kind: unit < 86_400 ? .steps : isOtherWeek ? .otherWeeks : .wholeDays)
  }

  /// How many periods each wall's period lies after the start's period.
  private func distances(_ frequency: Frequency, _ weekStart: Weekday) -> [Int] {
    let start = search.target.start
    let period: (Int) -> Int
    switch frequency {
    case .yearly, .monthly:
      let (year, month, _) = start.date.components
      period = { wall in
        let other = CivilDate.components(dayNumber: wall.floorDivided(by: 86_400))
        return frequency == .yearly ? other.year - year : (other.year - year) * 12 + other.month - month
      }
    case .weekly:
      let first = start.date.weekStart(weekStart)
      period = { ($0.floorDivided(by: 86_400) - first).floorDivided(by: 7) }
    default:
      let unit = frequency.unitSeconds
      let origin = start.wallSeconds.floorDivided(by: unit)
      period = { $0.floorDivided(by: unit) - origin }
    }
    return search.target.walls.map(period)
  }

  // MARK: Days

  /// The search for the other parts; `nil` where the times of day alone take too many exclusions.
  mutating func parts(of base: Base) -> PartSearch? {
    let sketch = base.sketch
    let key = GridKey(
      frequency: sketch.frequency, interval: sketch.interval,
      weekStart: sketch.frequency == .weekly ? sketch.weekStart : .monday, times: sketch.parts)
    if let known = searches[key] { return known }
    guard search.budget.work > 0 else { return nil }
    let grid: RuleGrid
    if sketch.frequency < .daily {
      guard !refused.contains(key) else { return nil }
      let stepping = stepTimes(base).stepping(
        by: sketch.interval, toFit: search.target, known: knownCounts,
        exclusions: search.affordableExclusions(sketch.length), search.budget)
      guard let stepping else {
        refused.insert(key)
        return nil
      }
      let days = stepping.days(through: search.target.horizon)
      grid = RuleGrid(
        sketch.frequency, stepping, search.target,
        in: days.map { DayUniverse(DayTable($0), budget: search.budget) } ?? everyDay)
    } else if sketch.interval > 1 {
      grid = RuleGrid(
        sketch.frequency, interval: sketch.interval, weekStart: sketch.weekStart, search.target,
        times: base.times.offsets, in: universe(sketch))
    } else if let other = everyDayGrids[sketch.parts] {
      grid = RuleGrid(other, sketch.frequency, weekStart: key.weekStart)
    } else {
      grid = RuleGrid(
        sketch.frequency, interval: 1, weekStart: key.weekStart, search.target, times: base.times.offsets,
        in: everyDay)
      everyDayGrids[sketch.parts] = grid
    }
    // A step's times are counted day by day.
    search.budget.spend(
      (sketch.frequency < .daily ? 10 : 2) * grid.universe.count + 10 * search.target.known.count + 2000)
    let made = PartSearch(search, grid)
    searches[key] = made
    return made
  }

  private mutating func stepTimes(_ base: Base) -> StepTimes {
    let key = GridKey(
      frequency: base.sketch.frequency, interval: 1, weekStart: .monday, times: base.sketch.parts)
    if let known = steps[key] { return known }
    search.budget.spend(4 * 86_400 / base.sketch.frequency.unitSeconds)
    let made = StepTimes(base.sketch.frequency, base.times, startingAt: search.target.start.wallSeconds)
    steps[key] = made
    return made
  }

  /// From the year of the start to the year of the last time looked at, and a week on either side.
  private lazy var everyDay: DayUniverse = {
    let years = [days.lowerBound, days.upperBound].map { CivilDate.components(dayNumber: $0).year }
    let first = CivilDate.dayNumber(year: years[0], month: 1, day: 1) - 7
    let last = CivilDate.dayNumber(year: years[1] + 1, month: 1, day: 1) + 6
    allowFirstLook(last - first + 1)
    return search.everyDay.universe(first...last, budget: search.budget)
  }()

  /// The days of the periods that an interval meets.
  private mutating func universe(_ sketch: RuleSketch) -> DayUniverse {
    guard sketch.interval > 1 else { return everyDay }
    var found: ContiguousArray<Int32> = []
    var period = 0
    while case let range = days(of: period, sketch), range.lowerBound <= days.upperBound {
      found.append(contentsOf: range.lazy.map { Int32($0) })
      period += sketch.interval
    }
    allowFirstLook(found.count)
    return DayUniverse(DayTable(found), budget: search.budget)
  }

  /// The first look at a universe is free, within a limit: 60 steps a day.
  private func allowFirstLook(_ days: Int) { search.budget.add(min(60 * days, 12_000_000)) }

  /// The days of one period, numbered from the start's period as 0.
  private func days(of number: Int, _ sketch: RuleSketch) -> Range<Int> {
    let start = search.target.start.date
    let (year, month, _) = start.components
    switch sketch.frequency {
    case .yearly:
      let first = CivilDate.dayNumber(year: year + number, month: 1, day: 1)
      return first..<CivilDate.dayNumber(year: year + number + 1, month: 1, day: 1)
    case .monthly:
      let (over, index) = (month - 1 + number).quotientAndRemainder(dividingBy: 12)
      let first = CivilDate.dayNumber(year: year + over, month: index + 1, day: 1)
      return first..<first + CivilDate.daysInMonth(year: year + over, month: index + 1)
    case .weekly:
      let first = start.weekStart(sketch.weekStart) + 7 * number
      return first..<first + 7
    default:
      return start.dayNumber + number..<start.dayNumber + number + 1
    }
  }
}
