package import Recurrence

/// RFC 5545, section 3.3.10, taken literally: every day is looked at, one after the other.
///
/// It is the referee of the compiled plans and shares nothing with them: its own dates, its own
/// periods, and no step longer than a day. Wall-clock seconds in, wall-clock seconds out.
package struct NaiveExpander {
  private let frequency: Frequency
  private let interval: Int
  private let count: Int?
  private let weekStart: Int
  private let start: Int
  private let startDay: NaiveDay

  // What a day must be; `nil` asks nothing.
  private let months: Wanted?
  private let weekNumbers: Wanted?
  private let yearDays: Wanted?
  private let monthDays: Wanted?
  private let weekdays: [OrdinalWeekday]?
  // What the rule does not say and the start does.
  private let impliedMonth: Int?
  private let impliedMonthDay: Int?
  private let impliedWeekday: Int?

  private let hours: [Int]
  private let minutes: [Int]
  private let seconds: [Int]
  /// The times of a wanted day, in seconds, where the frequency is a day or longer.
  private let times: [Int]
  private let positions: [Int]

  /// The values of a part, -366 to 366, as answers to a question asked for every day.
  private struct Wanted {
    private var answers = [Bool](repeating: false, count: 733)

    init?(_ values: [Int]) {
      guard !values.isEmpty else { return nil }
      for value in values { answers[value + 366] = true }
    }

    func contains(_ value: Int) -> Bool { answers[value + 366] }
  }

  /// - Parameter start: DTSTART in wall seconds; a midnight for an all-day series.
  package init(_ rule: RecurrenceRule, start: Int, isAllDay: Bool = false) {
    let day = NaiveDay(number: Self.floorDivide(start, 86_400))
    let secondOfDay = start - day.number * 86_400
    self.start = start
    startDay = day
    frequency = rule.frequency
    interval = rule.interval
    switch rule.end {
    case .count(let count), .countOrUntil(let count, _): self.count = count
    case .never, .until: count = nil
    }
    weekStart = Int(rule.weekStart.rawValue)
    months = Wanted(rule.months)
    weekNumbers = Wanted(rule.weekNumbers)
    yearDays = Wanted(rule.yearDays)
    monthDays = Wanted(rule.monthDays)
    weekdays = rule.weekdays.isEmpty ? nil : rule.weekdays
    positions = rule.setPositions

    let saysDay = !(rule.yearDays.isEmpty && rule.monthDays.isEmpty && rule.weekdays.isEmpty)
    let isYearly = rule.frequency == .yearly
    // Without BYMONTH every month of a yearly rule has its BYMONTHDAY or BYDAY.
    impliedMonth =
      isYearly && rule.months.isEmpty && rule.weekNumbers.isEmpty && !saysDay ? day.month : nil
    impliedMonthDay =
      (isYearly && rule.weekNumbers.isEmpty || rule.frequency == .monthly) && !saysDay ? day.day : nil
    impliedWeekday =
      (isYearly && !rule.weekNumbers.isEmpty || rule.frequency == .weekly) && !saysDay
      ? day.weekday : nil

    // The times of a day: BYHOUR and its like, else the start's where the frequency does not count
    // in them. An all-day series has no times.
    func time(_ values: [Int], of all: Range<Int>, below: Frequency, _ implied: Int) -> [Int] {
      if !isAllDay, !values.isEmpty { return values }
      return rule.frequency > below ? [implied] : Array(all)
    }
    let hours = time(rule.hours, of: 0..<24, below: .hourly, secondOfDay / 3600)
    let minutes = time(rule.minutes, of: 0..<60, below: .minutely, secondOfDay / 60 % 60)
    let seconds = time(rule.seconds, of: 0..<60, below: .secondly, secondOfDay % 60)
    var times: [Int] = []
    if rule.frequency >= .daily {
      for hour in hours {
        for minute in minutes {
          for second in seconds { times.append(hour * 3600 + minute * 60 + second) }
        }
      }
    }
    self.hours = hours
    self.minutes = minutes
    self.seconds = seconds
    self.times = times
  }

  /// The first occurrences, ascending, that lie not after `last`; UNTIL is left to the caller.
  package func occurrences(first limit: Int, through last: Int) -> [Int] {
    // A second has one instance, which is the first and the last.
    if frequency == .secondly, !positions.isEmpty, !positions.contains(1), !positions.contains(-1) {
      return []
    }
    var found: [Int] = []
    let wanted = min(limit, count ?? .max)
    /// All instances of the period that is being gathered: BYSETPOS counts them before the start
    /// cuts the first period.
    var instances: [Int] = []
    var period = 0
    func close() {
      for instance in positioned(instances) where instance >= start && instance <= last {
        found.append(instance)
      }
      instances.removeAll(keepingCapacity: true)
    }

    var day = firstDay()
    while day.year <= 9999, found.count < wanted {
      // One period beyond the last second asked for is enough.
      if day.number * 86_400 > last, instances.isEmpty || self.period(of: day) != period { break }
      let here = self.period(of: day)
      if frequency >= .daily {
        if here != period {
          close()
          period = here
          continue
        }
        if here % interval == 0, isWanted(day) { instances += times.map { day.number * 86_400 + $0 } }
      } else if isWanted(day) {
        // An hour, a minute or a second is a period of its own.
        for part in shortPeriods(of: day, wanted: wanted - found.count, last: last) {
          instances = part
          close()
          if found.count >= wanted { break }
        }
      }
      day.advance()
    }
    close()
    return Array(found.prefix(wanted))
  }

  // MARK: Days

  /// The first day of the period that holds the start.
  private func firstDay() -> NaiveDay {
    switch frequency {
    case .yearly: NaiveDay(number: startDay.number - startDay.yearDay + 1)
    case .monthly: NaiveDay(number: startDay.number - startDay.day + 1)
    case .weekly: NaiveDay(number: startDay.number - (startDay.weekday - weekStart + 7) % 7)
    default: startDay
    }
  }

  /// How many years, months, weeks or days after the start's own this day lies.
  private func period(of day: NaiveDay) -> Int {
    switch frequency {
    case .yearly: day.year - startDay.year
    case .monthly: (day.year - startDay.year) * 12 + day.month - startDay.month
    case .weekly: (day.number - startDay.number + (startDay.weekday - weekStart + 7) % 7) / 7
    default: day.number - startDay.number
    }
  }

  /// Whether every part of the rule that speaks of days agrees, in the order of the RFC's table.
  private func isWanted(_ day: NaiveDay) -> Bool {
    if let months, !months.contains(day.month) { return false }
    if let impliedMonth, impliedMonth != day.month { return false }
    if let impliedMonthDay, impliedMonthDay != day.day { return false }
    if let impliedWeekday, impliedWeekday != day.weekday { return false }
    if let monthDays, !monthDays.contains(day.day), !monthDays.contains(day.day - day.monthLength - 1) {
      return false
    }
    if let yearDays, !yearDays.contains(day.yearDay), !yearDays.contains(day.yearDay - day.yearLength - 1) {
      return false
    }
    if let weekdays, !weekdays.contains(where: { matches($0, day) }) { return false }
    if let weekNumbers {
      let (number, fromEnd) = day.weekNumber(weekStart: weekStart)
      if !weekNumbers.contains(number), !weekNumbers.contains(fromEnd) { return false }
    }
    return true
  }

  /// `1MO` counts within the month, but within the year in a yearly rule without BYMONTH.
  private func matches(_ wanted: OrdinalWeekday, _ day: NaiveDay) -> Bool {
    guard Int(wanted.weekday.rawValue) == day.weekday else { return false }
    if wanted.ordinal == 0 { return true }
    let countsInYear = frequency == .yearly && months == nil
    let place = countsInYear ? day.yearDay : day.day
    let length = countsInYear ? day.yearLength : day.monthLength
    return wanted.ordinal > 0
      ? (place - 1) / 7 + 1 == wanted.ordinal : (length - place) / 7 + 1 == -wanted.ordinal
  }

  // MARK: Times

  /// The instances of each hour, minute or second of a day that the interval hits, until enough.
  private func shortPeriods(of day: NaiveDay, wanted: Int, last: Int) -> [[Int]] {
    let length = frequency == .hourly ? 3600 : frequency == .minutely ? 60 : 1
    let origin = Self.floorDivide(start, length)
    /// Whether one of the periods in a stretch of time is a whole number of intervals from the first.
    func isHit(_ from: Int, _ duration: Int) -> Bool {
      let low = Self.floorDivide(from, length) - origin
      let high = Self.floorDivide(from + duration - 1, length) - origin
      return high >= 0 && Self.floorDivide(high, interval) * interval >= low
    }
    var periods: [[Int]] = []
    var enough = 0
    let midnight = day.number * 86_400
    guard isHit(midnight, 86_400) else { return [] }
    for hour in hours where isHit(midnight + hour * 3600, 3600) {
      var ofHour: [Int] = []
      for minute in minutes {
        let begin = midnight + hour * 3600 + minute * 60
        // An hour is gathered whole, as BYSETPOS may count from its end.
        guard frequency == .hourly || (begin <= last && enough <= wanted) else { break }
        guard frequency == .hourly || isHit(begin, 60) else { continue }
        var ofMinute: [Int] = []
        for second in seconds {
          guard frequency != .secondly || isHit(begin + second, 1) else { continue }
          ofMinute.append(begin + second)
        }
        switch frequency {
        case .secondly: periods += ofMinute.map { [$0] }
        case .minutely: periods.append(ofMinute)
        default: ofHour += ofMinute
        }
        // BYSETPOS may drop any of them, but for the only one of a second.
        if frequency == .secondly || (positions.isEmpty && frequency == .minutely) {
          enough += ofMinute.count { $0 >= start }
        }
      }
      if frequency == .hourly { periods.append(ofHour) }
    }
    return periods
  }

  /// BYSETPOS: the n-th instances of one period.
  private func positioned(_ instances: [Int]) -> [Int] {
    guard !positions.isEmpty else { return instances }
    let places = Set(positions.map { $0 > 0 ? $0 - 1 : instances.count + $0 })
    return instances.indices.filter { places.contains($0) }.map { instances[$0] }
  }

  private static func floorDivide(_ value: Int, _ divisor: Int) -> Int {
    value >= 0 ? value / divisor : -((-value + divisor - 1) / divisor)
  }
}
