/// The days a rule chooses, year by year: what a kind of year has, less the skipped periods.
struct DaySet: Sendable {
  let table: YearTable
  let phase: DayPhase

  /// Whether no year has any day, whatever the phase.
  var isEmpty: Bool { table.isEmpty }

  func mask(_ year: CivilYear) -> DayMask {
    var mask = table[year]
    phase.apply(to: &mask, of: year)
    return mask
  }

  /// The first year at or after `number` with any day, and its days. At most 9,999 steps.
  func year(from number: Int) -> (year: CivilYear, days: DayMask)? {
    if table.isEmpty { return nil }
    var candidate = phase.year(from: number)
    while let year = candidate, year.year <= 9999 {
      if table.hasDays(year) {
        let days = mask(year)
        if !days.isEmpty { return (year, days) }
      }
      if case .every = phase {
        candidate = year.next
      } else {
        candidate = phase.year(from: year.year + 1)
      }
    }
    return nil
  }

  /// The first day at or after a day number.
  func first(from dayNumber: Int) -> Int? {
    let start = max(dayNumber, CivilDate.dayNumbers.lowerBound)
    guard start <= CivilDate.dayNumbers.upperBound else { return nil }
    let year = CivilYear(containing: start)
    if table.hasDays(year), let day = mask(year).first(from: start - year.firstDay) {
      return year.firstDay + day
    }
    guard let next = self.year(from: year.year + 1), let day = next.days.first(from: 0) else { return nil }
    return next.year.firstDay + day
  }

  /// The last day at or before a day number.
  func last(through dayNumber: Int) -> Int? {
    guard let end = CivilDate(dayNumber: min(dayNumber, CivilDate.dayNumbers.upperBound)) else { return nil }
    var through = end.dayNumber
    var number = end.year
    while number >= 1 {
      let year = CivilYear(number)
      if table.hasDays(year),
        let day = mask(year).last(through: min(through - year.firstDay, year.length - 1))
      {
        return year.firstDay + day
      }
      through = year.firstDay - 1
      number -= 1
    }
    return nil
  }

  func contains(_ dayNumber: Int) -> Bool {
    guard CivilDate.dayNumbers.contains(dayNumber) else { return false }
    let year = CivilYear(containing: dayNumber)
    return table.hasDays(year) && mask(year).contains(dayNumber - year.firstDay)
  }

  /// Which of eight days from a day number on are in the set, as bits.
  func eightDays(from dayNumber: Int) -> Int {
    var found = 0
    for place in 0..<8 where contains(dayNumber + place) { found |= 1 << place }
    return found
  }

  /// How many days lie in a range of day numbers, a year at a time.
  func count(in range: Range<Int>) -> Int {
    let lower = max(range.lowerBound, CivilDate.dayNumbers.lowerBound)
    let upper = min(range.upperBound, CivilDate.dayNumbers.upperBound + 1)
    guard lower < upper else { return 0 }
    var year = CivilYear(containing: lower)
    var total = 0
    while year.firstDay < upper, year.year <= 9999 {
      if table.hasDays(year) {
        let days = mask(year)
        if lower <= year.firstDay, upper >= year.firstDay + year.length {
          total += days.count
        } else {
          total +=
            days.count(before: min(upper - year.firstDay, year.length))
            - days.count(before: max(lower - year.firstDay, 0))
        }
      }
      year = year.next
    }
    return total
  }
}
