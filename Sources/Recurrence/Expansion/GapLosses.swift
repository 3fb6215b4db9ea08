/// How many of a plan's times a gap in the zone's clocks leaves without an occurrence of their own.
///
/// Most gaps of a zone lie at the same time of day: what was counted for one holds for all others like it.
struct GapLosses {
  private let plan: RecurrencePlan
  private var known: [Kind: Int] = [:]

  /// What the number depends on.
  private struct Kind: Hashable {
    let secondOfDay: Int
    let gapSeconds: Int
    let kindOfDay: Int
  }

  init(of plan: RecurrencePlan) { self.plan = plan }

  /// - Parameter gap: A stretch that is a gap.
  mutating func count(in gap: WallSegment) -> Int {
    let day = gap.start.floorDivided(by: 86_400)
    // All of a gap's times, and those they may be moved onto, are within the plan's bounds.
    guard gap.start >= plan.first, gap.end + gap.gapSeconds <= plan.last,
      let kindOfDay = plan.pattern.kind(ofDay: day)
    else { return find(gap) }
    let kind = Kind(
      secondOfDay: gap.start - day * 86_400, gapSeconds: gap.gapSeconds, kindOfDay: kindOfDay)
    if let number = known[kind] { return number }
    let number = find(gap)
    known[kind] = number
    return number
  }

  private func find(_ gap: WallSegment) -> Int {
    let start = max(gap.start, plan.first)
    if plan.policy.gap == .omit {
      let end = min(gap.end, plan.last + 1)
      return start < end ? plan.pattern.count(from: start, to: end) : 0
    }
    // Of two times at one instant it is the earlier that is moved.
    let end = min(gap.end, plan.last + 1 - gap.gapSeconds)
    return start < end ? plan.pattern.echoes(in: start..<end, shift: gap.gapSeconds) : 0
  }
}
