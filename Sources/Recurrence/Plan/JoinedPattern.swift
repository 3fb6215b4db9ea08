/// The times of a pattern, and those of another moved by a fixed span, each once.
///
/// Every step is a search in both: for rules whose second pattern has few times.
final class JoinedPattern: WallPattern {
  private let first: any WallPattern
  private let second: any WallPattern
  private let shift: Int
  /// Before it is moved: nothing of the second pattern before that is there.
  private let begin: Int

  init(_ first: any WallPattern, _ second: any WallPattern, movedBy shift: Int, from begin: Int) {
    self.begin = begin
    self.first = first
    self.second = second
    self.shift = shift
  }

  /// The second pattern's first time at or after `wall`.
  private func moved(from wall: Int) -> Int {
    let found = second.wall(second.seek(max(wall - shift, begin)))
    return found == .max ? .max : found + shift
  }

  func seek(_ wall: Int) -> PlanCursor {
    var cursor = PlanCursor()
    cursor.base = min(first.wall(first.seek(wall)), moved(from: wall))
    return cursor
  }

  func wall(_ cursor: borrowing PlanCursor) -> Int { cursor.base }

  func advance(_ cursor: inout PlanCursor) { cursor = seek(cursor.base + 1) }

  func last(before wall: Int) -> Int? {
    let moved = second.last(before: wall - shift).flatMap { $0 < begin ? nil : $0 + shift }
    return [first.last(before: wall), moved].compactMap(\.self).max()
  }

  func count(from lower: Int, to upper: Int) -> Int {
    guard lower < upper else { return 0 }
    var both = 0
    var wall = moved(from: lower)
    while wall < upper {
      if first.wall(first.seek(wall)) == wall { both += 1 }
      wall = moved(from: wall + 1)
    }
    let others = second.count(from: max(lower - shift, begin), to: max(upper - shift, begin))
    return first.count(from: lower, to: upper) + others - both
  }

  func wall(at index: Int, from first: Int) -> Int? {
    let end = LocalDateTime.range.upperBound + 1
    var (low, high, span) = (first, first, 31 * 86_400)
    while count(from: first, to: high) <= index {
      if high >= end { return nil }
      low = high
      high = min(high + span, end)
      span *= 2
    }
    // The last wall with no more than `index` times before it.
    return (low..<high).partitionPoint { count(from: first, to: $0 + 1) > index }
  }
}
