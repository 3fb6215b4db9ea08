public import SchedulingCore

extension SeriesCalendar {
  /// Adds what an edit leads to.
  ///
  /// - Throws: `noOccurrence` for a series without occurrences, and what an expansion throws.
  public mutating func add(_ event: EventAfter) throws(ValidationFailure) {
    if let series = event.series {
      try add(series, master: event.appointment)
    } else {
      try add(event.appointment, zone: event.zone)
    }
  }
}
