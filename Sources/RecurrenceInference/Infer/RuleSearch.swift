internal import Recurrence

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
  let budget: SearchBudget
  let everyDay: EveryDay
  /// A last question about a rule that is right up to the horizon.
  private let isRight: ((RecurrenceRule) -> Bool)?
  private(set) var best: RecurrenceRule?
  /// Characters of the best rule with COUNT and EXDATE; what is longer is not looked at.
  private(set) var bestLength: Int
  private var refuted: Set<RecurrenceRule> = []

  /// - Parameters:
  ///   - bound: The characters that a rule may take at most.
  ///   - budget: How much work the search may do.
  ///   - everyDay: The days that searches of the same question look at.
  init(
    _ target: RuleTarget, within bound: Int, budget: SearchBudget, everyDay: EveryDay = EveryDay(),
    isRight: ((RecurrenceRule) -> Bool)? = nil
  ) {
    self.target = target
    self.budget = budget
    self.everyDay = everyDay
    self.isRight = isRight
    bestLength = bound
  }

  /// The shortest rule found, its end included.
  ///
  /// No rule is looked for that has values which BYSETPOS never chooses, so that no time shows them.
  func run() -> RecurrenceRule? {
    var bases = RuleBases(self)
    defer { budget.end() }
    guard !target.walls.isEmpty else { return best }
    for effort in bases.efforts {
      // A short rule is rarely beaten, so that less work goes into looking for a shorter one.
      let limit = max(50_000_000, (bestLength - 40) * 15_000_000)
      budget.begin(remaining: bases.efforts.count { $0 >= effort }, limit: limit)
      let some = bases.all.filter { $0.effort == effort }
      for partCounts in [0...0, 1...1, 2...2, 3...5] {
        for base in some where isPromising(base.sketch.length) {
          bases.parts(of: base)?.runJointly(base.sketch, partCounts: partCounts)
        }
      }
      // Rules of few parts before those of many, which take the most work and are rarely the shortest.
      for partCounts in [0...0, 1...1, 2...2, 3...5] {
        for base in some where isPromising(base.sketch.length) {
          bases.parts(of: base)?.run(base.sketch, partCounts: partCounts)
        }
      }
    }
    return best
  }

  /// Whether a candidate could still be the best, going by its characters without COUNT.
  func isPromising(_ length: Int) -> Bool {
    room(for: length) >= 0
  }

  /// How many more characters may be added to a rule without exclusions that has `length` so far.
  func room(for length: Int) -> Int {
    bestLength - length - (target.isEndless ? 0 : 7 + target.walls.count.textLength)
  }

  /// How many unwanted times a rule of that length may generate and still be the best.
  func affordableExclusions(_ length: Int) -> Int {
    guard let lengths = target.exclusionLengths else { return 0 }
    return max(0, (bestLength - length) / lengths.further)
  }

  /// Takes a candidate that generates all walls.
  ///
  /// - Parameters:
  ///   - generated: How many times it generates.
  ///   - excluded: How many of them are not wanted.
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
}

extension RecurrenceRule {
  /// Whether this rule is to be preferred to an equally long one.
  func precedes(_ other: RecurrenceRule) -> Bool {
    let (own, others) = (description, other.description)
    let (signs, otherSigns) = (own.count { $0 == "-" }, others.count { $0 == "-" })
    return signs != otherSigns ? signs < otherSigns : own < others
  }
}
