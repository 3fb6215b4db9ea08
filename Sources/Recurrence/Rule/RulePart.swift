/// A part of a rule, in the order in which RFC 5545's grammar lists them.
package enum RulePart: UInt8, CaseIterable {
  case scale, frequency, until, count, interval, seconds, minutes, hours, days, monthDays, yearDays
  case weekNumbers, months, setPositions, weekStart, skip

  /// The name as it is written: `BYDAY`.
  package var name: String {
    switch self {
    case .scale: "RSCALE"
    case .frequency: "FREQ"
    case .until: "UNTIL"
    case .count: "COUNT"
    case .interval: "INTERVAL"
    case .seconds: "BYSECOND"
    case .minutes: "BYMINUTE"
    case .hours: "BYHOUR"
    case .days: "BYDAY"
    case .monthDays: "BYMONTHDAY"
    case .yearDays: "BYYEARDAY"
    case .weekNumbers: "BYWEEKNO"
    case .months: "BYMONTH"
    case .setPositions: "BYSETPOS"
    case .weekStart: "WKST"
    case .skip: "SKIP"
    }
  }

  @inline(__always)
  var bit: UInt32 { 1 << UInt32(rawValue) }

  /// The bits of every part that BYSETPOS can select from.
  static let selectable: UInt32 =
    seconds.bit | minutes.bit | hours.bit | days.bit | monthDays.bit | yearDays.bit | weekNumbers.bit
    | months.bit
}
