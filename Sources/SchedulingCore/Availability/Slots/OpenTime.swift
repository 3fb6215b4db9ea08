internal import Recurrence

/// When something is open within a range, as instants.
struct OpenTime: Sendable {
  /// Half-open, in epoch milliseconds; slots are counted from the start of each. In order, without overlaps.
  let spans: [Range<Int>]
  /// The same with what touches made one, such as hours that go on past midnight.
  let joined: [Range<Int>]

  private init(spans: [Range<Int>]) {
    var apart: [Range<Int>] = []
    for span in spans.sorted(by: { $0.lowerBound < $1.lowerBound }) where !span.isEmpty {
      // Only a gap in the clocks makes hours of one day overlap.
      if let last = apart.last, span.lowerBound < last.upperBound {
        apart[apart.count - 1] = last.lowerBound..<max(last.upperBound, span.upperBound)
      } else {
        apart.append(span)
      }
    }
    var joined: [Range<Int>] = []
    for span in apart {
      if let last = joined.last, last.upperBound == span.lowerBound {
        joined[joined.count - 1] = last.lowerBound..<span.upperBound
      } else {
        joined.append(span)
      }
    }
    self.spans = apart
    self.joined = joined
  }

  /// The hours of the local days that a range touches, and of those beside them.
  ///
  /// Each time on the clock is an instant by the zone's rules; no hours reach beyond the instants of their own day,
  /// so that a day that the clocks skip has none.
  init(_ hours: OpeningHours, in zone: ZoneTransitions, around range: Range<Int>) {
    var spans: [Range<Int>] = []
    let first = zone.dayNumber(atMilliseconds: range.lowerBound) - 1
    let last = zone.dayNumber(atMilliseconds: range.upperBound) + 1
    var dayEnd: Int?
    for day in max(
      first, CivilDate.dayNumbers.lowerBound)...max(min(last, CivilDate.dayNumbers.upperBound), first)
    {
      let ranges = hours.ranges(onDay: day)
      guard !ranges.isEmpty else {
        dayEnd = nil
        continue
      }
      let start = dayEnd ?? zone.startSeconds(ofDay: day)
      let end = zone.startSeconds(ofDay: day + 1)
      dayEnd = end
      for range in ranges {
        let open = max(zone.instantSeconds(atWall: day * 86_400 + range.open * 60), start)
        let close =
          range.close == 1440 ? end : min(zone.instantSeconds(atWall: day * 86_400 + range.close * 60), end)
        if open < close { spans.append(open * 1000..<close * 1000) }
      }
    }
    self.init(spans: spans)
  }

  /// What both have open.
  func intersection(_ other: OpenTime) -> OpenTime {
    var spans: [Range<Int>] = []
    var (left, right) = (0, 0)
    while left < self.spans.count, right < other.spans.count {
      let (one, two) = (self.spans[left], other.spans[right])
      let common = one.clamped(to: two)
      if !common.isEmpty { spans.append(common) }
      if one.upperBound < two.upperBound { left += 1 } else { right += 1 }
    }
    return OpenTime(spans: spans)
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
