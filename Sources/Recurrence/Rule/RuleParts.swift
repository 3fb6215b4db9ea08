/// The BY parts as bits; a part that is absent has no bit set.
package struct RuleParts: Hashable, Sendable {
  /// BYSECOND: bits 0 to 59 (60 is read as 59).
  var seconds: UInt64 = 0
  /// BYMINUTE: bits 0 to 59.
  var minutes: UInt64 = 0
  /// BYHOUR: bits 0 to 23.
  var hours: UInt32 = 0
  /// BYDAY without ordinals: bits 0 (Monday) to 6.
  var weekdays: UInt8 = 0
  /// BYMONTH: bits 1 to 12 (to 13 with RSCALE).
  var months: UInt16 = 0
  /// BYMONTH with `L`, RSCALE only: bits 1 to 13.
  var leapMonths: UInt16 = 0
  /// BYMONTHDAY 1…31 in bits 1 to 31.
  var monthDays: UInt32 = 0
  /// BYMONTHDAY -1…-31 in bits 1 to 31.
  var monthDaysFromEnd: UInt32 = 0
  /// BYWEEKNO 1…53 in bits 1 to 53.
  var weekNumbers: UInt64 = 0
  /// BYWEEKNO -1…-53 in bits 1 to 53.
  var weekNumbersFromEnd: UInt64 = 0
  /// What no 64 bits hold; most rules have none of it, and are copied without counting references.
  private var lists: Lists?

  private final class Lists: Hashable, Sendable {
    let ordinalWeekdays: [OrdinalWeekday]
    let yearDays: [Int16]
    let setPositions: [Int16]

    init(_ ordinalWeekdays: [OrdinalWeekday], _ yearDays: [Int16], _ setPositions: [Int16]) {
      self.ordinalWeekdays = ordinalWeekdays
      self.yearDays = yearDays
      self.setPositions = setPositions
    }

    static func == (left: Lists, right: Lists) -> Bool {
      left.ordinalWeekdays == right.ordinalWeekdays && left.yearDays == right.yearDays
        && left.setPositions == right.setPositions
    }

    func hash(into hasher: inout Hasher) {
      hasher.combine(ordinalWeekdays)
      hasher.combine(yearDays)
      hasher.combine(setPositions)
    }
  }

  /// BYDAY with ordinals, sorted by ordinal, then weekday, unique.
  package var ordinalWeekdays: [OrdinalWeekday] {
    get { lists?.ordinalWeekdays ?? [] }
    set { setLists(newValue, yearDays, setPositions) }
  }
  /// BYYEARDAY ±1…±366, sorted, unique.
  var yearDays: [Int16] {
    get { lists?.yearDays ?? [] }
    set { setLists(ordinalWeekdays, newValue, setPositions) }
  }
  /// BYSETPOS ±1…±366, sorted, unique.
  var setPositions: [Int16] {
    get { lists?.setPositions ?? [] }
    set { setLists(ordinalWeekdays, yearDays, newValue) }
  }

  /// Whether BYMONTH is there.
  var hasMonths: Bool { months | leapMonths != 0 }
  /// Whether BYMONTHDAY is there.
  var hasMonthDays: Bool { monthDays | monthDaysFromEnd != 0 }
  /// Whether BYWEEKNO is there.
  var hasWeekNumbers: Bool { weekNumbers | weekNumbersFromEnd != 0 }
  /// Whether BYDAY is there.
  var hasWeekdays: Bool { weekdays != 0 || lists.map { !$0.ordinalWeekdays.isEmpty } ?? false }
  /// Whether BYHOUR, BYMINUTE or BYSECOND is there.
  package var hasTimes: Bool { UInt64(hours) | minutes | seconds != 0 }
  /// Whether BYDAY, BYMONTHDAY or BYYEARDAY is there.
  var namesDays: Bool { hasWeekdays || hasMonthDays || lists.map { !$0.yearDays.isEmpty } ?? false }

  /// Whether days are chosen by more than months and weekdays, as RFC 5545 forbids in weeks.
  @inline(__always)
  var choosesDaysInWeeks: Bool {
    hasMonthDays || hasWeekNumbers || lists.map { !$0.yearDays.isEmpty } ?? false
  }

  /// Takes BYHOUR, BYMINUTE and BYSECOND out, which mean nothing in an all-day series.
  mutating func removeTimes() { (hours, minutes, seconds) = (0, 0, 0) }

  private mutating func setLists(_ ordinals: [OrdinalWeekday], _ yearDays: [Int16], _ positions: [Int16]) {
    let isEmpty = ordinals.isEmpty && yearDays.isEmpty && positions.isEmpty
    lists = isEmpty ? nil : Lists(ordinals, yearDays, positions)
  }

  package init() {}
}
