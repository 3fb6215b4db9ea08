import Recurrence

@testable import RecurrenceDescription

/// Takes a phrase at its word: looks at every day, or at every hour, minute or second, and asks whether
/// the phrase promises it. It shares nothing with what makes the phrase.
struct PhraseReading {
  let phrase: RulePhrase
  let start: LocalDateTime

  private var weekStart: Int { Int((phrase.weekStart ?? .monday).rawValue) }

  /// What is promised from the start on, before `end` in wall seconds.
  func promised(before end: Int) -> [Int] {
    var found = placed(before: end)
    if let choice = phrase.positions { found = chosen(found, by: choice) }
    found.removeAll { $0 < start.wallSeconds }
    switch phrase.end {
    case .never: return found
    case .count(let count): return Array(found.prefix(count))
    case .until(let moment):
      let last = moment.date.dayNumber * 86_400 + (moment.secondOfDay ?? 86_399)
      return found.filter { $0 <= last }
    case .countOrUntil(let count, let moment):
      let last = moment.date.dayNumber * 86_400 + (moment.secondOfDay ?? 86_399)
      return found.prefix(count).filter { $0 <= last }
    }
  }

  private func placed(before end: Int) -> [Int] {
    if case .each(let unit, let interval) = phrase.cadence, unit < .daily {
      return steps(unit, interval, before: end)
    }
    // BYSETPOS counts from the beginning of the year that the start is in.
    let first = phrase.positions == nil ? start.date.dayNumber : start.date.dayNumber - 372
    return (first..<(end + 86_399) / 86_400).flatMap { number -> [Int] in
      guard let day = CivilDate(dayNumber: number), isMet(day), fits(day, phrase.days),
        fits(day, phrase.limitDays)
      else { return [] }
      return times.map { number * 86_400 + $0 }
    }
  }

  // MARK: Days

  private func isMet(_ day: CivilDate) -> Bool {
    switch phrase.cadence {
    case .weekdays(let choice): choice.days.contains(day.weekday)
    case .everyOther(let weekday): day.weekday == weekday && week(day) % 2 == 0
    case .each(let unit, let interval): period(day, unit) % interval == 0
    }
  }

  /// How many weeks, months or years after the start's own.
  private func period(_ day: CivilDate, _ unit: Frequency) -> Int {
    switch unit {
    case .daily: day.dayNumber - start.date.dayNumber
    case .weekly: week(day)
    case .monthly: (day.year - start.date.year) * 12 + day.month - start.date.month
    default: day.year - start.date.year
    }
  }

  private func week(_ day: CivilDate) -> Int {
    let lead = (Int(start.date.weekday.rawValue) - weekStart + 7) % 7
    let days = day.dayNumber - start.date.dayNumber + lead
    return days >= 0 ? days / 7 : -((6 - days) / 7)
  }

  private func fits(_ day: CivilDate, _ place: DayPlace) -> Bool {
    if !place.months.isEmpty, !place.months.contains(where: { $0.number == day.month }) { return false }
    if !place.weekNumbers.isEmpty, !isIn(place.weekNumbers, day) { return false }
    return place.conditions.allSatisfy { holds($0, day) } && fits(day, place.head, months: place.months)
  }

  private func fits(_ day: CivilDate, _ head: DayHead?, months: [CalendarMonth]) -> Bool {
    switch head {
    case nil, .everyDay: return true
    case .weekdays(let choice): return choice.days.contains(day.weekday)
    case .monthDays(let days): return isIn(days, day.day, of: monthLength(day))
    case .weekdaysWithin(let choice, let first, let last):
      return choice.days.contains(day.weekday) && (first...last).contains(day.day)
    case .ordinals(let days): return isIn(days, day)
    case .yearDays(let days): return isIn(days, yearDay(day), of: yearLength(day.year))
    case .ranked(let ranks, let choice, let period):
      guard choice.days.contains(day.weekday) else { return false }
      let (first, length) =
        period == .month
        ? (day.dayNumber - day.day + 1, monthLength(day))
        : (day.dayNumber - yearDay(day) + 1, yearLength(day.year))
      let same = (first..<first + length).filter {
        CivilDate(dayNumber: $0).map { choice.days.contains($0.weekday) } ?? false
      }
      guard let place = same.firstIndex(of: day.dayNumber) else { return false }
      return isIn(ranks, place + 1, of: same.count)
    }
  }

  private func holds(_ condition: DayCondition, _ day: CivilDate) -> Bool {
    switch condition {
    case .weekdays(let choice): choice.days.contains(day.weekday)
    case .ordinals(let days): isIn(days, day)
    case .monthDays(let days): isIn(days, day.day, of: monthLength(day))
    case .weekNumbers(let weeks): isIn(weeks, day)
    case .months(let months): months.contains { $0.number == day.month }
    }
  }

  private func isIn(_ days: OrdinalDays, _ day: CivilDate) -> Bool {
    if days.plain?.days.contains(day.weekday) == true { return true }
    let (place, length) =
      days.period == .month ? (day.day, monthLength(day)) : (yearDay(day), yearLength(day.year))
    return days.ordinals.contains {
      $0.weekday == day.weekday && ($0.ordinal == (place + 6) / 7 || -$0.ordinal == (length - place) / 7 + 1)
    }
  }

  /// A place counted from the beginning or, below 0, from the end.
  private func isIn(_ places: [Int], _ place: Int, of length: Int) -> Bool {
    places.contains(place) || places.contains(place - length - 1)
  }

  /// Week 1 is the first with four days in the year.
  private func isIn(_ weeks: [Int], _ day: CivilDate) -> Bool {
    // The day of the same week that tells its year: the fourth.
    let into = (Int(day.weekday.rawValue) - weekStart + 7) % 7
    guard let fourth = CivilDate(dayNumber: day.dayNumber - into + 3) else { return false }
    let lastFourth = yearLength(fourth.year) - (yearLength(fourth.year) - yearDay(fourth)) % 7
    return isIn(weeks, (yearDay(fourth) + 6) / 7, of: (lastFourth + 6) / 7)
  }

  private func monthLength(_ day: CivilDate) -> Int {
    (28...31).last { CivilDate(year: day.year, month: day.month, day: $0) != nil } ?? 31
  }

  private func yearLength(_ year: Int) -> Int { CivilDate(year: year, month: 2, day: 29) == nil ? 365 : 366 }

  private func yearDay(_ day: CivilDate) -> Int {
    day.dayNumber - (CivilDate(year: day.year, month: 1, day: 1)?.dayNumber ?? 0) + 1
  }

  // MARK: Times

  /// The times of a day.
  private var times: [Int] {
    switch phrase.times.clock {
    case .list(let times): times
    case .span(let step, let from, let to): Array(stride(from: from, through: to, by: step))
    case nil:
      phrase.times.windows.flatMap { $0 }.flatMap { hour in
        phrase.times.minutes.flatMap { minute in
          (phrase.times.seconds.isEmpty ? [0] : phrase.times.seconds).map { hour * 3600 + minute * 60 + $0 }
        }
      }
    }
  }

  /// Every so many hours, minutes or seconds.
  private func steps(_ unit: Frequency, _ interval: Int, before end: Int) -> [Int] {
    let length = unit == .hourly ? 3600 : unit == .minutely ? 60 : 1
    var found: [Int] = []
    var step = start.wallSeconds / length
    while step * length < end {
      let minutes = unit == .hourly ? (phrase.times.minutes.isEmpty ? [0] : phrase.times.minutes) : [0]
      let seconds = unit >= .minutely ? (phrase.times.seconds.isEmpty ? [0] : phrase.times.seconds) : [0]
      for minute in minutes {
        for second in seconds {
          guard let time = LocalDateTime(wallSeconds: step * length + minute * 60 + second) else { continue }
          if isWithin(time, phrase.times, below: unit), isWithin(time, phrase.limitTimes, below: unit),
            fits(time.date, phrase.days), fits(time.date, phrase.limitDays)
          {
            found.append(time.wallSeconds)
          }
        }
      }
      step += interval
    }
    return found
  }

  /// Whether the hours, minutes and seconds that are named hold the time.
  private func isWithin(_ time: LocalDateTime, _ place: TimePlace, below unit: Frequency) -> Bool {
    (place.windows.isEmpty || place.windows.contains { $0.contains(time.hour) })
      && (unit == .hourly || place.minutes.isEmpty || place.minutes.contains(time.minute))
      && (unit >= .minutely || place.seconds.isEmpty || place.seconds.contains(time.second))
  }

  private func chosen(_ times: [Int], by choice: PositionChoice) -> [Int] {
    let periods = Dictionary(grouping: times) { time -> Int in
      switch choice.period {
      case .secondly: return time
      case .minutely: return time / 60
      case .hourly: return time / 3600
      default: return CivilDate(dayNumber: time / 86_400).map { period($0, choice.period) } ?? 0
      }
    }
    return periods.values.flatMap { period in
      period.enumerated().filter { isIn(choice.positions, $0.offset + 1, of: period.count) }.map(\.element)
    }.sorted()
  }
}
