internal import Recurrence

/// The days that an interval meets, and how many times of a target and of a rule without further parts
/// each has.
final class RuleGrid {
  typealias Row = DayUniverse.Row

  let frequency: Frequency
  let interval: Int
  let weekStart: Weekday
  let universe: DayUniverse
  /// The times of day of a daily or longer rule.
  let times: [Int]
  /// The places of the days that have a wall, ascending.
  let places: [Int]
  let wanted: Row
  /// The days that have a time from the start to the horizon.
  var inRange: Row { generated.days }
  /// The place of the start's day, or of the first day after it that the interval meets.
  let startPlace: Int
  private let generated: DayCounts
  private let known: DayCounts

  /// The whole periods of a daily or longer rule.
  init(
    _ frequency: Frequency, interval: Int, weekStart: Weekday, _ target: RuleTarget, times: [Int],
    in universe: DayUniverse
  ) {
    (self.frequency, self.interval, self.weekStart) = (frequency, interval, weekStart)
    (self.universe, self.times) = (universe, times)
    let days = Self.days(target, universe)
    generated = DayCounts(universe, at: days) { place in
      if place > days.lowerBound, place < days.upperBound - 1 { return times.count }
      let midnight = universe.day(at: place) * 86_400
      return times.count { (target.start.wallSeconds...target.horizon).contains(midnight + $0) }
    }
    startPlace = days.lowerBound
    places = Self.places(target, universe)
    wanted = universe.row(at: places)
    let timeSet = Set(times)
    known = Self.known(target, universe) { timeSet.contains($0.floorRemainder(by: 86_400)) }
  }

  /// The days that the steps of an hourly, minutely or secondly rule meet.
  init(_ frequency: Frequency, _ steps: StepTimes, _ target: RuleTarget, in universe: DayUniverse) {
    (self.frequency, interval, weekStart) = (frequency, steps.interval, .monday)
    (self.universe, times) = (universe, [])
    let days = Self.days(target, universe)
    generated = DayCounts(universe, at: days) {
      steps.count(on: universe.day(at: $0), from: target.start.wallSeconds, through: target.horizon)
    }
    startPlace = days.lowerBound
    places = Self.places(target, universe)
    wanted = universe.row(at: places)
    known = Self.known(target, universe, steps.contains)
  }

  /// The days and times of another grid, for another rule that meets the same days.
  init(_ other: RuleGrid, _ frequency: Frequency, weekStart: Weekday) {
    (self.frequency, interval, self.weekStart) = (frequency, other.interval, weekStart)
    (universe, times, startPlace) = (other.universe, other.times, other.startPlace)
    (places, wanted) = (other.places, other.wanted)
    (generated, known) = (other.generated, other.known)
  }

  /// The places from the start's day through the horizon's.
  private static func days(_ target: RuleTarget, _ universe: DayUniverse) -> Range<Int> {
    let first = universe.place(from: target.start.wallSeconds.floorDivided(by: 86_400))
    return first..<max(first, universe.place(from: target.horizon.floorDivided(by: 86_400) + 1))
  }

  private static func places(_ target: RuleTarget, _ universe: DayUniverse) -> [Int] {
    var places: [Int] = []
    for wall in target.walls {
      guard let place = universe.place(of: wall.floorDivided(by: 86_400)) else { continue }
      if places.last != place { places.append(place) }
    }
    return places
  }

  private static func known(
    _ target: RuleTarget, _ universe: DayUniverse, _ isGenerated: @escaping (Int) -> Bool
  ) -> DayCounts {
    let range = target.start.wallSeconds...target.horizon
    return DayCounts(
      universe,
      at: target.known.lazy.filter { range.contains($0) && isGenerated($0) }
        .compactMap { universe.place(of: $0.floorDivided(by: 86_400)) })
  }

  /// All days, those before the start and after the horizon too.
  private(set) lazy var everyDay: Row = {
    var row = Row(repeating: .max, count: universe.wordCount)
    let rest = universe.count & 63
    if rest > 0 { row[row.count - 1] = 1 << UInt64(rest) - 1 }
    return row
  }()

  /// The days with a time that is not known.
  var unwanted: Row {
    var row = generated.days
    for index in row.indices { row[index] &= ~(wanted[index] | known.days[index]) }
    return row
  }

  func generatedCount(_ row: Row) -> Int { generated.total(in: row) }

  /// How many unwanted times a row of days generates.
  func excludedCount(_ row: Row) -> Int { generated.total(in: row) - known.total(in: row) }

  /// The days of the periods that the interval meets, as ranges of places, but for those after the horizon.
  private(set) lazy var periods: [Range<Int>] = {
    var found: [Range<Int>] = []
    var (first, number) = (0, Int.min)
    let last = places.last ?? 0
    for index in 0..<universe.count {
      let next = period(at: index)
      if next == number { continue }
      if number >= 0, first < index { found.append(first..<index) }
      (first, number) = (index, next)
      if index > last { return found }
    }
    if number >= 0 { found.append(first..<universe.count) }
    return found
  }()

  /// How many periods a day's period lies after the start's period.
  private func period(at index: Int) -> Int {
    switch frequency {
    case .weekly:
      return (universe.day(at: index) - startWeek).floorDivided(by: 7)
    case .monthly:
      return (universe.year(at: index) - universe.year(at: startPlace)) * 12 + universe.month(at: index)
        - universe.month(at: startPlace)
    case .yearly:
      return universe.year(at: index) - universe.year(at: startPlace)
    default:
      return index - startPlace
    }
  }

  /// The first day of the week that holds the start.
  private var startWeek: Int {
    let day = universe.day(at: startPlace)
    return day - (CivilDate.weekdayIndex(day) - Int(weekStart.rawValue) + 7) % 7
  }
}
