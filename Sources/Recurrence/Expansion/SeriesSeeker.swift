/// The first occurrence of a series without EXDATE at or after an instant; in ascending order quickest.
///
/// Nothing is read ahead: where instants are far apart an answer costs one seek of every rule.
struct SeriesSeeker: Sendable {
  private let storage: SeriesStorage
  private var rules: [RuleSeeker] = []
  private var exclusionRules: [RuleSeeker] = []
  private var additionIndex = 0
  /// The instant up to which the rules were followed, in epoch milliseconds.
  private var reached = Int.min
  /// The last answer, and the first instant that it holds for.
  private var first: Occurrence?
  private var asked = Int.max

  /// After so many excluded occurrences in a row there is no answer. A choice.
  private static let mostExcluded = 32

  enum Answer {
    /// `nil` where there is none.
    case first(Occurrence?)
    case tooManyExcluded
  }

  init(_ set: RecurrenceSet) {
    storage = set.storage
    rewind()
  }

  private mutating func rewind() {
    rules = storage.plans.map { RuleSeeker($0) }
    exclusionRules = storage.exclusionPlans.map { RuleSeeker($0) }
    additionIndex = 0
  }

  /// - Parameter instant: Epoch milliseconds.
  mutating func first(from instant: Int) -> Answer {
    if asked <= instant, first.map({ instant <= $0.startMilliseconds }) ?? true { return .first(first) }
    if instant < reached { rewind() }
    asked = .max
    reached = instant
    for _ in 0..<Self.mostExcluded {
      let next = next()
      if let next, isExcluded(next) {
        reached = next.startMilliseconds + 1
        continue
      }
      (asked, first) = (instant, next)
      return .first(next)
    }
    return .tooManyExcluded
  }

  /// The first of all rules and additions at or after the instant that is reached.
  private mutating func next() -> Occurrence? {
    let additions = storage.additions
    let left = additionIndex..<additions.count
    additionIndex = left.partitionPoint { [reached] in additions[$0].startMilliseconds >= reached }
    var next = additionIndex < additions.count ? additions[additionIndex] : nil
    let second = (reached + 999).floorDivided(by: 1000)
    for index in rules.indices {
      guard let found = rules[index].first(from: second) else { continue }
      if next.map({ found.startMilliseconds < $0.startMilliseconds }) ?? true {
        next = rules[index].plan.shown(found)
      }
    }
    return next
  }

  private mutating func isExcluded(_ occurrence: Occurrence) -> Bool {
    let instant = occurrence.startMilliseconds
    return exclusionRules.indices.contains {
      exclusionRules[$0].first(from: instant / 1000)?.startMilliseconds == instant
    }
  }
}
