/// How rules are read where RFC 5545 leaves room and engines differ.
///
/// Which engine a server uses is often unknown; a series that one reading changes is better written otherwise.
///
/// ```swift
/// var options = ExpansionOptions()
/// options.reading = .dateutil
/// options.reading.start = .counted
/// ```
public struct Reading: Hashable, Sendable {
  /// Whose days `YEARLY;BYMONTHDAY` without BYMONTH means.
  public enum MonthDays: UInt8, CaseIterable, Sendable {
    /// Those of every month.
    case everyMonth
    /// Those of the start's month.
    case startMonth
  }

  /// Which days BYWEEKNO means where no other part names days.
  public enum WeekDays: UInt8, CaseIterable, Sendable {
    /// The start's weekday.
    case startWeekday
    /// All seven.
    case wholeWeek
  }

  /// What INTERVAL counts beside BYWEEKNO.
  public enum WeekYears: UInt8, CaseIterable, Sendable {
    /// Calendar years: a week that two of them share is cut.
    case calendarYear
    /// Years of whole weeks, from the one with the start year's number on.
    case weekYear
  }

  /// What BYSETPOS counts in the period that holds the start.
  public enum FirstPeriod: UInt8, CaseIterable, Sendable {
    /// Everything, also before the start.
    case whole
    /// In a week only from the start's day on, otherwise everything.
    case cutWeek
    /// Only from the start on.
    case cut
  }

  /// What a start is that the rule doesn't generate.
  public enum Start: UInt8, CaseIterable, Sendable {
    /// No occurrence.
    case excluded
    /// An occurrence beside those that COUNT counts.
    case included
    /// An occurrence, the first that COUNT counts.
    case counted
  }

  /// What an hourly or finer rule without limits follows where the clocks change.
  public enum ClockChanges: UInt8, CaseIterable, Sendable {
    /// The clock's face: every two hours is at even hours, on either side of a change.
    case wallClock
    /// Time as it passes: every two hours is so long after the time before.
    case elapsed
  }

  /// Whether COUNT counts the times that the clocks skip, where those are omitted.
  public enum OmittedTimes: UInt8, CaseIterable, Sendable {
    /// RFC 5545, section 3.3.10: they are ignored and not counted.
    case uncounted
    case counted
  }

  /// What two times are for COUNT that a gap in the clocks moves onto one instant.
  public enum JoinedTimes: UInt8, CaseIterable, Sendable {
    /// Two, though they take place once.
    case two
    case one
  }

  /// For `YEARLY;BYMONTHDAY` without BYMONTH.
  public var monthDays: MonthDays = .everyMonth
  /// For BYWEEKNO alone.
  public var weekDays: WeekDays = .startWeekday
  /// For BYWEEKNO with INTERVAL.
  public var weekYears: WeekYears = .calendarYear
  /// For BYSETPOS.
  public var firstPeriod: FirstPeriod = .whole
  /// For a start off the pattern.
  public var start: Start = .excluded
  /// For a bare date in UNTIL.
  public var untilDate: ExpansionOptions.UntilDate = .endOfDay
  /// For HOURLY, MINUTELY and SECONDLY; a rule that limits days or hours keeps to the clock's face.
  public var clockChanges: ClockChanges = .wallClock
  /// For COUNT beside omitted times.
  public var omittedTimes: OmittedTimes = .uncounted
  /// For COUNT beside times that a gap joins.
  public var joinedTimes: JoinedTimes = .two

  /// RFC 5545 and, where it leaves room, what this library chooses: the first case of each point.
  public static let rfc5545 = Reading()
  /// python-dateutil 2.9.
  public static let dateutil = Reading {
    ($0.weekDays, $0.firstPeriod, $0.untilDate) = (.wholeWeek, .cutWeek, .startOfDay)
    $0.omittedTimes = .counted
  }
  /// rrule.js 2.8, which was ported from python-dateutil.
  public static let rruleJS = dateutil
  /// libical 3.0, but for its faults.
  public static let libical = Reading {
    ($0.monthDays, $0.weekYears, $0.untilDate) = (.startMonth, .weekYear, .startOfDay)
    $0.omittedTimes = .counted
  }

  /// The readings that have a name, each under the name of its engine.
  public static let named: [(name: String, reading: Reading)] = [
    ("rfc5545", rfc5545), ("rrule.js", rruleJS), ("dateutil", dateutil), ("libical", libical),
  ]

  /// RFC 5545's reading.
  public init() {}

  private init(_ change: (inout Reading) -> Void) { change(&self) }
}
