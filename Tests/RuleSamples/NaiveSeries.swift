package import Recurrence

/// The naive expander's answer for a whole text in a zone: rules united, UNTIL applied, local times
/// turned into instants one by one.
package struct NaiveSeries {
  package let text: RecurrenceText
  package let start: LocalDateTime
  package let zone: ZoneTransitions
  package var isAllDay = false

  package init(_ text: RecurrenceText, start: LocalDateTime, zone: ZoneTransitions, isAllDay: Bool = false) {
    self.text = text
    self.start = start
    self.zone = zone
    self.isAllDay = isAllDay
  }

  /// The first instants, in seconds, of rules that name no time after `last` on the wall.
  package func starts(first limit: Int, through last: Int) throws -> [Int] {
    var instants: Set<Int> = []
    for rule in text.rules {
      let expander = NaiveExpander(rule, start: start.wallSeconds, isAllDay: isAllDay)
      var walls = expander.occurrences(first: limit, through: last)
      if walls.count == limit, let end = walls.last, let reach = longestGap(through: end) {
        // A gap moves times past others that follow, and onto them: what may come before the last, and
        // what may be needed in place of the doubles.
        walls = expander.occurrences(first: .max, through: min(last, end + reach))
        if walls.count < 2 * limit { walls = expander.occurrences(first: 2 * limit, through: last) }
      }
      for wall in walls {
        guard let local = LocalDateTime(wallSeconds: wall), let found = zone.occurrence(at: local) else {
          continue
        }
        let instant = found.startMilliseconds / 1000
        if isWithin(rule.end, wall: wall, instant: instant) { instants.insert(instant) }
      }
    }
    return Array(instants.sorted().prefix(limit))
  }

  /// The seconds of the longest gap that times up to a wall second may lie in; `nil` where there is none.
  private func longestGap(through wall: Int) -> Int? {
    zone.transitions(in: start.wallSeconds - 2 * 86_400..<wall + 2 * 86_400)
      .map { $0.offsetAfter - $0.offsetBefore }.filter { $0 > 0 }.max()
  }

  private func isWithin(_ end: RecurrenceEnd, wall: Int, instant: Int) -> Bool {
    switch end {
    case .never, .count: true
    case .until(.local(let local)): wall <= local.wallSeconds
    case .until(.date(let date)): wall < (date.dayNumber + 1) * 86_400
    case .until(.instant(let seconds)): instant <= seconds
    case .countOrUntil(_, let until): isWithin(.until(until), wall: wall, instant: instant)
    }
  }
}
