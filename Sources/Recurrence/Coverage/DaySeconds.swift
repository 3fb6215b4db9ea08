/// Some seconds of a day, as bits.
struct DaySeconds: Sendable {
  private var words = ContiguousArray<UInt64>(repeating: 0, count: 1350)

  init() {}

  /// - Parameter times: Seconds after midnight.
  init(_ times: ContiguousArray<Int>) {
    for time in times { words[time >> 6] |= 1 << UInt64(time & 63) }
  }

  var count: Int { words.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// How many of the seconds come before one of the day.
  func count(before second: Int) -> Int {
    let place = second >> 6
    var total = 0
    for index in 0..<place { total += words[index].nonzeroBitCount }
    if place < words.count { total += (words[place] & ((1 << UInt64(second & 63)) - 1)).nonzeroBitCount }
    return total
  }

  /// The second with that place, from 0, which is less than `count`.
  subscript(place: Int) -> Int {
    var left = place
    for index in words.indices {
      let count = words[index].nonzeroBitCount
      if left < count {
        var word = words[index]
        for _ in 0..<left { word &= word - 1 }
        return index << 6 + word.trailingZeroBitCount
      }
      left -= count
    }
    return 86_400
  }

  mutating func formUnion(_ other: DaySeconds) {
    for index in words.indices { words[index] |= other.words[index] }
  }

  mutating func subtract(_ other: DaySeconds) {
    for index in words.indices { words[index] &= ~other.words[index] }
  }

  /// Keeps the seconds of a range that lies within the day.
  mutating func keep(_ range: Range<Int>) {
    for index in words.indices {
      let start = index << 6
      let (lower, upper) = (max(range.lowerBound - start, 0), min(range.upperBound - start, 64))
      guard lower < upper else {
        words[index] = 0
        continue
      }
      let width = UInt64.max >> UInt64(64 - (upper - lower))
      words[index] &= width << UInt64(lower)
    }
  }
}
