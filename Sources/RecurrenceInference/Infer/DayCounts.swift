internal import Recurrence

/// How many times lie on each day of a universe: a row of bits for each binary digit of the counts.
struct DayCounts {
  private var digits: [DayUniverse.Row] = []
  /// The days that have any.
  private(set) var days: DayUniverse.Row

  /// - Parameters:
  ///   - places: The days that may have any; the others have none.
  ///   - count: How many a day has.
  init(_ universe: DayUniverse, at places: Range<Int>, _ count: (Int) -> Int) {
    days = DayUniverse.Row(repeating: 0, count: universe.wordCount)
    var place = places.lowerBound
    while place < places.upperBound {
      let word = place >> 6
      let end = min(places.upperBound, (word + 1) << 6)
      var (bits, previous, any) = (UInt64(0), 0, UInt64(0))
      // Neighbouring days with the same count are added together.
      while place < end {
        let next = count(place)
        if next != previous {
          add(previous, bits, word)
          (bits, previous) = (0, next)
        }
        bits |= 1 << UInt64(place & 63)
        if next > 0 { any |= 1 << UInt64(place & 63) }
        place += 1
      }
      add(previous, bits, word)
      days[word] = any
    }
  }

  /// - Parameter places: The places of the days, ascending, each repeated as often as the day has times.
  init(_ universe: DayUniverse, at places: some Sequence<Int>) {
    days = DayUniverse.Row(repeating: 0, count: universe.wordCount)
    var (last, count) = (0, 0)
    func close(_ counts: inout Self) {
      guard count > 0 else { return }
      counts.add(count, 1 << UInt64(last & 63), last >> 6)
      counts.days[last >> 6] |= 1 << UInt64(last & 63)
    }
    for place in places {
      if place != last {
        close(&self)
        (last, count) = (place, 0)
      }
      count += 1
    }
    close(&self)
  }

  private mutating func add(_ count: Int, _ bits: UInt64, _ word: Int) {
    guard bits != 0, count > 0 else { return }
    for digit in Bits(UInt64(count)) {
      while digits.count <= digit { digits.append(DayUniverse.Row(repeating: 0, count: days.count)) }
      digits[digit][word] |= bits
    }
  }

  func total(in row: DayUniverse.Row) -> Int {
    var total = 0
    for (digit, days) in digits.enumerated() { total += row.commonCount(with: days) << digit }
    return total
  }
}
