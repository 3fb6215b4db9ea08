import Foundation
import Recurrence
import RuleSamples

/// RFC 7529 taken literally, over every day of a century as Foundation's calendars name it.
///
/// The referee of rules with RSCALE; it shares nothing with their walk but the rule's parts.
final class NaiveScale: Sendable {
  struct Day: Sendable {
    let number: Int
    /// Counted through the table.
    let year: Int
    let month: Int
    let dayOfMonth: Int
    let dayOfYear: Int
  }

  struct Month: Sendable {
    /// As RFC 7529 numbers it.
    let number: Int
    let isLeap: Bool
    let year: Int
    let firstDay: Int
    let length: Int
  }

  let days: [Day]
  let months: [Month]
  /// The first and the last day number of each year; the first and last years are cut.
  let years: [ClosedRange<Int>]

  static let names: [(rscale: String, identifier: Calendar.Identifier)] = [
    ("HEBREW", .hebrew), ("CHINESE", .chinese), ("ETHIOPIC", .ethiopicAmeteMihret), ("COPTIC", .coptic),
    ("INDIAN", .indian), ("ISLAMIC-CIVIL", .islamicCivil), ("ISLAMIC-UMALQURA", .islamicUmmAlQura),
    ("PERSIAN", .persian), ("BUDDHIST", .buddhist), ("GREGORIAN", .gregorian),
  ]
  static let tables = names.map { NaiveScale($0.identifier) }
  /// From 1985 to 2050.
  static let range =
    CivilDate.dayNumber(year: 1985, month: 1, day: 1)...CivilDate.dayNumber(year: 2050, month: 12, day: 31)

  init(_ identifier: Calendar.Identifier) {
    var calendar = Calendar(identifier: identifier)
    calendar.timeZone = TimeZone(secondsFromGMT: 0) ?? calendar.timeZone
    var days: [Day] = []
    var months: [(number: Int, isLeap: Bool, year: Int, first: Int)] = []
    var firstDays: [Int] = []
    for number in Self.range {
      let date = Date(timeIntervalSince1970: Double(number) * 86_400)
      let parts = calendar.dateComponents([.month, .day], from: date)
      var (month, isLeap) = (parts.month ?? 0, parts.isLeapMonth ?? false)
      let day = parts.day ?? 0
      if identifier == .hebrew {
        (month, isLeap) = month == 6 ? (5, true) : (month > 6 ? month - 1 : month, false)
      }
      if months.isEmpty || day == 1 {
        if months.isEmpty || month == 1 && !isLeap { firstDays.append(number) }
        months.append((month, isLeap, firstDays.count - 1, number))
      }
      days.append(
        Day(
          number: number, year: firstDays.count - 1, month: months.count - 1, dayOfMonth: day,
          dayOfYear: number - firstDays[firstDays.count - 1] + 1))
    }
    self.days = days
    let ends = months.dropFirst().map(\.first) + [Self.range.upperBound + 1]
    self.months = zip(months, ends).map { month, end in
      Month(
        number: month.number, isLeap: month.isLeap, year: month.year, firstDay: month.first,
        length: end - month.first)
    }
    let lasts = firstDays.dropFirst().map { $0 - 1 } + [Self.range.upperBound]
    years = zip(firstDays, lasts).map { $0...$1 }
  }

  func day(_ number: Int) -> Day? {
    Self.range.contains(number) ? days[number - Self.range.lowerBound] : nil
  }

  /// The times of a rule from a start to before `end`, in wall seconds; periods, not days, of a rule in months or
  /// years that begin in the table's first and last years are not asked for.
  func times(_ rule: RecurrenceRule, start: Int, before end: Int) -> [Int] {
    guard let first = day(start / 86_400) else { return [] }
    let question = Question(table: self, rule: rule, first: first)
    var groups: [[Int]] = []
    switch rule.frequency {
    case .yearly:
      for year in stride(from: first.year, to: years.count - 1, by: rule.interval) {
        groups.append(question.daysOfYear(year))
      }
    case .monthly:
      for month in stride(from: first.month, to: months.count - 1, by: rule.interval) {
        groups.append(question.daysOfMonth(month))
      }
    case .weekly:
      let into = (weekday(first.number) - Int(rule.weekStart.rawValue) + 7) % 7
      for week in stride(from: first.number - into, to: end / 86_400 + 1, by: 7 * rule.interval) {
        groups.append((week..<week + 7).filter { question.isKept($0) })
      }
    default:
      for number in stride(from: first.number, to: end / 86_400 + 1, by: rule.interval) {
        groups.append(question.isKept(number) ? [number] : [])
      }
    }
    let hours = rule.hours.isEmpty ? [start % 86_400 / 3600] : rule.hours
    var found: Set<Int> = []
    for group in groups {
      let walls = Set(group).sorted().flatMap { day in hours.map { day * 86_400 + $0 * 3600 } }
      let places = rule.setPositions.map { $0 > 0 ? $0 - 1 : walls.count + $0 }
      for (place, wall) in walls.enumerated() where rule.setPositions.isEmpty || places.contains(place) {
        found.insert(wall)
      }
    }
    return found.filter { $0 >= start && $0 < end }.sorted()
  }

  func weekday(_ number: Int) -> Int { ((number + 3) % 7 + 7) % 7 }
}

/// What a rule asks of days, with what it takes from its start.
private struct Question {
  let table: NaiveScale
  let rule: RecurrenceRule
  var months: [(number: Int, isLeap: Bool)]
  var monthDays: [Int]
  var weekdays: [OrdinalWeekday]

  init(table: NaiveScale, rule: RecurrenceRule, first: NaiveScale.Day) {
    self.table = table
    self.rule = rule
    months = rule.months.map { ($0, false) } + rule.leapMonths.map { ($0, true) }
    monthDays = rule.monthDays
    weekdays = rule.weekdays
    let saysDay = !monthDays.isEmpty || !weekdays.isEmpty || !rule.yearDays.isEmpty
    guard !saysDay, rule.frequency >= .weekly else { return }
    if rule.frequency == .weekly || !rule.weekNumbers.isEmpty {
      weekdays = Weekday(rawValue: UInt8(table.weekday(first.number))).map { [OrdinalWeekday($0)] } ?? []
      return
    }
    if rule.frequency == .yearly, months.isEmpty {
      let month = table.months[first.month]
      months = [(month.number, month.isLeap)]
    }
    monthDays = [first.dayOfMonth]
  }

  private var skip: CalendarScale.Skip { rule.scale?.skip ?? .omit }

  private func isNamed(_ month: NaiveScale.Month) -> Bool {
    months.isEmpty || months.contains { $0.number == month.number && $0.isLeap == month.isLeap }
  }

  /// Whether all parts keep a day, of weeks and days.
  func isKept(_ number: Int) -> Bool {
    guard let day = table.day(number), isNamed(table.months[day.month]) else { return false }
    return hasMonthDay(day) && hasYearDay(day) && hasWeek(number)
      && (weekdays.isEmpty || isPlainWeekday(number))
  }

  func daysOfYear(_ year: Int) -> [Int] {
    let own = table.months.indices.filter { table.months[$0].year == year }
    var chosen = own.filter { isNamed(table.months[$0]) }
    // A leap month that the year lacks.
    for wanted in months where wanted.isLeap && skip != .omit {
      if own.contains(where: { table.months[$0].isLeap && table.months[$0].number == wanted.number }) {
        continue
      }
      guard let regular = own.first(where: { table.months[$0].number == wanted.number }) else { continue }
      chosen.append(skip == .backward ? regular : regular + 1)
    }
    return days(Array(Set(chosen)), span: table.years[year])
  }

  func daysOfMonth(_ month: Int) -> [Int] {
    isNamed(table.months[month]) ? days([month], span: table.years[table.months[month].year]) : []
  }

  private func days(_ chosen: [Int], span: ClosedRange<Int>) -> [Int] {
    var found: [Int] = []
    if rule.frequency == .yearly, !rule.yearDays.isEmpty {
      for value in rule.yearDays {
        let number = value > 0 ? span.lowerBound + value - 1 : span.upperBound + 1 + value
        var (day, near) = (number, number)
        if number > span.upperBound {
          if skip == .omit { continue }
          near = span.upperBound
          day = skip == .backward ? near : near + 1
        } else if number < span.lowerBound {
          if skip == .omit { continue }
          near = span.lowerBound
          day = skip == .backward ? near - 1 : near
        }
        guard let entry = table.day(near), chosen.contains(entry.month), hasMonthDay(entry), hasWeek(near)
        else {
          continue
        }
        found.append(day)
      }
    } else if !monthDays.isEmpty, rule.yearDays.isEmpty, rule.weekNumbers.isEmpty {
      for month in chosen.map({ table.months[$0] }) {
        for value in monthDays {
          let last = month.firstDay + month.length - 1
          let day = value > 0 ? month.firstDay + value - 1 : last + 1 + value
          if day >= month.firstDay, day <= last {
            found.append(day)
          } else if skip == .backward {
            found.append(value > 0 ? last : month.firstDay - 1)
          } else if skip == .forward {
            found.append(value > 0 ? last + 1 : month.firstDay)
          }
        }
      }
    } else {
      for month in chosen.map({ table.months[$0] }) {
        for number in month.firstDay..<month.firstDay + month.length {
          guard let day = table.day(number), hasMonthDay(day), hasYearDay(day), hasWeek(number) else {
            continue
          }
          found.append(number)
        }
      }
    }
    return found.filter { hasWeekday($0, chosen) }
  }

  private func hasMonthDay(_ day: NaiveScale.Day) -> Bool {
    let length = table.months[day.month].length
    return monthDays.isEmpty || monthDays.contains(day.dayOfMonth)
      || monthDays.contains(day.dayOfMonth - length - 1)
  }

  private func hasYearDay(_ day: NaiveScale.Day) -> Bool {
    let length = table.years[day.year].count
    return rule.yearDays.isEmpty || rule.yearDays.contains(day.dayOfYear)
      || rule.yearDays.contains(day.dayOfYear - length - 1)
  }

  private func isPlainWeekday(_ number: Int) -> Bool {
    weekdays.contains { $0.ordinal == 0 && Int($0.weekday.rawValue) == table.weekday(number) }
  }

  private func hasWeekday(_ number: Int, _ chosen: [Int]) -> Bool {
    if weekdays.isEmpty || isPlainWeekday(number) { return true }
    guard let day = table.day(number) else { return false }
    // SKIP may have moved it out of its month or year.
    let span = table.years[day.year]
    let inMonth = rule.frequency == .monthly || !months.isEmpty
    if inMonth, !chosen.contains(day.month), !isNamed(table.months[day.month]) { return false }
    let place = inMonth ? day.dayOfMonth : day.dayOfYear
    let length = inMonth ? table.months[day.month].length : span.count
    return weekdays.contains { wanted in
      Int(wanted.weekday.rawValue) == table.weekday(number)
        && (wanted.ordinal == (place + 6) / 7 || wanted.ordinal == -((length - place + 7) / 7))
    }
  }

  /// A year's first week is the first with four days of it.
  private func hasWeek(_ number: Int) -> Bool {
    if rule.weekNumbers.isEmpty { return true }
    // The fourth day of a week tells whose week it is.
    let into = (table.weekday(number) - Int(rule.weekStart.rawValue) + 7) % 7
    guard let middle = table.day(number - into + 3) else { return false }
    let length = table.years[middle.year].count
    let week = (middle.dayOfYear + 6) / 7
    let weekFromEnd = (length - middle.dayOfYear) / 7 + 1
    return rule.weekNumbers.contains(week) || rule.weekNumbers.contains(-weekFromEnd)
  }
}
