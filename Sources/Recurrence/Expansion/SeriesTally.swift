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
    guard let days = DayTally(set.storage.plans, less: set.storage.exclusionPlans) else { return nil }
    self.days = days
    self.set = set
    var gaps = ContiguousArray<Int>()
    var losses: ContiguousArray<Int> = [0]
    let (zone, policy) = (set.start.zone, set.options.zonePolicy)
    if !zone.isFixed {
      var known: [Kind: Int] = [:]
      let end = set.storage.plans.map(\.last).max() ?? .min
      var segment = zone.segment(atWall: set.start.local.wallSeconds, policy: policy)
      while segment.start <= end {
        if segment.gapSeconds > 0 {
          gaps.append(segment.start)
          losses.append(losses[losses.count - 1] + Self.lost(in: segment, set, days, &known))
        }
        if segment.end == .max { break }
        segment = zone.segment(after: segment, policy: policy)
      }
    }
    self.gaps = gaps
    self.losses = losses
  }

  private static func lost(
    in gap: WallSegment, _ set: RecurrenceSet, _ days: DayTally, _ known: inout [Kind: Int]
  ) -> Int {
    let day = gap.start.floorDivided(by: 86_400)
    let kind = days.combinations(from: day).map {
      Kind(secondOfDay: gap.start - day * 86_400, gapSeconds: gap.gapSeconds, combinations: $0)
    }
    if let kind, let number = known[kind] { return number }
    let times = days.count(before: gap.end + gap.gapSeconds) - days.count(before: gap.start)
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

  /// How many occurrences start before an instant (UTC seconds).
  func count(before end: Int) -> Int {
    let end = min(end, LocalDateTime.range.upperBound + 2 * 86_400)
    guard end > set.start.local.wallSeconds - 2 * 86_400 else { return 0 }
    let (zone, policy) = (set.start.zone, set.options.zonePolicy)
    var bound = zone.firstWall(from: end, policy: policy)
    var total = 0
    let segment = zone.segment(atWall: bound, policy: policy)
    if segment.gapSeconds > 0 {
      // The instant lies where a gap's times interleave with the later ones: count those one by one.
      total = Self.occurrences(of: set, around: segment, before: end)
      bound = segment.start
    }
    return total + days.count(before: bound) - losses[lowerBound(gaps, bound)]
  }
}
