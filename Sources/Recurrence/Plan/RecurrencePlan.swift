/// What a Gregorian rule compiles to, with its start: wall-clock times by integer arithmetic.
///
/// A value that threads share freely. Times are wall seconds (see `LocalDateTime.wallSeconds`), ascending.
struct RecurrencePlan: Sendable {
  enum Pattern: Sendable {
    case nothing
    case periodic(PeriodicPattern)
    case days(DayPattern)
    case positions(PositionPattern)
    case steps(StepPattern)
    case walked(LibicalWalk)
  }

  let pattern: Pattern
  /// The start: nothing comes before it.
  let first: Int
  /// The last wall second there may be: UNTIL's, COUNT's, or the calendar's.
  private(set) var last = LocalDateTime.range.upperBound
  /// UNTIL as an instant, in seconds since 1970-01-01T00:00:00Z; inclusive.
  private(set) var lastInstant: Int?
  /// Whether COUNT or UNTIL ends the rule, or the calendar does after finitely many times.
  let isFinite: Bool

  /// - Parameter rule: Without RSCALE and SKIP, or with ones that libical walks.
  init(
    _ rule: RecurrenceRule, start: LocalDateTime, isAllDay: Bool, untilDate: ExpansionOptions.UntilDate,
    walk: LibicalWalk? = nil
  ) {
    first = start.wallSeconds
    pattern = walk.map { .walked($0) } ?? Self.compile(rule, start: start, isAllDay: isAllDay)
    if case .nothing = pattern { isFinite = true } else { isFinite = rule.end != .never }
    switch rule.end {
    case .never:
      break
    case .until(.local(let time)):
      last = time.wallSeconds
    case .until(.date(let date)):
      let midnight = date.dayNumber * 86_400
      last = isAllDay || untilDate == .startOfDay ? midnight : midnight + 86_399
    case .until(.instant(let seconds)):
      lastInstant = seconds
    case .count(let count):
      // An all-day series and a timed one count alike: what the rule generates.
      last = wall(at: count - 1) ?? last
    }
  }

  private static func compile(_ rule: RecurrenceRule, start: LocalDateTime, isAllDay: Bool) -> Pattern {
    var parts = rule.parts
    if isAllDay {
      parts.hours = 0
      parts.minutes = 0
      parts.seconds = 0
    }
    switch rule.frequency {
    case .secondly, .minutely, .hourly:
      return compileSteps(rule, parts, start)
    case .daily:
      return compileDaily(rule, parts, start)
    case .weekly:
      return compileWeekly(rule, parts, start)
    case .monthly, .yearly:
      return compileDays(rule, parts, start)
    }
  }

  /// The members of a list that BYSETPOS chooses; all where it is absent.
  static func selected(_ list: ContiguousArray<Int>, _ positions: [Int16]) -> ContiguousArray<Int> {
    if positions.isEmpty { return list }
    var places = Set<Int>()
    for position in positions {
      let place = position > 0 ? Int(position) - 1 : list.count + Int(position)
      if list.indices.contains(place) { places.insert(place) }
    }
    return ContiguousArray(places.sorted().map { list[$0] })
  }
}

// Reading.
extension RecurrencePlan {
  /// Before the first time at or after `wall`.
  func seek(_ wall: Int) -> PlanCursor {
    let wall = max(wall, first)
    switch pattern {
    case .nothing:
      var cursor = PlanCursor()
      cursor.isAtEnd = true
      return cursor
    case .periodic(let pattern): return pattern.seek(wall)
    case .days(let pattern): return pattern.seek(wall)
    case .positions(let pattern): return pattern.seek(wall)
    case .steps(let pattern): return pattern.seek(wall)
    case .walked(let walk): return walk.seek(wall)
    }
  }

  /// The time the cursor stands before; `nil` at the end.
  func wall(_ cursor: PlanCursor) -> Int? {
    let wall: Int?
    switch pattern {
    case .nothing: return nil
    case .periodic(let pattern): wall = pattern.wall(cursor)
    case .days(let pattern): wall = pattern.wall(cursor)
    case .positions(let pattern): wall = pattern.wall(cursor)
    case .steps(let pattern): wall = pattern.wall(cursor)
    case .walked(let walk): wall = walk.wall(cursor)
    }
    guard let wall, wall <= last else { return nil }
    return wall
  }

  /// Appends occurrences to the block until it is full, the stretch ends, or the plan does.
  func fill(_ cursor: inout PlanCursor, _ stretch: WallStretch, _ block: inout OccurrenceBlock) {
    var stretch = stretch
    if stretch.end > last { stretch.end = last + 1 }
    switch pattern {
    case .nothing: break
    case .periodic(let pattern): pattern.fill(&cursor, stretch, &block)
    case .days(let pattern): pattern.fill(&cursor, stretch, &block)
    case .positions(let pattern): pattern.fill(&cursor, stretch, &block)
    case .steps(let pattern): pattern.fill(&cursor, stretch, &block)
    case .walked(let walk): walk.fill(&cursor, stretch, &block)
    }
  }

  /// The last time before `wall`.
  func last(before wall: Int) -> Int? {
    let wall = min(wall, last + 1)
    guard wall > first else { return nil }
    let found: Int?
    switch pattern {
    case .nothing: return nil
    case .periodic(let pattern): found = pattern.last(before: wall)
    case .days(let pattern): found = pattern.last(before: wall)
    case .positions(let pattern): found = pattern.last(before: wall)
    case .steps(let pattern): found = pattern.last(before: wall)
    case .walked(let walk): found = walk.last(before: wall)
    }
    guard let found, found >= first else { return nil }
    return found
  }

  /// How many times come before `wall`.
  func count(before wall: Int) -> Int {
    let wall = min(wall, last + 1)
    guard wall > first else { return 0 }
    switch pattern {
    case .nothing: return 0
    case .periodic(let pattern): return pattern.count(from: first, to: wall)
    case .days(let pattern): return pattern.count(from: first, to: wall)
    case .positions(let pattern): return pattern.count(from: first, to: wall)
    case .steps(let pattern): return pattern.count(from: first, to: wall)
    case .walked(let walk): return walk.count(before: wall)
    }
  }

  /// The time with that place, from 0.
  func wall(at index: Int) -> Int? {
    guard index >= 0 else { return nil }
    let found: Int?
    switch pattern {
    case .nothing: return nil
    case .periodic(let pattern): found = pattern.wall(at: index, from: first)
    case .days(let pattern): found = pattern.wall(at: index, from: first)
    case .positions(let pattern): found = pattern.wall(at: index, from: first)
    case .steps(let pattern): found = pattern.wall(at: index, from: first)
    case .walked(let walk): found = walk.wall(at: index)
    }
    guard let found, found <= last else { return nil }
    return found
  }

  func contains(_ wall: Int) -> Bool { self.wall(seek(wall)) == wall }
}
