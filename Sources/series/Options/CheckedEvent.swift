internal import Recurrence
internal import SchedulingCore

/// The times of an event or a series that are checked.
struct CheckedEvent {
  let times: [TimeSpan]
  let zone: ZoneTransitions
  /// What the times are told apart from in what is busy.
  let seriesID: String?
  /// The event, where one is given.
  let event: Appointment?
  /// The whole series, of which the times may be a part; `nil` where its length is not known.
  let series: Series?
  /// Whether the series goes on after these times.
  let isTruncated: Bool

  /// - Parameter instant: Where no window tells where to begin, times before it are left out, unless all are, in epoch
  ///   milliseconds.
  init(
    _ source: ExpandedSeriesArguments, window: WindowArguments, limit: Int?, startingFrom instant: Int?,
    options: ExpansionOptions
  ) throws {
    let given = try source.series(options: options)
    let zone = given.set.start.zone
    let range = try window.window(in: zone).range
    let limit = limit ?? (given.set.isFinite || window.to != nil ? 10_000 : 100)
    var (times, isTruncated) = ([TimeSpan](), false)
    if window.from == nil, let instant {
      let end = max(range?.upperBound ?? .max, instant)
      (times, isTruncated) = try Self.times(of: given, in: instant..<end, limit: limit)
    }
    if times.isEmpty { (times, isTruncated) = try Self.times(of: given, in: range, limit: limit) }
    self.times = times
    self.isTruncated = isTruncated
    self.zone = zone
    event = given.event
    seriesID = given.event?.seriesID ?? given.masterID
    series = try given.wholeSeries
  }

  /// The times that start in a range, up to a limit, and whether there are more.
  private static func times(
    of given: GivenSeries, in range: Range<Int>?, limit: Int
  ) throws -> ([TimeSpan], isTruncated: Bool) {
    let zone = given.set.start.zone
    var times: [TimeSpan] = []
    var isTruncated = false
    if let known = given.series {
      let agenda = known.agenda(in: range, master: given.event, detached: given.detached)
      for entry in agenda
      where entry.takesPlace && range?.contains(entry.startMilliseconds) != false {
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
    return (times, isTruncated)
  }
}

extension GivenSeries {
  /// The series with its length, whatever part of it was asked for; `nil` where its length is not known.
  fileprivate var wholeSeries: Series? {
    get throws {
      if let series { return series }
      guard let length else { return nil }
      do throws(ValidationFailure) {
        return try Series(
          masterID: masterID ?? "", durationSeconds: length.totalSeconds, nominalDays: length.days,
          recurrences: set)
      } catch {
        throw CommandFailure(error)
      }
    }
  }
}
