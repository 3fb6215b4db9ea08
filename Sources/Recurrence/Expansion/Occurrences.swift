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
  public func makeIterator() -> Iterator { Iterator(set, from: from, to: to) }

  /// Steps from one occurrence to the next.
  public struct Iterator: IteratorProtocol {
    @usableFromInline var block = OccurrenceBlock()
    @usableFromInline var index = 0
    /// A lone rule is read directly; anything else is merged.
    private var rule: RuleCursor?
    private var merge: SeriesMerge?

    init(_ set: RecurrenceSet, from: Int?, to: Int) {
      if let plan = set.lonePlan {
        rule = RuleCursor(plan, zone: set.start.zone, policy: set.options.zonePolicy, from: from, to: to)
      } else {
        merge = SeriesMerge(set, from: from, to: to)
      }
    }

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
      index = 0
      block.count = 0
      rule?.fill(&block)
      merge?.fill(&block)
    }
  }
}
