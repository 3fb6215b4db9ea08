extension RecurrencePlan {
  /// The most offsets a period is unrolled to; longer patterns are walked instead. Bounds a plan's memory; a
  /// choice.
  private static let unrollLimit = 1024

  static func compileDaily(_ rule: RecurrenceRule, _ parts: RuleParts, _ start: LocalDateTime) -> (
    any WallPattern
  )? {
    // A day's set is its times, the same every day: BYSETPOS chooses once and for all.
    let times = selected(TimeOfDayList.times(parts, start: start), parts.setPositions)
    if times.isEmpty { return nil }
    let days = DayRule(rule, start: start.date)
    let midnight = start.date.dayNumber * 86_400
    if days.passesAll {
      return PeriodicPattern(anchor: midnight, period: rule.interval * 86_400, offsets: times)
    }
    if days.choosesByWeekdayOnly {
      // The weekdays that the interval meets repeat after 7 steps at most.
      let steps = rule.interval % 7 == 0 ? 1 : 7
      var offsets = ContiguousArray<Int>()
      for step in 0..<steps {
        let day = step * rule.interval
        if days.weekdays >> UInt8(CivilDate.weekdayIndex(start.date.dayNumber + day)) & 1 == 1 {
          for time in times { offsets.append(day * 86_400 + time) }
        }
      }
      if offsets.isEmpty { return nil }
      if offsets.count <= unrollLimit {
        return PeriodicPattern(anchor: midnight, period: rule.interval * steps * 86_400, offsets: offsets)
      }
    }
    return daysPattern(days, DayPhase(rule, start: start.date), times)
  }

  static func compileWeekly(_ rule: RecurrenceRule, _ parts: RuleParts, _ start: LocalDateTime) -> (
    any WallPattern
  )? {
    let weekStart = start.date.weekStart(rule.weekStart)
    if parts.months == 0, parts.setPositions.isEmpty, !parts.hasTimes, !parts.choosesDaysInWeeks {
      // The common rule, without lists of days and times.
      var offsets = PeriodicPattern.Few(repeating: .max)
      var count = 0
      forEachPlace(parts.weekdays, rule.weekStart) { place in
        offsets[count] = place * 86_400 + start.secondOfDay
        count += 1
      }
      // Weekdays with ordinals are none of a week.
      if count == 0 { return nil }
      return PeriodicPattern(
        anchor: weekStart * 86_400, period: rule.interval * 7 * 86_400, few: offsets, count: count)
    }
    let days = DayRule(rule, start: start.date)
    let times = TimeOfDayList.times(parts, start: start)
    guard days.months == 0, !parts.choosesDaysInWeeks,
      days.weekdays.nonzeroBitCount * times.count <= unrollLimit
    else {
      if parts.setPositions.isEmpty { return daysPattern(days, DayPhase(rule, start: start.date), times) }
      return positionsPattern(rule, parts, days, times, anchor: weekStart, start)
    }
    let offsets = selected(weekOffsets(days.weekdays, rule.weekStart, times), parts.setPositions)
    if offsets.isEmpty { return nil }
    return PeriodicPattern(anchor: weekStart * 86_400, period: rule.interval * 7 * 86_400, offsets: offsets)
  }

  /// Seconds from the week's beginning to each time on each of the days.
  private static func weekOffsets(
    _ weekdays: UInt8, _ weekStart: Weekday, _ times: ContiguousArray<Int>
  ) -> ContiguousArray<Int> {
    var offsets = ContiguousArray<Int>()
    offsets.reserveCapacity(weekdays.nonzeroBitCount * times.count)
    forEachPlace(weekdays, weekStart) { place in
      for time in times { offsets.append(place * 86_400 + time) }
    }
    return offsets
  }

  /// The places of the weekdays in a week, from 0 on, ascending.
  @inline(__always)
  private static func forEachPlace(_ weekdays: UInt8, _ weekStart: Weekday, _ body: (Int) -> Void) {
    var day = Int(weekStart.rawValue)
    for place in 0..<7 {
      if weekdays >> UInt8(truncatingIfNeeded: day) & 1 == 1 { body(place) }
      day = day == 6 ? 0 : day + 1
    }
  }

  static func compileDays(
    _ rule: RecurrenceRule, _ parts: RuleParts, _ start: LocalDateTime, _ weekYears: Reading.WeekYears
  ) -> (any WallPattern)? {
    let times = TimeOfDayList.times(parts, start: start)
    let days = DayRule(rule, start: start.date)
    let phase = DayPhase(rule, start: start.date, weekYears: weekYears)
    let (year, month, _) = start.date.components
    let isMonthly = rule.frequency == .monthly
    if days.skip != .omit, days.movesDays {
      let begin = CivilDate.dayNumber(year: year, month: isMonthly ? month : 1, day: 1)
      return compileMoving(days, phase, parts.setPositions, times, from: begin)
    }
    if parts.setPositions.isEmpty { return daysPattern(days, phase, times) }
    guard times.count == 1 else {
      return positionsPattern(
        rule, parts, days, times, anchor: isMonthly ? year * 12 + month - 1 : year, start)
    }
    // With one time a day BYSETPOS chooses days, and a table of years can hold the choice.
    let positions = parts.setPositions
    let table = YearTable(days) { mask, kind in
      var chosen = DayMask()
      if isMonthly {
        for month in 1...12 where days.months == 0 || days.months >> UInt16(month) & 1 == 1 {
          let start = kind.monthStart(month)
          let length = kind.monthStart(month + 1) - start
          let bits = UInt64(mask.month(from: start) & (UInt32.max >> UInt32(32 - length)))
          chosen.insert(bits: select(bits, positions), at: start)
        }
      } else {
        let count = mask.count
        for position in positions {
          let place = position > 0 ? Int(position) - 1 : count + Int(position)
          if place >= 0, let day = mask.day(at: place) { chosen.insert(day) }
        }
      }
      return chosen
    }
    return daysPattern(DaySet(table: table, phase: phase), times)
  }

  /// The bits whose places among the set bits are chosen.
  static func select(_ bits: UInt64, _ positions: [Int16]) -> UInt64 {
    let count = bits.nonzeroBitCount
    var chosen: UInt64 = 0
    for position in positions {
      let place = position > 0 ? Int(position) - 1 : count + Int(position)
      guard place >= 0, place < count else { continue }
      if place == count - 1 {
        chosen |= 1 << UInt64(63 - bits.leadingZeroBitCount)
        continue
      }
      var left = bits
      for _ in 0..<place { left &= left - 1 }
      chosen |= left & (~left &+ 1)
    }
    return chosen
  }

  private static func daysPattern(
    _ days: DayRule, _ phase: DayPhase, _ times: ContiguousArray<Int>
  ) -> (any WallPattern)? {
    daysPattern(DaySet(table: YearTable(days), phase: phase), times)
  }

  static func daysPattern(_ days: DaySet, _ times: ContiguousArray<Int>) -> (any WallPattern)? {
    days.isEmpty ? nil : DayPattern(days: days, times: times)
  }

  private static func positionsPattern(
    _ rule: RecurrenceRule, _ parts: RuleParts, _ days: DayRule, _ times: ContiguousArray<Int>, anchor: Int,
    _ start: LocalDateTime
  ) -> (any WallPattern)? {
    let set = DaySet(table: YearTable(days), phase: .every)
    if set.isEmpty { return nil }
    let unit: PositionPattern.Unit
    let step: Int
    // The most days that a period can have: positions beyond their times choose nothing.
    let most: Int
    switch rule.frequency {
    case .weekly:
      let weekdays = days.weekdays == 0 ? 7 : days.weekdays.nonzeroBitCount
      (unit, step, most) = (.week, rule.interval * 7, weekdays)
    case .monthly:
      (unit, step, most) = (.month, rule.interval, set.table.mostDaysInMonth)
    default:
      (unit, step, most) = (.year, rule.interval, set.table.mostDays)
    }
    let positions = parts.setPositions.filter { Int($0.magnitude) <= most * times.count }
    if positions.isEmpty { return nil }
    return PositionPattern(
      days: set, times: times, unit: unit, anchor: anchor, step: step, positions: positions)
  }

  static func compileSteps(_ rule: RecurrenceRule, _ parts: RuleParts, _ start: LocalDateTime) -> (
    any WallPattern
  )? {
    let unit = rule.frequency == .hourly ? 3600 : rule.frequency == .minutely ? 60 : 1
    let offsets = selected(
      TimeOfDayList.offsets(in: rule.frequency, parts, start: start), parts.setPositions)
    if offsets.isEmpty { return nil }
    let anchor = start.wallSeconds.floorDivided(by: unit)
    let days = DayRule(rule, start: start.date)
    let limitsTime =
      parts.hours != 0 || unit < 3600 && parts.minutes != 0 || unit == 1 && parts.seconds != 0
    if days.passesAll, !limitsTime {
      return PeriodicPattern(anchor: anchor * unit, period: rule.interval * unit, offsets: offsets)
    }
    var steps = StepPattern(
      unit: unit, interval: rule.interval, anchor: anchor,
      hours: parts.hours == 0 ? .max : UInt64(parts.hours),
      minutes: unit == 3600 || parts.minutes == 0 ? .max : parts.minutes,
      seconds: unit > 1 || parts.seconds == 0 ? .max : parts.seconds, offsets: offsets, days: nil)
    if days.passesAll || days.choosesByWeekdayOnly {
      if let periodic = unrolled(steps, days.weekdays) { return periodic }
    }
    let reached = steps.reachedWeekdays(startingOn: CivilDate.weekdayIndex(start.date.dayNumber))
    if reached == 0 { return nil }
    if !days.passesAll || reached != 127 {
      // Days on which no step can meet a kept time are not looked at.
      var chosen = days
      chosen.weekdays = days.weekdays == 0 ? reached : days.weekdays & reached
      if chosen.weekdays == 0 { return nil }
      if reached == 127 { chosen.weekdays = days.weekdays }
      let table = YearTable(chosen)
      if table.isEmpty { return nil }
      steps = steps.limited(to: DaySet(table: table, phase: .every))
    }
    return steps
  }

  /// The pattern as a fixed list of offsets where interval and week come together again soon.
  private static func unrolled(_ steps: StepPattern, _ weekdays: UInt8) -> PeriodicPattern? {
    let unitsPerDay = 86_400 / steps.unit
    let span = weekdays == 0 ? unitsPerDay : 7 * unitsPerDay
    let rounds = span / greatestCommonDivisor(steps.interval, span)
    guard rounds <= 2048 else { return nil }
    var offsets = ContiguousArray<Int>()
    for round in 0..<rounds {
      let number = steps.anchor + round * steps.interval
      let day = number.floorDivided(by: unitsPerDay)
      let place = number - day * unitsPerDay
      if weekdays != 0, weekdays >> UInt8(CivilDate.weekdayIndex(day)) & 1 == 0 { continue }
      guard steps.kept(from: place) == place else { continue }
      for offset in steps.offsets { offsets.append(round * steps.interval * steps.unit + offset) }
      if offsets.count > unrollLimit { return nil }
    }
    if offsets.isEmpty { return nil }
    return PeriodicPattern(
      anchor: steps.anchor * steps.unit, period: rounds * steps.interval * steps.unit, offsets: offsets)
  }
}

package func greatestCommonDivisor(_ left: Int, _ right: Int) -> Int {
  var (left, right) = (left, right)
  while right != 0 { (left, right) = (right, left % right) }
  return left
}
