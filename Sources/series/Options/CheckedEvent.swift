internal import Recurrence
internal import SchedulingCore

/// The times of an event or a series that are checked.
struct CheckedEvent {
  let times: [TimeSpan]
  let zone: ZoneTransitions
  /// What the times are told apart from in what is busy.
  let seriesID: String?
  /// Whether the series goes on after these times.
  let isTruncated: Bool

  init(
    _ source: ExpandedSeriesArguments, window: WindowArguments, limit: Int?, options: ExpansionOptions
  ) throws {
    let given = try source.series(options: options)
    let zone = given.set.start.zone
    let range = try window.window(in: zone).range
    let limit = limit ?? (given.set.isFinite || window.to != nil ? 10_000 : 100)
    var times: [TimeSpan] = []
    var isTruncated = false
    if let known = given.series {
      let agenda = known.agenda(in: range, master: given.event, detached: given.detached)
      for entry in agenda where entry.takesPlace {
        isTruncated = times.count == limit
        if isTruncated { break }
        times.append(
          TimeSpan(startMilliseconds: entry.startMilliseconds, durationSeconds: entry.durationSeconds))
      }
    } else {
      guard let length = given.length else {
        throw CommandFailure(.usage, "The series has no length to check: give --duration.")
      }
      for occurrence in given.set.occurrences(in: range ?? .min ..< .max) {
        isTruncated = times.count == limit
        if isTruncated { break }
        let start = occurrence.startMilliseconds
        times.append(
          TimeSpan(
            startMilliseconds: start, durationSeconds: (length.end(of: occurrence, in: zone) - start) / 1000))
      }
    }
    self.times = times
    self.zone = zone
    self.isTruncated = isTruncated
    seriesID = given.event?.seriesID ?? given.masterID
  }
}
