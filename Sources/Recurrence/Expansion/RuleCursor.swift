/// One rule's occurrences in its zone, forward from some place, a block at a time.
struct RuleCursor: Sendable {
  let plan: RecurrencePlan
  let zone: ZoneTransitions
  let policy: ZonePolicy
  /// The instant, in UTC seconds, that no occurrence reaches.
  let end: Int
  /// The first instant wanted, in UTC seconds.
  private let begin: Int
  private var cursor: PlanCursor
  private var segment: WallSegment
  /// Set while times in a gap run beside the times the gap moves them onto.
  private var gap: GapRun?

  /// The times within a gap and those that the clocks show just after it: as instants they interleave.
  private struct GapRun: Sendable {
    var inGap: PlanCursor
    var afterGap: PlanCursor
    let segment: WallSegment
  }

  /// - Parameters:
  ///   - start: The first instant wanted, in UTC seconds; `nil` for the plan's beginning.
  ///   - end: The instant that ends the window, exclusive, in UTC seconds.
  init(_ plan: RecurrencePlan, zone: ZoneTransitions, policy: ZonePolicy, from start: Int?, to end: Int) {
    self.plan = plan
    self.zone = zone
    self.policy = policy
    self.end = min(end, (plan.lastInstant ?? .max - 1) + 1)
    begin = start ?? .min
    let wall = start.map { zone.firstWall(from: $0, policy: policy) } ?? plan.first
    cursor = plan.seek(wall)
    segment = zone.segment(atWall: max(wall, plan.first), policy: policy)
    if segment.gapSeconds > 0 { enterGap() }
  }

  /// Adds occurrences to the block; adds none only at the end.
  mutating func fill(_ block: inout OccurrenceBlock) {
    while !block.isFull {
      if gap != nil {
        if fillFromGap(&block) { continue }
        return
      }
      // The window's end on this stretch's clock.
      let (endWall, overflows) = end.addingReportingOverflow(segment.offsetSeconds)
      let bound = overflows ? segment.end : min(segment.end, endWall)
      let wall = plan.fill(
        &cursor, WallStretch(end: bound, offsetSeconds: segment.offsetSeconds), &block)
      guard !block.isFull, wall >= segment.end, wall < .max else { return }
      segment = zone.segment(at: wall, hint: segment, policy: policy)
      if segment.start - segment.offsetSeconds >= end { return }
      if segment.gapSeconds > 0 { enterGap() }
    }
  }

  private mutating func enterGap() {
    // A window may begin among the times that the gap's interleave with.
    let after = segment.offsetSeconds + segment.gapSeconds
    let afterGap = plan.seek(begin == .min ? segment.end : max(segment.end, begin + after))
    if policy.gap == .omit {
      cursor = afterGap
      segment = zone.segment(after: segment, policy: policy)
      return
    }
    gap = GapRun(inGap: cursor, afterGap: afterGap, segment: segment)
  }

  /// Adds the next of the two runs' times; at the end of both goes back to plain reading.
  ///
  /// - Returns: Whether there may be more.
  private mutating func fillFromGap(_ block: inout OccurrenceBlock) -> Bool {
    guard var run = gap else { return true }
    let segment = run.segment
    let offset = segment.offsetSeconds
    let after = offset + segment.gapSeconds
    while !block.isFull {
      var inGap = plan.wall(run.inGap)
      if let wall = inGap, wall >= segment.end { inGap = nil }
      guard let moved = inGap else {
        // Past the gap the second cursor is where plain reading goes on.
        gap = nil
        cursor = run.afterGap
        self.segment = zone.segment(after: segment, policy: policy)
        return true
      }
      let movedInstant = moved - offset
      let ordinary = plan.wall(run.afterGap)
      if let ordinary, ordinary - after <= movedInstant {
        if ordinary - after >= end { return false }
        append(ordinary, after, 0, &block)
        plan.advance(&run.afterGap)
        // Both name one instant: it takes place once.
        if ordinary - after == movedInstant { plan.advance(&run.inGap) }
      } else {
        if movedInstant >= end { return false }
        append(moved, offset, segment.gapSeconds, &block)
        plan.advance(&run.inGap)
      }
      gap = run
    }
    return true
  }

  private func append(_ wall: Int, _ offset: Int, _ gapSeconds: Int, _ block: inout OccurrenceBlock) {
    block.items[block.count] =
      WallStretch(end: .max, offsetSeconds: offset, gapSeconds: gapSeconds).occurrence(wall)
    block.count += 1
  }
}

extension RecurrencePlan {
  /// Goes past the time the cursor stands before.
  func advance(_ cursor: inout PlanCursor) {
    guard let wall = wall(cursor) else { return }
    cursor = seek(wall + 1)
  }
}
