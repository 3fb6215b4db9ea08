internal import Recurrence

/// Pairs of instances that take the same time, by when they begin to; see `Series.overlaps(with:in:)`.
///
/// - Complexity: O(1) to make; iterating takes O(1) per instance, and per pair.
public struct SeriesOverlaps: Sequence, Sendable {
  /// Two instances that take the same time.
  public struct Pair: Hashable, Sendable {
    /// Of the series that was asked.
    public let first: OverlappingInstance
    /// Of the other series, or the appointment that occurs once.
    public let second: OverlappingInstance
  }

  let first: OverlapTimes
  let second: OverlapTimes
  let window: Range<Int>

  /// Whether there are none.
  public var isEmpty: Bool {
    var pairs = makeIterator()
    return pairs.next() == nil
  }

  /// Goes through the pairs.
  public func makeIterator() -> Iterator { Iterator(self) }

  /// Sweeps over both sides by when instances begin, and keeps those that have not ended.
  public struct Iterator: IteratorProtocol {
    private let window: Range<Int>
    private var sides: [Side]
    private var pending: [Pair] = []

    init(_ overlaps: SeriesOverlaps) {
      window = overlaps.window
      sides = [overlaps.first, overlaps.second].map { Side($0, in: overlaps.window) }
    }

    /// The next pair.
    public mutating func next() -> Pair? {
      while pending.isEmpty {
        // Where one side has nothing more, nothing of the other can meet it.
        guard !sides.contains(where: \.isOver) else { return nil }
        switch (sides[0].nextBegin, sides[1].nextBegin) {
        case (nil, nil): return nil
        case (let left?, let right?): take(from: left <= right ? 0 : 1)
        case (_?, nil): take(from: 0)
        case (nil, _?): take(from: 1)
        }
      }
      return pending.removeLast()
    }

    /// Pairs the next instance of a side with those of the other that have not ended.
    private mutating func take(from index: Int) {
      guard let instance = sides[index].next else { return }
      let begin = sides[index].times.begin(instance)
      let end = sides[index].times.end(instance)
      for side in sides.indices { sides[side].close(before: begin) }
      let other = sides[1 - index]
      for met in other.open.reversed() {
        let common = Swift.min(end, other.times.end(met), window.upperBound)
        guard Swift.max(begin, window.lowerBound) < common else { continue }
        pending.append(
          index == 0 ? Pair(first: instance, second: met) : Pair(first: met, second: instance))
      }
      sides[index].advance()
    }
  }
}

/// Instances of one side, and what is kept free around each.
struct OverlapTimes: Sendable {
  /// Those that a rule generates.
  private let generated: OverlapSide?
  /// The others, by start.
  let single: [OverlappingInstance]
  private let before: Int
  private let after: Int

  init(_ sides: OverlapSides) {
    generated = sides.generated
    single = sides.edited.compactMap { side in side.starts.first(from: Int.min).map(side.instance) }
      .sorted { $0.startMilliseconds < $1.startMilliseconds }
    before = sides.generated.occupancy.bufferBeforeSeconds * 1000
    after = sides.generated.occupancy.bufferAfterSeconds * 1000
  }

  init(_ appointments: [OverlappingInstance]) {
    generated = nil
    single = appointments.sorted { $0.startMilliseconds < $1.startMilliseconds }
    before = 0
    after = 0
  }

  func begin(_ instance: OverlappingInstance) -> Int { instance.startMilliseconds - before }
  func end(_ instance: OverlappingInstance) -> Int { instance.endMilliseconds + after }

  /// The instances that take time in a window, by start.
  fileprivate func instances(in window: Range<Int>) -> MergedInstances {
    let bounded = window.clamped(to: InstanceID.starts.lowerBound..<InstanceID.starts.upperBound + 1)
    var starts: Occurrences.Iterator?
    if let generated, !bounded.isEmpty {
      let length = generated.occupancy.durationSeconds * 1000 + after
      starts =
        generated.starts.occurrences(in: bounded.lowerBound - length + 1..<bounded.upperBound + before)
        .makeIterator()
    }
    let inside = single.filter { begin($0) < window.upperBound && end($0) > window.lowerBound }
    return MergedInstances(side: generated, starts: starts, single: inside)
  }
}

/// Generated and other instances, by start.
private struct MergedInstances: IteratorProtocol {
  private let side: OverlapSide?
  private var starts: Occurrences.Iterator?
  private var single: ArraySlice<OverlappingInstance>
  private var generated: OverlappingInstance?

  init(side: OverlapSide?, starts: Occurrences.Iterator?, single: [OverlappingInstance]) {
    self.side = side
    self.starts = starts
    self.single = single[...]
    generate()
  }

  private mutating func generate() {
    generated = starts?.next().flatMap { side?.instance($0) }
  }

  mutating func next() -> OverlappingInstance? {
    guard let generated else { return single.popFirst() }
    if let other = single.first, other.startMilliseconds < generated.startMilliseconds {
      return single.popFirst()
    }
    generate()
    return generated
  }
}

/// What a sweep knows of one side.
private struct Side {
  let times: OverlapTimes
  private var instances: MergedInstances
  /// The instance that begins next.
  private(set) var next: OverlappingInstance?
  /// Those that have begun and not ended, by start.
  private(set) var open: [OverlappingInstance] = []

  init(_ times: OverlapTimes, in window: Range<Int>) {
    self.times = times
    instances = times.instances(in: window)
    next = instances.next()
  }

  var nextBegin: Int? { next.map(times.begin) }

  var isOver: Bool { next == nil && open.isEmpty }

  mutating func close(before begin: Int) { open.removeAll { times.end($0) <= begin } }

  mutating func advance() {
    if let next { open.append(next) }
    next = instances.next()
  }
}
