import Recurrence
import Testing

/// A recurrence as the remote calendar of the tests reads it: day by day, with nothing of the library's
/// expansion. It knows the rules that `PlanCase` makes.
struct RemoteRule {
  private var parts: [String: String] = [:]
  private var lists: [String: [Int]] = [:]
  /// Days with their ordinals, 0 for all of them.
  private var weekdays: [(ordinal: Int, day: Int)] = []
  private let frequency: String

  init(_ text: Substring) {
    for part in text.split(separator: ";") {
      let pair = part.split(separator: "=", maxSplits: 1)
      if pair.count == 2 { parts[String(pair[0])] = String(pair[1]) }
    }
    lists = parts.mapValues { $0.split(separator: ",").compactMap { Int($0) } }
    frequency = parts["FREQ"] ?? ""
    weekdays = (parts["BYDAY"] ?? "").split(separator: ",").map { item in
      (Int(item.dropLast(2)) ?? 0, Self.names.firstIndex(of: String(item.suffix(2))) ?? 0)
    }
  }

  private static let names = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]

  private func numbers(_ key: String) -> [Int] { lists[key] ?? [] }

  /// The local times the rule generates from a start until a day, in wall-clock seconds.
  func walls(from start: Int, days: Int, where takesPlace: (Int) -> Bool) -> [Int] {
    let interval = Int(parts["INTERVAL"] ?? "") ?? 1
    var found: [Int] = []
    if frequency == "HOURLY" {
      let hours = numbers("BYHOUR")
      let minutes = numbers("BYMINUTE")
      let seconds = numbers("BYSECOND")
      let hour = start - start.remainder(3600)
      for step in 0..<(days * 24) where step.isMultiple(of: interval) {
        let base = hour + step * 3600
        if !hours.isEmpty, !hours.contains(base.remainder(86_400) / 3600) { continue }
        for minute in minutes.isEmpty ? [start.remainder(3600) / 60] : minutes.sorted() {
          for second in seconds.isEmpty ? [start.remainder(60)] : seconds.sorted() {
            found.append(base + minute * 60 + second)
          }
        }
      }
    } else {
      let first = start.quotient(86_400)
      // From the start of the period that the start lies in, for the sake of BYSETPOS.
      for period in periods(from: first, days: days, interval) {
        var times: [Int] = []
        for day in period where matches(day, first: first) {
          times += timesOfDay(start).map { day * 86_400 + $0 }
        }
        let positions = numbers("BYSETPOS")
        if !positions.isEmpty {
          let chosen = positions.map { $0 > 0 ? $0 - 1 : times.count + $0 }
          times = Set(chosen).sorted().compactMap { times.indices.contains($0) ? times[$0] : nil }
        }
        found += times
      }
    }
    found = found.filter { $0 >= start && takesPlace($0) }
    if let count = Int(parts["COUNT"] ?? "") { found = Array(found.prefix(count)) }
    return found
  }

  /// How far the rule reaches.
  enum Until {
    /// An instant, in seconds.
    case instant(Int)
    /// A local time, in wall-clock seconds.
    case local(Int)
    /// A local day, counted from 1970.
    case day(Int)
  }

  var until: Until? {
    parts["UNTIL"].map { text in
      let seconds = RemoteRule.seconds(text[...])
      return text.hasSuffix("Z")
        ? .instant(seconds) : text.count == 8 ? .day(seconds / 86_400) : .local(seconds)
    }
  }

  private func timesOfDay(_ start: Int) -> [Int] {
    let (hours, minutes, seconds) = (numbers("BYHOUR"), numbers("BYMINUTE"), numbers("BYSECOND"))
    let time = start.remainder(86_400)
    return (hours.isEmpty ? [time / 3600] : hours.sorted()).flatMap { hour in
      (minutes.isEmpty ? [time / 60 % 60] : minutes.sorted()).flatMap { minute in
        (seconds.isEmpty ? [time % 60] : seconds.sorted()).map { hour * 3600 + minute * 60 + $0 }
      }
    }
  }

  private func periods(from first: Int, days: Int, _ interval: Int) -> [Range<Int>] {
    let end = first + days
    switch frequency {
    case "DAILY": return stride(from: first, to: end, by: interval).map { $0..<$0 + 1 }
    case "WEEKLY":
      let weekStart = Self.names.firstIndex(of: parts["WKST"] ?? "MO") ?? 0
      let week = first - (Self.weekday(first) - weekStart + 7) % 7
      return stride(from: week, to: end, by: 7 * interval).map { $0..<$0 + 7 }
    default:
      var result: [Range<Int>] = []
      var (year, month) = Self.month(of: first)
      while Self.firstDay(year, month) < end {
        let begin = Self.firstDay(year, month)
        result.append(begin..<begin + Self.length(year, month))
        month += interval
        while month > 12 {
          month -= 12
          year += 1
        }
      }
      return result
    }
  }

  private func matches(_ day: Int, first: Int) -> Bool {
    let months = numbers("BYMONTH")
    if frequency == "DAILY", weekdays.isEmpty, months.isEmpty { return true }
    let (year, month) = Self.month(of: day)
    if !months.isEmpty, !months.contains(month) { return false }
    let length = Self.length(year, month)
    let ofMonth = day - Self.firstDay(year, month) + 1
    let monthDays = numbers("BYMONTHDAY")
    if !monthDays.isEmpty {
      guard monthDays.contains(where: { $0 > 0 ? $0 == ofMonth : length + 1 + $0 == ofMonth }) else {
        return false
      }
    }
    if !weekdays.isEmpty {
      guard
        weekdays.contains(where: { item in
          guard item.day == Self.weekday(day) else { return false }
          if item.ordinal == 0 { return true }
          return item.ordinal > 0
            ? (ofMonth - 1) / 7 + 1 == item.ordinal : (length - ofMonth) / 7 + 1 == -item.ordinal
        })
      else { return false }
    }
    if monthDays.isEmpty, weekdays.isEmpty {
      if frequency == "WEEKLY" { return Self.weekday(day) == Self.weekday(first) }
      if frequency == "MONTHLY" {
        let (firstYear, firstMonth) = Self.month(of: first)
        return ofMonth == first - Self.firstDay(firstYear, firstMonth) + 1
      }
    }
    return true
  }

  // MARK: The calendar

  /// Monday is 0; 1970-01-01 was a Thursday.
  private static func weekday(_ day: Int) -> Int { (day + 3).remainder(7) }

  private static let lengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

  private static func length(_ year: Int, _ month: Int) -> Int {
    let isLeap = year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400))
    return month == 2 && isLeap ? 29 : lengths[month - 1]
  }

  /// The first days of the months from January 1970 on.
  private static let firstDays: [Int] = {
    var days = [0]
    for month in 0..<100 * 12 { days.append((days.last ?? 0) + length(1970 + month / 12, month % 12 + 1)) }
    return days
  }()

  private static func firstDay(_ year: Int, _ month: Int) -> Int { firstDays[(year - 1970) * 12 + month - 1] }

  private static func month(of day: Int) -> (Int, Int) {
    var index = day / 31
    while firstDays[index + 1] <= day { index += 1 }
    return (1970 + index / 12, index % 12 + 1)
  }

  /// `20261027T140000Z` or `20261027` in seconds.
  static func seconds(_ text: Substring) -> Int {
    let digits = text.filter(\.isNumber)
    func number(_ from: Int, _ count: Int) -> Int { Int(digits.dropFirst(from).prefix(count)) ?? 0 }
    let day = firstDay(number(0, 4), number(4, 2)) + number(6, 2) - 1
    return day * 86_400 + number(8, 2) * 3600 + number(10, 2) * 60 + number(12, 2)
  }
}

extension Int {
  fileprivate func quotient(_ divisor: Int) -> Int { (self - remainder(divisor)) / divisor }
  fileprivate func remainder(_ divisor: Int) -> Int { (self % divisor + divisor) % divisor }
}
