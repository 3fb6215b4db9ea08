internal import Recurrence

/// Finds the EXDATEs of a series that remove nothing.
struct DeadExclusionFinder {
  let series: Series

  func find() throws(RecurrenceError) -> [SeriesPreview.DeadExclusion] {
    let exclusions = series.text.exclusions
    guard !exclusions.isEmpty else { return [] }
    let unfiltered = try series.unfiltered()
    var dead: [SeriesPreview.DeadExclusion] = []
    var seen: Set<RecurrenceDate> = []
    for exclusion in exclusions {
      if case .date(let date) = exclusion {
        let midnight = date.dayNumber * 86_400_000
        let around = try unfiltered.expand(in: midnight - 86_400_000..<midnight + 2 * 86_400_000)
        if !around.occurrences.contains(where: { $0.local.date == date }) || !seen.insert(exclusion).inserted
        {
          dead.append(.init(date: exclusion, text: date.description))
        }
        continue
      }
      guard let seconds = try seconds(of: exclusion) else { continue }
      let isNew = seen.insert(.instant(seconds: seconds)).inserted
      let removes = unfiltered.contains(seconds * 1000)
      if !isNew || !removes {
        dead.append(.init(date: exclusion, text: series.describe(seconds * 1000)))
      }
    }
    return dead
  }

  private func seconds(of date: RecurrenceDate) throws(RecurrenceError) -> Int? {
    switch date {
    case .date: return nil
    case .instant(let seconds): return seconds
    case .local(let local, let name):
      var zone = series.start.zone
      if let name, name != zone.identifier { zone = try ZoneTransitions.named(name) }
      return zone.occurrence(at: local, policy: series.options.zonePolicy).map { $0.startMilliseconds / 1000 }
    }
  }
}
