/// Which periods an INTERVAL keeps, counted from the one that holds the start.
enum DayPhase: Sendable {
  case every
  /// Every `interval`-th day from the day number `anchor` on.
  case days(anchor: Int, interval: Int)
  /// Every `interval`-th week from the one that begins on the day number `anchor` on.
  case weeks(anchor: Int, interval: Int)
  /// Every `interval`-th month from `anchor` on, in months since year 0.
  case months(anchor: Int, interval: Int)
  case years(anchor: Int, interval: Int)

  init(_ rule: RecurrenceRule, start: CivilDate) {
    let interval = rule.interval
    guard interval > 1 else {
      self = .every
      return
    }
    switch rule.frequency {
    case .daily:
      self = .days(anchor: start.dayNumber, interval: interval)
    case .weekly:
      self = .weeks(anchor: start.weekStart(rule.weekStart), interval: interval)
    case .monthly:
      let (year, month, _) = start.components
      self = .months(anchor: year * 12 + month - 1, interval: interval)
    case .yearly:
      self = .years(anchor: start.year, interval: interval)
    case .hourly, .minutely, .secondly:
      self = .every
    }
  }

  /// Takes the days of skipped periods out of a year's mask.
  func apply(to mask: inout DayMask, of year: CivilYear) {
    switch self {
    case .every:
      return
    case .years(let anchor, let interval):
      if (year.year - anchor).floorRemainder(by: interval) != 0 { mask = DayMask() }
    case .months(let anchor, let interval):
      var kept = DayMask()
      var month = (anchor - year.year * 12).floorRemainder(by: interval)
      while month < 12 {
        kept.insert(year.monthStart(month + 1)..<year.monthStart(month + 2))
        month += interval
      }
      mask.formIntersection(kept)
    case .weeks(let anchor, let interval):
      var kept = DayMask()
      let step = interval * 7
      var day = (anchor - year.firstDay).floorRemainder(by: step)
      // A kept week may have begun in the year before.
      if day - step > -7 { kept.insert(0..<(day - step + 7)) }
      while day < year.length {
        kept.insert(day..<(day + 7))
        day += step
      }
      mask.formIntersection(kept)
    case .days(let anchor, let interval):
      var kept = DayMask()
      var day = (anchor - year.firstDay).floorRemainder(by: interval)
      while day < year.length {
        kept.insert(day)
        day += interval
      }
      mask.formIntersection(kept)
    }
  }

  /// The first year at or after `year` that may hold a kept period, or `nil` beyond year 9999.
  func year(from year: Int) -> CivilYear? {
    var candidate = year
    switch self {
    case .every:
      break
    case .years(let anchor, let interval):
      candidate += (anchor - year).floorRemainder(by: interval)
    case .months(let anchor, let interval):
      if interval > 12 {
        candidate = (year * 12 + (anchor - year * 12).floorRemainder(by: interval)) / 12
      }
    case .weeks(let anchor, let interval):
      if interval > 53 {
        // From six days before the year: the week that reaches into it.
        let from = CivilYear(year).firstDay - 6
        candidate = max(year, Self.yearNumber(from + (anchor - from).floorRemainder(by: interval * 7)))
      }
    case .days(let anchor, let interval):
      if interval > 366 {
        let from = CivilYear(year).firstDay
        candidate = Self.yearNumber(from + (anchor - from).floorRemainder(by: interval))
      }
    }
    return candidate <= 9999 ? CivilYear(candidate) : nil
  }

  private static func yearNumber(_ dayNumber: Int) -> Int {
    CivilDate.components(dayNumber: dayNumber).year
  }
}

extension CivilDate {
  /// The day number of the first day of the week that holds this day.
  package func weekStart(_ weekday: Weekday) -> Int {
    dayNumber - (CivilDate.weekdayIndex(dayNumber) + 7 - Int(weekday.rawValue)) % 7
  }
}
