internal import Recurrence

/// The instants between which an event and its instances take place, whatever their zones are.
struct EventSpan {
  /// In seconds since 1970-01-01T00:00:00Z, with two days more on either side.
  let range: Range<Int>

  /// After as many years the Gregorian calendar, and every zone's rule with it, comes back.
  private static let cycle = 400 * 366 * 86_400
  private static let margin = 2 * 86_400

  /// - Parameter components: The event and its instances.
  init(_ components: [CalendarComponent]) {
    var walls: [Int] = []
    var isEndless = false
    for component in components {
      var first: LocalDateTime?
      for property in component.properties
      where ["DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE"].contains(property.name) {
        let times = property.value.split(separator: ",").compactMap { Self.local($0) }
        walls += times.map(\.wallSeconds)
        if property.name == "DTSTART" { first = times.first }
      }
      for rule in component.all("RRULE") where !isEndless {
        guard let first, let last = Self.last(of: rule.value, from: first) else {
          isEndless = true
          break
        }
        walls.append(last)
      }
    }
    let start = (walls.min() ?? 0) - Self.margin
    let end = (walls.max() ?? 0) + Self.margin
    range = start..<(isEndless ? end + Self.cycle : end)
  }

  private static func local(_ text: Substring) -> LocalDateTime? {
    switch (try? RecurrenceDate(parsing: String(text))) ?? mended(text) {
    case .date(let day): return day.midnight
    case .local(let local, zone: _): return local
    case .instant(let seconds): return LocalDateTime(wallSeconds: seconds)
    case nil: return nil
    }
  }

  /// The date of a period's start, of a value with a zone before it, with blanks or in lower case.
  private static func mended(_ text: Substring) -> RecurrenceDate? {
    let start = text.split(separator: "/").first ?? text
    let time = String(start.split(separator: ":").last ?? start).uppercased().filter { !$0.isWhitespace }
    return try? RecurrenceDate(parsing: time)
  }

  /// The last wall second that a rule generates; `nil` where it has no end, or can't be read.
  private static func last(of rule: String, from start: LocalDateTime) -> Int? {
    guard let text = try? RecurrenceText(parsing: "RRULE:" + rule),
      text.rules.allSatisfy({ $0.end != .never }),
      let set = try? RecurrenceSet(text, start: RecurrenceStart(start, in: .utc))
    else { return nil }
    return set.last(before: .max)?.startSeconds ?? start.wallSeconds
  }
}
