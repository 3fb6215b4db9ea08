/// The occurrences of a series with several rules, additions or exclusions, merged in order.
struct SeriesMerge: Sendable {
  private var rules: [Head]
  private var exclusionRules: [Head]
  private let additions: ContiguousArray<Occurrence>
  private var additionIndex: Int
  private let endMilliseconds: Int
  private let exclusions: SeriesExclusions
  private var exclusionIndex: Int
  /// Whether exclusions removed so many occurrences in a row that reading stopped.
  private(set) var hasGivenUp = false

  /// An EXRULE may remove all occurrences of an endless series: after so many excluded in a row, reading
  /// stops. A choice that bounds the time of a query.
  private static let mostExcludedInARow = 1_000_000

  /// A rule's occurrences, the next of them at hand.
  private struct Head: Sendable {
    var cursor: RuleCursor
    var block = OccurrenceBlock()
    var index = 0

    init(_ cursor: RuleCursor) {
      self.cursor = cursor
      refill()
    }

    var next: Occurrence? { index < block.count ? block.items[index] : nil }

    mutating func advance() {
      index += 1
      if index == block.count { refill() }
    }

    private mutating func refill() {
      index = 0
      block.count = 0
      cursor.fill(&block)
    }
  }

  init(_ set: RecurrenceSet, from: Int?, to: Int) {
    func heads(_ plans: [RecurrencePlan]) -> [Head] {
      plans.map { Head(RuleCursor($0, from: from, to: to)) }
    }
    rules = heads(set.storage.plans)
    exclusionRules = heads(set.storage.exclusionPlans)
    additions = set.storage.additions
    let begin = from.map { $0 * 1000 } ?? .min
    additionIndex = additions.firstIndex { $0.startMilliseconds >= begin } ?? additions.count
    endMilliseconds = to > .max / 1000 ? .max : to * 1000
    exclusions = set.storage.exclusions
    exclusionIndex = begin == .min ? 0 : lowerBound(exclusions.instants, begin)
  }

  mutating func fill(_ block: inout OccurrenceBlock) {
    var excludedInARow = 0
    while !block.isFull, !hasGivenUp, let occurrence = nextIncluded() {
      if isExcluded(occurrence) {
        excludedInARow += 1
        hasGivenUp = excludedInARow == Self.mostExcludedInARow
        continue
      }
      excludedInARow = 0
      block.items[block.count] = occurrence
      block.count += 1
    }
  }

  /// The earliest of all heads; heads at the same instant fall together.
  private mutating func nextIncluded() -> Occurrence? {
    var earliest: Occurrence?
    for head in rules {
      if let next = head.next, next.startMilliseconds < earliest?.startMilliseconds ?? .max {
        earliest = next
      }
    }
    if additionIndex < additions.count {
      let next = additions[additionIndex]
      if next.startMilliseconds < min(earliest?.startMilliseconds ?? .max, endMilliseconds) {
        earliest = next
      }
    }
    guard let earliest else { return nil }
    for index in rules.indices where rules[index].next?.startMilliseconds == earliest.startMilliseconds {
      rules[index].advance()
    }
    if additionIndex < additions.count,
      additions[additionIndex].startMilliseconds == earliest.startMilliseconds
    {
      additionIndex += 1
    }
    return earliest
  }

  private mutating func isExcluded(_ occurrence: Occurrence) -> Bool {
    let instant = occurrence.startMilliseconds
    while exclusionIndex < exclusions.instants.count, exclusions.instants[exclusionIndex] < instant {
      exclusionIndex += 1
    }
    if exclusionIndex < exclusions.instants.count, exclusions.instants[exclusionIndex] == instant {
      return true
    }
    if exclusions.excludesDay(of: occurrence) { return true }
    for index in exclusionRules.indices {
      while let next = exclusionRules[index].next, next.startMilliseconds < instant {
        exclusionRules[index].advance()
      }
      if exclusionRules[index].next?.startMilliseconds == instant { return true }
    }
    return false
  }
}
