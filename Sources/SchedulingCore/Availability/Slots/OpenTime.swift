internal import Recurrence

/// When something is open within a range, as instants.
///
/// ```swift
/// let both = OpenTime(hers).intersection(OpenTime(his))
/// both.spans  // what both have open, as epoch milliseconds
/// ```
public struct OpenTime: Hashable, Sendable {
  /// Half-open, in epoch milliseconds; slots are counted from the start of each. In order, without overlaps.
  public let spans: [Range<Int>]
  /// The same with what touches made one, such as hours that go on past midnight.
  public let joined: [Range<Int>]

  /// Stretches of time in any order, in epoch milliseconds; what overlaps is made one.
  ///
  /// - Complexity: O(n log n), O(n) where they are in order.
  public init(_ spans: [Range<Int>]) {
    var isInOrder = true
    var end = Int.min
    for span in spans {
      if span.lowerBound < end || span.isEmpty {
        isInOrder = false
        break
      }
      end = span.upperBound
    }
    if isInOrder {
      self.init(inOrder: spans)
      return
    }
    var apart: [Range<Int>] = []
    for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) where !span.isEmpty {
      if let last = apart.last, span.lowerBound < last.upperBound {
        apart[apart.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        apart.append(span)
      }
    }
    self.init(inOrder: apart)
  }

  private init(inOrder spans: [Range<Int>]) {
    self.spans = spans
    var joined: [Range<Int>] = []
    joined.reserveCapacity(spans.count)
    for span in spans {
      if let last = joined.last, last.upperBound == span.lowerBound {
        joined[joined.count - 1] = last.lowerBound..<span.upperBound
      } else {
        joined.append(span)
      }
    }
    self.joined = joined
  }

  /// The hours of some local days.
  ///
  /// Each time on the clock is an instant by the zone's rules; no hours reach beyond the instants of their own day,
  /// so that a day that the clocks skip has none.
  ///
  /// - Parameter days: Day numbers, ascending.
  init(_ hours: OpeningHours, in zone: ZoneTransitions, days: some Sequence<Int>) {
    // Only a gap in the clocks makes hours of one day overlap.
    var spans: [Range<Int>] = []
    var stretch: WallSegment?
    for day in days {
      let ranges = hours.ranges(onDay: day)
      guard !ranges.isEmpty else { continue }
      let midnight = day * 86_400
      if let known = stretch, midnight < known.start || midnight + 86_400 >= known.end { stretch = nil }
      let plain = stretch ?? zone.segment(atWall: midnight, policy: ZonePolicy())
      if plain.gapSeconds == 0, midnight + 86_400 < plain.end {
        // Most days lie where the offset does not change.
        stretch = plain
        for range in ranges {
          let open = midnight + range.open * 60 - plain.offsetSeconds
          spans.append(open * 1000..<(open + (range.close - range.open) * 60) * 1000)
        }
        continue
      }
      let start = zone.startSeconds(ofDay: day)
      let end = zone.startSeconds(ofDay: day + 1)
      for range in ranges {
        let open = max(zone.instantSeconds(atWall: midnight + range.open * 60), start)
        let close =
          range.close == 1440 ? end : min(zone.instantSeconds(atWall: midnight + range.close * 60), end)
        if open < close { spans.append(open * 1000..<close * 1000) }
      }
    }
    self.init(spans)
  }

  /// What both have open.
  ///
  /// - Complexity: O(n) in the spans of both.
  public func intersection(_ other: OpenTime) -> OpenTime {
    var spans: [Range<Int>] = []
    spans.reserveCapacity(max(self.spans.count, other.spans.count))
    var (left, right) = (0, 0)
    while left < self.spans.count, right < other.spans.count {
      let (one, two) = (self.spans[left], other.spans[right])
      let start = max(one.lowerBound, two.lowerBound)
      let end = min(one.upperBound, two.upperBound)
      if start < end { spans.append(start..<end) }
      if one.upperBound < two.upperBound { left += 1 } else { right += 1 }
    }
    return OpenTime(inOrder: spans)
  }

  /// The open stretch that holds an instant.
  func stretch(at instant: Int) -> Range<Int>? {
    var (low, high) = (0, joined.count)
    while low < high {
      let middle = (low + high) / 2
      if joined[middle].upperBound <= instant { low = middle + 1 } else { high = middle }
    }
    return low < joined.count && joined[low].contains(instant) ? joined[low] : nil
  }

  /// Whether all of a range is open.
  func covers(_ range: Range<Int>) -> Bool {
    stretch(at: range.lowerBound).map { $0.upperBound >= range.upperBound } ?? false
  }

  /// The span whose slots would begin around an instant: the last that opens by then.
  func span(openedBy instant: Int) -> Range<Int>? {
    var (low, high) = (0, spans.count)
    while low < high {
      let middle = (low + high) / 2
      if spans[middle].lowerBound <= instant { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? spans[low - 1] : nil
  }
}
