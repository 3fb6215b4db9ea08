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
  /// Every `interval`-th year of whole weeks from the one numbered `anchor` on.
  case weekYears(anchor: Int, interval: Int, weekStart: Weekday)

  init(_ rule: RecurrenceRule, start: CivilDate, weekYears: Reading.WeekYears = .calendarYear) {
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
    case .yearly where weekYears == .weekYear && rule.parts.hasWeekNumbers:
      self = .weekYears(anchor: start.year, interval: interval, weekStart: rule.weekStart)
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
    case .weekYears(let anchor, let interval, let weekStart):
      var kept = DayMask()
      for number in year.year - 1...year.year + 1 where (number - anchor).floorRemainder(by: interval) == 0 {
        let first = max(0, Self.firstDay(ofWeekYear: number, weekStart) - year.firstDay)
        let end = min(year.length, Self.firstDay(ofWeekYear: number + 1, weekStart) - year.firstDay)
        if first < end { kept.insert(first..<end) }
      }
      mask.formIntersection(kept)
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
    case .weekYears(let anchor, let interval, _):
      let kept = year - 1 + (anchor - year + 1).floorRemainder(by: interval)
      candidate = max(year, kept - 1)
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

  /// The day number of the first day of week 1: the week that holds 4 January.
  private static func firstDay(ofWeekYear year: Int, _ weekStart: Weekday) -> Int {
    let day = CivilDate.dayNumber(year: year, month: 1, day: 4)
    return day - (CivilDate.weekdayIndex(day) + 7 - Int(weekStart.rawValue)) % 7
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
