/// A class's days as bits, for any 64 of them; asked for ascending days it computes each year once.
struct DayBits: Sendable {
  private let days: DayClass.Days
  private var year = CivilYear(1)
  private var mask = DayMask()
  private var nextMask = DayMask()
  private var isEmpty = true

  init(_ days: DayClass.Days) { self.days = days }

  /// The 64 days from `day` on, the first in bit 0.
  mutating func bits(from day: Int) -> UInt64 {
    if case .every = days { return .max }
    guard day >= CivilDate.dayNumbers.lowerBound else {
      let before = CivilDate.dayNumbers.lowerBound - day
      return before >= 64 ? 0 : bits(from: day + before) << UInt64(before)
    }
    guard day <= CivilDate.dayNumbers.upperBound else { return 0 }
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

  private mutating func enter(_ day: Int) {
    if !isEmpty, day == year.firstDay + year.length {
      year = year.next
      mask = nextMask
    } else {
      year = CivilYear(containing: day)
      mask = mask(of: year)
    }
    nextMask = year.year < 9999 ? mask(of: year.next) : DayMask()
    isEmpty = false
  }

  private func mask(of year: CivilYear) -> DayMask {
    switch days {
    case .every: return DayMask(0..<year.length)
    case .chosen(let set): return set.mask(year)
    case .cycle(let length, let places):
      var mask = DayMask()
      for place in places {
        var day = (place - year.firstDay).floorRemainder(by: length)
        while day < year.length {
          mask.insert(day)
          day += length
        }
      }
      return mask
    }
  }
}
