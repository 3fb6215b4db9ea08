/// Counts the steps of a pattern that are kept, a year or a round of days at a time.
///
/// A step's time of day is its unit modulo the units of a day. Where all days are kept, the steps meet the
/// same times again after a round; else each day's steps depend on where in the interval it begins.
struct StepTally {
  private let pattern: StepPattern
  private let unitsPerDay: Int
  private let interval: Int

  init(_ pattern: StepPattern) {
    self.pattern = pattern
    unitsPerDay = pattern.unitsPerDay
    interval = pattern.interval
  }

  /// How many kept steps lie in a range of units.
  func count(from lower: Int, to upper: Int) -> Int {
    let end = min(upper, pattern.lastUnit + 1)
    var first = pattern.aligned(max(lower, pattern.anchor))
    // Where few are kept, leaping from one to the next is quicker than looking at all days.
    for count in 0..<Self.fewPlaces {
      if count == Self.fewOfDay, let total = countWholeDays(from: lower, to: end) { return total }
      guard first < end, let next = pattern.unit(from: first, before: end), next < end else { return count }
      first = next + interval
    }
    return Self.fewPlaces + countMany(from: first, to: end)
  }

  /// How many kept steps lie in a few whole days, from the first step on; `nil` where it is another range.
  private func countWholeDays(from lower: Int, to end: Int) -> Int? {
    guard lower >= pattern.anchor, interval <= unitsPerDay / Self.fewOfDay,
      end - lower <= Self.manyDays * unitsPerDay,
      lower.floorRemainder(by: unitsPerDay) == 0, end.floorRemainder(by: unitsPerDay) == 0,
      let counts = pattern.countsOfDay
    else { return nil }
    var total = 0
    for midnight in stride(from: lower, to: end, by: unitsPerDay)
    where pattern.days?.contains(midnight.floorDivided(by: unitsPerDay)) ?? true {
      total += Int(counts[(pattern.anchor - midnight).floorRemainder(by: interval)])
    }
    return total
  }

  private func countMany(from first: Int, to end: Int) -> Int {
    guard first < end else { return 0 }
    let steps = (end - first + interval - 1) / interval
    guard let days = pattern.days else {
      let round = stepsInRound
      if steps <= round { return countEveryDay(from: first, steps: steps) }
      let (rounds, rest) = steps.quotientAndRemainder(dividingBy: round)
      return rounds * countEveryDay(from: first, steps: round) + countEveryDay(from: first, steps: rest)
    }
    if steps <= Self.fewSteps || interval >= Self.manyDays * unitsPerDay {
      return countSteps(from: first, to: end, days)
    }
    let (firstDay, lastDay) = (first.floorDivided(by: unitsPerDay), end.floorDivided(by: unitsPerDay))
    // The first day may begin before the first step, and the last one reach beyond the end.
    var total = countSteps(from: first, to: min(end, (firstDay + 1) * unitsPerDay), days)
    guard firstDay < lastDay else { return total }
    total += countSteps(from: pattern.aligned(lastDay * unitsPerDay), to: end, days)
    var table = DayTable(pattern)
    Self.forEachYear(in: firstDay + 1..<lastDay) { year, range in
      total += table.count(in: range, of: year, days)
      return true
    }
    return total
  }

  /// The kept step with that place among those from a unit on; `nil` where the calendar ends before.
  func unit(at place: Int, from lower: Int) -> Int? {
    let first = pattern.aligned(max(lower, pattern.anchor))
    guard first <= pattern.lastUnit else { return nil }
    if place < Self.fewPlaces { return walk(place, from: first) }
    guard let days = pattern.days else {
      let round = stepsInRound
      let perRound = countEveryDay(from: first, steps: round)
      guard perRound > 0 else { return nil }
      let (rounds, rest) = place.quotientAndRemainder(dividingBy: perRound)
      let (distance, overflow) = rounds.multipliedReportingOverflow(by: round * interval)
      guard !overflow, distance <= pattern.lastUnit - first else { return nil }
      return stepEveryDay(rest, from: first + distance)
    }
    if interval >= Self.manyDays * unitsPerDay { return step(place, from: first, days) }
    let firstDay = first.floorDivided(by: unitsPerDay)
    let beginning = countSteps(from: first, to: (firstDay + 1) * unitsPerDay, days)
    if place < beginning { return walk(place, from: first) }
    var left = place - beginning
    var found: Int?
    var table = DayTable(pattern)
    Self.forEachYear(in: firstDay + 1..<CivilDate.dayNumbers.upperBound + 1) { year, range in
      let count = table.count(in: range, of: year, days)
      if left < count {
        found = table.day(&left, in: range, of: year, days)
        return false
      }
      left -= count
      return true
    }
    return found.flatMap { walk(left, from: pattern.aligned($0 * unitsPerDay)) }
  }

  /// So many steps are looked at one by one rather than by days. A choice.
  private static let fewSteps = 4096
  /// So few steps are found one after the other, each by leaping. A choice.
  private static let fewPlaces = 256
  /// So few are found by leaping where whole days are asked for. A choice.
  static let fewOfDay = 16
  /// Where steps are so many days apart, looking at each is quicker than looking at each day; so many days in a row
  /// are counted one by one. A choice.
  private static let manyDays = 16

  /// After so many steps they meet the same times of day again.
  private var stepsInRound: Int { unitsPerDay / greatestCommonDivisor(interval, unitsPerDay) }

  /// How many of some steps meet a kept time of day.
  private func countEveryDay(from first: Int, steps: Int) -> Int {
    let stride = interval % unitsPerDay
    var place = first.floorRemainder(by: unitsPerDay)
    var total = 0
    for _ in 0..<steps {
      if pattern.keeps(place) { total &+= 1 }
      place &+= stride
      if place >= unitsPerDay { place &-= unitsPerDay }
    }
    return total
  }

  /// The step with that place among those that meet a kept time of day.
  private func stepEveryDay(_ place: Int, from first: Int) -> Int? {
    let stride = interval % unitsPerDay
    var time = first.floorRemainder(by: unitsPerDay)
    var number = first
    var left = place
    while number <= pattern.lastUnit {
      if pattern.keeps(time) {
        if left == 0 { return number }
        left -= 1
      }
      number += interval
      time += stride
      if time >= unitsPerDay { time -= unitsPerDay }
    }
    return nil
  }

  /// How many steps are kept, each looked at.
  private func countSteps(from first: Int, to end: Int, _ days: DaySet) -> Int {
    var total = 0
    forEachStep(from: first, to: end, days) { _ in
      total += 1
      return true
    }
    return total
  }

  /// The kept step with that place, each looked at.
  private func step(_ place: Int, from first: Int, _ days: DaySet) -> Int? {
    var left = place
    var found: Int?
    forEachStep(from: first, to: pattern.lastUnit + 1, days) { number in
      if left == 0 { found = number }
      left -= 1
      return found == nil
    }
    return found
  }

  /// Calls a function with each kept step, as long as it returns true.
  @inline(__always)
  private func forEachStep(from first: Int, to end: Int, _ days: DaySet, while body: (Int) -> Bool) {
    var number = first
    var day = Int.min
    var isKept = false
    while number < end {
      let own = number.floorDivided(by: unitsPerDay)
      if own != day { (day, isKept) = (own, days.contains(own)) }
      if isKept {
        if pattern.keeps(number - day * unitsPerDay), !body(number) { return }
        number += interval
      } else {
        number = max(number + interval, pattern.aligned((day + 1) * unitsPerDay))
      }
    }
  }

  private func walk(_ place: Int, from first: Int) -> Int? {
    var number = pattern.unit(from: first)
    for _ in 0..<place {
      guard let current = number else { return nil }
      number = pattern.unit(from: current + 1)
    }
    return number
  }

  /// Calls a function with each year of some days, and with its share of them, counted from its first day,
  /// as long as it returns true.
  private static func forEachYear(in days: Range<Int>, while body: (CivilYear, Range<Int>) -> Bool) {
    guard !days.isEmpty else { return }
    var year = CivilYear(containing: days.lowerBound)
    while year.firstDay < days.upperBound, year.year <= 9999 {
      let lower = max(days.lowerBound - year.firstDay, 0)
      let upper = min(days.upperBound - year.firstDay, year.length)
      if !body(year, lower..<upper) { return }
      year = year.next
    }
  }

  /// How many kept steps a day has, by where in the interval it begins.
  private struct DayTable {
    private let pattern: StepPattern
    private let unitsPerDay: Int
    private let interval: Int
    /// See `StepPattern.countsOfDay`; empty where a day may hold none.
    private let counts: ContiguousArray<Int32>
    /// The same on all days, where the interval divides a day; else -1.
    private let daily: Int
    /// By how much earlier a day of up to 64 days later begins in the interval.
    private var shifts = InlineArray<65, Int>(repeating: 0)
    /// After so many days one begins in the interval where the first did.
    private let round: Int
    /// How many kept steps come before each day of a round, were all its days chosen, and of a year more; empty
    /// until as many days were counted one by one.
    private var sums: ContiguousArray<Int32> = []
    private var countedDays = 0

    init(_ pattern: StepPattern) {
      self.pattern = pattern
      unitsPerDay = pattern.unitsPerDay
      interval = pattern.interval
      counts = pattern.countsOfDay ?? []
      round = interval / greatestCommonDivisor(interval, unitsPerDay)
      daily = round == 1 ? Int(counts[pattern.anchor.floorRemainder(by: interval)]) : -1
      for day in 0...64 { shifts[day] = day * unitsPerDay % interval }
    }

    @inline(__always)
    private func count(beginning: Int) -> Int {
      if beginning < counts.count { return Int(counts[beginning]) }
      return beginning < unitsPerDay && pattern.keeps(beginning) ? 1 : 0
    }

    /// The units from a day's beginning to the progression's next step.
    private func beginning(_ day: Int) -> Int {
      (pattern.anchor - day * unitsPerDay).floorRemainder(by: interval)
    }

    /// The kept steps of a year's chosen days within a range.
    mutating func count(in range: Range<Int>, of year: CivilYear, _ days: DaySet) -> Int {
      guard days.table.hasDays(year) else { return 0 }
      let mask = days.mask(year)
      if daily >= 0 {
        return (mask.count(before: range.upperBound) - mask.count(before: range.lowerBound)) * daily
      }
      var total = 0
      if hasSums() {
        let first = year.firstDay.floorRemainder(by: round)
        forEachWord(in: range, mask) { word, bits in
          let first = first &+ word &* 64
          var bits = bits
          while bits != 0 {
            let start = bits.trailingZeroBitCount
            let length = (~(bits >> UInt64(start))).trailingZeroBitCount
            total &+= Int(sums[first &+ start &+ length] &- sums[first &+ start])
            bits &= length == 64 ? 0 : ~((1 << UInt64(length) &- 1) << UInt64(start))
          }
          return true
        }
      } else {
        forEachDay(in: range, of: year, mask) { _, count in
          countedDays &+= 1
          total &+= count
          return true
        }
      }
      return total
    }

    private mutating func hasSums() -> Bool {
      if sums.isEmpty, countedDays > round {
        sums.reserveCapacity(round + 367)
        var (total, own) = (0, beginning(0))
        let shift = shifts[1]
        for _ in 0..<round + 367 {
          sums.append(Int32(truncatingIfNeeded: total))
          total += count(beginning: own)
          own -= shift
          if own < 0 { own += interval }
        }
      }
      return !sums.isEmpty
    }

    /// The chosen day that holds the kept step with that place, which becomes its place on that day.
    func day(_ place: inout Int, in range: Range<Int>, of year: CivilYear, _ days: DaySet) -> Int? {
      var found: Int?
      var left = place
      forEachDay(in: range, of: year, days.mask(year)) { day, count in
        if left < count {
          found = day
          return false
        }
        left -= count
        return true
      }
      place = left
      return found
    }

    @inline(__always)
    private func forEachDay(
      in range: Range<Int>, of year: CivilYear, _ mask: DayMask, while body: (Int, Int) -> Bool
    ) {
      var beginning = beginning(year.firstDay)
      forEachWord(in: range, mask) { word, bits in
        var bits = bits
        while bits != 0 {
          let place = bits.trailingZeroBitCount
          bits &= bits &- 1
          var own = beginning &- shifts[place]
          if own < 0 { own &+= interval }
          if !body(year.firstDay &+ word &* 64 &+ place, count(beginning: own)) { return false }
        }
        beginning &-= shifts[64]
        if beginning < 0 { beginning &+= interval }
        return true
      }
    }

    /// Calls a function with each 64 of a year's chosen days within a range, as long as it returns true.
    @inline(__always)
    private func forEachWord(in range: Range<Int>, _ mask: DayMask, while body: (Int, UInt64) -> Bool) {
      for word in 0..<6 {
        var bits = mask.words[word]
        let (lower, upper) = (range.lowerBound - word * 64, range.upperBound - word * 64)
        if lower > 0 { bits = lower < 64 ? bits & (.max << UInt64(lower)) : 0 }
        if upper < 64 { bits = upper > 0 ? bits & (.max >> UInt64(64 - upper)) : 0 }
        if !body(word, bits) { return }
      }
    }
  }
}
