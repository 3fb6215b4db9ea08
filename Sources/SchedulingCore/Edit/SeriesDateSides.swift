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
    try date.occurrence(in: series.start.zone, policy: series.options.zonePolicy)?.startMilliseconds
  }
}
