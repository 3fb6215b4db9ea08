/// Chosen days with the same times on each: monthly and yearly rules, and daily and weekly ones with limits.
final class DayPattern: WallPattern {
  let days: DaySet
  /// Seconds after midnight, ascending, at least one.
  let times: ContiguousArray<Int>
  /// Whether there is one time a year at most.
  private let isYearly: Bool

  init(days: DaySet, times: ContiguousArray<Int>) {
    self.days = days
    self.times = times
    if case .every = days.phase {
      isYearly = days.table.hasLoneDays && times.count == 1
    } else {
      isYearly = false
    }
  }

  func seek(_ wall: Int) -> PlanCursor {
    var cursor = PlanCursor()
    let dayNumber = wall.floorDivided(by: 86_400)
    guard let date = CivilDate(dayNumber: max(dayNumber, CivilDate.dayNumbers.lowerBound)) else {
      cursor.isAtEnd = true
      return cursor
    }
    let second = wall - dayNumber * 86_400
    cursor.year = CivilYear(date.year)
    cursor.days = days.mask(cursor.year)
    var dayOfYear = date.dayNumber - cursor.year.firstDay
    if date.dayNumber == dayNumber, cursor.days.contains(dayOfYear) {
      cursor.index = lowerBound(times, second)
      if cursor.index == times.count {
        cursor.index = 0
        dayOfYear += 1
      }
    }
    if let day = cursor.days.first(from: dayOfYear) {
      cursor.wordIndex = day >> 6
      cursor.word = cursor.days.words[cursor.wordIndex] & (UInt64.max << UInt64(day & 63))
    } else {
      cursor.index = 0
      advanceYear(&cursor)
    }
    return cursor
  }

  /// Goes to the first day of the next year that has any.
  private func advanceYear(_ cursor: inout PlanCursor) {
    switch days.phase {
    case .every:
      // Without a phase a year's days are its kind's, and some kind's year comes round within decades.
      var year = cursor.year.next
      var kind = days.table.index(year)
      while !days.table.hasDays(kind: kind), year.year <= 9999 {
        year = year.next
        kind = days.table.index(year)
      }
      guard year.year <= 9999 else {
        cursor.isAtEnd = true
        return
      }
      cursor.year = year
      cursor.days = days.table[kind: kind]
    default:
      guard let (year, mask) = days.year(from: cursor.year.year + 1) else {
        cursor.isAtEnd = true
        return
      }
      cursor.year = year
      cursor.days = mask
    }
    cursor.wordIndex = 0
    cursor.word = cursor.days.words[0]
    while cursor.word == 0 {
      cursor.wordIndex += 1
      cursor.word = cursor.days.words[cursor.wordIndex]
    }
  }

  /// Makes `word` hold the next day; at the year's end, goes to the next year.
  private func skipEmptyWords(_ cursor: inout PlanCursor) {
    if isYearly { return advanceYear(&cursor) }
    while cursor.word == 0 {
      cursor.wordIndex += 1
      if cursor.wordIndex == 6 { return advanceYear(&cursor) }
      cursor.word = cursor.days.words[cursor.wordIndex]
    }
  }

  func wall(_ cursor: borrowing PlanCursor) -> Int {
    cursor.isAtEnd ? .max : midnight(cursor) + times[cursor.index]
  }

  private func midnight(_ cursor: borrowing PlanCursor) -> Int {
    (cursor.year.firstDay + cursor.wordIndex << 6 + cursor.word.trailingZeroBitCount) * 86_400
  }

  @inline(__always)
  func advance(_ cursor: inout PlanCursor) {
    cursor.index &+= 1
    if cursor.index == times.count {
      cursor.index = 0
      cursor.word &= cursor.word &- 1
      if cursor.word == 0 { skipEmptyWords(&cursor) }
    }
  }

  func fill(_ cursor: inout PlanCursor, _ stretch: WallStretch, _ block: inout OccurrenceBlock) -> Int {
    if cursor.isAtEnd { return .max }
    if isYearly { return fillYearly(&cursor, stretch, &block) }
    var count = block.count
    defer { block.count = count }
    var wall = midnight(cursor) &+ times[cursor.index]
    while wall < stretch.end, count < OccurrenceBlock.capacity {
      block.items[count] = stretch.occurrence(wall)
      count &+= 1
      advance(&cursor)
      if cursor.isAtEnd { return .max }
      wall = midnight(cursor) &+ times[cursor.index]
    }
    return wall
  }

  /// No day has to be looked for within a year.
  private func fillYearly(
    _ cursor: inout PlanCursor, _ stretch: WallStretch, _ block: inout OccurrenceBlock
  ) -> Int {
    let time = times[0]
    var year = cursor.year
    var day = cursor.wordIndex << 6 + cursor.word.trailingZeroBitCount
    var wall = (year.firstDay + day) * 86_400 &+ time
    while wall < stretch.end, !block.isFull {
      block.items[block.count] = stretch.occurrence(wall)
      block.count &+= 1
      repeat {
        year = year.next
        guard year.year <= 9999 else {
          cursor.isAtEnd = true
          return .max
        }
        day = days.table.loneDay(kind: days.table.index(year))
      } while day < 0
      wall = (year.firstDay + day) * 86_400 &+ time
    }
    cursor.year = year
    cursor.wordIndex = day >> 6
    cursor.word = 1 << UInt64(day & 63)
    return wall
  }

  /// The last time before `wall`, however far before the start.
  func last(before wall: Int) -> Int? {
    let dayNumber = wall.floorDivided(by: 86_400)
    if days.contains(dayNumber) {
      let index = lowerBound(times, wall - dayNumber * 86_400)
      if index > 0 { return dayNumber * 86_400 + times[index - 1] }
    }
    guard let day = days.last(through: dayNumber - 1) else { return nil }
    return day * 86_400 + times[times.count - 1]
  }

  /// How many times lie in `lower..<upper`.
  func count(from lower: Int, to upper: Int) -> Int {
    let lowerDay = lower.floorDivided(by: 86_400)
    let upperDay = upper.floorDivided(by: 86_400)
    var total = days.count(in: lowerDay..<max(lowerDay, upperDay)) * times.count
    if days.contains(lowerDay) { total -= lowerBound(times, lower - lowerDay * 86_400) }
    if days.contains(upperDay) { total += lowerBound(times, upper - upperDay * 86_400) }
    return total
  }

  /// The time with that place after `first`, or `nil` where there are fewer.
  func wall(at index: Int, from first: Int) -> Int? {
    let firstDay = first.floorDivided(by: 86_400)
    var left = index
    if days.contains(firstDay) { left += lowerBound(times, first - firstDay * 86_400) }
    let (dayPlace, timePlace) = left.quotientAndRemainder(dividingBy: times.count)
    var place = dayPlace
    let firstYear = CivilYear(containing: firstDay)
    var mask = days.mask(firstYear)
    let before = mask.count(before: firstDay - firstYear.firstDay)
    var year = firstYear
    place += before
    while true {
      let count = mask.count
      if place < count, let day = mask.day(at: place) {
        return (year.firstDay + day) * 86_400 + times[timePlace]
      }
      place -= count
      guard let next = days.year(from: year.year + 1) else { return nil }
      (year, mask) = (next.year, next.days)
    }
  }

  func earliestWall(at index: Int, from first: Int) -> Int? {
    // A few years are looked through at once.
    guard index >= 64 else { return nil }
    let days = index / times.count - 1
    let firstDay = first.floorDivided(by: 86_400)
    return days > CivilDate.dayNumbers.upperBound - firstDay
      ? LocalDateTime.range.upperBound + 1 : (firstDay + days) * 86_400
  }

  func kind(ofDay dayNumber: Int) -> Int? { days.eightDays(from: dayNumber) }
}
