/// The first occurrence of one rule at or after an instant, asked for ascending instants.
///
/// Within one stretch of the zone's clocks an answer costs one seek of the plan.
struct RuleSeeker: Sendable {
  let plan: RecurrencePlan
  private var segment: WallSegment
  /// The instants of the segment whose times are not mixed with those of a gap.
  private var plain: Range<Int>
  /// The last answer, which holds for all instants up to its own.
  private var head: Occurrence?
  private var isAtEnd = false
  /// What looking has taken, in nanoseconds as they were measured; whoever counts it sets it back.
  var spent = 0
  /// What of a walk was counted already.
  private var walkSpent = 0

  private static let costOfSeek = 100
  /// Days that are far apart are looked for year by year.
  private static let costOfYear = 50
  private static let costOfGap = 2000

  init(_ plan: RecurrencePlan) {
    self.plan = plan
    segment = plan.firstSegment
    plain = 0..<0
    plain = plainInstants(of: segment)
    if plan.isWalked { walkSpent = (plan.pattern as? WalkedPattern)?.spent ?? 0 }
  }

  /// - Parameter instant: UTC seconds, not before the one asked for last.
  mutating func first(from instant: Int) -> Occurrence? {
    if isAtEnd { return nil }
    if let head, head.startMilliseconds >= instant * 1000 { return head }
    let from = max(instant, plan.first - 2 * 86_400)
    head = find(from)
    isAtEnd = head == nil
    let reached = head.map { $0.startMilliseconds / 1000 } ?? min(plan.bound, plan.lastInstant ?? .max)
    spent += Self.costOfSeek + max(0, reached - from) / (366 * 86_400) * Self.costOfYear
    if plan.isWalked, let total = (plan.pattern as? WalkedPattern)?.spent {
      spent += total - walkSpent
      walkSpent = total
    }
    return head
  }

  private mutating func find(_ instant: Int) -> Occurrence? {
    guard instant <= LocalDateTime.range.upperBound + 2 * 86_400 else { return nil }
    if !plain.contains(instant) {
      enter(plan.walls.segment(at: instant + plan.zone.offsetSeconds(atInstant: instant)))
      if !plain.contains(instant) { return findInGap(instant) }
    }
    let cursor = plan.seek(instant + segment.offsetSeconds)
    if plan.isStepped { spent += StepPattern.costOfRound * cursor.wordIndex }
    guard let wall = plan.wall(cursor) else { return nil }
    if wall >= segment.end {
      enter(plan.walls.segment(at: wall))
      if !plain.contains(wall - segment.offsetSeconds) { return findInGap(instant) }
    }
    let found = wall - segment.offsetSeconds
    if let last = plan.lastInstant, found > last { return nil }
    return Occurrence(
      startMilliseconds: found * 1000, offsetSeconds: Int32(truncatingIfNeeded: segment.offsetSeconds))
  }

  private mutating func enter(_ next: WallSegment) {
    segment = next
    plain = plainInstants(of: next)
  }

  private func plainInstants(of segment: WallSegment) -> Range<Int> {
    if segment.gapSeconds > 0 { return 0..<0 }
    let gap = plan.zone.gap(before: segment, policy: plan.policy)
    let start = segment.start == .min ? Int.min : segment.start - segment.offsetSeconds + gap
    let end = segment.end == .max ? Int.max : segment.end - segment.offsetSeconds
    return start < end ? start..<end : 0..<0
  }

  private mutating func findInGap(_ instant: Int) -> Occurrence? {
    spent += Self.costOfGap
    var cursor = RuleCursor(plan, from: instant, to: .max)
    var block = OccurrenceBlock()
    cursor.fill(&block)
    return block.count > 0 ? block.items[0] : nil
  }
}
