public import Recurrence

/// The forms of a rule, the most usual first.
///
/// Each may have BYHOUR, BYMINUTE and BYSECOND as well, if it recurs by days or longer. Of two rules of one
/// form the one with fewer values in its lists comes first, where Monday to Friday is one value, then the longer frequency,
/// then the shorter text.
///
/// ```swift
/// try RuleForm(of: RecurrenceRule(parsing: "FREQ=WEEKLY;INTERVAL=2"))  // interval
/// try RuleForm(of: RecurrenceRule(parsing: "FREQ=DAILY;INTERVAL=14"))  // other
/// ```
public enum RuleForm: Int, Hashable, CaseIterable, Comparable, Sendable {
  /// A frequency and an interval, and the start says the rest: `FREQ=WEEKLY;INTERVAL=2`. The interval is
  /// shorter than the next longer unit: up to 27 days, 3 weeks or 11 months; any number of years.
  case interval
  /// Weekdays, one day of the month or one weekday of the month: `FREQ=WEEKLY;BYDAY=TU,TH`,
  /// `FREQ=MONTHLY;BYMONTHDAY=-1`, `FREQ=MONTHLY;BYDAY=2TU`.
  case weekOrMonth
  /// Months of the year, with one day or one weekday of theirs: `FREQ=YEARLY;BYDAY=4TH;BYMONTH=11`.
  case yearly
  /// One of several weekdays of the month: `FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1`.
  case position
  /// An interval that goes on past the next longer unit: `FREQ=WEEKLY;INTERVAL=6`.
  case longInterval
  /// Days or weekdays in some months: `FREQ=WEEKLY;BYDAY=MO;BYMONTH=6,7`.
  case months
  /// Several days or weekdays of the month: `FREQ=MONTHLY;BYMONTHDAY=1,15`.
  case severalDays
  /// Days of the month that are certain weekdays: `FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13`.
  case dayAndWeekday
  /// Everything else.
  case other

  /// A rule with more values in its lists is easier to read in a rarer form. A choice.
  private static let mostValues = 24

  /// Whether the first form is the more usual one.
  public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }

  /// The form that a rule has, whatever its end.
  public init(of rule: RecurrenceRule) {
    guard rule.scale == nil, rule.valueCount <= Self.mostValues else {
      self = .other
      return
    }
    self =
      switch rule.frequency {
      case .yearly: Self.ofYears(rule)
      case .monthly: Self.ofMonths(rule)
      case .weekly: Self.ofWeeks(rule)
      default: Self.ofDaysAndTimes(rule)
      }
  }

  private static func ofYears(_ rule: RecurrenceRule) -> Self {
    let parts = rule.dayParts
    if parts.isEmpty { return .interval }
    return parts.first == .months ? ofMonthDays(rule, Array(parts.dropFirst()), one: .yearly) : .other
  }

  private static func ofMonths(_ rule: RecurrenceRule) -> Self {
    let parts = rule.dayParts
    if rule.interval > 11 { return parts.isEmpty && rule.interval % 12 != 0 ? .longInterval : .other }
    return parts.isEmpty ? .interval : ofMonthDays(rule, parts, one: .weekOrMonth)
  }

  /// - Parameters:
  ///   - parts: Those that the rule has but for BYMONTH.
  ///   - one: The form of a rule with one day of the month.
  private static func ofMonthDays(_ rule: RecurrenceRule, _ parts: [RulePart], one: Self) -> Self {
    let ordinals = rule.weekdays.count { $0.ordinal != 0 }
    switch parts {
    case []: return one
    case [.monthDays]: return rule.monthDays.count == 1 ? one : .severalDays
    case [.days] where ordinals == rule.weekdays.count: return ordinals == 1 ? one : .severalDays
    case [.monthDays, .days] where ordinals == 0: return .dayAndWeekday
    case [.days, .setPositions] where ordinals == 0 && rule.setPositions.count == 1: return .position
    default: return .other
    }
  }

  private static func ofWeeks(_ rule: RecurrenceRule) -> Self {
    switch rule.dayParts {
    case []: rule.interval <= 3 ? .interval : .longInterval
    case [.days]: rule.interval <= 3 ? .weekOrMonth : .longInterval
    case [.months], [.months, .days]: rule.interval == 1 ? .months : .other
    default: .other
    }
  }

  private static func ofDaysAndTimes(_ rule: RecurrenceRule) -> Self {
    let (parts, interval) = (rule.dayParts, rule.interval)
    if rule.frequency == .daily {
      if parts == [.months] { return interval == 1 ? .months : .other }
      guard parts.isEmpty, interval % 7 != 0 else { return .other }
      return interval < 28 ? .interval : .longInterval
    }
    guard parts.isEmpty, !rule.parts.hasTimes else { return .other }
    // What a longer unit counts as well is not said in a shorter one.
    switch rule.frequency {
    case .hourly: return interval < 24 ? .interval : .other
    case .minutely: return interval % 60 != 0 && interval < 24 * 60 ? .interval : .other
    default: return interval % 60 != 0 && interval < 60 * 60 ? .interval : .other
    }
  }
}

extension RecurrenceRule {
  /// Whether this rule is to be preferred to another: by their forms, and as `RuleForm` says within one form.
  func isMoreReadable(than other: RecurrenceRule) -> Bool {
    let (form, otherForm) = (RuleForm(of: self), RuleForm(of: other))
    if form != otherForm { return form < otherForm }
    if form != .other {
      if valueCount != other.valueCount { return valueCount < other.valueCount }
      // A fifth weekday is there in some months only: it is meant where the last one isn't it.
      if fifthCount != other.fifthCount { return fifthCount < other.fifthCount }
      if frequency != other.frequency { return frequency > other.frequency }
    }
    return textLength != other.textLength ? textLength < other.textLength : false
  }

  /// How many values its lists have; the days of work are one, as are those of the weekend.
  var valueCount: Int {
    let weekdays = parts.plainWeekdays
    let days = Weekday.groups.contains(weekdays) ? 1 : weekdays.count
    return [.months, .weekNumbers, .yearDays, .monthDays, .hours, .minutes, .seconds, .setPositions]
      .reduce(days + parts.ordinalWeekdays.count) { $0 + parts[$1].count }
  }

  private var fifthCount: Int { parts.ordinalWeekdays.count { $0.ordinal == 5 } }

  /// The parts it has that choose days, in the order in which they are applied.
  var dayParts: [RulePart] {
    [.months, .weekNumbers, .yearDays, .monthDays, .days, .setPositions].filter(has)
  }
}

extension Weekday {
  /// The weekdays of work, and those of the weekend.
  static let groups: [[Weekday]] = [
    [.monday, .tuesday, .wednesday, .thursday, .friday], [.saturday, .sunday],
  ]
}
