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
  /// The instants that are looked at, and the seconds after which everything repeats: the span ends with one such cycle.
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
      span = start..<steady + both
      cycle = both
    } else {
      span = start..<max(start, limit)
      cycle = nil
    }
    position = start
    coveredOffsets = OffsetFeed(otherZone, before: 0, behind: 0, span: span)
    spent = 2000 + coverage.costOfShapes + 4 * coveredOffsets.length
    if isSameClock {
      coverOffsets = coveredOffsets
    } else {
      // On another clock a transition's neighbourhood is left to walking: there a wall time may mean
      // another instant, or one instant two times.
      let largest = zone.transitions(in: span).reduce(0) { max($0, abs($1.offsetAfter - $1.offsetBefore)) }
      coverOffsets = OffsetFeed(zone, before: largest, behind: largest, span: span)
      spent += 4 * coverOffsets.length
    }
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

  /// Makes ready for instants before those asked for.
  mutating func rewind() {
    (position, answer) = (span.lowerBound, .min)
    coverOffsets.rewind()
    coveredOffsets.rewind()
  }

  /// The first instant at or after one at which an occurrence may lack.
  ///
  /// - Parameter instant: Not before the one asked for last.
  mutating func firstLack(from instant: Int) -> Int {
    if answer >= instant { return answer }
    if instant < span.lowerBound || !reach.contains(instant) { return instant }
    defer {
      spent += coverage.spent
      coverage.spent = 0
    }
    guard let cycle else {
      answer = lack(in: instant..<max(instant, span.upperBound)) ?? reach.upperBound
      return answer
    }
    // Beyond the span as at the same place of its last cycle, after which comes that cycle's beginning again.
    let turns = instant < span.upperBound ? 0 : (instant - span.upperBound) / cycle + 1
    let begin = instant - turns * cycle
    let cycleStart = span.upperBound - cycle
    var found = lack(in: begin..<span.upperBound)
    if found == nil, begin > cycleStart { found = lack(in: cycleStart..<begin).map { $0 + cycle } }
    answer = min(found.map { $0 + turns * cycle } ?? .max, reach.upperBound)
    return answer
  }

  /// The same for a search that looks at the whole span: what is covered all along its last cycle, but for what the
  /// search has found there, stays covered.
  mutating func firstLackOfSpan(from instant: Int) -> Int {
    let lack = instant < span.upperBound ? firstLack(from: instant) : instant
    return lack < span.upperBound ? lack : max(lack, reach.upperBound)
  }

  /// The first instant of a part of the span at which an occurrence may lack.
  private mutating func lack(in part: Range<Int>) -> Int? {
    if part.lowerBound < position { rewind() }
    position = part.lowerBound
    while position < part.upperBound {
      spent += Self.costOfStretch
      coverOffsets.move(to: position)
      coveredOffsets.move(to: position)
      let end = min(coverOffsets.end, coveredOffsets.end, part.upperBound)
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
      if lack < end { return lack }
      position = end
    }
    return nil
  }
}

extension ZoneTable {
  /// Whether the clocks of both zones, perhaps under two names, always show the same.
  fileprivate func showsTheSame(as other: ZoneTable) -> Bool {
    initialOffset == other.initialOffset && cycleStart == other.cycleStart && offsets == other.offsets
      && instants.values == other.instants.values
  }
}
