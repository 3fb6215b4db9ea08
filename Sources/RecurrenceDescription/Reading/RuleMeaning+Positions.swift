internal import Recurrence

/// One of the occurrences of a period: its day, by weekday, and its time.
private struct Instance: Hashable {
  var day: Int
  var time: [Int]
}

extension RuleMeaning {
  /// BYSETPOS as plain days and times, where it chooses the same ones in every period.
  mutating func resolvePositions() {
    guard !positions.isEmpty, isGregorian else { return }
    switch frequency {
    case .secondly:
      // A second has one occurrence, its first and its last.
      if positions.contains(1) || positions.contains(-1) { positions = [] }
    case .minutely, .hourly, .daily:
      resolve(among: [0])
    case .weekly:
      if months.isEmpty, weekdays != 0 || !isDayOpen { resolve(among: weekOrder) }
    case .monthly, .yearly:
      if timesADay == 1 { rank() }
    }
  }

  /// The chosen weekdays in the order a week has them.
  private var weekOrder: [Int] {
    let first = Int(rule.weekStart.rawValue)
    let mask = weekdays == 0 ? 127 : weekdays
    return (0..<7).map { (first + $0) % 7 }.filter { mask >> $0 & 1 == 1 }
  }

  /// How many times of day there are; what the start would tell counts as one.
  private var timesADay: Int { max(hours.count, 1) * max(minutes.count, 1) * max(seconds.count, 1) }

  /// Chooses among days × times, where the choice is days × times again.
  private mutating func resolve(among days: [Int]) {
    let units = [hours, minutes, seconds]
    let isCounted = [frequency > .hourly, frequency > .minutely, frequency > .secondly]
    var instances: [Instance] = []
    // A unit that the start would tell, or that the frequency counts, has one value here.
    let values = zip(units, isCounted).map { $1 && !$0.isEmpty ? $0 : [-1] }
    for day in days {
      for hour in values[0] {
        for minute in values[1] {
          for second in values[2] { instances.append(Instance(day: day, time: [hour, minute, second])) }
        }
      }
    }
    let places = Set(positions.map { $0 > 0 ? $0 - 1 : instances.count + $0 })
    let chosen = instances.indices.filter(places.contains).map { instances[$0] }
    let chosenDays = Set(chosen.map(\.day))
    let chosenTimes = Set(chosen.map(\.time))
    guard !chosen.isEmpty, chosen.count == chosenDays.count * chosenTimes.count else { return }
    let parts = (0..<3).map { unit in Set(chosenTimes.map { $0[unit] }).sorted() }
    if chosenTimes.count != parts.reduce(1, { $0 * $1.count }) {
      guard frequency >= .daily, !parts.contains([-1]), chosenTimes.count <= ClockTimes.longestList else {
        return
      }
      times = chosenTimes.map { $0[0] * 3600 + $0[1] * 60 + $0[2] }.sorted()
    }
    if parts[0] != [-1] { hours = parts[0] }
    if parts[1] != [-1] { minutes = parts[1] }
    if parts[2] != [-1] { seconds = parts[2] }
    if frequency == .weekly {
      weekdays = chosenDays.reduce(0) { $0 | 1 << $1 }
      if weekdays == 127 { weekdays = 0 }
    }
    positions = []
  }

  /// The n-th of a month's or year's weekdays.
  private mutating func rank() {
    if monthDays.count == 1, ordinals.isEmpty, yearDays.isEmpty, frequency == .monthly || months.count == 1 {
      // The only occurrence of its period.
      if positions.contains(1) || positions.contains(-1) { positions = [] }
      return
    }
    guard choosesByWeekdayOnly else { return }
    let isMonth = frequency == .monthly || months.count == 1
    guard isMonth || months.isEmpty else { return }
    if weekdays == 0 {
      guard positions.allSatisfy({ abs($0) <= (isMonth ? 31 : 366) }) else { return }
      if isMonth { monthDays = positions } else { yearDays = positions }
    } else if weekdays.nonzeroBitCount == 1, positions.allSatisfy({ abs($0) <= (isMonth ? 5 : 53) }) {
      let weekday = Weekday(rawValue: UInt8(weekdays.trailingZeroBitCount)) ?? .monday
      ordinals = positions.map { OrdinalWeekday(weekday, ordinal: $0) }
      ordinalsCountInMonth = isMonth
      weekdays = 0
    } else {
      ordinalsCountInMonth = isMonth
      ranks = positions
    }
    positions = []
  }
}
