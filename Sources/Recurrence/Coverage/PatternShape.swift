/// What can be said of a pattern's times without walking them: a search skips what it rules out.
struct PatternShape: Sendable {
  /// A pattern with a fixed period that has all of the times, and perhaps more.
  let periodic: PeriodicPattern?
  /// Whether `periodic` is the pattern itself.
  let isPeriodic: Bool
  /// After so many seconds of wall-clock time the pattern repeats; `nil` where that is not known.
  let cycle: Int?
  /// The seconds of 400 Gregorian years.
  static let gregorianCycle = ZoneTable.cycle

  init(_ plan: RecurrencePlan) {
    let day = 86_400
    switch plan.pattern {
    case is NeverPattern:
      (periodic, isPeriodic, cycle) = (nil, false, 1)
    case let pattern as PeriodicPattern:
      (periodic, isPeriodic, cycle) = (pattern, true, pattern.period)
    case let pattern as DayPattern:
      periodic = PeriodicPattern(anchor: 0, period: day, offsets: pattern.times)
      isPeriodic = false
      cycle = pattern.days.phase.cycleDays.flatMap(Self.seconds)
    case let pattern as PositionPattern:
      periodic = PeriodicPattern(anchor: 0, period: day, offsets: pattern.chosenTimes)
      isPeriodic = false
      cycle = Self.cycle(of: pattern)
    case let pattern as StepPattern:
      let unit = pattern.unit
      periodic = PeriodicPattern(
        anchor: pattern.anchor * unit, period: pattern.interval * unit, offsets: pattern.offsets)
      isPeriodic = false
      cycle = leastCommonMultiple(
        pattern.interval * unit, pattern.days == nil ? day : Self.gregorianCycle)
    default:
      // libical's own.
      (periodic, isPeriodic, cycle) = (nil, false, nil)
    }
  }

  private static func seconds(ofDays days: Int) -> Int? {
    let (seconds, overflow) = days.multipliedReportingOverflow(by: 86_400)
    return overflow ? nil : seconds
  }

  private static func cycle(of pattern: PositionPattern) -> Int? {
    switch pattern.unit {
    case .week: leastCommonMultiple(pattern.step * 86_400, gregorianCycle)
    case .month: DayPhase.months(anchor: 0, interval: pattern.step).cycleDays.flatMap(seconds)
    case .year: DayPhase.years(anchor: 0, interval: pattern.step).cycleDays.flatMap(seconds)
    }
  }
}

extension DayPhase {
  /// The days after which the kept periods, on the Gregorian calendar, come again.
  fileprivate var cycleDays: Int? {
    let gregorian = 146_097
    switch self {
    case .every: return gregorian
    case .days(_, let interval): return leastCommonMultiple(gregorian, interval)
    case .weeks(_, let interval): return leastCommonMultiple(gregorian, 7 * interval)
    case .months(_, let interval): return leastCommonMultiple(4800, interval).map { $0 / 4800 * gregorian }
    case .years(_, let interval): return leastCommonMultiple(400, interval).map { $0 / 400 * gregorian }
    }
  }
}

/// `nil` where it overflows.
func leastCommonMultiple(_ left: Int, _ right: Int) -> Int? {
  let (product, overflow) = (left / greatestCommonDivisor(left, right)).multipliedReportingOverflow(by: right)
  return overflow ? nil : product
}
