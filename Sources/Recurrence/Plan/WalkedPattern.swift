internal import Synchronization

/// A rule whose times are only known one after the other, remembered as far as it was walked.
///
/// A walk can't seek, so that every question is answered from the list of what it has yielded so far. The
/// list has an end: a walk that reaches it says so, instead of taking ever more time and memory.
final class WalkedPattern: WallPattern {
  private struct State: ~Copyable {
    var source: any WallSource
    var walls: ContiguousArray<Int> = []
    var end: End?
  }

  /// Why the list goes no further.
  enum End: Hashable, Sendable {
    /// The rule ends there.
    case ruleEnds
    /// libical's years do.
    case yearsEnd
    /// The steps that are taken do.
    case budgetEnds(lastWall: Int)

    /// The last wall second that the list tells of, where the rule may go on.
    var lastWall: Int? {
      switch self {
      case .ruleEnds: nil
      case .yearsEnd: WalkedPattern.finalWall
      case .budgetEnds(let wall): wall
      }
    }
  }

  private let state: Mutex<State>
  /// COUNT.
  private let limit: Int
  private let first: Int

  /// - Parameter engine: libical, or a walk by the calendar of the rule's RSCALE.
  init(
    _ rule: RecurrenceRule, start: LocalDateTime, isAllDay: Bool, by engine: ExpansionEngine
  ) throws(RecurrenceError) {
    // COUNT and UNTIL are the plan's: libical counts what it repeats.
    let endless = rule.with(end: .never)
    limit = if case .count(let count) = rule.end { count } else { .max }
    first = start.wallSeconds
    let source: any WallSource =
      engine == .libical
      ? try referenceEngine.times(of: endless, start: start, isAllDay: isAllDay)
      : try ScaleIterator(rule: endless, start: start, isAllDay: isAllDay)
    state = Mutex(State(source: source))
  }

  /// Walks until the list holds `index` or ends.
  func wall(at index: Int) -> Int? {
    state.withLock { state in
      while state.walls.count <= index, state.end == nil { step(&state) }
      return index < state.walls.count ? state.walls[index] : nil
    }
  }

  /// The last wall second of the year 2582, after which libical knows none.
  static let finalWall = CivilDate.dayNumber(year: 2583, month: 1, day: 1) * 86_400 - 1

  /// Why the list goes no further, where it was walked to its end.
  var end: End? { state.withLock { $0.end } }

  /// What walking so far has taken, in nanoseconds.
  var spent: Int { state.withLock { $0.source.spent } }

  private func step(_ state: inout State) {
    if state.walls.count == limit {
      state.end = .ruleEnds
    } else if let wall = state.source.next() {
      // libical repeats itself and goes back where SKIP moves two days onto one.
      if wall >= first, wall > state.walls.last ?? .min { state.walls.append(wall) }
    } else {
      let lastWall = state.walls.last ?? first
      state.end =
        state.source.hasGivenUp
        ? .budgetEnds(lastWall: lastWall) : state.source.stoppedAtFinalYear ? .yearsEnd : .ruleEnds
    }
  }

  /// The index of the first time at or after `wall`, whether or not there is one.
  func count(before wall: Int) -> Int {
    state.withLock { state in
      while state.walls.last ?? .min < wall, state.end == nil { step(&state) }
      return lowerBound(state.walls, wall)
    }
  }

  func seek(_ wall: Int) -> PlanCursor {
    var cursor = PlanCursor()
    // The beginning needs no walking, and libical nothing where nothing is asked for.
    cursor.base = wall <= first ? 0 : count(before: wall)
    return cursor
  }

  func wall(_ cursor: borrowing PlanCursor) -> Int { wall(at: cursor.base) ?? .max }

  func advance(_ cursor: inout PlanCursor) { cursor.base += 1 }

  func last(before wall: Int) -> Int? {
    let count = count(before: wall)
    return count > 0 ? self.wall(at: count - 1) : nil
  }

  func count(from lower: Int, to upper: Int) -> Int { max(0, count(before: upper) - count(before: lower)) }

  func wall(at index: Int, from first: Int) -> Int? { wall(at: index + count(before: first)) }
}
