/// A few times of their own, and from some wall second on those of another pattern.
final class PrefixedPattern: WallPattern {
  /// Ascending, all before `boundary`.
  private let head: ContiguousArray<Int>
  private let boundary: Int
  private let rest: any WallPattern
  /// Whether the first time is a start that the rule doesn't generate.
  let addsStart: Bool

  init(_ head: ContiguousArray<Int>, before boundary: Int, then rest: any WallPattern, addsStart: Bool) {
    self.addsStart = addsStart
    self.head = head
    self.boundary = boundary
    self.rest = rest
  }

  func seek(_ wall: Int) -> PlanCursor {
    let place = lowerBound(head, wall)
    guard place < head.count else { return rest.seek(max(wall, boundary)) }
    var cursor = PlanCursor()
    // Below 0, where no other pattern's is: the place among the first times.
    cursor.wordIndex = -1 - place
    return cursor
  }

  func wall(_ cursor: borrowing PlanCursor) -> Int {
    cursor.wordIndex < 0 ? head[-1 - cursor.wordIndex] : rest.wall(cursor)
  }

  func advance(_ cursor: inout PlanCursor) {
    if cursor.wordIndex >= 0 {
      rest.advance(&cursor)
    } else if -cursor.wordIndex < head.count {
      cursor.wordIndex -= 1
    } else {
      cursor = rest.seek(boundary)
    }
  }

  func last(before wall: Int) -> Int? {
    if wall > boundary, let found = rest.last(before: wall), found >= boundary { return found }
    let place = lowerBound(head, wall)
    return place > 0 ? head[place - 1] : nil
  }

  func count(from lower: Int, to upper: Int) -> Int {
    let own = max(0, lowerBound(head, upper) - lowerBound(head, lower))
    return upper > boundary ? own + rest.count(from: max(lower, boundary), to: upper) : own
  }

  func wall(at index: Int, from first: Int) -> Int? {
    let place = lowerBound(head, first)
    if index < head.count - place { return head[place + index] }
    return rest.wall(at: index - (head.count - place), from: max(first, boundary))
  }
}
