// Days with their times.
extension PatternShape {
  /// Classes that together have all of the times, and perhaps more; `nil` where it would take too many.
  static func dayClasses(of plan: RecurrencePlan) -> [DayClass]? {
    switch plan.pattern {
    case is NeverPattern: return []
    case let pattern as PeriodicPattern: return dayClasses(of: pattern)
    case let pattern as DayPattern: return [DayClass(days: .chosen(pattern.days), times: pattern.times)]
    case let pattern as PositionPattern:
      return [DayClass(days: .chosen(pattern.days), times: pattern.chosenTimes)]
    case let pattern as StepPattern: return dayClasses(of: pattern)
    default: return nil
    }
  }

  /// A pattern with more times, or more classes of days, than this is not written out as classes; bounds
  /// memory and the pairs that are compared. A choice.
  private static let mostTimes = 4096
  private static let mostClasses = 8

  private static func dayClasses(of pattern: PeriodicPattern) -> [DayClass]? {
    written(pattern) ?? everyDay(pattern)
  }

  /// Whether the pattern's day classes have its times and no more.
  static func splitsExactly(_ pattern: PeriodicPattern) -> Bool {
    86_400 % pattern.period == 0 || written(pattern) != nil
  }

  /// The days of the pattern by their times, where these are few.
  private static func written(_ pattern: PeriodicPattern) -> [DayClass]? {
    let day = 86_400
    guard let cycle = leastCommonMultiple(pattern.period, day), cycle / day <= 1 << 20 else { return nil }
    let (total, overflow) = (cycle / pattern.period).multipliedReportingOverflow(by: pattern.offsets.count)
    guard !overflow, total <= mostTimes else { return nil }
    var byDay: [Int: ContiguousArray<Int>] = [:]
    for round in 0..<(cycle / pattern.period) {
      for offset in pattern.offsets {
        let wall = (pattern.anchor + round * pattern.period + offset).floorRemainder(by: cycle)
        byDay[wall / day, default: []].append(wall % day)
      }
    }
    var places: [ContiguousArray<Int>: [Int]] = [:]
    for (place, times) in byDay { places[ContiguousArray(times.sorted()), default: []].append(place) }
    if places.count > mostClasses { return nil }
    return places.map { times, places in
      let isEvery = places.count == cycle / day
      return DayClass(
        days: isEvery ? .every : .cycle(length: cycle / day, places: places.sorted()), times: times)
    }
  }

  /// Every time of day that the pattern ever has, on every day.
  private static func everyDay(_ pattern: PeriodicPattern) -> [DayClass]? {
    let day = 86_400
    let step = greatestCommonDivisor(pattern.period, day)
    guard day / step * pattern.offsets.count <= day else { return nil }
    var residues = Set<Int>()
    for offset in pattern.offsets { residues.insert((pattern.anchor + offset).floorRemainder(by: step)) }
    let ascending = residues.sorted()
    var times = ContiguousArray<Int>()
    times.reserveCapacity(day / step * ascending.count)
    for start in stride(from: 0, to: day, by: step) {
      for residue in ascending { times.append(start + residue) }
    }
    return [DayClass(days: .every, times: times)]
  }

  private static func dayClasses(of pattern: StepPattern) -> [DayClass]? {
    let perDay = 86_400 / pattern.unit
    // A step that divides the day meets the same units every day; any other is taken to meet all.
    let stride = perDay % pattern.interval == 0 ? pattern.interval : 1
    let first = pattern.anchor.floorRemainder(by: stride)
    let days: DayClass.Days = pattern.days.map { .chosen($0) } ?? .every
    let (everyHour, every60): (UInt64, UInt64) = (0xff_ffff, .max >> 4)
    if stride == 1, pattern.unit == 1, pattern.hours & everyHour == everyHour,
      pattern.minutes & pattern.seconds & every60 == every60
    {
      return [DayClass(days: days, times: everySecond)]
    }
    let minutes = pattern.unit < 3600 ? pattern.minutes & every60 : 1
    let seconds = pattern.unit < 60 ? pattern.seconds & every60 : 1
    let hours = pattern.hours & everyHour
    var times = ContiguousArray<Int>()
    times.reserveCapacity(
      hours.nonzeroBitCount * minutes.nonzeroBitCount * seconds.nonzeroBitCount * pattern.offsets.count)
    for hour in Bits(hours) {
      for minute in Bits(minutes) {
        for second in Bits(seconds) {
          let start = hour * 3600 + minute * 60 + second
          guard stride == 1 || start / pattern.unit % stride == first else { continue }
          for offset in pattern.offsets { times.append(start + offset) }
        }
      }
    }
    if times.isEmpty { return [] }
    return [DayClass(days: days, times: times)]
  }

  /// The times of a day on which nothing is left out, made once: a series excludes them from several rules.
  private static let everySecond = ContiguousArray(0..<86_400)
}

extension PatternShape {
  /// Whether `dayClasses` has the plan's times and no more, but for what `stepsOverDays` says.
  static func hasExactDayClasses(_ plan: RecurrencePlan) -> Bool {
    switch plan.pattern {
    case is NeverPattern, is DayPattern, is StepPattern: return true
    case let pattern as PeriodicPattern: return splitsExactly(pattern)
    default: return false
    }
  }

  /// Whether the plan's times are those of its day classes that its period meets as well.
  static func stepsOverDays(_ plan: RecurrencePlan) -> Bool {
    guard let pattern = plan.pattern as? StepPattern else { return false }
    return 86_400 / pattern.unit % pattern.interval != 0
  }
}
