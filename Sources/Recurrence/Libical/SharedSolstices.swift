internal import CCalendar
internal import Synchronization

/// The solstices and new years that ICU keeps for the Chinese and the Korean calendar together, as the one that needed
/// them first computed them. The Chinese calendar has to be the first, or its years come out wrong.
enum SharedSolstices {
  /// The first year that is filled in, up to the last that libical knows.
  private static let firstYear = Mutex(LibicalFault.finalYear + 2)

  /// Has ICU compute them for the Chinese calendar before libical walks the Korean one from a year on.
  ///
  /// - Complexity: About 50 µs for each year up to 2583, once in a process.
  static func fill(from year: Int) {
    // A walk looks into the year before its start.
    let first = year - 2
    firstYear.withLock { known in
      guard first < known, let calendar = series_calendar_open("@calendar=chinese") else { return }
      defer { series_calendar_close(calendar) }
      for year in first..<known {
        let midsummer = CivilDate.dayNumber(year: year, month: 7, day: 1)
        _ = series_calendar_year(calendar, Int64(midsummer))
      }
      known = first
    }
  }
}
