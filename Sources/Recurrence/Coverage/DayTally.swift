/// The wall times of several rules, less those of exclusion rules, counted a day at a time.
///
/// Every rule's days fall into a few classes that have the same times each. Which classes a day belongs to
/// decides how many times are left on it, so that each combination of classes is counted but once.
final class DayTally: Sendable {
  private let parts: [Part]
  /// How many times a day has, by its combination of classes; -1 where no day has that combination.
  private let counts: ContiguousArray<Int32>
  /// How many times come before each year, from that of the first time on; one more than there are years.
  private let totals: ContiguousArray<Int>
  private let firstYear: CivilYear
  /// The last day that is counted.
  private let lastDay: Int

  /// More classes are not counted: bounds the combinations. A choice.
  private static let mostParts = 10

  /// Days of one rule that have the same times.
  private struct Part: Sendable {
    let days: DayBits
    let times: DaySeconds
    let isExclusion: Bool
    /// From the rule's first time to its last: wall seconds.
    let reach: Range<Int>
  }

  /// `nil` where the times of some rule don't follow from the day alone, or there are too many classes.
  ///
  /// - Parameters:
  ///   - rules: At least one, all from one start in one zone, as the exclusion rules are.
  init?(_ rules: [RecurrencePlan], less exclusions: [RecurrencePlan]) {
    // What costs no more than a look comes first: a rule's last time may take counting all of them.
    guard
      (rules + exclusions).allSatisfy({
        PatternShape.hasExactDayClasses($0) && !PatternShape.stepsOverDays($0)
      })
    else { return nil }
    var parts: [Part] = []
    for (plans, isExclusion) in [(rules, false), (exclusions, true)] {
      for plan in plans {
        guard let classes = PatternShape.dayClasses(of: plan), parts.count + classes.count <= Self.mostParts,
          let reach = Self.reach(of: plan)
        else { return nil }
        for found in classes {
          parts.append(
            Part(
              days: DayBits(found.days), times: DaySeconds(found.times), isExclusion: isExclusion,
              reach: reach))
        }
      }
    }
    guard let first = rules.first?.first else { return nil }
    self.parts = parts
    firstYear = CivilYear(containing: first.floorDivided(by: 86_400))
    (counts, totals) = Self.sweep(parts, from: firstYear)
    lastDay = CivilYear(firstYear.year + totals.count - 1).firstDay - 1
  }

  /// `nil` where it ends so near a change of the zone's clocks that they decide its last time.
  private static func reach(of plan: RecurrencePlan) -> Range<Int>? {
    var last = plan.last
    if let instant = plan.lastInstant {
      let margin = 2 * 86_400
      guard plan.zone.isFixed || plan.zone.transitions(in: instant - margin..<instant + margin).isEmpty else {
        return nil
      }
      last = min(last, instant + plan.zone.offsetSeconds(atInstant: instant))
    }
    return plan.first..<max(plan.first, last + 1)
  }

  /// Counts every year; combinations as they come.
  private static func sweep(
    _ parts: [Part], from firstYear: CivilYear
  ) -> (counts: ContiguousArray<Int32>, totals: ContiguousArray<Int>) {
    var counts = ContiguousArray<Int32>(repeating: -1, count: 1 << parts.count)
    var totals = ContiguousArray<Int>()
    totals.reserveCapacity(10_000)
    var total = 0
    var bits = parts.map(\.days)
    let end = parts.filter { !$0.isExclusion }.map(\.reach.upperBound).max() ?? 0
    var year = firstYear
    while year.year <= 9999, year.firstDay * 86_400 < end {
      totals.append(total)
      total += count(from: year.firstDay, to: year.firstDay + year.length, parts, &bits, &counts)
      year = year.next
    }
    totals.append(total)
    return (counts, totals)
  }

  /// How many times some days have. Of every 64 days those of one combination of classes are counted at once.
  private static func count(
    from first: Int, to end: Int, _ parts: [Part], _ bits: inout [DayBits],
    _ counts: inout ContiguousArray<Int32>
  ) -> Int {
    var total = 0
    var groups = InlineArray<64, (days: UInt64, combination: Int)>(repeating: (0, 0))
    for start in stride(from: first, to: end, by: 64) {
      let inside = UInt64.max >> UInt64(max(0, 64 - (end - start)))
      // Days that some rule begins or ends on have some of its times.
      var cut: UInt64 = 0
      groups[0] = (inside, 0)
      var found = 1
      for index in parts.indices {
        let whole = wholeDays(parts[index].reach, from: start)
        cut |= whole.cut & inside
        let own = bits[index].bits(from: start) & whole.inside
        for group in 0..<found {
          let (days, combination) = groups[group]
          if days & own == 0 { continue }
          if days & ~own != 0 {
            groups[found] = (days & ~own, combination)
            found += 1
          }
          groups[group] = (days & own, combination | 1 << index)
        }
      }
      for group in 0..<found {
        let days = groups[group].days & ~cut
        if days == 0 { continue }
        let combination = groups[group].combination
        if counts[combination] < 0 {
          counts[combination] = Int32(truncatingIfNeeded: times(of: combination, parts).count)
        }
        total += days.nonzeroBitCount * Int(counts[combination])
      }
      while cut != 0 {
        total += times(on: start + cut.trailingZeroBitCount, parts).count
        cut &= cut - 1
      }
    }
    return total
  }

  /// Of 64 days from one on those that lie in some wall seconds, and those that they cut.
  private static func wholeDays(_ reach: Range<Int>, from day: Int) -> (inside: UInt64, cut: UInt64) {
    let first = (reach.lowerBound + 86_399).floorDivided(by: 86_400)
    let end = reach.upperBound.floorDivided(by: 86_400)
    func mask(_ range: Range<Int>) -> UInt64 {
      let (lower, upper) = (max(range.lowerBound - day, 0), min(range.upperBound - day, 64))
      return lower < upper ? (UInt64.max >> UInt64(64 - (upper - lower))) << UInt64(lower) : 0
    }
    var cut: UInt64 = 0
    if reach.lowerBound % 86_400 != 0 { cut |= mask(first - 1..<first) }
    if reach.upperBound % 86_400 != 0 { cut |= mask(end..<end + 1) }
    return (first < end ? mask(first..<end) : 0, cut)
  }

  /// The times of a day with that combination of classes.
  private static func times(of combination: Int, _ parts: [Part]) -> DaySeconds {
    var times = DaySeconds()
    for (index, part) in parts.enumerated() where !part.isExclusion && combination >> index & 1 == 1 {
      times.formUnion(part.times)
    }
    for (index, part) in parts.enumerated() where part.isExclusion && combination >> index & 1 == 1 {
      times.subtract(part.times)
    }
    return times
  }

  /// The times of any day.
  private static func times(on day: Int, _ parts: [Part]) -> DaySeconds {
    var times = DaySeconds()
    for isExclusion in [false, true] {
      for part in parts where part.isExclusion == isExclusion {
        let lower = max(part.reach.lowerBound - day * 86_400, 0)
        let upper = min(part.reach.upperBound - day * 86_400, 86_400)
        var bits = part.days
        guard lower < upper, bits.bits(from: day) & 1 == 1 else { continue }
        var own = part.times
        own.keep(lower..<upper)
        if isExclusion { times.subtract(own) } else { times.formUnion(own) }
      }
    }
    return times
  }

  /// The classes' days as bits, for days that are asked for ascending.
  func dayBits() -> [DayBits] { parts.map(\.days) }

  /// Which classes a day and the two after it belong to: three bits for each; `nil` where some rule begins or
  /// ends on one of them.
  ///
  /// - Parameter bits: The classes' days.
  func combinations(from day: Int, _ bits: inout [DayBits]) -> Int? {
    var found = 0
    for index in parts.indices {
      let whole = Self.wholeDays(parts[index].reach, from: day)
      if whole.cut & 7 != 0 { return nil }
      found |= Int(bits[index].bits(from: day) & whole.inside & 7) << (3 * index)
    }
    return found
  }

  /// How many times come before a wall second.
  private func count(before wall: Int) -> Int {
    let wanted = wall.floorDivided(by: 86_400)
    guard wanted >= firstYear.firstDay else { return 0 }
    guard wanted <= CivilDate.dayNumbers.upperBound else { return totals[totals.count - 1] }
    let year = CivilYear(containing: wanted)
    let place = year.year - firstYear.year
    guard place < totals.count - 1 else { return totals[totals.count - 1] }
    return totals[place] + countOfDays(from: year.firstDay, to: wanted) + count(on: wanted, before: wall)
  }

  /// How many times come in a window of wall seconds.
  func count(from lower: Int, to upper: Int) -> Int {
    let (first, last) = (lower.floorDivided(by: 86_400), upper.floorDivided(by: 86_400))
    // A few days need no years; past the last that is counted there are none.
    if lower <= upper, first > last - 64, first >= firstYear.firstDay, last <= lastDay {
      return countOfDays(from: first, to: last) + count(on: last, before: upper)
        - count(on: first, before: lower)
    }
    return count(before: upper) - count(before: lower)
  }

  /// How many times a day has before a wall second on it.
  private func count(on day: Int, before wall: Int) -> Int {
    let second = wall - day * 86_400
    return second > 0 ? Self.times(on: day, parts).count(before: second) : 0
  }

  /// How many times come on days that are counted.
  private func countOfDays(from first: Int, to end: Int) -> Int {
    var bits = dayBits()
    // Every combination is known by now.
    var known = counts
    return Self.count(from: first, to: end, parts, &bits, &known)
  }

  /// The time with that place, from 0; `nil` where there are fewer.
  func wall(at index: Int) -> Int? {
    guard index >= 0, index < totals[totals.count - 1] else { return nil }
    let later = totals.indices.partitionPoint { totals[$0] > index }
    let year = CivilYear(firstYear.year + later - 1)
    let left = index - totals[later - 1]
    let day = (year.firstDay..<year.firstDay + year.length)
      .partitionPoint { countOfDays(from: year.firstDay, to: $0 + 1) > left }
    return day * 86_400 + Self.times(on: day, parts)[left - countOfDays(from: year.firstDay, to: day)]
  }
}
