/// The occurrences of a series from some instant to another, earliest first; perhaps without end.
///
/// Iterating allocates nothing. The iterator hands out a block of occurrences that is worked out at
/// once, so that a step is a load and a comparison.
public struct Occurrences: Sequence, Sendable {
  private let set: RecurrenceSet
  private let from: Int?
  private let to: Int

  /// - Parameters: UTC seconds.
  init(_ set: RecurrenceSet, from: Int?, to: Int) {
    self.set = set
    self.from = from
    self.to = to
  }

  /// Starts from the first occurrence.
  ///
  /// - Complexity: O(1) for a lone rule, without allocation; else a merge is set up.
  public func makeIterator() -> Iterator {
    // Nothing is walked for a window without an instant.
    if let from, from >= to { return Iterator(rule: nil, merge: nil) }
    if let plan = set.lonePlan {
      return Iterator(rule: RuleCursor(plan, from: from, to: to), merge: nil)
    }
    return Iterator(rule: nil, merge: SharedMerge(SeriesMerge(set, from: from, to: to)))
  }

  /// Reads on from where it stands; copies go their own ways.
  public struct Iterator: IteratorProtocol {
    @usableFromInline var block = OccurrenceBlock()
    @usableFromInline var index = 0
    /// Reads a lone rule; `nil` where the series is more than that.
    fileprivate var rule: RuleCursor?
    /// Behind a reference, so that the iterators of lone rules stay small.
    fileprivate var merge: SharedMerge?

    /// Why reading stopped before the series' own end, where it did.
    var cutShort: RecurrenceError? { merge?.merge.reasonToStop }

    /// Whether exclusion rules have every occurrence from here on.
    var isExcludedForGood: Bool { merge?.merge.isExcludedForGood ?? false }

    /// The next occurrence; `nil` at the end.
    ///
    /// - Complexity: O(1), without allocation.
    @inlinable
    public mutating func next() -> Occurrence? {
      if index == block.count {
        refill()
        if index == block.count { return nil }
      }
      let occurrence = block.items[index]
      index &+= 1
      return occurrence
    }

    @usableFromInline
    mutating func refill() {
      // A block that was not filled up was the last.
      if index > 0, index < OccurrenceBlock.capacity { return }
      index = 0
      block.count = 0
      if rule?.fill(&block) == nil { fillFromMerge() }
    }

    private mutating func fillFromMerge() {
      // A copy of the iterator goes its own way.
      if !isKnownUniquelyReferenced(&merge), let shared = merge { merge = SharedMerge(shared.merge) }
      merge?.merge.fill(&block)
    }
  }

  fileprivate final class SharedMerge {
    var merge: SeriesMerge

    init(_ merge: SeriesMerge) { self.merge = merge }
  }
}
