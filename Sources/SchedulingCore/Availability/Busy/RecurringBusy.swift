internal import Recurrence

/// A series that takes time, expanded only where it is looked at.
struct RecurringBusy: Sendable {
  let series: Series
  let master: Appointment
  let detached: [DetachedInstance]
  /// Whose time it takes; `nil` where its events tell.
  let owner: BusyOwner?

  /// What takes place and shares time with a window, up to a limit.
  ///
  /// - Throws: `tooMuchBusyTime` beyond it.
  func intervals(in window: Range<Int>, limit: Int) throws(ValidationFailure) -> [BusyInterval] {
    let usual = owner ?? master.busyOwner
    let edited = Set(series.overrides.map(\.original.startMilliseconds))
    // A day on the clock can take 25 hours.
    let length = (series.durationSeconds + series.nominalDays * 7200) * 1000
    var intervals: [BusyInterval] = []
    for occurrence in series.recurrences.occurrences(in: window.lowerBound - length..<window.upperBound)
    where !edited.contains(occurrence.startMilliseconds) {
      let seconds = EventLength.elapsedSeconds(
        series.durationSeconds, days: series.nominalDays, from: occurrence, in: series.start.zone)
      let times = TimeSpan(startMilliseconds: occurrence.startMilliseconds, durationSeconds: seconds)
      if let interval = interval(times, usual, event: nil) { intervals.append(interval) }
      guard intervals.count <= limit else {
        throw ValidationFailure(
          .tooMuchBusyTime,
          "The series “\(series.masterID)” takes place more than \(limit) times in the range.",
          remedy: "Ask for a shorter range.")
      }
    }
    for override in series.overrides where override.appointment.takesTime {
      let usualTimes = TimeSpan(
        startMilliseconds: override.original.startMilliseconds, durationSeconds: series.durationSeconds)
      let owner = owner ?? override.appointment.busyOwner(like: usual)
      let interval = interval(override.ownTimes() ?? usualTimes, owner, event: override.appointment)
      if let interval { intervals.append(interval) }
    }
    intervals += detached.compactMap { lone in
      lone.appointment.busyInterval(owner: owner ?? lone.appointment.busyOwner(like: usual))
    }
    return intervals
  }

  private func interval(_ times: TimeSpan, _ owner: BusyOwner, event: Appointment?) -> BusyInterval? {
    let id =
      event?.id ?? series.masterID + InstanceID.place(times.startMilliseconds, times.durationSeconds)
    return BusyInterval(
      startMilliseconds: times.startMilliseconds, endMilliseconds: times.endMilliseconds, owner: owner,
      label: BusyInterval.Label(
        id: id, seriesID: series.masterID, title: event?.title ?? master.title ?? ""))
  }
}
