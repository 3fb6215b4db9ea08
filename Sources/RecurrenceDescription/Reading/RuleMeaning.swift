internal import Recurrence

/// A rule with what its start implies made explicit, and what changes nothing left out.
///
/// Other spellings of a rule come to the same meaning: RFC 5545, section 3.3.10.
struct RuleMeaning {
  let rule: RecurrenceRule
  let start: RecurrenceStart?
  var frequency: Frequency
  var interval: Int
  var months: [CalendarMonth]
  var weekNumbers: [Int]
  var yearDays: [Int]
  var monthDays: [Int]
  /// BYDAY without ordinals: bits 0 (Monday) to 6; 0 where every day will do.
  var weekdays: UInt8
  var ordinals: [OrdinalWeekday]
  var ordinalsCountInMonth: Bool
  /// A rank among the weekdays of a month or year, where that is what BYSETPOS comes to.
  var ranks: [Int] = []
  var hours: [Int]
  var minutes: [Int]
  var seconds: [Int]
  /// Times of day that are no hours × minutes × seconds.
  var times: [Int]?
  var positions: [Int]

  /// Whether the start, which is not known, chooses the days.
  let isDayOpen: Bool

  init(_ rule: RecurrenceRule, start: RecurrenceStart?) {
    self.rule = rule
    self.start = start
    frequency = rule.frequency
    interval = rule.interval
    let isGregorian = rule.isGregorian
    let isAllDay = start?.isAllDay ?? false
    var stated = rule
    if let start {
      if !isAllDay { stated.parts.stateTime(of: start.local, rule.frequency) }
      if isGregorian { stated.parts.stateDay(of: start.local.date, rule.frequency) }
    }
    isDayOpen = stated.parts.impliedDay(rule.frequency) != nil
    months =
      (stated.months.map { CalendarMonth(number: $0, isGregorian: isGregorian) }
      + stated.leapMonths.map { CalendarMonth(number: $0, isLeap: true, isGregorian: isGregorian) })
      .sorted { ($0.number, $0.isLeap ? 1 : 0) < ($1.number, $1.isLeap ? 1 : 0) }
    weekNumbers = stated.weekNumbers
    yearDays = stated.yearDays
    monthDays = stated.monthDays
    let byDay = stated.weekdays
    weekdays = byDay.reduce(0) { $1.ordinal == 0 ? $0 | 1 << $1.weekday.rawValue : $0 }
    ordinals = byDay.filter { $0.ordinal != 0 }
    ordinalsCountInMonth = rule.frequency == .monthly || rule.parts.has(.months)
    hours = isAllDay ? [] : stated.hours
    minutes = isAllDay ? [] : stated.minutes
    seconds = isAllDay ? [] : stated.seconds
    positions = stated.setPositions
    dropWhatChoosesAll()
  }

  var isGregorian: Bool { rule.isGregorian }
  var isDayOrLonger: Bool { frequency >= .daily }
  /// Whether nothing but plain weekdays, or nothing at all, chooses days within the months.
  var choosesByWeekdayOnly: Bool {
    weekNumbers.isEmpty && choosesByWeekdayAndWeekOnly
  }

  private var choosesByWeekdayAndWeekOnly: Bool {
    yearDays.isEmpty && monthDays.isEmpty && ordinals.isEmpty && ranks.isEmpty && !isDayOpen
  }

  /// Whether every day of the weeks, months or years that come round is meant, which “every other week”
  /// does not say.
  var namesEveryDay: Bool {
    let isNamed = interval == 1 && positions.isEmpty && weekNumbers.isEmpty
    return frequency >= .weekly && choosesByWeekdayAndWeekOnly && weekdays == 0 && !isNamed
  }

  private mutating func dropWhatChoosesAll() {
    if weekdays == 127 {
      weekdays = 0
      ordinals = []
    }
    ordinals = ordinals.filter { weekdays >> $0.weekday.rawValue & 1 == 0 }
    if isGregorian, months.count == 12 { months = [] }
    let isEveryDay = monthDays.count { $0 > 0 } == 31 || monthDays.count { $0 < 0 } == 31
    if isGregorian, isEveryDay { monthDays = [] }
    if frequency <= .hourly, hours.count == 24 { hours = [] }
    if frequency <= .minutely, minutes.count == 60 { minutes = [] }
    if frequency == .secondly, seconds.count == 60 { seconds = [] }
  }

  /// A sub-daily rule of interval 1 that names its own unit is one of the longer unit; one whose
  /// interval fits into the longer unit is, too, once its start tells where it stands in it.
  mutating func widen() {
    guard positions.isEmpty else { return }
    if frequency == .secondly, !seconds.isEmpty,
      let met = met(seconds, of: 60, at: start?.local.second)
    {
      (frequency, interval, seconds) = (.minutely, 1, met)
    }
    if frequency == .minutely {
      // Minutes of hours that follow each other make one stretch: “every 20 minutes from 9 to 5”.
      let candidates =
        !minutes.isEmpty || interval == 1 || Run.runs(of: hours).count != 1 || hours.isEmpty || seconds != [0]
        ? minutes : Array(0..<60)
      if !candidates.isEmpty, let met = met(candidates, of: 60, at: start?.local.minute) {
        (frequency, interval, minutes) = (.hourly, 1, met)
      }
    }
    if frequency == .hourly, !hours.isEmpty, let met = met(hours, of: 24, at: start?.local.hour) {
      (frequency, interval, hours) = (.daily, 1, met)
    }
  }

  /// Those of the values that the interval meets; `nil` where that is not the same each time round.
  private func met(_ values: [Int], of round: Int, at start: Int?) -> [Int]? {
    if interval == 1 { return values }
    guard round % interval == 0, let start else { return nil }
    let met = values.filter { ($0 - start) % interval == 0 }
    return met.isEmpty ? nil : met
  }
}

extension RecurrenceRule {
  /// Whether it counts in the calendar that dates are written in.
  var isGregorian: Bool { scale.map { $0.calendar == "GREGORIAN" } ?? true }
}
