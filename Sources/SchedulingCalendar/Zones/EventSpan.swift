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
    var walls: ClosedRange<Int>?
    func add(_ wall: Int) {
      walls = min(walls?.lowerBound ?? wall, wall)...max(walls?.upperBound ?? wall, wall)
    }
    var isEndless = false
    for component in components {
      var first: LocalDateTime?
      for property in component.properties where Self.names.contains(property.name) {
        var times = 0
        Self.forEachTime(property.value) { time in
          add(time.wallSeconds)
          if times == 0, property.name == "DTSTART" { first = time }
          times += 1
        }
        if times == 0, property.name == "DTSTART" { first = nil }
      }
      for rule in component.properties where rule.name == "RRULE" && !isEndless {
        guard let first, let last = Self.last(of: rule.value, from: first) else {
          isEndless = true
          break
        }
        add(last)
      }
    }
    let start = (walls?.lowerBound ?? 0) - Self.margin
    let end = (walls?.upperBound ?? 0) + Self.margin
    range = start..<(isEndless ? end + Self.cycle : end)
  }

  private static let names = ["DTSTART", "DTEND", "RECURRENCE-ID", "RDATE", "EXDATE"]

  private static func forEachTime(_ value: String, _ body: (LocalDateTime) -> Void) {
    guard value.utf8.contains(ASCII.comma) else {
      // Most properties tell one time, and need no copy of it.
      if let local = local((try? RecurrenceDate(parsing: value)) ?? mended(value[...])) { body(local) }
      return
    }
    for text in value.split(separator: ",") {
      if let local = local((try? RecurrenceDate(parsing: String(text))) ?? mended(text)) { body(local) }
    }
  }

  private static func local(_ date: RecurrenceDate?) -> LocalDateTime? {
    switch date {
    case .date(let day): day.midnight
    case .local(let local, zone: _): local
    case .instant(let seconds): LocalDateTime(wallSeconds: seconds)
    case nil: nil
    }
  }

  /// The date of a period's start, of a value with a zone before it, with blanks or in lower case.
  private static func mended(_ text: Substring) -> RecurrenceDate? {
    let start = text.split(separator: "/").first ?? text
    let time = String(start.split(separator: ":").last ?? start).uppercased().withoutBlanks
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
