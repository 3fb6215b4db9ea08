import Recurrence

/// The naive expander's answer for a whole text in a zone: rules united, UNTIL applied, local times
/// turned into instants one by one.
struct NaiveSeries {
  let text: RecurrenceText
  let start: LocalDateTime
  let zone: ZoneTransitions
  var isAllDay = false

  init(_ text: RecurrenceText, start: LocalDateTime, zone: ZoneTransitions, isAllDay: Bool = false) {
    self.text = text
    self.start = start
    self.zone = zone
    self.isAllDay = isAllDay
  }

  /// The first instants, in seconds, of rules that name no time after `last` on the wall.
  func starts(first limit: Int, through last: Int) throws -> [Int] {
    var instants: Set<Int> = []
    for rule in text.rules {
      let expander = NaiveExpander(rule, start: start.wallSeconds, isAllDay: isAllDay)
      var walls = expander.occurrences(first: limit, through: last)
      if rule.frequency < .daily, walls.count == limit, let end = walls.last,
        !zone.transitions(in: start.wallSeconds - 2 * 86_400..<end + 2 * 86_400).isEmpty
      {
        // A gap moves times past others that follow within hours: what may come before the last.
        walls = expander.occurrences(first: .max, through: min(last, end + 3 * 3600))
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

  private func isWithin(_ end: RecurrenceEnd, wall: Int, instant: Int) -> Bool {
    switch end {
    case .never, .count: true
    case .until(.local(let local)): wall <= local.wallSeconds
    case .until(.date(let date)): wall < (date.dayNumber + 1) * 86_400
    case .until(.instant(let seconds)): instant <= seconds
    }
  }
}
