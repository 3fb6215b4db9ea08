extension RecurrenceSet {
  /// How many occurrences start before an instant; `nil` where only reading them one by one would tell.
  func count(before milliseconds: Int) -> Int? {
    let end = seconds(roundingUp: milliseconds)
    guard var total = countOfRules(in: .min..<end) else { return nil }
    if storage.dates != nil {
      let effects = storage.effects(in: self)
      total += lowerBound(effects.added, milliseconds) - effects.countRemoved(before: end, of: self)
    }
    return total
  }

  /// How many occurrences that are no RDATEs start in a window of UTC seconds, EXDATE apart; `nil` where only
  /// reading them one by one would tell.
  func countOfRules(in window: Range<Int>) -> Int? {
    if let plan = onlyPlan { return count(of: plan, in: window) }
    if storage.plans.isEmpty { return 0 }
    return storage.tally?.count(in: window)
  }

  /// How many occurrences start in a window, read one by one, as long as that takes a bounded time.
  func countByReading(in window: Range<Int>) -> Int? {
    guard let read = read(Self.mostRead + 1, in: window), read.count <= Self.mostRead else { return nil }
    return read.count
  }

  /// Reads so many occurrences of a window, or all there are; `nil` where that takes too long.
  func read(_ most: Int, in window: Range<Int>) -> (count: Int, last: Occurrence?)? {
    var merge = SeriesMerge(
      self, from: window.lowerBound == .min ? nil : seconds(roundingUp: window.lowerBound),
      to: seconds(roundingUp: window.upperBound), isBounded: true)
    var block = OccurrenceBlock()
    var (count, last) = (0, Occurrence?.none)
    repeat {
      block.count = 0
      merge.fill(&block)
      let taken = min(block.count, most - count)
      if taken > 0 { last = block.items[taken - 1] }
      count += taken
    } while count < most && block.isFull
    return count == most || merge.reasonToStop == nil ? (count, last) : nil
  }

  /// So many occurrences are read to count them. A choice.
  static let mostRead = 30_000

  /// How many occurrences of a rule alone start in a window of UTC seconds.
  private func count(of plan: RecurrencePlan, in window: Range<Int>) -> Int {
    let (lower, upper) = (place(of: window.lowerBound, in: plan), place(of: window.upperBound, in: plan))
    guard let upper else { return 0 }
    let times = plan.count(from: lower?.bound ?? .min, to: upper.bound)
    return upper.inGap - (lower?.inGap ?? 0) + times - lost(plan, from: lower?.bound ?? .min, to: upper.bound)
  }

  /// The wall second up to which a rule's times before an instant (UTC seconds) are counted, and how many of those
  /// around the gap that begins there come before the instant; `nil` where it lies before the rule.
  private func place(of instant: Int, in plan: RecurrencePlan) -> (bound: Int, inGap: Int)? {
    let (zone, policy) = (plan.zone, plan.policy)
    var end = min(instant, (plan.lastInstant ?? .max - 1) + 1)
    end = min(end, LocalDateTime.range.upperBound + 2 * 86_400)
    guard end > plan.first - 2 * 86_400 else { return nil }
    let bound = zone.firstWall(from: end, policy: policy)
    let segment = zone.segment(atWall: bound, policy: policy)
    guard segment.gapSeconds > 0 else { return (bound, 0) }
    // The instant lies where a gap's times interleave with the later ones: count those one by one.
    let begin = segment.start - segment.offsetSeconds
    return (segment.start, Occurrences.count(plan, from: begin, to: end))
  }

  /// How many of a plan's times within wall seconds are no occurrences of their own: a gap omits them, or
  /// moves them onto others.
  private func lost(_ plan: RecurrencePlan, from lower: Int, to upper: Int) -> Int {
    let zone = plan.zone
    if zone.isFixed || upper <= plan.first { return 0 }
    let policy = options.zonePolicy
    var segment = zone.segment(atWall: max(plan.first, lower), policy: policy)
    var losses = GapLosses(of: plan)
    var lost = 0
    while segment.start < upper {
      if segment.gapSeconds > 0 {
        guard let wall = plan.earliestWall(from: segment.start, before: segment.end), wall < upper
        else { break }
        if wall >= segment.end {
          // A rare rule passes over years of transitions.
          segment = zone.segment(atWall: wall, policy: policy)
          continue
        }
        lost += losses.count(in: segment)
      }
      if segment.end == .max { break }
      segment = zone.segment(after: segment, policy: policy)
    }
    return lost
  }

  /// The last occurrence of a rule alone before an instant (UTC seconds).
  func last(of plan: RecurrencePlan, before instant: Int) -> Occurrence? {
    let zone = plan.zone
    let policy = options.zonePolicy
    var end = min(instant, (plan.lastInstant ?? .max - 1) + 1)
    end = min(end, LocalDateTime.range.upperBound + 2 * 86_400)
    guard end > plan.first - 2 * 86_400 else { return nil }
    var bound = zone.firstWall(from: end, policy: policy)
    // Near a gap instants do not follow the wall clock: read that stretch forward.
    var near = zone.segment(atWall: bound, policy: policy)
    while true {
      if near.gapSeconds > 0 {
        let begin = near.start - near.offsetSeconds
        var latest: Occurrence?
        var cursor = RuleCursor(plan, from: begin, to: min(end, begin + near.gapSeconds))
        cursor.forEach { latest = $0 }
        if let latest { return latest }
        bound = near.start
      }
      guard let wall = plan.last(before: bound) else { return nil }
      let segment = zone.segment(atWall: wall, policy: policy)
      let gap = zone.gap(before: segment, policy: policy)
      if segment.gapSeconds > 0 {
        near = segment
      } else if gap > 0, wall - segment.start < gap {
        near = zone.segment(atWall: segment.start - 1, policy: policy)
      } else {
        return plan.shown(WallStretch(end: .max, offsetSeconds: segment.offsetSeconds).occurrence(wall))
      }
    }
  }

  func isExcluded(_ occurrence: Occurrence) -> Bool {
    storage.exclusions.excludes(occurrence) || isExcludedByRule(at: occurrence.startSeconds)
  }

  /// - Parameter instant: UTC seconds.
  func isExcludedByRule(at instant: Int) -> Bool {
    storage.exclusionPlans.contains { Occurrences.count($0, from: instant, to: instant + 1) > 0 }
  }
}

extension RecurrencePlan {
  /// An occurrence as the series' clocks show it.
  func shown(_ occurrence: Occurrence) -> Occurrence {
    guard let shownZone else { return occurrence }
    let offset = shownZone.offsetSeconds(atInstant: occurrence.startSeconds)
    return Occurrence(
      startMilliseconds: occurrence.startMilliseconds, offsetSeconds: Int32(truncatingIfNeeded: offset))
  }
}

extension RuleCursor {
  /// Reads to the end.
  mutating func forEach(_ body: (Occurrence) -> Void) {
    var block = OccurrenceBlock()
    while true {
      block.count = 0
      fill(&block)
      if block.count == 0 { return }
      for index in 0..<block.count { body(block.items[index]) }
    }
  }
}

extension Occurrences {
  /// How many occurrences of a rule alone start in a window of UTC seconds, one by one.
  static func count(_ plan: RecurrencePlan, from: Int, to: Int) -> Int {
    var cursor = RuleCursor(plan, from: from, to: to)
    var total = 0
    cursor.forEach { _ in total += 1 }
    return total
  }
}
