/// The search for the shortest rule that generates a target's times.
///
/// Candidates are put together from what the times have in common: for every frequency the intervals
/// that divide the distances of their periods, each part left out or with the values that occur, named
/// from the front or from the end, and the set positions that choose the times from what the parts
/// allow. Each is judged by what it generates up to the horizon.
///
/// Shorter is better; of equally long rules the one with fewer negative numbers, then the one that
/// comes first in the alphabet. The exclusions a rule needs count as its own characters.
final class RuleSearch {
  let target: RuleTarget
  let universe: DayUniverse
  /// The places in the universe of the days that have a wall, ascending.
  let places: [Int]
  /// A last question about a rule that is right up to the horizon.
  private let isRight: ((RecurrenceRule) -> Bool)?
  private(set) var best: RecurrenceRule?
  /// Characters of the best rule with COUNT and EXDATE; what is longer is not looked at.
  private(set) var bestLength: Int
  private var refuted: Set<RecurrenceRule> = []
  /// What remains of the work that rows of days may take, about nanoseconds.
  var workLeft: Int
  /// What remains of the work that set positions may take.
  var positionStepsLeft: Int

  /// - Parameters:
  ///   - bound: The characters that a rule may take at most.
  ///   - work: How long to look, in steps of about a nanosecond.
  init(
    _ target: RuleTarget, within bound: Int, work: Int = 60_000_000,
    isRight: ((RecurrenceRule) -> Bool)? = nil
  ) {
    self.target = target
    let startDay = target.start.wallSeconds.floorDivided(by: 86_400)
    let universe = DayUniverse(startDay: startDay, lastDay: target.horizon.floorDivided(by: 86_400))
    var places: [Int] = []
    for wall in target.walls {
      let place = wall.floorDivided(by: 86_400) - universe.firstDay
      if places.last != place { places.append(place) }
    }
    (self.universe, self.places) = (universe, places)
    workLeft = work + 12 * universe.count
    positionStepsLeft = work / 60
    self.isRight = isRight
    bestLength = bound
  }

  /// The shortest rule found, its end included.
  func run() -> RecurrenceRule? {
    guard !target.walls.isEmpty else { return best }
    DaySearch(self).run()
    if !target.isAllDay { StepSearch(self).run() }
    return best
  }

  /// Whether a candidate could still be the best, going by its characters without COUNT.
  func isPromising(_ length: Int) -> Bool {
    length + (target.isEndless ? 0 : 7 + target.walls.count.textLength) <= bestLength
  }

  /// How many times too many a rule of that length may generate and still be the best.
  func affordableExclusions(_ length: Int) -> Int {
    guard let lengths = target.exclusionLengths else { return 0 }
    return max(0, (bestLength - length) / lengths.further)
  }

  /// Takes a candidate that generates all walls, so many times in all, and so many that are not wanted.
  func offer(_ sketch: RuleSketch, generated: Int, excluded: Int) {
    guard let overhead = target.overhead(generated: generated, excluded: excluded),
      generated <= Int32.max
    else { return }
    let length = sketch.length + overhead
    guard length <= bestLength else { return }
    let rule = sketch.rule(target.isEndless ? .never : .count(generated))
    if length == bestLength, let best, !rule.precedes(best) { return }
    if let isRight {
      guard !refuted.contains(rule) else { return }
      guard isRight(rule) else {
        refuted.insert(rule)
        return
      }
    }
    best = rule
    bestLength = length
  }

  /// The intervals worth trying where the walls' periods lie these distances after the start's: one,
  /// and of each number of digits the largest that divides them all.
  static func intervals(_ periods: some Sequence<Int>) -> [Int] {
    let divisor = periods.reduce(0) { greatestCommonDivisor($0, $1) }
    guard divisor > 1 else { return [1] }
    var found = [1]
    var bound = 10
    while bound / 10 <= divisor, bound / 10 <= Int(Int32.max) {
      if let interval = largestDivisor(of: divisor, below: min(bound, Int(Int32.max) + 1)),
        interval > found[found.count - 1]
      {
        found.append(interval)
      }
      bound *= 10
    }
    return found
  }

  private static func largestDivisor(of number: Int, below bound: Int) -> Int? {
    if number < bound { return number }
    // The smallest quotient leaves the largest divisor.
    var quotient = (number + bound - 1) / bound
    if quotient > bound { return (1..<bound).last { number % $0 == 0 } }
    while quotient <= number {
      if number % quotient == 0, number / quotient < bound { return number / quotient }
      quotient += 1
      if quotient > bound { return (1..<min(bound, quotient)).last { number % $0 == 0 } }
    }
    return nil
  }
}

extension RecurrenceRule {
  /// Whether this rule is to be preferred to an equally long one.
  func precedes(_ other: RecurrenceRule) -> Bool {
    let (own, others) = (description, other.description)
    let (signs, otherSigns) = (own.count { $0 == "-" }, others.count { $0 == "-" })
    return signs != otherSigns ? signs < otherSigns : own < others
  }
}
