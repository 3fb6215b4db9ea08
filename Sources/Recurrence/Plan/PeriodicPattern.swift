/// Times that repeat with a fixed period: plain daily, weekly and sub-daily rules, and all that reduce to one.
final class PeriodicPattern: WallPattern {
  /// The wall second that period 0, which holds the start, begins at.
  let anchor: Int
  /// In seconds.
  let period: Int
  /// Seconds from a period's beginning, ascending, at least one, all less than `period`.
  let offsets: ContiguousArray<Int>

  init(anchor: Int, period: Int, offsets: ContiguousArray<Int>) {
    self.anchor = anchor
    self.period = period
    self.offsets = offsets
  }

  func seek(_ wall: Int) -> PlanCursor {
    var cursor = PlanCursor()
    let number = max(0, (wall - anchor).floorDivided(by: period))
    cursor.base = anchor + number * period
    cursor.index = lowerBound(offsets, wall - cursor.base)
    if cursor.index == offsets.count {
      cursor.index = 0
      cursor.base += period
    }
    return cursor
  }

  func wall(_ cursor: borrowing PlanCursor) -> Int { cursor.base &+ offsets[cursor.index] }

  func advance(_ cursor: inout PlanCursor) {
    cursor.index &+= 1
    if cursor.index == offsets.count {
      cursor.index = 0
      cursor.base &+= period
    }
  }

  func fill(_ cursor: inout PlanCursor, _ stretch: WallStretch, _ block: inout OccurrenceBlock) -> Int {
    offsets.count == 1 ? fillSingle(&cursor, stretch, &block) : fillMany(&cursor, stretch, &block)
  }

  private func fillSingle(
    _ cursor: inout PlanCursor, _ stretch: WallStretch, _ block: inout OccurrenceBlock
  ) -> Int {
    let offset = offsets[0]
    var wall = cursor.base &+ offset
    var count = block.count
    while wall < stretch.end, count < OccurrenceBlock.capacity {
      block.items[count] = stretch.occurrence(wall)
      count &+= 1
      wall &+= period
    }
    block.count = count
    cursor.base = wall &- offset
    return wall
  }

  private func fillMany(
    _ cursor: inout PlanCursor, _ stretch: WallStretch, _ block: inout OccurrenceBlock
  ) -> Int {
    var base = cursor.base
    var index = cursor.index
    var count = block.count
    var wall = base &+ offsets[index]
    while wall < stretch.end, count < OccurrenceBlock.capacity {
      block.items[count] = stretch.occurrence(wall)
      count &+= 1
      index &+= 1
      if index == offsets.count {
        index = 0
        base &+= period
      }
      wall = base &+ offsets[index]
    }
    block.count = count
    cursor.base = base
    cursor.index = index
    return wall
  }

  /// The last time before `wall`, however far before the start.
  func last(before wall: Int) -> Int? {
    let base = anchor + (wall - anchor).floorDivided(by: period) * period
    let index = lowerBound(offsets, wall - base)
    return index > 0 ? base + offsets[index - 1] : base - period + offsets[offsets.count - 1]
  }

  /// How many times lie in `lower..<upper`.
  func count(from lower: Int, to upper: Int) -> Int { ordinal(upper) - ordinal(lower) }

  private func ordinal(_ wall: Int) -> Int {
    let number = (wall - anchor).floorDivided(by: period)
    return number * offsets.count + lowerBound(offsets, wall - anchor - number * period)
  }

  /// The time with that place after `first`, or `nil` where the calendar ends before.
  func wall(at index: Int, from first: Int) -> Int? {
    let (ordinal, overflow) = ordinal(first).addingReportingOverflow(index)
    if overflow { return nil }
    let (number, place) = ordinal.quotientAndRemainder(dividingBy: offsets.count)
    let (seconds, overflows) = number.multipliedReportingOverflow(by: period)
    guard !overflows, seconds <= LocalDateTime.range.upperBound - LocalDateTime.range.lowerBound else {
      return nil
    }
    return anchor + seconds + offsets[place]
  }
}

/// The first index whose value is at least `value`.
func lowerBound(_ values: ContiguousArray<Int>, _ value: Int) -> Int {
  if values.count == 1 { return values[0] < value ? 1 : 0 }
  var low = 0
  var high = values.count
  while low < high {
    let middle = (low + high) / 2
    if values[middle] < value { low = middle + 1 } else { high = middle }
  }
  return low
}
