/// Times that repeat with a fixed period: plain daily, weekly and sub-daily rules, and all that reduce to one.
final class PeriodicPattern: WallPattern {
  /// The wall second that period 0, which holds the start, begins at.
  let anchor: Int
  /// In seconds.
  let period: Int
  /// How many offsets there are, at least one.
  let count: Int
  /// The offsets, where they are few enough to need no list.
  private let few: Few
  /// The offsets, where they are more.
  private let many: ContiguousArray<Int>

  /// A week's days at one time.
  typealias Few = InlineArray<7, Int>

  /// - Parameter offsets: Seconds from a period's beginning, ascending, at least one, all less than `period`.
  init(anchor: Int, period: Int, offsets: ContiguousArray<Int>) {
    self.anchor = anchor
    self.period = period
    count = offsets.count
    let isFew = offsets.count <= Few.count
    few = Few { isFew && $0 < offsets.count ? offsets[$0] : .max }
    many = isFew ? [] : offsets
  }

  /// - Parameter few: As many offsets as `count` says, ascending; `Int.max` behind them.
  init(anchor: Int, period: Int, few: Few, count: Int) {
    self.anchor = anchor
    self.period = period
    self.count = count
    self.few = few
    many = []
  }

  /// Seconds from a period's beginning, ascending.
  var offsets: ContiguousArray<Int> {
    guard many.isEmpty else { return many }
    var offsets = ContiguousArray<Int>()
    offsets.reserveCapacity(count)
    for index in 0..<count { offsets.append(few[index]) }
    return offsets
  }

  /// The offset at a place from 0 to `count - 1`.
  @inline(__always)
  func offset(_ index: Int) -> Int { count <= Few.count ? few[index] : many[index] }

  /// The first place whose offset is at least `value`.
  private func place(from value: Int) -> Int {
    guard count <= Few.count else { return lowerBound(many, value) }
    var place = 0
    while place < count, few[place] < value { place &+= 1 }
    return place
  }

  func seek(_ wall: Int) -> PlanCursor {
    var cursor = PlanCursor()
    let number = max(0, (wall - anchor).floorDivided(by: period))
    cursor.base = anchor + number * period
    cursor.index = place(from: wall - cursor.base)
    if cursor.index == count {
      cursor.index = 0
      cursor.base += period
    }
    return cursor
  }

  func wall(_ cursor: borrowing PlanCursor) -> Int { cursor.base &+ offset(cursor.index) }

  func advance(_ cursor: inout PlanCursor) {
    cursor.index &+= 1
    if cursor.index == count {
      cursor.index = 0
      cursor.base &+= period
    }
  }

  func fill(_ cursor: inout PlanCursor, _ stretch: WallStretch, _ block: inout OccurrenceBlock) -> Int {
    if count == 1 { return fillSingle(&cursor, stretch, &block) }
    if count <= Few.count {
      let few = few
      return fill(few.span, &cursor, stretch, &block)
    }
    let many = many
    return fill(many.span, &cursor, stretch, &block)
  }

  private func fillSingle(
    _ cursor: inout PlanCursor, _ stretch: WallStretch, _ block: inout OccurrenceBlock
  ) -> Int {
    let offset = few[0]
    var wall = cursor.base &+ offset
    var filled = block.count
    while wall < stretch.end, filled < OccurrenceBlock.capacity {
      block.items[filled] = stretch.occurrence(wall)
      filled &+= 1
      wall &+= period
    }
    block.count = filled
    cursor.base = wall &- offset
    return wall
  }

  @inline(__always)
  private func fill(
    _ offsets: Span<Int>, _ cursor: inout PlanCursor, _ stretch: WallStretch, _ block: inout OccurrenceBlock
  ) -> Int {
    var base = cursor.base
    var index = cursor.index
    var filled = block.count
    var wall = base &+ offsets[index]
    while wall < stretch.end, filled < OccurrenceBlock.capacity {
      block.items[filled] = stretch.occurrence(wall)
      filled &+= 1
      index &+= 1
      if index == count {
        index = 0
        base &+= period
      }
      wall = base &+ offsets[index]
    }
    block.count = filled
    cursor.base = base
    cursor.index = index
    return wall
  }

  /// The last time before `wall`, however far before the start.
  func last(before wall: Int) -> Int? {
    let base = anchor + (wall - anchor).floorDivided(by: period) * period
    let index = place(from: wall - base)
    return index > 0 ? base + offset(index - 1) : base - period + offset(count - 1)
  }

  /// How many times lie in `lower..<upper`.
  func count(from lower: Int, to upper: Int) -> Int { ordinal(upper) - ordinal(lower) }

  private func ordinal(_ wall: Int) -> Int {
    let number = (wall - anchor).floorDivided(by: period)
    return number * count + place(from: wall - anchor - number * period)
  }

  /// The time with that place after `first`, or `nil` where the calendar ends before.
  func wall(at index: Int, from first: Int) -> Int? {
    let (ordinal, overflow) = ordinal(first).addingReportingOverflow(index)
    if overflow { return nil }
    let (number, place) = ordinal.quotientAndRemainder(dividingBy: count)
    let (seconds, overflows) = number.multipliedReportingOverflow(by: period)
    guard !overflows, seconds <= LocalDateTime.range.upperBound - LocalDateTime.range.lowerBound else {
      return nil
    }
    return anchor + seconds + offset(place)
  }

  func kind(ofDay dayNumber: Int) -> Int? { (dayNumber * 86_400 - anchor).floorRemainder(by: period) }

  func echoes(in range: Range<Int>, shift: Int) -> Int {
    let times = ordinal(range.upperBound) - ordinal(range.lowerBound)
    if times < count { return echoesByWalking(in: range, shift: shift) }
    var total = 0
    for place in 0..<count {
      let later = (offset(place) + shift).floorRemainder(by: period)
      let found = self.place(from: later)
      guard found < count, offset(found) == later else { continue }
      let first = anchor + offset(place)
      total +=
        (range.upperBound - 1 - first).floorDivided(by: period)
        - (range.lowerBound - 1 - first).floorDivided(by: period)
    }
    return total
  }
}
