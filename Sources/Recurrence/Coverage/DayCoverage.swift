/// Whether and where the days of one pattern, with their times, lack those of another.
struct DayCoverage: Sendable {
  /// The pattern that covers; its classes have its times and no more.
  private let cover: [DayClass]
  private let covered: [DayClass]
  private var coverBits: [DayBits]
  private var coveredBits: [DayBits]

  /// Times of a class that fall on one day of the covering pattern, and which of its classes have all
  /// of them.
  struct Demand: Sendable {
    let covered: Int
    let dayShift: Int
    let firstTime: Int
    let covers: [Int]
  }

  /// `nil` where the days of one of the patterns don't show when it matches.
  init?(_ cover: RecurrencePlan, covers covered: RecurrencePlan) {
    guard PatternShape.hasExactDayClasses(cover), let own = PatternShape.dayClasses(of: cover),
      let other = PatternShape.dayClasses(of: covered)
    else { return nil }
    self.cover = own
    self.covered = other
    coverBits = own.map { DayBits($0.days) }
    coveredBits = other.map { DayBits($0.days) }
  }

  /// How many times of day the classes have.
  var timeCount: Int { (cover + covered).reduce(0) { $0 + $1.times.count } }

  /// What the covering pattern has to have where its wall clock is ahead by `shift`.
  func demands(shift: Int) -> [Demand] {
    let day = 86_400
    var found: [Demand] = []
    for (index, other) in covered.enumerated() {
      // Ascending times fall on ascending days.
      var start = 0
      while start < other.times.count {
        let dayShift = (other.times[start] + shift).floorDivided(by: day)
        let moved = shift - dayShift * day
        let end = lowerBound(other.times, day - moved)
        let times = other.times[start..<end]
        let covers = cover.indices.filter { Self.isSubset(times, movedBy: moved, of: cover[$0].times) }
        found.append(
          Demand(covered: index, dayShift: dayShift, firstTime: other.times[start], covers: covers))
        start = end
      }
    }
    return found
  }

  private static func isSubset(
    _ times: ArraySlice<Int>, movedBy shift: Int, of all: ContiguousArray<Int>
  ) -> Bool {
    if times.count > all.count { return false }
    var index = 0
    for time in times.lazy.map({ $0 + shift }) {
      while index < all.count, all[index] < time { index += 1 }
      if index == all.count || all[index] != time { return false }
    }
    return true
  }

  /// The first instant of the range at which a day lacks its times; its end where none does.
  ///
  /// - Parameter spent: Has what looking takes added, in nanoseconds as they were measured.
  mutating func firstLack(
    _ demands: [Demand], in range: Range<Int>, offset: Int, _ spent: inout Int
  ) -> Int {
    let daySeconds = 86_400
    var best = range.upperBound
    for demand in demands {
      var day = (range.lowerBound + offset).floorDivided(by: daySeconds)
      while day * daySeconds + demand.firstTime - offset < best {
        spent += 30 * (1 + demand.covers.count)
        var bits = coveredBits[demand.covered].bits(from: day)
        if bits == 0 {
          guard let next = coveredBits[demand.covered].first(from: day + 64, &spent) else { break }
          day = next
          continue
        }
        for cover in demand.covers { bits &= ~coverBits[cover].bits(from: day + demand.dayShift) }
        if bits == 0 {
          day += 64
          continue
        }
        let found = (day + bits.trailingZeroBitCount) * daySeconds + demand.firstTime - offset
        best = min(best, max(range.lowerBound, found))
        break
      }
    }
    return best
  }
}
