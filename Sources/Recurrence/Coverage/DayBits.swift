/// A class's days as bits, for any 64 of them; asked for ascending days it computes each year once.
struct DayBits: Sendable {
  private let days: DayClass.Days
  private let isEvery: Bool
  /// In days; 0 where they are no cycle.
  private let cycleLength: Int
  /// The days of a cycle and the 64 that follow it, 64 in a word; empty where the cycle is long.
  private var cycle: ContiguousArray<UInt64> = []
  private var year = CivilYear(1)
  private var mask = DayMask()
  private var nextMask = DayMask()
  private var isEmpty = true
  /// None of the days is among these.
  private var gap = 0..<0

  /// Days that are far apart are looked for year by year.
  private static let costOfYear = 20
  /// Longer cycles, in days, are not written out. A choice.
  private static let longestCycle = 4096

  init(_ days: DayClass.Days) {
    self.days = days
    switch days {
    case .every: (isEvery, cycleLength) = (true, 0)
    case .chosen: (isEvery, cycleLength) = (false, 0)
    case .cycle(let length, let places):
      (isEvery, cycleLength) = (false, length)
      if length > Self.longestCycle { return }
      cycle = ContiguousArray(repeating: 0, count: (length + 63) / 64 + 2)
      for place in places {
        for day in stride(from: place, to: cycle.count * 64, by: length) {
          cycle[day >> 6] |= 1 << UInt64(day & 63)
        }
      }
    }
  }

  /// The 64 days from `day` on, the first in bit 0.
  mutating func bits(from day: Int) -> UInt64 {
    if isEvery { return .max }
    guard day >= CivilDate.dayNumbers.lowerBound else {
      let before = CivilDate.dayNumbers.lowerBound - day
      return before >= 64 ? 0 : bits(from: day + before) << UInt64(before)
    }
    guard day <= CivilDate.dayNumbers.upperBound else { return 0 }
    if cycleLength > 0 {
      let left = CivilDate.dayNumbers.upperBound + 1 - day
      return bitsOfCycle(from: day) & UInt64.max >> UInt64(max(0, 64 - left))
    }
    if isEmpty || !(year.firstDay..<year.firstDay + year.length).contains(day) { enter(day) }
    let place = day - year.firstDay
    let word = place >> 6
    let shift = UInt64(place & 63)
    var bits = mask.words[word] >> shift
    if shift > 0, word < 5 { bits |= mask.words[word + 1] << (64 - shift) }
    let left = year.length - place
    if left < 64 { bits |= nextMask.words[0] << UInt64(left) }
    return bits
  }

  /// A day at or after `day` that none of these days is before; `nil` where there are none.
  ///
  /// - Parameter spent: Has what looking takes added, in nanoseconds as they were measured; what is known costs nothing.
  mutating func first(from day: Int, _ spent: inout Int) -> Int? {
    if !gap.contains(day) {
      guard case .chosen(let set) = days else { return day }
      gap = day..<(set.first(from: day) ?? .max)
      let last = min(gap.upperBound, CivilDate.dayNumbers.upperBound)
      spent += max(0, last - day) / 366 * Self.costOfYear
    }
    return gap.upperBound < .max ? gap.upperBound : nil
  }

  private func bitsOfCycle(from day: Int) -> UInt64 {
    if cycle.isEmpty, case .cycle(let length, let places) = days {
      return places.reduce(0) { bits, place in
        let later = (place - day).floorRemainder(by: length)
        return later < 64 ? bits | 1 << UInt64(later) : bits
      }
    }
    let place = day.floorRemainder(by: cycleLength)
    let (word, shift) = (place >> 6, UInt64(place & 63))
    // Shifts by 64 and more give 0.
    return cycle[word] >> shift | cycle[word + 1] << (64 - shift)
  }

  private mutating func enter(_ day: Int) {
    guard case .chosen(let set) = days else { return }
    if !isEmpty, day == year.firstDay + year.length {
      year = year.next
      mask = nextMask
    } else {
      year = CivilYear(containing: day)
      mask = set.mask(year)
    }
    nextMask = year.year < 9999 ? set.mask(year.next) : DayMask()
    isEmpty = false
  }
}
