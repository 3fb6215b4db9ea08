internal import Synchronization

/// Sub-daily rules with limits: hours, minutes or seconds stepped over by INTERVAL in wall-clock time,
/// of which some days, hours, minutes and seconds are kept.
final class StepPattern: WallPattern {
  /// 3600, 60 or 1: a unit's seconds.
  let unit: Int
  private let unitsPerHour: Int
  /// 0 where a unit is an hour.
  private let unitsPerMinute: Int
  /// The first kept unit of an hour that is kept, and of a minute.
  private let firstOfHour: Int
  private let firstOfMinute: Int
  /// In units.
  let interval: Int
  /// The unit that holds the start, in units since 1970-01-01T00:00:00 on the wall.
  let anchor: Int
  /// The hours, minutes and seconds kept, as bits; all where a part is absent or expands the unit.
  let hours: UInt64
  let minutes: UInt64
  let seconds: UInt64
  /// Seconds after a unit's beginning, ascending, at least one.
  let offsets: ContiguousArray<Int>
  /// The days kept; `nil` where all are.
  let days: DaySet?
  /// The kept times of a day; where they are many, the minutes or hours that have some.
  private let times: Runs
  /// The same where some of the parts that leave out little are not looked at, so that there are few runs.
  private let usualTimes: Runs?
  /// After so many steps beside the kept times of a day the next is computed.
  private let mostTries: Int
  /// What `countsOfDay` has found.
  let knownCounts = Mutex<ContiguousArray<Int32>?>(nil)

  init(
    unit: Int, interval: Int, anchor: Int, hours: UInt64, minutes: UInt64, seconds: UInt64,
    offsets: ContiguousArray<Int>, days: DaySet?
  ) {
    self.unit = unit
    unitsPerHour = 3600 / unit
    unitsPerMinute = 60 / unit
    firstOfMinute = unit == 1 ? seconds.trailingZeroBitCount : 0
    let firstMinute = unit < 3600 ? minutes.trailingZeroBitCount : 0
    firstOfHour = firstMinute * unitsPerMinute + firstOfMinute
    // No hour is kept that has no kept unit.
    let hours = max(firstMinute, firstOfMinute) < 60 ? hours : 0
    self.interval = interval
    self.anchor = anchor
    self.hours = hours
    self.minutes = minutes
    self.seconds = seconds
    self.offsets = offsets
    self.days = days
    let all = UInt64.max >> 4
    times =
      Self.runs(unit: unit, hours: hours, minutes: minutes, seconds: seconds)
      ?? Self.runs(unit: unit, hours: hours, minutes: minutes, seconds: all)
      ?? Self.runs(unit: unit, hours: hours, minutes: all, seconds: all)
      ?? Runs(runs: [], period: 86_400 / unit)
    // Of a part that leaves out a quarter at most.
    func most(_ bits: UInt64, of count: Int) -> UInt64 { bits.nonzeroBitCount * 4 >= count * 3 ? all : bits }
    let usual = Self.runs(
      unit: unit, hours: most(hours, of: 24), minutes: most(minutes, of: 60), seconds: most(seconds, of: 60))
    if let usual, usual.runs.count < times.runs.count { usualTimes = usual } else { usualTimes = nil }
    let runs = (usualTimes ?? times).runs.count
    mostTries = runs == 0 ? .max : Self.triesOfRun * runs
  }

  /// Some times of a day, or of the hour or minute that all are alike in.
  private struct Runs {
    /// In units from its beginning.
    let runs: ContiguousArray<ClosedRange<Int>>
    /// In units: after so many the runs repeat.
    let period: Int
  }

  /// `nil` where they are more than 64.
  private static func runs(unit: Int, hours: UInt64, minutes: UInt64, seconds: UInt64) -> Runs? {
    let all = UInt64.max >> 4
    let wholeMinutes = unit > 1 || seconds & all == all
    let wholeHours = unit > 60 || wholeMinutes && minutes & all == all
    // Where every hour is kept they are alike, and where every minute is, too, the minutes are.
    let everyHour = unit < 3600 && hours & 0xff_ffff == 0xff_ffff
    let everyMinute = everyHour && unit == 1 && minutes & all == all
    let period = everyMinute ? 60 : everyHour ? 3600 / unit : 86_400 / unit
    var runs: ContiguousArray<ClosedRange<Int>> = []
    func append(_ lower: Int, _ upper: Int) {
      if let last = runs.last, last.upperBound + 1 == lower {
        runs[runs.count - 1] = last.lowerBound...upper
      } else {
        runs.append(lower...upper)
      }
    }
    for hour in 0..<(everyHour ? 1 : 24) where hours >> UInt64(hour) & 1 == 1 {
      if runs.count > 64 { return nil }
      if wholeHours {
        append(hour * 3600 / unit, (hour * 3600 + 3599) / unit)
        continue
      }
      for minute in 0..<(everyMinute ? 1 : 60) where minutes >> UInt64(minute) & 1 == 1 {
        let start = hour * 3600 + minute * 60
        if wholeMinutes {
          append(start / unit, (start + 59) / unit)
          continue
        }
        for second in 0..<60 where seconds >> UInt64(second) & 1 == 1 {
          append(start + second, start + second)
        }
        if runs.count > 64 { return nil }
      }
    }
    return runs.count > 64 ? nil : Runs(runs: runs, period: period)
  }

  var unitsPerDay: Int { 86_400 / unit }

  /// What a round of finding a unit takes, in nanoseconds as measured: see `PlanCursor.wordIndex`.
  static let costOfRound = 12

  /// The first kept unit of the day at or after `place`, in units since midnight, whatever the interval.
  func kept(from place: Int) -> Int? {
    let second = place * unit
    let hour = second / 3600
    let laterHours = hours >> UInt64(hour)
    if laterHours & 1 == 1 {
      if unit == 3600 { return place }
      let minute = (second - hour * 3600) / 60
      let laterMinutes = minutes >> UInt64(minute)
      if laterMinutes & 1 == 1 {
        if unit == 60 { return place }
        let laterSeconds = seconds >> UInt64(second - hour * 3600 - minute * 60)
        if laterSeconds != 0 { return place + laterSeconds.trailingZeroBitCount }
      }
      let next = (laterMinutes & ~1).trailingZeroBitCount
      if next < 64 { return hour * unitsPerHour + (minute + next) * unitsPerMinute + firstOfMinute }
    }
    let found = (hour + (laterHours & ~1).trailingZeroBitCount) * unitsPerHour + firstOfHour
    return found < unitsPerDay ? found : nil
  }

  /// The last kept unit of the day at or before `place`, in units since midnight, whatever the interval.
  private func kept(through place: Int) -> Int? {
    var second = place * unit + unit - 1
    while second >= 0 {
      let hour = second / 3600
      let earlierHours = hours & (UInt64.max >> UInt64(63 - hour))
      if earlierHours == 0 { return nil }
      let lastHour = 63 - earlierHours.leadingZeroBitCount
      if lastHour < hour { second = lastHour * 3600 + 3599 }
      if unit == 3600 { break }
      let minute = second / 60 % 60
      let earlierMinutes = minutes & (UInt64.max >> UInt64(63 - minute))
      if earlierMinutes == 0 {
        second = second / 3600 * 3600 - 1
        continue
      }
      let lastMinute = 63 - earlierMinutes.leadingZeroBitCount
      if lastMinute < minute { second = second / 3600 * 3600 + lastMinute * 60 + 59 }
      if unit == 60 { break }
      let earlierSeconds = seconds & (UInt64.max >> UInt64(63 - second % 60))
      if earlierSeconds == 0 {
        second = second / 60 * 60 - 1
        continue
      }
      second += 63 - earlierSeconds.leadingZeroBitCount - second % 60
      break
    }
    return second >= 0 ? second / unit : nil
  }

  /// The first unit of the progression at or after `number`.
  func aligned(_ number: Int) -> Int {
    number + (anchor - number).floorRemainder(by: interval)
  }

  /// The first kept unit of the progression at or after `number`; `nil` where there is none, and perhaps where it does
  /// not come before `end`.
  ///
  /// Days and times of day leap over one another: each step goes straight to the next kept day or the
  /// next kept time. Where days in a row hold no step on a kept time, the next one is computed.
  func unit(from number: Int, before end: Int = .max) -> Int? {
    var rounds = 0
    return unit(from: number, before: end, counting: &rounds)
  }

  private func unit(from number: Int, before end: Int = .max, counting rounds: inout Int) -> Int? {
    let reach = min(lastUnit, end - 1)
    var candidate = aligned(max(number, anchor))
    var fruitlessDays = 0
    var patience = Self.mostFruitlessDays
    var strayDays = 0
    var keptDay = Int.min
    while candidate <= reach {
      rounds += 1
      let day = candidate.floorDivided(by: unitsPerDay)
      if let days, day != keptDay {
        guard let next = days.first(from: day) else { return nil }
        keptDay = next
        if keptDay > day {
          candidate = aligned(keptDay * unitsPerDay)
          strayDays += 1
          if strayDays == Self.mostStrayDays {
            strayDays = 0
            guard let next = keptWeekday(from: candidate, of: days) else { return nil }
            candidate = next
          }
          continue
        }
      }
      if let found = unit(onDay: day, from: &candidate, counting: &rounds) { return found }
      fruitlessDays += 1
      if fruitlessDays > patience, !times.runs.isEmpty, candidate <= reach {
        guard let next = keptTime(from: candidate) else { return nil }
        // Where kept days are farther apart than kept times, looking at the days is cheaper.
        let last = next.floorDivided(by: unitsPerDay) - 1
        if let days, days.first(from: day + 1) ?? .max > last { patience *= 2 }
        fruitlessDays = 0
        candidate = next
      }
    }
    return nil
  }

  var lastUnit: Int { LocalDateTime.range.upperBound / unit }

  /// The first kept unit of a day; where there is none, the candidate moves behind the day, and as far as no unit
  /// falls on a kept time.
  private func unit(onDay day: Int, from candidate: inout Int, counting rounds: inout Int) -> Int? {
    let midnight = day * unitsPerDay
    var tries = 0
    while candidate - midnight < unitsPerDay {
      rounds += 1
      guard let place = kept(from: candidate - midnight) else {
        candidate = aligned(midnight + unitsPerDay)
        return nil
      }
      let distance = midnight + place - candidate
      if distance == 0 { return candidate }
      // The distance and the interval are less than 2^31: a narrower division does.
      let steps = UInt32(distance + interval - 1) / UInt32(interval)
      candidate += Int(steps) * interval
      tries += 1
      if tries > mostTries {
        tries = 0
        guard let next = keptTime(from: candidate) else {
          candidate = .max
          return nil
        }
        candidate = next
      }
    }
    return nil
  }

  private enum Direction { case forward, backward }

  /// `mostTries`, for each run of kept times. A choice.
  private static let triesOfRun = 4
  /// So many times are tried that are kept but for parts that leave out little. A choice.
  private static let usualTries = 3
  /// After so many kept days without a step on a kept time, the next is computed. A choice.
  private static let mostFruitlessDays = 16
  /// After so many steps onto days that are not kept, the next that falls on a kept weekday is computed. A choice.
  private static let mostStrayDays = 64

  /// The next unit of the progression, one of its own included, that falls on a kept time of some day: modular
  /// arithmetic for every run of kept times.
  private func keptTime(from candidate: Int, _ direction: Direction = .forward) -> Int? {
    guard let usualTimes else { return next(of: times, from: candidate, direction) }
    var candidate = candidate
    for _ in 0..<Self.usualTries {
      guard let next = next(of: usualTimes, from: candidate, direction) else { return nil }
      if keeps(next.floorRemainder(by: unitsPerDay)) { return next }
      candidate = unit(1, from: next, direction)
    }
    return next(of: times, from: candidate, direction)
  }

  private func next(of times: Runs, from candidate: Int, _ direction: Direction) -> Int? {
    let place = candidate.floorRemainder(by: times.period)
    let steps = times.runs.lazy.compactMap {
      self.steps(into: $0, from: place, period: times.period, direction)
    }
    return steps.min().map { unit($0, from: candidate, direction) }
  }

  /// The next unit of the progression, one of its own included, that falls on a weekday which has kept days.
  private func keptWeekday(from candidate: Int, of days: DaySet, _ direction: Direction = .forward) -> Int? {
    let weekdays = days.table.weekdays
    if weekdays == 127 { return candidate }
    let period = 7 * unitsPerDay
    // 1970-01-01 was a Thursday.
    let place = (candidate + 3 * unitsPerDay).floorRemainder(by: period)
    let steps = Bits(UInt64(weekdays)).lazy.compactMap { weekday in
      let run = weekday * self.unitsPerDay...(weekday + 1) * self.unitsPerDay - 1
      return self.steps(into: run, from: place, period: period, direction)
    }
    return steps.min().map { unit($0, from: candidate, direction) }
  }

  /// How many steps lead into a run of units that repeats.
  private func steps(into run: ClosedRange<Int>, from place: Int, period: Int, _ direction: Direction) -> Int?
  {
    let step = interval % period
    return firstStep(
      into: run, from: place, step: direction == .forward ? step : (period - step) % period, modulus: period)
  }

  private func unit(_ steps: Int, from candidate: Int, _ direction: Direction) -> Int {
    // Fewer steps than units in a week, of less than 2^31 units each.
    direction == .forward ? candidate + steps * interval : candidate - steps * interval
  }

  func seek(_ wall: Int) -> PlanCursor {
    var cursor = PlanCursor()
    let number = wall.floorDivided(by: unit)
    guard let found = unit(from: number, counting: &cursor.wordIndex) else {
      cursor.isAtEnd = true
      return cursor
    }
    cursor.base = found
    if found == number {
      cursor.index = lowerBound(offsets, wall - number * unit)
      if cursor.index == offsets.count {
        cursor.index = offsets.count - 1
        advance(&cursor)
      }
    }
    return cursor
  }

  func advance(_ cursor: inout PlanCursor) {
    cursor.index += 1
    guard cursor.index == offsets.count else { return }
    (cursor.index, cursor.wordIndex) = (0, 0)
    if let next = unit(from: cursor.base + 1, counting: &cursor.wordIndex) {
      cursor.base = next
    } else {
      cursor.isAtEnd = true
    }
  }

  func wall(_ cursor: borrowing PlanCursor) -> Int {
    cursor.isAtEnd ? .max : cursor.base * unit + offsets[cursor.index]
  }

  /// The last time before `wall` and not before the start's unit.
  func last(before wall: Int) -> Int? {
    var number = alignedDown((wall - 1).floorDivided(by: unit))
    // Within the unit that `wall` falls into only some offsets come before it.
    let own = (wall - 1).floorDivided(by: unit)
    var (fruitlessDays, strayDays) = (0, 0)
    while number >= anchor {
      let day = number.floorDivided(by: unitsPerDay)
      let midnight = day * unitsPerDay
      if days?.contains(day) ?? true {
        while number >= max(anchor, midnight), let place = kept(through: number - midnight) {
          if place == number - midnight {
            let index = number == own ? lowerBound(offsets, wall - number * unit) : offsets.count
            if index > 0 { return number * unit + offsets[index - 1] }
            number -= interval
          } else {
            number = alignedDown(midnight + place)
          }
        }
        fruitlessDays += 1
      } else {
        strayDays += 1
      }
      var end = midnight - 1
      if let days {
        guard let earlier = days.last(through: day - 1) else { return nil }
        end = (earlier + 1) * unitsPerDay - 1
      }
      number = min(number, alignedDown(end))
      if strayDays == Self.mostStrayDays, let days {
        strayDays = 0
        guard let earlier = keptWeekday(from: number, of: days, .backward) else { return nil }
        number = earlier
      }
      if fruitlessDays == Self.mostFruitlessDays, !times.runs.isEmpty {
        fruitlessDays = 0
        guard let earlier = keptTime(from: number, .backward) else { return nil }
        number = earlier
      }
    }
    return nil
  }

  private func alignedDown(_ number: Int) -> Int { number - (number - anchor).floorRemainder(by: interval) }
}
