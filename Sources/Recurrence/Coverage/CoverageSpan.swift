/// The instants up to which one rule has every occurrence of another.
struct CoverageSpan: Sendable {
  private var coverage: PatternCoverage
  private var coverOffsets: OffsetFeed
  private var coveredOffsets: OffsetFeed
  private var position: Int
  private var answer = Int.min
  /// Both on one clock: what the clock shows for one it shows for the other.
  private let isSameClock: Bool
  /// From before both rules begin until shortly before the covering rule ends.
  private let reach: Range<Int>
  /// From then on what was covered stays covered.
  private let settledFrom: Int
  /// The instants that were looked at, and the seconds after which everything repeats.
  let span: Range<Int>
  let cycle: Int?
  /// What comparing has taken, in nanoseconds as they were measured; whoever counts it sets it back.
  var spent = 0

  private static let costOfStretch = 50

  init(_ cover: RecurrencePlan, covers covered: RecurrencePlan) {
    coverage = PatternCoverage(cover, covers: covered)
    let (zone, otherZone) = (cover.zone, covered.zone)
    isSameClock = zone.table.showsTheSame(as: otherZone.table) && cover.policy == covered.policy
    let margin = 2 * 86_400
    // On one clock a rule that began no later has whatever the other begins with.
    let start =
      isSameClock && cover.first <= covered.first
      ? covered.first - margin : max(cover.first, covered.first) + margin
    let calendarEnd = LocalDateTime.range.upperBound
    let end = isSameClock ? Self.lastInstant(of: cover) : min(cover.last, cover.lastInstant ?? .max) - margin
    reach = min(cover.first, covered.first) - margin..<max(end, min(cover.first, covered.first) - margin)
    let tables = [zone.table, otherZone.table]
    let repeating = tables.contains { $0.cycleStart < .max }
    let steady =
      max(
        start,
        tables.map { $0.cycleStart < .max ? $0.cycleStart : $0.instants.values.last ?? .min }.max() ?? start)
      + margin
    let limit = min(end, calendarEnd + margin)
    if let wall = coverage.cycle,
      let both = repeating ? leastCommonMultiple(wall, PatternShape.gregorianCycle) : wall,
      both < limit - start, steady + both < limit
    {
      settledFrom = steady + both
      cycle = both
    } else {
      settledFrom = limit
      cycle = nil
    }
    span = start..<max(start, settledFrom)
    position = start
    // On another clock a transition's neighbourhood is left to walking: there a wall time may mean
    // another instant, or one instant two times.
    let largest = zone.transitions(in: span).reduce(0) { max($0, abs($1.offsetAfter - $1.offsetBefore)) }
    coverOffsets = OffsetFeed(zone, before: largest, behind: largest, span: span)
    coveredOffsets = OffsetFeed(otherZone, before: 0, behind: 0, span: span)
    spent = 2000 + coverage.costOfShapes + 4 * (coverOffsets.length + coveredOffsets.length)
  }

  /// The instant before which a rule on the same clock is covered, as far as the rule's end goes.
  private static func lastInstant(of cover: RecurrencePlan) -> Int {
    let until = cover.lastInstant.map { $0 + 1 } ?? .max
    if cover.last == LocalDateTime.range.upperBound { return until }
    let segment = cover.zone.segment(atWall: cover.last, policy: cover.policy)
    // A time that a gap moves or that the clocks repeat may mean an instant before that of an earlier one.
    let margin = cover.zone.isFixed ? 0 : 86_400
    return min(until, cover.last - segment.offsetSeconds + 1 - margin)
  }

  /// The first instant at or after one at which an occurrence may lack.
  ///
  /// - Parameter instant: Not before the one asked for last.
  mutating func firstLack(from instant: Int) -> Int {
    if answer >= instant { return answer }
    if instant < span.lowerBound || !reach.contains(instant) { return instant }
    position = max(position, instant)
    defer {
      spent += coverage.spent
      coverage.spent = 0
    }
    while position < settledFrom {
      spent += Self.costOfStretch
      coverOffsets.move(to: position)
      coveredOffsets.move(to: position)
      let end = min(coverOffsets.end, coveredOffsets.end, settledFrom)
      var lack = end
      for place in 0..<coveredOffsets.count {
        let offset = coveredOffsets.offset(place)
        if !isSameClock, coverOffsets.count > 1 { lack = position }
        lack = min(
          lack,
          coverage.firstLack(
            in: position..<end, coverOffset: isSameClock ? offset : coverOffsets.offset(0),
            coveredOffset: offset))
      }
      if lack < end {
        answer = lack
        return lack
      }
      position = end
    }
    answer = max(instant, reach.upperBound)
    return answer
  }
}

extension ZoneTable {
  /// Whether the clocks of both zones, perhaps under two names, always show the same.
  fileprivate func showsTheSame(as other: ZoneTable) -> Bool {
    initialOffset == other.initialOffset && cycleStart == other.cycleStart && offsets == other.offsets
      && instants.values == other.instants.values
  }
}
