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
    let own = series.overrides.compactMap { $0.ownTimes()?.durationSeconds }
    let longest = ([series.durationSeconds] + own).max() ?? 0
    let usual = master.busyOwner
    var intervals: [BusyInterval] = []
    let agenda = series.agenda(
      in: window.lowerBound - longest * 1000..<window.upperBound, master: master, detached: detached)
    for entry in agenda where entry.takesPlace && entry.appointment?.takesTime != false {
      let label = BusyInterval.Label(
        id: entry.id.description, seriesID: series.masterID,
        title: entry.value(of: .title)?.stringValue ?? "")
      let interval = BusyInterval(
        startMilliseconds: entry.startMilliseconds,
        endMilliseconds: entry.startMilliseconds + entry.durationSeconds * 1000,
        owner: owner ?? entry.appointment?.busyOwner(like: usual) ?? usual, label: label)
      if let interval { intervals.append(interval) }
      guard intervals.count <= limit else {
        throw ValidationFailure(
          .tooMuchBusyTime,
          "The series “\(series.masterID)” takes place more than \(limit) times in the range.",
          remedy: "Ask for a shorter range.")
      }
    }
    return intervals
  }
}
