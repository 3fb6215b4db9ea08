internal import Synchronization

/// A rule that libical's iterator walks, remembered as far as it was walked.
///
/// libical can't seek, so that every question is answered from the list of what it has yielded so far.
final class LibicalWalk: WallPattern {
  private struct State: ~Copyable {
    var iterator: LibicalIterator
    var walls: ContiguousArray<Int> = []
    var isAtEnd = false
  }

  private let state: Mutex<State>

  init(_ rule: RecurrenceRule, start: LocalDateTime, isAllDay: Bool) throws(RecurrenceError) {
    // COUNT and UNTIL are the plan's: libical counts what it repeats.
    let endless = rule.with(end: .never)
    state = Mutex(State(iterator: try referenceEngine.times(of: endless, start: start, isAllDay: isAllDay)))
  }

  /// Walks until the list holds `index` or ends.
  func wall(at index: Int) -> Int? {
    state.withLock { state in
      while state.walls.count <= index, !state.isAtEnd { Self.step(&state) }
      return index < state.walls.count ? state.walls[index] : nil
    }
  }

  /// The last wall second of the year 2582, after which libical knows none.
  static let finalWall = CivilDate.dayNumber(year: 2583, month: 1, day: 1) * 86_400 - 1

  /// Whether the list ends only because libical's years do.
  var hasStoppedAtFinalYear: Bool { state.withLock { $0.isAtEnd && $0.iterator.stoppedAtFinalYear } }

  private static func step(_ state: inout State) {
    guard let wall = state.iterator.next() else {
      state.isAtEnd = true
      return
    }
    // libical repeats itself and goes back where SKIP moves two days onto one.
    if let last = state.walls.last, wall <= last { return }
    state.walls.append(wall)
  }

  /// The index of the first time at or after `wall`, whether or not there is one.
  func count(before wall: Int) -> Int {
    state.withLock { state in
      while state.walls.last ?? .min < wall, !state.isAtEnd { Self.step(&state) }
      return lowerBound(state.walls, wall)
    }
  }

  func seek(_ wall: Int) -> PlanCursor {
    var cursor = PlanCursor()
    cursor.base = count(before: wall)
    return cursor
  }

  func wall(_ cursor: borrowing PlanCursor) -> Int { wall(at: cursor.base) ?? .max }

  func advance(_ cursor: inout PlanCursor) { cursor.base += 1 }

  func last(before wall: Int) -> Int? {
    let count = count(before: wall)
    return count > 0 ? self.wall(at: count - 1) : nil
  }

  func count(from lower: Int, to upper: Int) -> Int { count(before: upper) - count(before: lower) }

  func wall(at index: Int, from first: Int) -> Int? { wall(at: index + count(before: first)) }
}
