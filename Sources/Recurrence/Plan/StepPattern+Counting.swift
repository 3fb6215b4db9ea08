internal import Synchronization

// Counting by arithmetic: a day, or a round of days, at a time.
extension StepPattern {
  /// So many steps are looked at one by one where that is all there is to do. A choice.
  private static let fewSteps = 2048

  func earliestWall(at index: Int, from first: Int) -> Int? {
    // No more than one step every interval.
    let (units, overflow) = (index / offsets.count).multipliedReportingOverflow(by: interval)
    let calendarEnd = LocalDateTime.range.upperBound + 1
    if overflow || units > (calendarEnd - anchor * unit) / unit { return calendarEnd }
    return (anchor + units) * unit
  }

  func earliestWall(from wall: Int, before end: Int) -> Int {
    let number = wall.floorDivided(by: unit)
    if let found = unit(from: number, before: (end - 1).floorDivided(by: unit) + 1) {
      return max(wall, found * unit)
    }
    let next = aligned(max(end.floorDivided(by: unit), anchor))
    guard let days else { return max(end, next * unit) }
    guard next <= lastUnit, let day = days.first(from: next.floorDivided(by: unitsPerDay))
    else { return .max }
    return max(end, next * unit, day * 86_400)
  }

  func kind(ofDay dayNumber: Int) -> Int? {
    guard unitsPerDay % interval == 0 else { return nil }
    return days?.eightDays(from: dayNumber) ?? 0
  }

  func echoes(in range: Range<Int>, shift: Int) -> Int {
    // A whole number of units, and not of steps, leads from no step to another.
    if shift % unit == 0, shift / unit % interval != 0 { return 0 }
    return echoesByWalking(in: range, shift: shift)
  }

  /// How many times lie in `lower..<upper`.
  ///
  /// - Complexity: O(1) for each year that has days left out, or none where all days are kept; and a
  ///   look at each step of one day, or of the days after which the steps meet the same times again.
  func count(from lower: Int, to upper: Int) -> Int {
    guard lower < upper else { return 0 }
    let lowerUnit = lower.floorDivided(by: unit)
    let upperUnit = upper.floorDivided(by: unit)
    var total = 0
    if isStep(lowerUnit) { total -= lowerBound(offsets, lower - lowerUnit * unit) }
    if isStep(upperUnit) { total += lowerBound(offsets, upper - upperUnit * unit) }
    return total + StepTally(self).count(from: lowerUnit, to: upperUnit) * offsets.count
  }

  /// The time with that place after `first`, or `nil` where there are fewer.
  ///
  /// - Complexity: As `count(from:to:)`.
  func wall(at index: Int, from first: Int) -> Int? {
    let firstUnit = first.floorDivided(by: unit)
    let passed = isStep(firstUnit) ? lowerBound(offsets, first - firstUnit * unit) : 0
    let (place, offset) = (index + passed).quotientAndRemainder(dividingBy: offsets.count)
    guard let found = StepTally(self).unit(at: place, from: firstUnit) else { return nil }
    return found * unit + offsets[offset]
  }

  /// How many kept steps a day has, were it chosen, by the units from its beginning to its first step; `nil` where a day
  /// may hold none.
  var countsOfDay: ContiguousArray<Int32>? {
    guard interval <= unitsPerDay else { return nil }
    return knownCounts.withLock { known in
      if let known { return known }
      var counts = ContiguousArray<Int32>(repeating: 0, count: interval)
      var remainder = 0
      for place in 0..<unitsPerDay {
        if keeps(place) { counts[remainder] += 1 }
        remainder += 1
        if remainder == interval { remainder = 0 }
      }
      // Those of steps that are far apart take much memory, and are asked for once for many days.
      if interval <= unitsPerDay / StepTally.fewOfDay { known = counts }
      return counts
    }
  }

  /// Whether a unit is one of the progression that is kept.
  private func isStep(_ number: Int) -> Bool {
    guard number >= anchor, number <= lastUnit, (number - anchor) % interval == 0 else { return false }
    let day = number.floorDivided(by: unitsPerDay)
    return keeps(number - day * unitsPerDay) && days?.contains(day) ?? true
  }

  /// Whether a unit of the day, counted from midnight, is kept, whatever the interval.
  @inline(__always)
  func keeps(_ place: Int) -> Bool {
    let second = place &* unit
    if hours >> UInt64(truncatingIfNeeded: second / 3600) & 1 == 0 { return false }
    if unit == 3600 { return true }
    if minutes >> UInt64(truncatingIfNeeded: second / 60 % 60) & 1 == 0 { return false }
    return unit == 60 || seconds >> UInt64(truncatingIfNeeded: second % 60) & 1 == 1
  }
}
