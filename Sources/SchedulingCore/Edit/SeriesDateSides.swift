internal import Recurrence

/// A series' EXDATEs and RDATEs on the two sides of a cut, by the start they name.
struct SeriesDateSides {
  struct Side {
    var exclusions: [RecurrenceDate] = []
    var additions: [RecurrenceDate] = []
  }

  private(set) var head = Side()
  private(set) var tail = Side()

  init(_ series: Series, cut: Occurrence) throws(RecurrenceError) {
    let day = cut.nominalLocal.date
    for date in series.text.exclusions {
      if case .date(let excluded) = date {
        // A day that lies across the cut matters on both sides.
        if excluded <= day { head.exclusions.append(date) }
        if excluded >= day { tail.exclusions.append(date) }
      } else if try Self.start(of: date, in: series) ?? Int.min < cut.startMilliseconds {
        head.exclusions.append(date)
      } else {
        tail.exclusions.append(date)
      }
    }
    for date in series.text.additions {
      if try Self.start(of: date, in: series) ?? Int.min < cut.startMilliseconds {
        head.additions.append(date)
      } else {
        tail.additions.append(date)
      }
    }
  }

  /// The instant a date names, in milliseconds; `nil` in a gap that is omitted.
  private static func start(of date: RecurrenceDate, in series: Series) throws(RecurrenceError) -> Int? {
    let zone = series.start.zone
    switch date {
    case .instant(let seconds): return seconds * 1000
    case .date(let date):
      return LocalDateTime(date: date).flatMap {
        zone.occurrence(at: $0, policy: series.options.zonePolicy)?.startMilliseconds
      }
    case .local(let local, let name):
      var clock = zone
      if let name, name != zone.identifier { clock = try ZoneTransitions.named(name) }
      return clock.occurrence(at: local, policy: series.options.zonePolicy)?.startMilliseconds
    }
  }
}
