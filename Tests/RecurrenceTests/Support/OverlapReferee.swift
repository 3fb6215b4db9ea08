import Recurrence

/// Overlaps found by comparing occurrences with each other, in a span of which all are listed.
struct OverlapReferee {
  /// Start instants in seconds.
  let first: [Int]
  let second: [Int]
  let own: Occupancy
  let other: Occupancy
  /// Before that instant the lists are complete.
  let horizon: Int

  init(
    _ first: RecurrenceSet, _ own: Occupancy, _ second: RecurrenceSet, _ other: Occupancy, limit: Int,
    until end: Int
  ) throws {
    var horizon = end
    func starts(_ set: RecurrenceSet) throws -> [Int] {
      let expansion = try set.expand(in: -70_000_000_000_000..<end * 1000, limits: .init(occurrences: limit))
      let found = expansion.occurrences.map { $0.startMilliseconds / 1000 }
      if expansion.isTruncated, let last = found.last { horizon = min(horizon, last) }
      return found
    }
    self.first = try starts(first)
    self.second = try starts(second)
    self.own = own
    self.other = other
    self.horizon = horizon
  }

  func overlaps(_ left: Int, _ right: Int) -> Bool {
    let (leftBegin, rightBegin) = (left - own.bufferBeforeSeconds, right - other.bufferBeforeSeconds)
    let leftEnd = left + own.durationSeconds + own.bufferAfterSeconds
    let rightEnd = right + other.durationSeconds + other.bufferAfterSeconds
    return max(leftBegin, rightBegin) < min(leftEnd, rightEnd)
  }

  /// The earliest of each that overlaps any of the other's, were both series to end with the lists.
  var answer: (first: Int, second: Int)? {
    var low = 0
    for left in first {
      // Those that ended before this one begins end before all later ones.
      while low < second.count,
        second[low] + other.durationSeconds + other.bufferAfterSeconds <= left - own.bufferBeforeSeconds
      {
        low += 1
      }
      var index = low
      while index < second.count,
        second[index] - other.bufferBeforeSeconds
          < left + own.durationSeconds + own.bufferAfterSeconds
      {
        if overlaps(left, second[index]) { return (left, second[index]) }
        index += 1
      }
    }
    return nil
  }
}
