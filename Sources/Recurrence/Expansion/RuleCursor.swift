/// One rule's occurrences in its zone, forward from some place, a block at a time.
struct RuleCursor: Sendable {
  private let plan: RecurrencePlan
  /// The instant, in UTC seconds, that no occurrence reaches.
  private let end: Int
  /// The first instant wanted, in UTC seconds.
  private let begin: Int
  private var cursor: PlanCursor
  private var segment: WallSegment
  /// Set while times in a gap run beside the times the gap moves them onto.
  private var gap: GapRun?

  /// The times within a gap and those that the clocks show just after it: as instants they interleave.
  private struct GapRun: Sendable {
    /// The next time within the gap; at or past its end when there is none.
    var inGap: Int
    /// The next time after the gap.
    var afterGap: Int
  }

  /// - Parameters:
  ///   - start: The first instant wanted, in UTC seconds; `nil` for the plan's beginning.
  ///   - end: The instant that ends the window, exclusive, in UTC seconds.
  @inline(__always)
  init(_ plan: RecurrencePlan, from start: Int?, to end: Int) {
    self.plan = plan
    // Far enough from overflow to be put on any clock.
    self.end = min(end, (plan.lastInstant ?? .max - 1) + 1, .max / 2)
    begin = start ?? .min
    guard let start else {
      cursor = plan.beginning
      segment = plan.firstSegment
      if segment.gapSeconds > 0 { enterGap() }
      return
    }
    if let plain = plan.walls.plainSegment(atInstant: start),
      start + plain.offsetSeconds >= plan.first
    {
      cursor = plan.seek(start + plain.offsetSeconds)
      segment = plain
      return
    }
    let wall = plan.zone.firstWall(from: start, policy: plan.policy)
    cursor = plan.seek(wall)
    segment = plan.walls.segment(at: max(wall, plan.first))
    if segment.gapSeconds > 0 {
      enterGap()
    } else if wall < plan.first {
      // The window may begin among times that a gap moved, and the series only after that gap: then
      // the gap's own clock has said nothing of the series' first times.
      cursor = plan.seek(max(wall, min(begin + segment.offsetSeconds, segment.end)))
    }
  }

  /// Adds occurrences to the block; adds none only at the end.
  mutating func fill(_ block: inout OccurrenceBlock) {
    let filled = block.count
    defer { if plan.shownZone != nil { show(&block, from: filled) } }
    while !block.isFull {
      if gap != nil {
        if fillFromGap(&block) { continue }
        return
      }
      let bound = min(segment.end, end &+ segment.offsetSeconds)
      let wall = plan.fill(
        &cursor, WallStretch(end: bound, offsetSeconds: segment.offsetSeconds), &block)
      guard !block.isFull, wall >= segment.end, wall < .max else { return }
      segment = plan.walls.segment(at: wall)
      if segment.start - segment.offsetSeconds >= end { return }
      if segment.gapSeconds > 0 { enterGap() }
    }
  }

  /// Gives occurrences the offsets of the series' clocks.
  private func show(_ block: inout OccurrenceBlock, from first: Int) {
    for index in first..<block.count { block.items[index] = plan.shown(block.items[index]) }
  }

  /// Prepares for a stretch that is a gap; the cursor stands within it.
  private mutating func enterGap() {
    // A window may begin among the times that the gap's interleave with.
    let after = segment.offsetSeconds + segment.gapSeconds
    let afterGap = begin == .min ? segment.end : max(segment.end, begin + after)
    if plan.policy.gap == .omit {
      leaveGap(for: afterGap)
    } else {
      gap = GapRun(
        inGap: plan.wall(cursor) ?? .max, afterGap: plan.wall(plan.seek(afterGap)) ?? .max)
    }
  }

  private mutating func leaveGap(for wall: Int) {
    gap = nil
    cursor = plan.seek(wall)
    segment = plan.walls.segment(at: segment.end)
  }

  /// Adds the two runs' times in their order as instants; at the gap's end goes back to plain reading.
  ///
  /// - Returns: Whether there may be more.
  private mutating func fillFromGap(_ block: inout OccurrenceBlock) -> Bool {
    guard var run = gap else { return true }
    let before = segment.offsetSeconds
    let after = before + segment.gapSeconds
    while !block.isFull {
      guard run.inGap < segment.end else {
        leaveGap(for: run.afterGap)
        return true
      }
      let moved = run.inGap - before
      let ordinary = run.afterGap == .max ? Int.max : run.afterGap - after
      if min(moved, ordinary) >= end { return false }
      if ordinary <= moved {
        append(run.afterGap, after, 0, &block)
        run.afterGap = next(run.afterGap)
      } else {
        append(run.inGap, before, segment.gapSeconds, &block)
      }
      // Two times that mean one instant take place once.
      if moved <= ordinary { run.inGap = next(run.inGap) }
      gap = run
    }
    return true
  }

  private func next(_ wall: Int) -> Int { plan.wall(plan.seek(wall + 1)) ?? .max }

  private func append(_ wall: Int, _ offset: Int, _ gapSeconds: Int, _ block: inout OccurrenceBlock) {
    block.items[block.count] =
      WallStretch(end: .max, offsetSeconds: offset, gapSeconds: gapSeconds).occurrence(wall)
    block.count += 1
  }
}
