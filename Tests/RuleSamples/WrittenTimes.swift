package import Recurrence

/// A start as fixtures write it, `20240101` or `20240101T090000`, and back.
package enum WrittenTimes {
  package static func start(_ text: String, in zone: ZoneTransitions = .utc) throws -> RecurrenceStart {
    switch try RecurrenceDate(parsing: text) {
    case .date(let date): RecurrenceStart(allDay: date, in: zone)
    case .local(let local, zone: _): RecurrenceStart(local, in: zone)
    case .instant: throw RecurrenceError(.invalidDate, "A start is local.")
    }
  }

  /// The first occurrences as the zone's clocks show them.
  package static func written(_ set: RecurrenceSet, limit: Int) throws -> [String] {
    try set.expand(limits: ExpansionLimits(occurrences: limit)).occurrences.map {
      written($0.local, set.start)
    }
  }

  package static func written(_ local: LocalDateTime, _ start: RecurrenceStart) -> String {
    start.isAllDay ? local.date.basicDescription : local.basicDescription
  }
}
