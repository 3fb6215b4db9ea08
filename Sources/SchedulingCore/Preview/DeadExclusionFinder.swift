internal import Recurrence

/// Finds the EXDATEs of a series that remove nothing.
struct DeadExclusionFinder {
  let series: Series

  func find() throws(RecurrenceError) -> [SeriesPreview.DeadExclusion] {
    let exclusions = series.text.exclusions
    guard !exclusions.isEmpty else { return [] }
    let (zone, policy) = (series.start.zone, series.options.zonePolicy)
    var absent = AbsentDates(of: try series.recurrences.withoutExclusions())
    var dead: [SeriesPreview.DeadExclusion] = []
    var seen: Set<RecurrenceDate> = []
    for exclusion in exclusions {
      let (key, text): (RecurrenceDate, String)
      if case .date(let day) = exclusion {
        (key, text) = (exclusion, day.description)
      } else if let start = try exclusion.occurrence(in: zone, policy: policy) {
        (key, text) = (.instant(seconds: start.startSeconds), series.describe(start.startMilliseconds))
      } else {
        continue
      }
      let isNew = seen.insert(key).inserted
      let isDead = try absent.contains(exclusion)
      if !isNew || isDead { dead.append(.init(date: key, text: text)) }
    }
    return dead
  }
}
