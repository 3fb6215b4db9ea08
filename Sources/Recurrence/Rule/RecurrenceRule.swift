/// One RRULE: a frequency, an interval, an end and the BY parts, all of them valid.
///
/// A rule can't be wrong: every way of making one checks it against RFC 5545, section 3.3.10.
/// Lists are sets: their order and repetitions in the text don't matter, and they are kept as bits.
public struct RecurrenceRule: Hashable, Sendable {
  /// FREQ.
  public internal(set) var frequency: Frequency
  /// From 1 to 2,147,483,647.
  public package(set) var interval: Int
  /// COUNT or UNTIL, or neither.
  public package(set) var end: RecurrenceEnd
  /// WKST: the day a week begins on; Monday unless said otherwise.
  public package(set) var weekStart: Weekday
  package var parts: RuleParts
  /// RSCALE and SKIP (RFC 7529), or `nil` for an ordinary Gregorian rule.
  public internal(set) var scale: CalendarScale?

  /// The rule of a frequency alone, which any start goes with: every day, every week and so on, for ever.
  public init(_ frequency: Frequency) {
    self.init(
      unchecked: frequency, interval: 1, end: .never, weekStart: .monday, parts: RuleParts(), scale: nil)
  }

  init(
    unchecked frequency: Frequency, interval: Int, end: RecurrenceEnd, weekStart: Weekday,
    parts: RuleParts, scale: CalendarScale?
  ) {
    self.frequency = frequency
    self.interval = interval
    self.end = end
    self.weekStart = weekStart
    self.parts = parts
    self.scale = scale
  }
}

extension RecurrenceRule {
  /// BYSECOND, ascending; empty where absent.
  public var seconds: [Int] { parts[.seconds] }
  /// BYMINUTE, ascending; empty where absent.
  public var minutes: [Int] { parts[.minutes] }
  /// BYHOUR, ascending; empty where absent.
  public var hours: [Int] { parts[.hours] }
  /// BYDAY: the days without an ordinal from Monday on, then the ordinals, ascending.
  public var weekdays: [OrdinalWeekday] {
    parts.plainWeekdays.map { OrdinalWeekday($0) } + parts.ordinalWeekdays
  }
  /// BYMONTHDAY, ascending, negative ones first; empty where absent.
  public var monthDays: [Int] { parts[.monthDays] }
  /// BYYEARDAY, ascending; empty where absent.
  public var yearDays: [Int] { parts[.yearDays] }
  /// BYWEEKNO, ascending, negative ones first; empty where absent.
  public var weekNumbers: [Int] { parts[.weekNumbers] }
  /// BYMONTH, ascending, without leap months; empty where absent.
  public var months: [Int] { parts[.months] }
  /// BYMONTH's leap months (`5L`, RSCALE only), ascending.
  public var leapMonths: [Int] { Array(Bits(UInt64(parts.leapMonths))) }
  /// BYSETPOS, ascending; empty where absent.
  public var setPositions: [Int] { parts[.setPositions] }
}
