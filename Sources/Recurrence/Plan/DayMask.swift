/// A set of the days of one year, as bits: bit 0 is 1 January.
struct DayMask: Sendable {
  private(set) var words: InlineArray<6, UInt64>

  init() { words = InlineArray(repeating: 0) }

  /// The days `range`, which lies within 0..<384.
  init(_ range: Range<Int>) {
    self.init()
    insert(range)
  }

  var isEmpty: Bool {
    words[0] | words[1] | words[2] | words[3] | words[4] | words[5] == 0
  }

  var count: Int {
    var total = 0
    for index in 0..<6 { total += words[index].nonzeroBitCount }
    return total
  }

  func contains(_ day: Int) -> Bool { words[day >> 6] >> UInt64(day & 63) & 1 == 1 }

  mutating func insert(_ day: Int) { words[day >> 6] |= 1 << UInt64(day & 63) }

  mutating func insert(_ range: Range<Int>) {
    var lower = range.lowerBound
    while lower < range.upperBound {
      let end = min(range.upperBound, (lower | 63) + 1)
      let width = end - lower
      let run: UInt64 = width == 64 ? .max : (1 << UInt64(width)) - 1
      words[lower >> 6] |= run << UInt64(lower & 63)
      lower = end
    }
  }

  /// Adds up to 32 consecutive days from `day` on, as bits.
  mutating func insert(bits: UInt64, at day: Int) {
    let word = day >> 6
    let shift = UInt64(day & 63)
    words[word] |= bits << shift
    if shift > 32, word < 5 { words[word + 1] |= bits >> (64 - shift) }
  }

  mutating func formIntersection(_ other: DayMask) {
    for index in 0..<6 { words[index] &= other.words[index] }
  }

  /// The days whose weekday is in `weekdays` (bit 0 is Monday), in a year that begins on `firstWeekday`.
  init(weekdays: UInt8, firstWeekday: Int) {
    words = InlineArray(repeating: 0)
    let doubled = UInt64(weekdays & 127) << 7 | UInt64(weekdays & 127)
    for index in 0..<6 {
      // 64 days are nine weeks and a day: every word begins one weekday later.
      let week = doubled >> UInt64((firstWeekday + index) % 7) & 127
      words[index] = week &* 0x8102_0408_1020_4081
    }
  }

  /// The 31 days from `day` on, the first in bit 0.
  func month(from day: Int) -> UInt32 {
    let word = day >> 6
    let shift = UInt64(day & 63)
    var bits = words[word] >> shift
    if shift > 0, word < 5 { bits |= words[word + 1] << (64 - shift) }
    return UInt32(truncatingIfNeeded: bits & 0x7fff_ffff)
  }

  /// How many days of the set come before `day`.
  func count(before day: Int) -> Int {
    var total = 0
    let word = day >> 6
    for index in 0..<min(word, 6) { total += words[index].nonzeroBitCount }
    if word < 6 {
      total += (words[word] & ((1 << UInt64(day & 63)) - 1)).nonzeroBitCount
    }
    return total
  }

  /// The set's day with that place in it, from 0.
  func day(at place: Int) -> Int? {
    var left = place
    for index in 0..<6 {
      var word = words[index]
      let count = word.nonzeroBitCount
      if left >= count {
        left -= count
        continue
      }
      while left > 0 {
        word &= word - 1
        left -= 1
      }
      return index << 6 + word.trailingZeroBitCount
    }
    return nil
  }

  /// The first day of the set at or after `day`.
  func first(from day: Int) -> Int? {
    var index = day >> 6
    guard index < 6 else { return nil }
    var word = words[index] & (UInt64.max << UInt64(day & 63))
    while word == 0 {
      index += 1
      if index == 6 { return nil }
      word = words[index]
    }
    return index << 6 + word.trailingZeroBitCount
  }

  /// The last day of the set at or before `day`, which is at most 383.
  func last(through day: Int) -> Int? {
    guard day >= 0 else { return nil }
    var index = day >> 6
    var word = words[index] & (UInt64.max >> UInt64(63 - day & 63))
    while word == 0 {
      index -= 1
      if index < 0 { return nil }
      word = words[index]
    }
    return index << 6 + 63 - word.leadingZeroBitCount
  }
}
