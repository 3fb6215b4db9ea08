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

  init(
    days: DaySet, times: ContiguousArray<Int>, unit: Unit, anchor: Int, step: Int, positions: [Int16]
  ) {
    self.days = days
    self.times = times
    self.unit = unit
    self.anchor = anchor
    self.step = step
    self.positions = positions
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
      var mask = DayMask()
      for day in 0..<7 where days.contains(number + day) { mask.insert(day) }
      return (number, mask)
    }
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
  private func next(after place: Int, of total: Int) -> Int? {
    var best = Int.max
    for position in positions {
      let candidate = position > 0 ? Int(position) - 1 : total + Int(position)
      if candidate > place, candidate < total, candidate < best, candidate >= 0 { best = candidate }
    }
    return best == .max ? nil : best
  }

  private func wall(_ period: (firstDay: Int, days: DayMask), _ place: Int) -> Int {
    let (day, time) = place.quotientAndRemainder(dividingBy: times.count)
    return (period.firstDay + (period.days.day(at: day) ?? 0)) * 86_400 + times[time]
  }

  func seek(_ wall: Int) -> PlanCursor {
    var cursor = PlanCursor()
    cursor.base = periodNumber(from: wall.floorDivided(by: 86_400))
    cursor.index = -1
    advance(&cursor)
    while self.wall(cursor) < wall { advance(&cursor) }
    return cursor
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
      guard let (firstDay, _) = self.period(cursor.base), let day = days.first(from: firstDay) else { break }
      cursor.base = max(cursor.base, periodNumber(from: day))
    }
    cursor.isAtEnd = true
  }

  func wall(_ cursor: borrowing PlanCursor) -> Int { cursor.isAtEnd ? .max : cursor.wordIndex }

  /// The last time before `wall`, however far before the start.
  func last(before wall: Int) -> Int? {
    var number = periodNumber(from: wall.floorDivided(by: 86_400))
    while let period = period(number) {
      var best: Int?
      var place = -1
      while let next = next(after: place, of: period.days.count * times.count) {
        let candidate = self.wall(period, next)
        if candidate >= wall { break }
        best = candidate
        place = next
      }
      if let best { return best }
      number -= step
    }
    return nil
  }

  /// How many times lie in `lower..<upper`.
  func count(from lower: Int, to upper: Int) -> Int {
    var cursor = seek(lower)
    var total = 0
    while wall(cursor) < upper {
      total += 1
      advance(&cursor)
    }
    return total
  }

  /// The time with that place after `first`, or `nil` where there are fewer.
  func wall(at index: Int, from first: Int) -> Int? {
    var cursor = seek(first)
    for _ in 0..<index {
      if cursor.isAtEnd { return nil }
      advance(&cursor)
    }
    return cursor.isAtEnd ? nil : wall(cursor)
  }
}
