internal import Synchronization

/// What a Gregorian rule compiles to, with its start and zone: wall-clock times by integer arithmetic.
///
/// Immutable, so that threads share it freely; one reference is all that an iterator counts. Times are
/// wall seconds (see `LocalDateTime.wallSeconds`), ascending.
final class RecurrencePlan: Sendable {
  /// `NeverPattern` where the rule never matches.
  let pattern: any WallPattern
  /// The start: nothing comes before it.
  let first: Int
  /// No time up to this wall second comes after the last one: UNTIL, COUNT and the calendar leave them all.
  let bound: Int
  /// COUNT, where `bound` is not yet the last time it leaves; else 0.
  private let openCount: Int
  /// The last time that `openCount` leaves, once it was asked for: `Int.min` before, `Int.max` where the
  /// calendar ends first.
  private let countedLast = Atomic<Int>(.min)
  /// UNTIL as an instant, in seconds since 1970-01-01T00:00:00Z; inclusive.
  let lastInstant: Int?
  /// Whether the times are yielded one after the other.
  let isWalked: Bool
  /// Whether hours, minutes or seconds are stepped over.
  let isStepped: Bool
  /// Whether COUNT or UNTIL ends the rule, or the calendar does after finitely many times.
  let isFinite: Bool
  /// Whether the calendar ends before the rule does, as far as `openCount` does not decide it.
  private let isEndless: Bool
  /// Where the rule's times become instants.
  let zone: ZoneTransitions
  /// The zone whose clocks show the instants, where the rule's own clock is never changed.
  let shownZone: ZoneTransitions?
  /// How those become instants that the zone's clocks skip or repeat.
  let policy: ZonePolicy
  /// Before the first time.
  let beginning: PlanCursor
  /// The stretch of the zone's clocks that the start is in.
  let firstSegment: WallSegment

  /// Compiles a rule, or has it walked, as the engine says and the calendar of its RSCALE needs.
  ///
  /// - Throws: `unsupported` where libical is needed and can't be trusted with the rule.
  init(
    _ rule: borrowing RecurrenceRule, start: borrowing RecurrenceStart, options: ExpansionOptions
  ) throws(RecurrenceError) {
    if start.isAllDay, rule.frequency < .daily {
      throw RecurrenceError(
        .partNotAllowed,
        "An all-day series can't recur \(rule.frequency.name); give the start a time or use DAILY.")
    }
    var walk: WalkedPattern?
    if options.engine == .libical
      || !rule.isCompiledInScale && LibicalSpelling.needsCalendar(rule, isAllDay: start.isAllDay)
    {
      walk = try WalkedPattern(
        copy rule, start: start.local, isAllDay: start.isAllDay, by: options.engine)
    }
    let first = start.local.wallSeconds
    let isPlain = options.reading == .rfc5545 || walk != nil
    let pattern: any WallPattern =
      walk
      ?? (isPlain
        ? Self.compile(rule, start: start.local, isAllDay: start.isAllDay)
        : Self.compile(rule, from: copy start, as: options.reading)) ?? NeverPattern()
    var bound = LocalDateTime.range.upperBound
    var lastInstant: Int?
    var isEndless = false
    var openCount = 0
    switch rule.end {
    case .never:
      isEndless = true
    case .until(.local(let time)):
      bound = time.wallSeconds
    case .until(.date(let date)):
      bound = options.lastWall(of: date, isAllDay: start.isAllDay)
    case .until(.instant(let seconds)):
      lastInstant = seconds
    case .count(let count):
      // An all-day series and a timed one count alike: what the rule generates. A walk counts for itself.
      if walk != nil { break }
      let countsAll = isPlain && (options.zonePolicy.gap == .shiftForward || start.zone.isFixed)
      if countsAll, let earliest = pattern.earliestWall(at: count - 1, from: first) {
        isEndless = earliest > bound
        if !isEndless { (bound, openCount) = (max(earliest, first), count) }
      } else {
        let final =
          countsAll
          ? pattern.wall(at: count - 1, from: first) : Self.final(count, pattern, from: copy start, options)
        bound = min(bound, final ?? bound)
        isEndless = final == nil
      }
    case .countOrUntil(let count, let until):
      // Only until the rule is tied to a start, which leaves one of them.
      bound = min(bound, pattern.wall(at: count - 1, from: first) ?? bound)
      switch until {
      case .local(let time): bound = min(bound, time.wallSeconds)
      case .date(let date): bound = min(bound, options.lastWall(of: date, isAllDay: start.isAllDay))
      case .instant(let seconds): lastInstant = seconds
      }
    }
    isWalked = walk != nil
    isStepped = pattern is StepPattern
    if !isPlain, let unchanged = rule.unchangedClock(from: copy start, as: options.reading) {
      (zone, shownZone) = (unchanged, start.zone)
      if case .until = rule.end, lastInstant == nil {
        lastInstant = start.zone.occurrence(at: LocalDateTime(clamping: bound))?.startSeconds
        bound = LocalDateTime.range.upperBound
      }
    } else {
      (zone, shownZone) = (start.zone, nil)
    }
    self.isEndless = isEndless && !(pattern is NeverPattern)
    isFinite = rule.end != .never || pattern is NeverPattern
    policy = options.zonePolicy
    self.first = first
    self.pattern = pattern
    self.bound = bound
    self.openCount = openCount
    self.lastInstant = lastInstant
    beginning = pattern.seek(first)
    firstSegment = zone.walls(options.zonePolicy.fold).segment(at: first)
  }

  /// The last wall second there may be: UNTIL's, COUNT's, or the calendar's.
  ///
  /// - Complexity: O(1), but for the first to ask where COUNT ends a rule with limits: see
  ///   `WallPattern.wall(at:from:)`.
  var last: Int { openCount == 0 ? bound : min(lastCounted, LocalDateTime.range.upperBound) }

  /// Whether the calendar ends before the rule does.
  var endsWithCalendar: Bool { openCount == 0 ? isEndless : lastCounted == .max }

  private var lastCounted: Int {
    let known = countedLast.load(ordering: .relaxed)
    if known > .min { return known }
    // Whoever else is at it finds the same.
    let found = pattern.wall(at: openCount - 1, from: first) ?? .max
    countedLast.store(found, ordering: .relaxed)
    return found
  }

  /// The zone's stretches of wall-clock time.
  var walls: WallTable { zone.walls(policy.fold) }

  static func compile(
    _ rule: RecurrenceRule, start: LocalDateTime, isAllDay: Bool,
    weekYears: Reading.WeekYears = .calendarYear
  ) -> (any WallPattern)? {
    var parts = rule.parts
    if isAllDay { parts.removeTimes() }
    parts.stateDay(of: start.date, rule.frequency)
    switch rule.frequency {
    case .secondly, .minutely, .hourly:
      return compileSteps(rule, parts, start)
    case .daily:
      return compileDaily(rule, parts, start)
    case .weekly:
      return compileWeekly(rule, parts, start)
    case .monthly, .yearly:
      return compileDays(rule, parts, start, weekYears)
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
    pattern.seek(min(max(wall, first), LocalDateTime.range.upperBound + 1))
  }

  /// As `WallPattern.earliestWall(from:before:)`, of the plan's times; `nil` at the end.
  func earliestWall(from wall: Int, before end: Int) -> Int? {
    let from = min(max(wall, first), LocalDateTime.range.upperBound + 1)
    let earliest = pattern.earliestWall(from: from, before: end)
    return isWithin(earliest) ? earliest : nil
  }

  /// The time the cursor stands before; `nil` at the end.
  func wall(_ cursor: borrowing PlanCursor) -> Int? {
    let wall = pattern.wall(cursor)
    return isWithin(wall) ? wall : nil
  }

  /// Whether a time comes no later than the last one.
  @inline(__always)
  private func isWithin(_ wall: Int) -> Bool {
    wall <= bound || openCount > 0 && wall < .max && wall <= last
  }

  /// Appends occurrences to the block until it is full, the stretch ends, or the plan does.
  ///
  /// - Returns: The time the cursor then stands before; `Int.max` at the end.
  func fill(_ cursor: inout PlanCursor, _ stretch: WallStretch, _ block: inout OccurrenceBlock) -> Int {
    var near = stretch
    if near.end > bound { near.end = bound + 1 }
    let next = pattern.fill(&cursor, near, &block)
    if next <= bound || block.isFull { return next }
    return openCount == 0 || next == .max ? .max : fillToLast(&cursor, stretch, &block, next)
  }

  /// The part of a stretch for which COUNT's last time has to be known.
  private func fillToLast(
    _ cursor: inout PlanCursor, _ stretch: WallStretch, _ block: inout OccurrenceBlock, _ next: Int
  ) -> Int {
    if next >= stretch.end { return isWithin(next) ? next : .max }
    var stretch = stretch
    if stretch.end > last { stretch.end = last + 1 }
    let next = pattern.fill(&cursor, stretch, &block)
    return next <= last ? next : .max
  }

  /// The last time before `wall`.
  func last(before wall: Int) -> Int? {
    let wall = wall > bound ? min(wall, last + 1) : wall
    guard wall > first, let found = pattern.last(before: wall), found >= first else { return nil }
    return found
  }

  /// How many times come before `wall`.
  func count(before wall: Int) -> Int {
    guard openCount > 0, countedLast.load(ordering: .relaxed) == .min else {
      return countUpToLast(from: first, to: wall)
    }
    // Counting up to there costs no more than finding the last one, and saves that.
    let end = min(wall, LocalDateTime.range.upperBound + 1)
    return end > first ? min(openCount, pattern.count(from: first, to: end)) : 0
  }

  /// How many times come before `upper` and not before `lower`.
  func count(from lower: Int, to upper: Int) -> Int {
    lower <= first ? count(before: upper) : countUpToLast(from: lower, to: upper)
  }

  private func countUpToLast(from lower: Int, to upper: Int) -> Int {
    let end = min(upper, last + 1)
    return lower < end ? pattern.count(from: lower, to: end) : 0
  }

  /// The time with that place, from 0.
  func wall(at index: Int) -> Int? {
    // All years have fewer seconds than that.
    guard index >= 0, index < 1 << 39, let found = pattern.wall(at: index, from: first), isWithin(found)
    else { return nil }
    return found
  }

  func contains(_ wall: Int) -> Bool { self.wall(seek(wall)) == wall }
}
