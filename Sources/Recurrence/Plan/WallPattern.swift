/// What a rule comes to: wall-clock times in ascending order, reached and counted by arithmetic.
///
/// Classes, so that a plan is a reference and a few bounds: an iterator moves without copying tables.
protocol WallPattern: AnyObject, Sendable {
  /// Before the first time at or after `wall`, which is not before the start.
  func seek(_ wall: Int) -> PlanCursor

  /// The time the cursor stands before; `Int.max` at the end.
  func wall(_ cursor: borrowing PlanCursor) -> Int

  /// Goes past the time the cursor stands before, which is not at the end.
  func advance(_ cursor: inout PlanCursor)

  /// Appends occurrences until the block is full, the stretch ends, or the pattern does.
  ///
  /// - Returns: The time the cursor then stands before; `Int.max` at the end.
  func fill(_ cursor: inout PlanCursor, _ stretch: WallStretch, _ block: inout OccurrenceBlock) -> Int

  /// The last time before `wall`; it may come before the start.
  func last(before wall: Int) -> Int?

  /// How many times lie in `lower..<upper`, neither before the start.
  func count(from lower: Int, to upper: Int) -> Int

  /// The time with that place after `first`, or `nil` where there are fewer.
  func wall(at index: Int, from first: Int) -> Int?

  /// A wall second that the time with that place after `first` does not come before, where this is found at
  /// once and `wall(at:from:)` takes longer; `nil` where that is quick as well.
  func earliestWall(at index: Int, from first: Int) -> Int?

  /// A wall second that the first time at or after `wall` does not come before: that time, or, where it takes longer
  /// to find and does not come before `end`, one from `end` on.
  func earliestWall(from wall: Int, before end: Int) -> Int

  /// How many times of the range have another one later by `shift`.
  func echoes(in range: Range<Int>, shift: Int) -> Int

  /// A number that two days have alike only where the same times lie on them and on the seven days after them,
  /// but for the start and end of the rule; `nil` where none is quickly found.
  func kind(ofDay dayNumber: Int) -> Int?
}

extension WallPattern {
  func earliestWall(at index: Int, from first: Int) -> Int? { nil }

  func earliestWall(from wall: Int, before end: Int) -> Int { self.wall(seek(wall)) }

  func echoes(in range: Range<Int>, shift: Int) -> Int { echoesByWalking(in: range, shift: shift) }

  func echoesByWalking(in range: Range<Int>, shift: Int) -> Int {
    var total = 0
    var cursor = seek(range.lowerBound)
    var later = seek(range.lowerBound + shift)
    while wall(cursor) < range.upperBound {
      let wanted = wall(cursor) + shift
      while wall(later) < wanted { advance(&later) }
      if wall(later) == wanted { total += 1 }
      advance(&cursor)
    }
    return total
  }

  func kind(ofDay dayNumber: Int) -> Int? { nil }

  func fill(_ cursor: inout PlanCursor, _ stretch: WallStretch, _ block: inout OccurrenceBlock) -> Int {
    var wall = wall(cursor)
    while wall < stretch.end, !block.isFull {
      block.items[block.count] = stretch.occurrence(wall)
      block.count += 1
      advance(&cursor)
      wall = self.wall(cursor)
    }
    return wall
  }
}

/// A rule that never matches.
final class NeverPattern: WallPattern {
  func seek(_ wall: Int) -> PlanCursor { PlanCursor() }

  func wall(_ cursor: borrowing PlanCursor) -> Int { .max }

  func advance(_ cursor: inout PlanCursor) {}

  func last(before wall: Int) -> Int? { nil }

  func count(from lower: Int, to upper: Int) -> Int { 0 }

  func wall(at index: Int, from first: Int) -> Int? { nil }
}
