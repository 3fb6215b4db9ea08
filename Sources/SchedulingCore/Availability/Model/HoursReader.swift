internal import Recurrence

/// Reads opening hours out of calendars and schedules.
enum HoursReader {
  /// `openHours` and `availabilities` of a calendar; `nil` where it states none.
  static func calendarHours(_ reader: inout SettingsReader) -> OpeningHours? {
    let type = reader.whole("availabilityType", in: 0...1)
    var weekly: [Weekday: [MinuteRange]] = [:]
    let open = reader.each("openHours") { entry in
      let days = entry.weekdays("daysOfTheWeek")
      let ranges = entry.each("hours") { numbers(&$0) } ?? []
      for day in days { weekly[weekday(sundayFirst: day), default: []] += ranges }
      return days.count
    }
    var dates: [CivilDate: [MinuteRange]] = [:]
    let listed = reader.each("availabilities") { entry -> Int? in
      let text = entry.string("date")
      let isDeleted = entry.truth("deleted") ?? false
      _ = entry.string("id", "_id")
      let ranges = entry.each("hours") { numbers(&$0) } ?? []
      guard let date = date(text, in: &entry), !isDeleted else { return nil }
      dates[date, default: []] += ranges
      return ranges.count
    }
    switch type {
    case 0: dates = [:]
    case 1: weekly = [:]
    default: break
    }
    let isStated = open?.isEmpty == false || listed?.isEmpty == false || type == 1
    return isStated ? OpeningHours(weekly: weekly, dates: dates) : nil
  }

  /// The `rules` of a schedule.
  static func scheduleHours(_ reader: inout SettingsReader) -> OpeningHours {
    var weekly: [Weekday: [MinuteRange]] = [:]
    var dates: [CivilDate: [MinuteRange]] = [:]
    let rules = reader.each("rules") { rule -> Bool? in
      let (type, day, date) = (rule.string("type"), rule.string("day"), rule.string("date"))
      let ranges = rule.each("intervals") { interval(&$0) } ?? []
      switch type?.lowercased() ?? (date == nil ? "wday" : "date") {
      case "wday":
        guard let weekday = weekday(named: day ?? "") else {
          rule.report(
            .valueOutOfRange, "day is “\((day ?? "").prefix(40))” instead of a weekday's name.", field: "day",
            remedy: "Write it like monday.")
          return nil
        }
        weekly[weekday, default: []] += ranges
      case "date":
        guard let date = Self.date(date, in: &rule) else { return nil }
        dates[date, default: []] += ranges
      default:
        rule.report(
          .valueOutOfRange, "type is “\((type ?? "").prefix(40))” instead of wday or date.", field: "type")
        return nil
      }
      return true
    }
    if rules == nil {
      reader.report(.missingField, "The schedule has no rules.", field: "rules")
    }
    return OpeningHours(weekly: weekly, dates: dates)
  }

  /// `{openHour, openMinute, closeHour, closeMinute}`; 23:59 and minute 60 are the end of the hour.
  private static func numbers(_ reader: inout SettingsReader) -> MinuteRange? {
    let openHour = reader.whole("openHour", in: 0...24)
    let openMinute = reader.whole("openMinute", in: 0...60)
    let closeHour = reader.whole("closeHour", in: 0...24)
    let closeMinute = reader.whole("closeMinute", in: 0...60)
    guard let openHour, let closeHour else {
      for name in ["openHour", "closeHour"] where reader.object[name] == nil || reader.object[name] == .null {
        reader.report(.missingField, "The hours have no \(name).", field: name)
      }
      return nil
    }
    return range(
      open: openHour * 60 + (openMinute ?? 0), close: closeHour * 60 + (closeMinute ?? 0), "closeHour",
      &reader)
  }

  /// `{from, to}` as HH:MM.
  private static func interval(_ reader: inout SettingsReader) -> MinuteRange? {
    let minutes = ["from", "to"].map { name -> Int? in
      guard let text = reader.string(name) else {
        reader.report(.missingField, "The interval has no \(name).", field: name)
        return nil
      }
      let parts = text.split(separator: ":", omittingEmptySubsequences: false)
      let digits = parts.prefix(2).compactMap { part in
        (1...2).contains(part.utf8.count) && part.utf8.allSatisfy({ (0x30...0x39).contains($0) })
          ? Int(part) : nil
      }
      guard (2...3).contains(parts.count), digits.count == 2, digits[0] <= 24, digits[1] <= 60,
        parts.count == 2 || parts[2] == "00"
      else {
        reader.report(
          .valueOutOfRange, "\(name) is “\(text.prefix(40))” instead of a time such as 09:00.", field: name)
        return nil
      }
      return digits[0] * 60 + digits[1]
    }
    guard let open = minutes[0], let close = minutes[1] else { return nil }
    return range(open: open, close: close, "to", &reader)
  }

  /// - Parameter field: Where the closing time stands.
  private static func range(open: Int, close: Int, _ field: String, _ reader: inout SettingsReader)
    -> MinuteRange?
  {
    var close = close == 1439 ? 1440 : close
    guard open <= 1440, close <= 1440 else {
      reader.report(.valueOutOfRange, "The hours end after midnight, the end of the day.", field: field)
      return nil
    }
    if close == 0, open > 0 {
      reader.warn(
        .closingReadAsMidnight, "A closing at 00:00 is read as midnight at the day's end.", field: field)
      close = 1440
    }
    guard open <= close else {
      reader.report(
        .hoursReversed,
        "The hours close at \(MinuteRange.clock(close)), before they open at \(MinuteRange.clock(open)).",
        field: field, remedy: "Give hours that go on past midnight as those of two days.")
      return nil
    }
    if open == close {
      reader.warn(
        .hoursEmpty, "The hours open and close at \(MinuteRange.clock(open)), so they are none.",
        field: field)
    }
    return MinuteRange(open: open, close: close)
  }

  /// The local date that a text begins with, whatever time and offset follow.
  private static func date(_ text: String?, in reader: inout SettingsReader) -> CivilDate? {
    guard let text else {
      reader.report(.missingField, "The hours of a date have no date.", field: "date")
      return nil
    }
    guard let parts = try? DateTimeText(parsing: String(text.prefix(10))) else {
      reader.report(.invalidTime, "date is “\(text.prefix(40))” instead of a date.", field: "date")
      return nil
    }
    return parts.date
  }

  private static func weekday(sundayFirst number: Int) -> Weekday {
    Weekday(rawValue: UInt8((number + 6) % 7)) ?? .monday
  }

  private static func weekday(named name: String) -> Weekday? {
    let name = name.lowercased()
    return name.count < 2 ? nil : Weekday.allCases.first { "\($0)".hasPrefix(name) }
  }
}
