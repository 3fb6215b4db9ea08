internal import Recurrence

// What the grammars share: how numbers, months and times come together, whatever the words are.
extension Grammar {
  func list(_ items: [String], joining last: String) -> String {
    guard items.count > 1, let final = items.last else { return items.first ?? "" }
    return items.dropLast().joined(separator: ", ") + " \(last) " + final
  }

  /// `h:mm`, with seconds where there are any.
  func digital(_ time: Int, hour: Int) -> String {
    let second = time % 60
    return "\(hour):\(padded(time / 60 % 60, 2))" + (second == 0 ? "" : ":\(padded(second, 2))")
  }

  /// The last minute of a window that ends with an hour, in seconds after midnight.
  func end(ofHour hour: Int) -> Int { hour * 3600 + 59 * 60 }

  /// Numbers, with a word between the ends of a run: “1”, “10 to 15”.
  func numbers(_ values: [Int], to word: String) -> [String] {
    Run.runs(of: values).map { run in
      switch run {
      case .one(let value): "\(value)"
      case .through(let first, let last): "\(first) \(word) \(last)"
      }
    }
  }

  /// Numbers after their noun: “minute 15”, “minutes 0 and 30”.
  func counted(_ values: [Int], one: String, many: String, to word: String) -> String {
    "\(values.count == 1 ? one : many) \(list(numbers(values, to: word), .and))"
  }

  /// The zone that a moment names: “ UTC”, “ (Europe/Berlin)”.
  func zone(_ moment: Moment) -> String {
    moment.zone.map { $0 == "UTC" ? " UTC" : " (\($0))" } ?? ""
  }

  /// Days and months as whole dates, where they are few: 10 June and 10 July.
  func wholeDates(_ days: [Int], in months: [CalendarMonth]) -> [(day: Int, month: Int)]? {
    guard days.count * months.count <= 4, days.allSatisfy({ $0 > 0 }), months.allSatisfy(\.isGregorian) else {
      return nil
    }
    return months.flatMap { month in days.map { ($0, month.number) } }
  }

  /// The one weekday that all ordinals are of, where plain words join them: “the first and last Sunday”.
  func commonWeekday(_ days: OrdinalDays) -> Weekday? {
    let weekdays = Set(days.ordinals.map(\.weekday))
    return days.ordinals.count > 1 && weekdays.count == 1 ? weekdays.first : nil
  }
}

extension OrdinalDays {
  /// From the period's beginning on, then from its end backwards.
  var ordered: [OrdinalWeekday] {
    ordinals.filter { $0.ordinal > 0 }
      + ordinals.filter { $0.ordinal < 0 }.sorted {
        ($0.ordinal, $0.weekday) < ($1.ordinal, $1.weekday)
      }
  }
}

/// The places from the beginning on, then those from the end.
func inReadingOrder(_ places: [Int]) -> [Int] { places.filter { $0 > 0 } + places.filter { $0 < 0 } }

/// The parts that say something, with blanks between them.
func blanked(_ parts: String...) -> String { parts.filter { !$0.isEmpty }.joined(separator: " ") }
