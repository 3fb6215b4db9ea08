internal import Recurrence

/// The changes of the clocks that a VTIMEZONE of some file tells: RFC 5545, section 3.6.5.
struct ZoneOnsets {
  /// Ascending instants, in seconds since 1970-01-01T00:00:00Z, with the offset from then on.
  private(set) var changes: [(instant: Int, offset: Int)] = []

  /// `nil` where an observance can't be read.
  ///
  /// - Parameter end: No later onset is looked for.
  init?(_ component: CalendarComponent, through end: Int) {
    for observance in component.components where ["STANDARD", "DAYLIGHT"].contains(observance.name) {
      guard let from = Self.offset(observance.first("TZOFFSETFROM")),
        let to = Self.offset(observance.first("TZOFFSETTO")),
        let locals = Self.locals(observance, offset: from, through: end + 2 * 86_400)
      else { return nil }
      changes += locals.map { ($0 - from, to) }
    }
    if changes.isEmpty { return nil }
    changes.sort { $0.instant < $1.instant }
  }

  /// The offset in force at an instant; before the first onset that of the first.
  func offset(at instant: Int) -> Int {
    changes.last { $0.instant <= instant }?.offset ?? changes[0].offset
  }

  /// Whether a zone has the same offsets at all instants of a range.
  func agree(with zone: ZoneTransitions, in range: Range<Int>) -> Bool {
    let probes =
      [range.lowerBound] + changes.map(\.instant).filter(range.contains).flatMap { [$0 - 1, $0] }
      + zone.transitions(in: range).flatMap { [$0.instant - 1, $0.instant] }
    return probes.allSatisfy { $0 < range.lowerBound || offset(at: $0) == zone.offsetSeconds(atInstant: $0) }
  }

  private static func offset(_ property: CalendarProperty?) -> Int? {
    // RFC 5545, section 3.3.14, writes no colons and always the minutes.
    guard let text = property?.value, text.utf8.count == 5 || text.utf8.count == 7,
      let offset = OffsetText.seconds(text), abs(offset) < 26 * 3600
    else { return nil }
    return offset
  }

  /// The onsets on the clock that ends, in wall seconds.
  private static func locals(_ observance: CalendarComponent, offset: Int, through end: Int) -> [Int]? {
    let lines = observance.properties.filter { ["DTSTART", "RDATE", "RRULE"].contains($0.name) }
      .map { "\($0.name):\($0.value)" }
    guard var text = try? RecurrenceText(parsing: lines.joined(separator: "\n")),
      case .local(let start, zone: _)? = text.start
    else { return nil }
    text.start = nil
    // On the clock that ends, an UNTIL in UTC is as much later as that clock is ahead.
    text.rules = text.rules.map { rule in
      guard case .until(.instant(let seconds)) = rule.end,
        let local = LocalDateTime(wallSeconds: seconds + offset),
        let local = try? rule.ending(.until(.local(local)))
      else { return rule }
      return local
    }
    guard let set = try? RecurrenceSet(text, start: RecurrenceStart(start, in: .utc)) else { return nil }
    // DTSTART is an onset whether or not the rule meets it, and no zone has thousands of them.
    var locals: Set<Int> = [start.wallSeconds]
    for occurrence in set.occurrences.prefix(20_000) {
      if occurrence.startMilliseconds > end * 1000 { break }
      locals.insert(occurrence.startMilliseconds / 1000)
    }
    return Array(locals)
  }
}
