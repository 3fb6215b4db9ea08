/// Times chosen by BYSETPOS out of the days and times of a week, month or year.
///
/// Used where a table can't hold the choice: several times a day, or weeks that BYMONTH cuts.
final class PositionPattern: WallPattern {
  enum Unit: Sendable { case week, month, year }

  /// Without a phase: periods are skipped here.
  let days: DaySet
  let times: ContiguousArray<Int>
  let unit: Unit
  /// The period that holds the start: a week's first day number, months since year 0, or a year.
  let anchor: Int
  /// In days, months or years.
  let step: Int
  /// BYSETPOS, ascending, without 0.
  let positions: [Int16]
  /// How many of them count from the end.
  private let fromEndCount: Int

  init(
    days: DaySet, times: ContiguousArray<Int>, unit: Unit, anchor: Int, step: Int, positions: [Int16]
  ) {
    self.days = days
    self.times = times
    self.unit = unit
    self.anchor = anchor
    self.step = step
    self.positions = positions
    fromEndCount = positions.count { $0 < 0 }
  }

  /// The times of day that a position ever falls on: each day has as many, so that the place in a day
  /// does not depend on how many days come before it.
  var chosenTimes: ContiguousArray<Int> {
    let places = positions.map { Int($0 > 0 ? $0 - 1 : $0).floorRemainder(by: times.count) }
    return ContiguousArray(Set(places).sorted().map { times[$0] })
  }

  /// A period's days, and the day number of bit 0.
  private func period(_ number: Int) -> (firstDay: Int, days: DayMask)? {
    switch unit {
    case .year:
      guard (1...9999).contains(number) else { return nil }
      let year = CivilYear(number)
      return (year.firstDay, days.table[year])
    case .month:
      let (yearNumber, month) = (number.floorDivided(by: 12), number.floorRemainder(by: 12))
      guard (1...9999).contains(yearNumber) else { return nil }
      let year = CivilYear(yearNumber)
      let start = year.monthStart(month + 1)
      var mask = DayMask()
      let length = year.monthStart(month + 2) - start
      mask.insert(
        bits: UInt64(days.table[year].month(from: start) & (UInt32.max >> UInt32(32 - length))), at: 0)
      return (year.firstDay + start, mask)
    case .week:
      guard number + 6 >= CivilDate.dayNumbers.lowerBound, number <= CivilDate.dayNumbers.upperBound else {
        return nil
      }
      return (number, week(from: number))
    }
  }

  /// - Returns: The day number where `period` would give days; for a month that of its year's first day.
  private func firstDay(ofPeriod number: Int) -> Int? {
    guard unit == .week else { return period(number)?.firstDay }
    return number <= CivilDate.dayNumbers.upperBound ? number : nil
  }

  /// The seven days from a day number on.
  private func week(from day: Int) -> DayMask {
    var bits: UInt64 = 0
    var mask = DayMask()
    if CivilDate.dayNumbers.contains(day) {
      let year = CivilYear(containing: day)
      let place = day - year.firstDay
      bits = UInt64(days.table[year].month(from: place)) & 127
      if place + 7 > year.length, year.year < 9999 {
        let next = year.next
        bits |= UInt64(days.table[next].month(from: 0)) << UInt64(year.length - place)
      }
    } else {
      // The week that the calendar begins in.
      for place in 0..<7 where days.contains(day + place) { bits |= 1 << UInt64(place) }
    }
    mask.insert(bits: bits & 127, at: 0)
    return mask
  }

  /// The period that holds a day, or the kept one after it.
  private func periodNumber(from dayNumber: Int) -> Int {
    let date = CivilDate(
      unchecked: min(max(dayNumber, CivilDate.dayNumbers.lowerBound), CivilDate.dayNumbers.upperBound))
    let number: Int
    switch unit {
    case .year: number = date.year
    case .month:
      let (year, month, _) = date.components
      number = year * 12 + month - 1
    case .week: number = dayNumber - (dayNumber - anchor).floorRemainder(by: 7)
    }
    return number + (anchor - number).floorRemainder(by: step)
  }

  /// The least chosen place above `place` among `total`.
  ///
  /// - Complexity: O(log n) of the positions.
  private func next(after place: Int, of total: Int) -> Int? {
    let fromEnd = (0..<fromEndCount).partitionPoint { total + Int(positions[$0]) > max(place, -1) }
    let fromStart = (fromEndCount..<positions.count).partitionPoint { Int(positions[$0]) > place + 1 }
    var best = total
    if fromEnd < fromEndCount { best = total + Int(positions[fromEnd]) }
    if fromStart < positions.count { best = min(best, Int(positions[fromStart]) - 1) }
    return best < total ? best : nil
  }

  private func wall(_ period: (firstDay: Int, days: DayMask), _ place: Int) -> Int {
    let (day, time) = place.quotientAndRemainder(dividingBy: times.count)
    return (period.firstDay + (period.days.day(at: day) ?? 0)) * 86_400 + times[time]
  }

  func seek(_ wall: Int) -> PlanCursor {
    var cursor = PlanCursor()
    cursor.base = periodNumber(from: wall.floorDivided(by: 86_400))
    cursor.index = -1
    if let period = period(cursor.base) { cursor.index = places(of: period, before: wall) - 1 }
    advance(&cursor)
    return cursor
  }

  /// How many of a period's times, chosen or not, come before a wall second.
  private func places(of period: (firstDay: Int, days: DayMask), before wall: Int) -> Int {
    let dayNumber = wall.floorDivided(by: 86_400)
    // A year is the longest period.
    let day = min(max(dayNumber - period.firstDay, 0), 367)
    let whole = period.days.count(before: day) * times.count
    guard day == dayNumber - period.firstDay, period.days.contains(day) else { return whole }
    return whole + lowerBound(times, wall - dayNumber * 86_400)
  }

  func advance(_ cursor: inout PlanCursor) {
    while let period = period(cursor.base) {
      if let place = next(after: cursor.index, of: period.days.count * times.count) {
        cursor.index = place
        cursor.wordIndex = wall(period, place)
        return
      }
      cursor.index = -1
      cursor.base += step
      // Periods without any day are passed over at once.
      guard let first = firstDay(ofPeriod: cursor.base), let day = days.first(from: first) else { break }
      cursor.base = max(cursor.base, periodNumber(from: day))
    }
    cursor.isAtEnd = true
  }

  func wall(_ cursor: borrowing PlanCursor) -> Int { cursor.isAtEnd ? .max : cursor.wordIndex }

  /// The last time before `wall`, however far before the start.
  func last(before wall: Int) -> Int? {
    var number = periodNumber(from: wall.floorDivided(by: 86_400))
    // The kept period after the time may begin after the calendar's end.
    if period(number) == nil { number -= step }
    while let period = period(number) {
      let end = places(of: period, before: wall)
      if let place = chosen(of: period.days.count * times.count).last(where: { $0 < end }) {
        return self.wall(period, place)
      }
      number -= step
    }
    return nil
  }

  /// The chosen places among `total`, ascending.
  private func chosen(of total: Int) -> ContiguousArray<Int> {
    var places = ContiguousArray<Int>()
    var place = -1
    while let next = next(after: place, of: total) {
      places.append(next)
      place = next
    }
    return places
  }
}

// Counting, a period at a time.
extension PositionPattern {
  func earliestWall(at index: Int, from first: Int) -> Int? {
    let days: Int =
      switch unit {
      case .week: 1
      case .month: 28
      case .year: 365
      }
    // The first period may be cut by the start.
    let periods = max(0, index / positions.count - 1)
    let (distance, overflow) = periods.multipliedReportingOverflow(by: step * days)
    let firstDay = first.floorDivided(by: 86_400)
    return overflow || distance > CivilDate.dayNumbers.upperBound - firstDay
      ? LocalDateTime.range.upperBound + 1 : (firstDay + distance) * 86_400
  }

  /// How many times lie in `lower..<upper`.
  ///
  /// - Complexity: O(1) for each period of at most the years after which periods fall on the same days again.
  func count(from lower: Int, to upper: Int) -> Int {
    let cycles = max(0, (min(upper, Self.cyclic.upperBound) - max(lower, Self.cyclic.lowerBound)) / cycle)
    guard cycles > 1 else { return countByPeriods(from: lower, to: upper) }
    let first = max(lower, Self.cyclic.lowerBound)
    return countByPeriods(from: lower, to: first) + countByPeriods(from: first, to: first + cycle) * cycles
      + countByPeriods(from: first + cycle * cycles, to: upper)
  }

  /// The time with that place after `first`, or `nil` where there are fewer.
  ///
  /// - Complexity: As `count(from:to:)`.
  func wall(at index: Int, from first: Int) -> Int? {
    var left = index
    let cycles = (Self.cyclic.upperBound - first) / cycle
    guard cycles > 1, first >= Self.cyclic.lowerBound else {
      return wallByPeriods(at: &left, from: first, to: .max)
    }
    if let found = wallByPeriods(at: &left, from: first, to: first + cycle) { return found }
    let perCycle = index - left
    guard perCycle > 0 else { return nil }
    let passed = min(left / perCycle, cycles - 1)
    left -= passed * perCycle
    return wallByPeriods(at: &left, from: first + (passed + 1) * cycle, to: .max)
  }

  /// Wall seconds between which no period is cut by an end of the calendar.
  private static var cyclic: Range<Int> {
    LocalDateTime.range.lowerBound + 7 * 86_400..<LocalDateTime.range.upperBound - 7 * 86_400
  }

  /// After so many seconds the periods fall on the same days again: the Gregorian calendar's 400 years, which are
  /// whole weeks, as often as the step needs; `Int.max` where that is longer than the calendar.
  private var cycle: Int {
    let periods =
      switch unit {
      case .week: 146_097
      case .month: 4800
      case .year: 400
      }
    let repeats = step / greatestCommonDivisor(periods, step)
    return repeats > 25 ? .max : repeats * 146_097 * 86_400
  }

  private func countByPeriods(from lower: Int, to upper: Int) -> Int {
    guard lower < upper else { return 0 }
    var total = 0
    forEachPeriod(from: lower) { period, chosen in
      guard period.firstDay * 86_400 < upper else { return false }
      total += count(of: period, chosen, from: lower, to: upper)
      return true
    }
    return total
  }

  /// The time with that place in `lower..<upper`; where there are fewer, `left` is then less by their number.
  private func wallByPeriods(at left: inout Int, from lower: Int, to upper: Int) -> Int? {
    var found: Int?
    forEachPeriod(from: lower) { period, chosen in
      guard period.firstDay * 86_400 < upper else { return false }
      let count = count(of: period, chosen, from: lower, to: upper)
      if left < count {
        let passed = chosen.count - self.count(of: period, chosen, from: lower, to: .max)
        found = wall(period, chosen[passed + left])
        return false
      }
      left -= count
      return true
    }
    return found
  }

  /// How many of a period's chosen times lie in `lower..<upper`.
  private func count(
    of period: (firstDay: Int, days: DayMask), _ chosen: ContiguousArray<Int>, from lower: Int, to upper: Int
  ) -> Int {
    var count = chosen.count
    if period.firstDay * 86_400 < lower { count -= lowerBound(chosen, places(of: period, before: lower)) }
    // A year is the longest period.
    if upper < (period.firstDay + 367) * 86_400 {
      count -= chosen.count - lowerBound(chosen, places(of: period, before: upper))
    }
    return count
  }

  /// Calls a function with each period that has any day, from the one of a wall second on, and with its
  /// chosen places, as long as it returns true.
  private func forEachPeriod(
    from wall: Int, while body: ((firstDay: Int, days: DayMask), ContiguousArray<Int>) -> Bool
  ) {
    // By the number of days: periods are alike in this.
    var known = ContiguousArray<ContiguousArray<Int>?>(repeating: nil, count: 367)
    var number = periodNumber(from: wall.floorDivided(by: 86_400))
    while let period = period(number) {
      number += step
      let days = period.days.count
      if days == 0 { continue }
      let places = known[days] ?? chosen(of: days * times.count)
      known[days] = places
      if !body(period, places) { return }
    }
  }
}
