/// Two rules, the instants at which they may both take time, and those at which they can't.
struct RulePair: Sendable {
  private var collision: PatternCollision
  private var firstOffsets: OffsetFeed
  private var secondOffsets: OffsetFeed
  private var position: Int
  /// The last answer, which holds for all instants up to it.
  private var answer: Range<Int>?
  /// What has to be looked at, in UTC seconds; outside, one of the rules is not yet or no more, or
  /// everything only repeats.
  let span: Range<Int>
  /// After how many seconds everything repeats, where the span ends for that reason.
  let cycle: Int?
  /// Whether no offsets the zones ever have let the rules meet; `nil` before it was looked at.
  private var isImpossible: Bool?
  /// What looking has taken, in nanoseconds as they were measured; whoever counts it sets it back.
  var spent = 0

  private static let costOfStretch = 50

  struct Side: Sendable {
    let plan: RecurrencePlan
    let zone: ZoneTransitions
    let occupancy: Occupancy

    /// Room for any offset.
    private static let margin = 2 * 86_400

    /// The instants at which occurrences may take time.
    var reach: Range<Int> {
      let start = plan.first - Self.margin - occupancy.bufferBeforeSeconds
      let wall = min(plan.last, plan.lastInstant.map { $0 + Self.margin } ?? .max)
      let end = wall + Self.margin + occupancy.length
      return start..<max(start, end)
    }

    /// The instant from which the rule and its zone repeat.
    var steadyFrom: Int {
      let table = zone.table
      let zoneStart = table.cycleStart < .max ? table.cycleStart : table.instants.values.last ?? .min
      return max(zoneStart, plan.first) + 2 * Self.margin + occupancy.length + occupancy.bufferBeforeSeconds
    }
  }

  init(_ first: Side, _ second: Side) {
    collision = PatternCollision(
      first.plan, first.occupancy, second.plan, second.occupancy)
    let reach = first.reach.clamped(to: second.reach)
    var end = reach.upperBound
    var cycle: Int?
    let steady = max(first.steadyFrom, second.steadyFrom)
    let zonesRepeat = first.zone.table.cycleStart < .max || second.zone.table.cycleStart < .max
    if let wall = collision.cycle,
      let both = zonesRepeat ? leastCommonMultiple(wall, PatternShape.gregorianCycle) : wall,
      both < end - reach.lowerBound, steady + both < end
    {
      end = steady + both
      cycle = both
    }
    self.cycle = cycle
    span = reach.lowerBound..<max(reach.lowerBound, end)
    position = reach.lowerBound
    firstOffsets = OffsetFeed(first.zone, first.occupancy, span: span)
    secondOffsets = OffsetFeed(second.zone, second.occupancy, span: span)
    if reach.isEmpty { isImpossible = true }
    spent = 2000 + collision.costOfShapes + 4 * (firstOffsets.length + secondOffsets.length)
  }

  /// The next instants, at or after one, at which both may take time for the first time; `nil` where
  /// they never do.
  ///
  /// - Parameter instant: Not before the one asked for last.
  mutating func next(from instant: Int) -> Range<Int>? {
    defer {
      spent += collision.spent
      collision.spent = 0
    }
    let isImpossible =
      isImpossible
      ?? collision.isImpossible(firstOffsets: firstOffsets.all, secondOffsets: secondOffsets.all)
    self.isImpossible = isImpossible
    spent += Self.costOfStretch
    if isImpossible { return nil }
    if let answer, answer.lowerBound >= instant { return answer }
    position = max(position, instant)
    answer = findNext()
    return answer
  }

  private mutating func findNext() -> Range<Int>? {
    while position < span.upperBound {
      spent += Self.costOfStretch
      firstOffsets.move(to: position)
      secondOffsets.move(to: position)
      let end = min(firstOffsets.end, secondOffsets.end, span.upperBound)
      var best = end
      for first in 0..<firstOffsets.count {
        for second in 0..<secondOffsets.count {
          best = collision.next(
            in: position..<best, firstOffset: firstOffsets.offset(first),
            secondOffset: secondOffsets.offset(second))
        }
      }
      if best < end { return best..<end }
      position = end
    }
    return nil
  }
}

extension OffsetFeed {
  /// - Parameters:
  ///   - span: The instants to be asked for, UTC seconds.
  ///   - occupancy: An instant is taken up by occurrences that start up to a buffer later, or a
  ///     length earlier.
  init(_ zone: ZoneTransitions, _ occupancy: Occupancy, span: Range<Int>) {
    let before = occupancy.bufferBeforeSeconds
    self.init(zone, before: before, behind: occupancy.length - 1 - before, span: span)
  }
}
