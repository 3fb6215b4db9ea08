/// The parts of a rule that choose days, counted in the calendar of its RSCALE: RFC 5545, section 3.3.10, with
/// RFC 7529, section 4.1.
struct ScaleDayRule: Sendable {
  private var parts: RuleParts
  private let skip: CalendarScale.Skip
  private let isYearly: Bool
  /// 0 Monday to 6 Sunday.
  private let weekStart: Int
  private let years: ScaleYears
  private let ordinalsCountInMonth: Bool

  /// - Parameter start: What the parts leave open is taken from it, by the calendar.
  init?(_ rule: RecurrenceRule, start: CivilDate, years: ScaleYears) {
    parts = rule.parts
    if let implied = parts.impliedDay(rule.frequency) {
      guard let year = years.year(ofDay: start.dayNumber) else { return nil }
      let day = start.dayNumber - year.firstDay
      let month = year.months[year.month(ofDay: day)]
      if implied == .weekday { parts.weekdays = 1 << start.weekday.rawValue }
      if implied != .weekday { parts.monthDays = 1 << UInt32(day - month.days.lowerBound + 1) }
      if implied == .monthAndDay {
        if month.isLeap { parts.leapMonths = 1 << UInt16(month.number) }
        if !month.isLeap { parts.months = 1 << UInt16(month.number) }
      }
    }
    skip = rule.frequency >= .monthly ? rule.scale?.skip ?? .omit : .omit
    isYearly = rule.frequency == .yearly
    weekStart = Int(rule.weekStart.rawValue)
    ordinalsCountInMonth = rule.frequency == .monthly || parts.hasMonths
    self.years = years
  }

  /// What `keeps` takes for a day, in nanoseconds as measured.
  var costOfKeeping: Int { 10 + 2 * parts.yearDays.count }

  /// How many days of a year BYYEARDAY names.
  var numberOfYearDays: Int { parts.yearDays.count }

  /// Whether a day is kept by the parts, as they limit weeks, days and what is shorter.
  func keeps(_ day: Int, of year: ScaleYear) -> Bool {
    let place = year.month(ofDay: day)
    return (!parts.hasMonths || names(year.months[place])) && keepsMonthDay(day, of: year)
      && keepsYearDay(day, of: year) && keepsWeek(day, of: year)
      && (parts.weekdays == 0 || hasWeekday(year.firstDay + day))
  }

  /// The day numbers of a year's days that the parts choose, ascending, those that SKIP moves out of it too.
  func days(of year: ScaleYear) -> [Int] {
    var places =
      parts.hasMonths ? year.places(months: parts.months, leap: parts.leapMonths) : Array(year.months.indices)
    var later: [Int] = []
    for number in Bits(UInt64(parts.leapMonths)) where skip != .omit {
      guard !year.months.contains(where: { $0.isLeap && $0.number == number }),
        let regular = year.months.firstIndex(where: { $0.number == number })
      else { continue }
      let place = skip == .backward ? regular : regular + 1
      if place < year.months.count { places.append(place) } else { later.append(place) }
    }
    var days = self.days(of: year, places: Set(places).sorted())
    // A leap month after the last moves forward into the next year's first.
    if !later.isEmpty, let next = years.year(year.number + 1) { days += self.days(of: next, places: [0]) }
    return Set(days).sorted()
  }

  /// The day numbers of a month's days that the parts choose, ascending, those that SKIP moves out of it too.
  func days(of year: ScaleYear, month place: Int) -> [Int] {
    if parts.hasMonths, !names(year.months[place]) { return [] }
    return days(of: year, places: [place])
  }

  private func names(_ month: ScaleYear.Month) -> Bool {
    (month.isLeap ? parts.leapMonths : parts.months) >> UInt16(month.number) & 1 == 1
  }

  // MARK: Expanding

  private func days(of year: ScaleYear, places: [Int]) -> [Int] {
    var found: Set<Int> = []
    if !parts.yearDays.isEmpty, isYearly {
      for (day, origin) in yearDays(of: year)
      where !parts.hasMonths || places.contains(year.month(ofDay: origin)) {
        if keepsMonthDay(origin, of: year), keepsWeek(origin, of: year), keepsWeekday(day, of: year, places) {
          found.insert(year.firstDay + day)
        }
      }
    } else if parts.hasMonthDays, parts.yearDays.isEmpty, !parts.hasWeekNumbers {
      for day in places.flatMap({ monthDays(of: year.months[$0].days) })
      where keepsWeekday(day, of: year, places) {
        found.insert(year.firstDay + day)
      }
    } else {
      for day in places.lazy.flatMap({ year.months[$0].days })
      where keepsMonthDay(day, of: year) && keepsYearDay(day, of: year) && keepsWeek(day, of: year)
        && keepsWeekday(day, of: year, places)
      {
        found.insert(year.firstDay + day)
      }
    }
    return found.sorted()
  }

  /// BYYEARDAY's days from the year's first on, SKIP applied, each with the day of the year next to it.
  private func yearDays(of year: ScaleYear) -> [(day: Int, origin: Int)] {
    parts.yearDays.compactMap { yearDay in
      let day = yearDay > 0 ? Int(yearDay) - 1 : year.length + Int(yearDay)
      if day >= 0, day < year.length { return (day, day) }
      switch (skip, yearDay > 0) {
      case (.omit, _): return nil
      case (.backward, true): return (year.length - 1, year.length - 1)
      case (.forward, true): return (year.length, year.length - 1)
      case (.backward, false): return (-1, 0)
      case (.forward, false): return (0, 0)
      }
    }
  }

  /// BYMONTHDAY's days of a month, SKIP applied.
  private func monthDays(of month: Range<Int>) -> [Int] {
    var days: [Int] = []
    for number in Bits(UInt64(parts.monthDays)) {
      let day = month.lowerBound + number - 1
      if day < month.upperBound {
        days.append(day)
      } else if skip != .omit {
        days.append(skip == .backward ? month.upperBound - 1 : month.upperBound)
      }
    }
    for number in Bits(UInt64(parts.monthDaysFromEnd)) {
      let day = month.upperBound - number
      if day >= month.lowerBound {
        days.append(day)
      } else if skip != .omit {
        days.append(skip == .backward ? month.lowerBound - 1 : month.lowerBound)
      }
    }
    return days
  }

  // MARK: Limiting

  private func keepsMonthDay(_ day: Int, of year: ScaleYear) -> Bool {
    guard parts.hasMonthDays else { return true }
    let month = year.months[year.month(ofDay: day)].days
    return parts.monthDays >> UInt32(day - month.lowerBound + 1) & 1 == 1
      || parts.monthDaysFromEnd >> UInt32(month.upperBound - day) & 1 == 1
  }

  private func keepsYearDay(_ day: Int, of year: ScaleYear) -> Bool {
    parts.yearDays.isEmpty || parts.yearDays.contains(Int16(day + 1))
      || parts.yearDays.contains(Int16(day - year.length))
  }

  private func hasWeekday(_ dayNumber: Int) -> Bool {
    parts.weekdays >> UInt8(CivilDate.weekdayIndex(dayNumber)) & 1 == 1
  }

  /// BYDAY, whose ordinals count within months or the year.
  private func keepsWeekday(_ day: Int, of year: ScaleYear, _ places: [Int]) -> Bool {
    let ordinals = parts.ordinalWeekdays
    if parts.weekdays == 0, ordinals.isEmpty { return true }
    if hasWeekday(year.firstDay + day) { return true }
    if ordinals.isEmpty { return false }
    // SKIP may have moved it into the year before or after.
    guard day >= 0, day < year.length else {
      guard let other = years.year(day < 0 ? year.number - 1 : year.number + 1) else { return false }
      return keepsWeekday(year.firstDay + day - other.firstDay, of: other, [])
    }
    var range = 0..<year.length
    if ordinalsCountInMonth {
      let place = year.month(ofDay: day)
      guard !parts.hasMonths || places.contains(place) || names(year.months[place]) else { return false }
      range = year.months[place].days
    }
    let weekday = CivilDate.weekdayIndex(year.firstDay + day)
    let (place, placeFromEnd) = ((day - range.lowerBound) / 7 + 1, -((range.upperBound - 1 - day) / 7 + 1))
    return ordinals.contains {
      Int($0.weekday.rawValue) == weekday && ($0.ordinal == place || $0.ordinal == placeFromEnd)
    }
  }

  /// BYWEEKNO: a year's first week has four of its days at least, and its days may lie in the year before or after.
  private func keepsWeek(_ day: Int, of year: ScaleYear) -> Bool {
    guard parts.hasWeekNumbers else { return true }
    let dayNumber = year.firstDay + day
    for step in [0, -1, 1] {
      guard let other = step == 0 ? year : years.year(year.number + step) else { continue }
      let start = firstWeek(of: other.firstDay)
      let end = firstWeek(of: other.firstDay + other.length)
      guard dayNumber >= start, dayNumber < end else { continue }
      let (week, weekFromEnd) = ((dayNumber - start) / 7 + 1, (end - 1 - dayNumber) / 7 + 1)
      return parts.weekNumbers >> UInt64(week) & 1 == 1
        || parts.weekNumbersFromEnd >> UInt64(weekFromEnd) & 1 == 1
    }
    return false
  }

  /// The day on which the first week of a year begins that begins on a day.
  private func firstWeek(of day: Int) -> Int {
    let into = (CivilDate.weekdayIndex(day) + 7 - weekStart) % 7
    return into <= 3 ? day - into : day + 7 - into
  }
}
