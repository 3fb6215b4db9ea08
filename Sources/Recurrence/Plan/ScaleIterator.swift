/// The local times of a rule in another calendar than the Gregorian, or with SKIP, period by period.
///
/// Confined to one task at a time. COUNT and UNTIL are the caller's.
final class ScaleIterator: WallSource {
  private let years: ScaleYears
  private let days: ScaleDayRule
  private let times: ContiguousArray<Int>
  private let positions: [Int16]
  private let interval: Int
  private var periods: Periods
  private let pattern: (any WallPattern)?
  private var cursor = PlanCursor()
  /// The wall seconds of a day that is kept, the last one looked at.
  private var keptDay = 0..<0
  /// What is not given yet of the periods so far, ascending: the wall seconds that days begin with, or with BYSETPOS
  /// times.
  private var waiting: ContiguousArray<Int> = []
  private var waitingIndex = 0
  private var timeIndex = 0
  private var lastWaiting = Int.min
  /// What comes before may be given: no later period has a day before.
  private var waitsUntil = Int.min
  private let firstBegin: Int
  private var isOver = false
  /// Whether hours, minutes or seconds are stepped over.
  private var isStepped = false
  private var budget: Int
  private let costOfYear: Int
  private let costOfDay: Int
  private var current: ScaleYear

  private enum Periods {
    case years(Int)
    case months(year: Int, place: Int)
    /// The day number that the week begins on.
    case weeks(Int)
    /// Days and what is shorter: all of `pattern`'s times but for what the calendar's parts leave out.
    case all
  }

  /// What a walk may take, in nanoseconds as they were measured for each of its steps. A choice.
  private static let wholeBudget = 25_000_000
  private static let costOfPeriod = 3_000
  /// A time, with what is done with it later: it is kept, merged and asked for by exclusions.
  private static let costOfTime = 300
  private static let costOfChosenDay = 200
  private static let costOfWeeks = 20_000

  let stoppedAtFinalYear = false
  var hasGivenUp: Bool { budget <= 0 }
  var spent: Int { Self.wholeBudget - budget }

  /// - Throws: `unsupported` where ICU lacks the calendar.
  init(rule: RecurrenceRule, start: LocalDateTime, isAllDay: Bool) throws(RecurrenceError) {
    let calendar = rule.scale?.calendar ?? "GREGORIAN"
    guard let years = ScaleYears.named(calendar),
      let days = ScaleDayRule(rule, start: start.date, years: years),
      let year = years.year(ofDay: start.date.dayNumber)
    else {
      throw RecurrenceError(
        .unsupported, "The calendar \(calendar) is not there to expand \(rule); give the dates as RDATE.")
    }
    self.years = years
    self.days = days
    var parts = rule.parts
    if isAllDay { parts.removeTimes() }
    times = TimeOfDayList.times(parts, start: start)
    positions = rule.parts.setPositions
    interval = rule.interval
    budget = Self.wholeBudget
    // The weeks of a year are told from the years beside it too, which without INTERVAL are read anyway.
    let hasWeeks = rule.parts.hasWeekNumbers
    costOfYear =
      Self.costOfYear(calendar) * (hasWeeks && rule.interval > 1 ? 3 : 1) + (hasWeeks ? Self.costOfWeeks : 0)
    costOfDay = days.costOfKeeping
    current = year
    firstBegin = start.date.dayNumber * 86_400
    pattern =
      rule.frequency > .daily
      ? nil : RecurrencePlan.compile(rule.withoutScale(isAllDay), start: start, isAllDay: isAllDay)
    switch rule.frequency {
    case .yearly: periods = .years(year.number)
    case .monthly:
      periods = .months(year: year.number, place: year.month(ofDay: start.date.dayNumber - year.firstDay))
    case .weekly: periods = .weeks(start.date.weekStart(rule.weekStart))
    default:
      periods = .all
      isOver = pattern == nil
      isStepped = pattern is StepPattern
      if let pattern { cursor = pattern.seek(start.wallSeconds) }
    }
    if LibicalSpelling(rule, isAllDay: isAllDay).isUnsatisfiable { isOver = true }
  }

  /// What ICU takes to tell the months of a year, in nanoseconds, as measured.
  private static func costOfYear(_ calendar: String) -> Int {
    switch calendar {
    case "DANGI": 1_000_000
    case "CHINESE", "ISLAMIC-UMALQURA": 500_000
    case "ISLAMIC": 40_000
    default: 10_000
    }
  }

  /// A year, most often the one asked for before.
  private func year(_ number: Int) -> ScaleYear? {
    if current.number == number { return current }
    budget -= costOfYear
    guard let year = years.year(number) else { return nil }
    current = year
    return year
  }

  /// The year that a day is in.
  private func year(ofDay day: Int) -> ScaleYear? {
    let offset = day - current.firstDay
    if offset >= 0, offset < current.length { return current }
    if offset == current.length, let next = year(current.number + 1), next.firstDay == day { return next }
    budget -= costOfYear
    guard let year = years.year(ofDay: day) else {
      // What comes later is not known.
      budget = 0
      return nil
    }
    current = year
    return year
  }

  func next() -> Int? {
    if let pattern {
      // A copy, so that no access has to be checked.
      var cursor = cursor
      defer { self.cursor = cursor }
      return isOver ? nil : nextKept(pattern, &cursor)
    }
    while !hasGivenUp {
      // SKIP moves days by one, so that the next period may have a time that comes before.
      if waitingIndex < waiting.count, isOver || waiting[waitingIndex] < waitsUntil {
        if let wall = nextWaiting() { return wall }
        continue
      }
      if isOver { return nil }
      addPeriod()
    }
    return nil
  }

  /// The next time of what is waiting; `nil` where it was given already, as SKIP may move two days onto one.
  private func nextWaiting() -> Int? {
    let begin = waiting[waitingIndex]
    if positions.isEmpty, timeIndex < times.count, begin > lastWaiting {
      budget -= Self.costOfTime
      timeIndex += 1
      return begin + times[timeIndex - 1]
    }
    (waitingIndex, timeIndex) = (waitingIndex + 1, 0)
    defer { lastWaiting = max(begin, lastWaiting) }
    guard !positions.isEmpty else { return nil }
    budget -= Self.costOfTime
    return begin > lastWaiting ? begin : nil
  }

  /// The wall second that the next period begins with.
  private var nextBegin: Int {
    switch periods {
    case .years(let number): (year(number)?.firstDay ?? CivilDate.dayNumbers.upperBound + 1) * 86_400
    case .months(let number, let place):
      (year(number).map { $0.firstDay + $0.months[place].days.lowerBound }
        ?? CivilDate.dayNumbers.upperBound + 1) * 86_400
    case .weeks(let day): day * 86_400
    case .all: .max
    }
  }

  /// Adds the times of the next period, and goes past it.
  private func addPeriod() {
    guard nextBegin <= LocalDateTime.range.upperBound else {
      isOver = true
      return
    }
    defer { waitsUntil = nextBegin - 86_400 }
    var chosen: [Int] = []
    switch periods {
    case .years(let number):
      budget -= Self.costOfPeriod * 3 + Self.costOfChosenDay * days.numberOfYearDays
      if let year = year(number) { chosen = days.days(of: year) }
      budget -= Self.costOfChosenDay * chosen.count
      let next = number.addingReportingOverflow(interval)
      periods = .years(next.overflow ? .max : next.partialValue)
    case .months(let number, let place):
      budget -= Self.costOfPeriod
      if let year = year(number) { chosen = days.days(of: year, month: place) }
      stepMonths(from: number, place)
    case .weeks(let first):
      budget -= Self.costOfPeriod + 7 * costOfDay
      for day in first..<first + 7 {
        if let year = year(ofDay: day), days.keeps(day - year.firstDay, of: year) { chosen.append(day) }
      }
      periods = .weeks(first + 7 * interval)
    case .all: break
    }
    if chosen.isEmpty || times.isEmpty { return }
    waiting.removeFirst(waitingIndex)
    waitingIndex = 0
    if positions.isEmpty {
      waiting += chosen.lazy.map { $0 * 86_400 }.filter { $0 >= self.firstBegin }
    } else {
      let count = chosen.count * times.count
      for position in positions {
        let place = position > 0 ? Int(position) - 1 : count + Int(position)
        guard place >= 0, place < count else { continue }
        waiting.append(chosen[place / times.count] * 86_400 + times[place % times.count])
      }
    }
    waiting.sort()
  }

  private func stepMonths(from number: Int, _ place: Int) {
    var (number, place) = (number, place + interval)
    // No year has more than thirteen months, and no longest one fewer than twelve.
    while let year = year(number), place >= year.months.count {
      place -= year.months.count
      number += 1
      if hasGivenUp || year.firstDay > CivilDate.dayNumbers.upperBound {
        isOver = !hasGivenUp
        break
      }
    }
    periods = .months(year: number, place: hasGivenUp || isOver ? 0 : place)
  }

  /// The next time of a pattern on a day that the calendar's parts keep.
  private func nextKept(_ pattern: any WallPattern, _ cursor: inout PlanCursor) -> Int? {
    while !hasGivenUp {
      let wall = pattern.wall(cursor)
      if !isStepped, keptDay.contains(wall) {
        budget -= Self.costOfTime
        pattern.advance(&cursor)
        return wall
      }
      guard wall <= LocalDateTime.range.upperBound else {
        isOver = true
        return nil
      }
      let first = wall.floorDivided(by: 86_400)
      budget -= Self.costOfTime + costOfDay
      if isStepped { budget -= StepPattern.costOfRound * cursor.wordIndex }
      guard var year = year(ofDay: first) else { return nil }
      var day = first - year.firstDay
      if days.keeps(day, of: year) {
        keptDay = first * 86_400..<(first + 1) * 86_400
        pattern.advance(&cursor)
        return wall
      }
      while day < year.length, !days.keeps(day, of: year) {
        budget -= costOfDay
        day += 1
      }
      if day == year.length {
        if let next = self.year(year.number + 1) { year = next }
        day = 0
      }
      budget -= 1_000
      cursor = pattern.seek((year.firstDay + day) * 86_400)
    }
    return nil
  }
}

extension RecurrenceRule {
  /// The same without what counts in the calendar of its RSCALE.
  fileprivate func withoutScale(_ isAllDay: Bool) -> RecurrenceRule {
    with {
      $0.scale = nil
      ($0.parts.months, $0.parts.leapMonths) = (0, 0)
      ($0.parts.monthDays, $0.parts.monthDaysFromEnd, $0.parts.yearDays) = (0, 0, [])
      ($0.parts.weekNumbers, $0.parts.weekNumbersFromEnd) = (0, 0)
      if isAllDay { $0.parts.removeTimes() }
    }
  }
}
