internal import Foundation
internal import Workloads

/// A workload as Foundation's `Calendar.RecurrenceRule` expresses it.
///
/// Foundation reads no recurrence text: the rule is written out here, and where a workload reads text,
/// making the rule's value stands for it.
struct FoundationSeries: Measured {
  let workload: Workload
  private let calendar: Calendar
  private let start: Date
  private var expected: [Int] = []

  /// `nil` for what Foundation can't be asked.
  init?(_ workload: Workload) {
    guard ![.overlap, .preview, .availability, .threads, .seen, .spelled].contains(workload.kind),
      let zone = TimeZone(identifier: workload.zone)
    else { return nil }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = zone
    if workload.rule.contains("BYWEEKNO") {
      // ISO 8601's weeks, which are RFC 5545's. With them Foundation miscounts a month's weekdays.
      calendar.firstWeekday = 2
      calendar.minimumDaysInFirstWeek = 4
    }
    let parts = workload.start
    let components = DateComponents(year: parts[0], month: parts[1], day: parts[2], hour: parts[3])
    guard let start = calendar.date(from: components) else { return nil }
    self.workload = workload
    self.calendar = calendar
    self.start = start
    if rule() == nil { return nil }
    expected = instants()
  }

  var unitCount: Int { workload.unit == "occurrence" ? workload.count : 1 }

  func input(runs: Int) {}

  func run(_ runs: Int, with input: Void) throws {
    for _ in 0..<runs where instants() != expected {
      throw WrongAnswer("\(workload.name): Foundation gives another answer than before.")
    }
  }

  /// The workload's occurrences, in epoch milliseconds.
  func instants() -> [Int] {
    guard let rule = rule() else { return [] }
    if workload.kind == .window {
      let from = Date(timeIntervalSince1970: Double(workload.window.lowerBound) / 1000)
      let to = Date(timeIntervalSince1970: Double(workload.window.upperBound) / 1000)
      return rule.recurrences(of: start, in: from..<to).map(milliseconds)
    }
    return rule.recurrences(of: start).prefix(workload.count).map(milliseconds)
  }

  private func milliseconds(_ date: Date) -> Int { Int(date.timeIntervalSince1970 * 1000) }

  private func rule() -> Calendar.RecurrenceRule? {
    typealias Rule = Calendar.RecurrenceRule
    let workdays: [Rule.Weekday] = [
      .every(.monday), .every(.tuesday), .every(.wednesday), .every(.thursday), .every(.friday),
    ]
    let end: Rule.End = workload.kind == .cold ? .afterOccurrences(workload.count) : .never
    switch workload.rule {
    case "FREQ=DAILY": return Rule(calendar: calendar, frequency: .daily, end: end)
    case "FREQ=WEEKLY": return Rule(calendar: calendar, frequency: .weekly, end: end)
    case "FREQ=WEEKLY;BYDAY=MO,WE,FR":
      return Rule(
        calendar: calendar, frequency: .weekly, end: end,
        weekdays: [.every(.monday), .every(.wednesday), .every(.friday)])
    case "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU":
      return Rule(
        calendar: calendar, frequency: .weekly, interval: 2, end: end, weekdays: [.every(.tuesday)])
    case "FREQ=MONTHLY;BYDAY=2TU":
      return Rule(calendar: calendar, frequency: .monthly, end: end, weekdays: [.nth(2, .tuesday)])
    case "FREQ=MONTHLY;BYMONTHDAY=-1":
      return Rule(calendar: calendar, frequency: .monthly, end: end, daysOfTheMonth: [-1])
    case "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1":
      return Rule(
        calendar: calendar, frequency: .monthly, end: end, weekdays: workdays, setPositions: [-1])
    case "FREQ=YEARLY;BYMONTH=11;BYDAY=4TH":
      return Rule(
        calendar: calendar, frequency: .yearly, end: end, months: [11], weekdays: [.nth(4, .thursday)])
    case "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO":
      return Rule(
        calendar: calendar, frequency: .yearly, end: end, weeks: [20], weekdays: [.every(.monday)])
    case "FREQ=HOURLY;INTERVAL=6":
      return Rule(calendar: calendar, frequency: .hourly, interval: 6, end: end)
    default: return nil
    }
  }
}
