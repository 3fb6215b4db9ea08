/// The occurrences of several rules, less those of exclusion rules, counted by days; dates are not among them.
final class SeriesTally: Sendable {
  let days: DayTally
  private let set: RecurrenceSet
  /// The gaps in the zone's clocks that the series passes: their first wall seconds, ascending.
  private let gaps: ContiguousArray<Int>
  /// How many occurrences fewer, up to each gap's end, there are than times; one more than there are gaps.
  private let losses: ContiguousArray<Int>

  /// What the number that a gap loses depends on.
  private struct Kind: Hashable {
    let secondOfDay: Int
    let gapSeconds: Int
    let combinations: Int
  }

  /// `nil` where the rules can't be counted by days.
  ///
  /// - Parameter set: Without dates, of at least one rule.
  init?(_ set: RecurrenceSet) {
    let plans = set.storage.plans + set.storage.exclusionPlans
    guard plans.allSatisfy({ $0.shownZone == nil }),
      let days = DayTally(set.storage.plans, less: set.storage.exclusionPlans)
    else { return nil }
    self.days = days
    self.set = set
    var gaps = ContiguousArray<Int>()
    var losses: ContiguousArray<Int> = [0]
    let (zone, policy) = (set.start.zone, set.options.zonePolicy)
    if !zone.isFixed {
      var known: [Kind: Int] = [:]
      let end = set.storage.plans.map(\.last).max() ?? .min
      var bits = days.dayBits()
      var segment = zone.segment(atWall: set.start.local.wallSeconds, policy: policy)
      while segment.start <= end {
        if segment.gapSeconds > 0 {
          gaps.append(segment.start)
          losses.append(losses[losses.count - 1] + Self.lost(in: segment, set, days, &bits, &known))
        }
        if segment.end == .max { break }
        segment = zone.segment(after: segment, policy: policy)
      }
    }
    self.gaps = gaps
    self.losses = losses
  }

  private static func lost(
    in gap: WallSegment, _ set: RecurrenceSet, _ days: DayTally, _ bits: inout [DayBits],
    _ known: inout [Kind: Int]
  ) -> Int {
    let day = gap.start.floorDivided(by: 86_400)
    let kind = days.combinations(from: day, &bits).map {
      Kind(secondOfDay: gap.start - day * 86_400, gapSeconds: gap.gapSeconds, combinations: $0)
    }
    if let kind, let number = known[kind] { return number }
    let times = days.count(from: gap.start, to: gap.end + gap.gapSeconds)
    let number = times == 0 ? 0 : times - occurrences(of: set, around: gap, before: .max)
    if let kind { known[kind] = number }
    return number
  }

  /// How many occurrences there are of a gap's times and of those they may be moved onto.
  private static func occurrences(of set: RecurrenceSet, around gap: WallSegment, before end: Int) -> Int {
    let begin = gap.start - gap.offsetSeconds
    return Occurrences(set, from: begin, to: min(end, begin + gap.gapSeconds)).reduce(0) { count, _ in
      count + 1
    }
  }

  /// How many occurrences start in a window of UTC seconds.
  func count(in window: Range<Int>) -> Int {
    guard let upper = place(of: window.upperBound) else { return 0 }
    let lower = place(of: window.lowerBound) ?? (bound: .min, inGap: 0, lost: 0)
    let times = days.count(from: lower.bound, to: upper.bound)
    return upper.inGap - lower.inGap + times - (upper.lost - lower.lost)
  }

  /// The wall second up to which times before an instant (UTC seconds) are counted, how many occurrences of those
  /// around the gap that begins there come before the instant, and how many gaps before lose; `nil` where it lies
  /// before the series.
  private func place(of instant: Int) -> (bound: Int, inGap: Int, lost: Int)? {
    let end = min(instant, LocalDateTime.range.upperBound + 2 * 86_400)
    guard end > set.start.local.wallSeconds - 2 * 86_400 else { return nil }
    let (zone, policy) = (set.start.zone, set.options.zonePolicy)
    var bound = zone.firstWall(from: end, policy: policy)
    var inGap = 0
    let segment = zone.segment(atWall: bound, policy: policy)
    if segment.gapSeconds > 0 {
      // The instant lies where a gap's times interleave with the later ones: count those one by one.
      inGap = Self.occurrences(of: set, around: segment, before: end)
      bound = segment.start
    }
    return (bound, inGap, losses[lowerBound(gaps, bound)])
  }
}
