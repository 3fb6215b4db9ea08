internal import Recurrence

extension Availability {
  /// The first occurrence of a series that meets an event which occurs once, or its buffers.
  ///
  /// - Parameters:
  ///   - seriesID: The series whose former occurrences don't count.
  ///   - start: Occurrences of the series that start before it don't count; in epoch milliseconds.
  /// - Returns: `nil` where there is none; an answer that is undecided where too many occurrences come near events
  ///   that leave them their time.
  /// - Throws: `userNotInTeam`.
  /// - Complexity: O(log b) in the events for each occurrence near one of them.
  func firstEvent(
    against series: Series, ofSeries seriesID: String?, startingFrom start: Int
  ) throws(ValidationFailure) -> SeriesCollision? {
    guard let list = busy?.list, !list.entries.isEmpty else { return nil }
    var alone = self
    alone.busy?.dropSeries()
    var near = OccurrencesNearEvents(series: series, list: list, reach: busyReach, start: start)
    while true {
      let times = near.next(Self.eventChunk)
      let reasons = try alone.reasons(against: times, ofSeries: seriesID)
      for (time, reasons) in zip(times, reasons) {
        guard let reason = reasons.first(where: { $0.event != nil }), let event = reason.event else {
          continue
        }
        return SeriesCollision(
          seriesID: event.id, title: event.title, userIDs: [reason.userID].compactMap(\.self),
          answer: .first(
            own: time,
            other: TimeSpan(
              startMilliseconds: event.startMilliseconds,
              durationSeconds: (event.endMilliseconds - event.startMilliseconds) / 1000)))
      }
      if times.count < Self.eventChunk { return nil }
      if near.count > Self.mostNear {
        return SeriesCollision(
          seriesID: "", title: "", userIDs: [],
          answer: .undecided(
            reason: "More than \(Self.mostNear) occurrences come near single events and meet none of them."))
      }
    }
  }

  /// So many occurrences are checked at once, which costs less than one by one. A choice.
  private static let eventChunk = 64
  /// So many are checked before it is left undecided. A choice that bounds the work.
  private static let mostNear = 20_000
}

/// The occurrences of a series that come near an event, by start; those with a time of their own come last.
private struct OccurrencesNearEvents {
  private let recurrences: RecurrenceSet
  private let duration: Int
  private let list: BusyList
  private let reach: Int
  private let overridden: Set<Int>
  private var instant: Int?
  private var own: ArraySlice<TimeSpan>
  /// How many there were so far.
  private(set) var count = 0

  init(series: Series, list: BusyList, reach: Int, start: Int) {
    recurrences = series.recurrences
    duration = series.durationSeconds
    self.list = list
    self.reach = reach
    overridden = Set(series.overrides.map(\.original.startMilliseconds))
    instant = start
    own =
      series.overrides.filter(\.appointment.takesTime).compactMap { $0.ownTimes() }
      .filter { $0.startMilliseconds >= start }[...]
  }

  mutating func next(_ limit: Int) -> [TimeSpan] {
    var found: [TimeSpan] = []
    while found.count < limit {
      guard let from = instant, let occurrence = recurrences.first(from: from) else {
        guard let time = own.popFirst() else { break }
        if list.isTaken(around(time)) { found.append(time) }
        instant = nil
        continue
      }
      let time = TimeSpan(startMilliseconds: occurrence.startMilliseconds, durationSeconds: duration)
      let range = around(time)
      instant = occurrence.startMilliseconds + 1
      if list.isTaken(range) {
        if !overridden.contains(time.startMilliseconds) { found.append(time) }
        continue
      }
      // Nothing comes near an occurrence before the next event begins.
      let place = list.firstPlace(startingAt: range.upperBound)
      instant =
        place < list.entries.count
        ? max(occurrence.startMilliseconds + 1, list.entries[place].start - reach - duration * 1000) : nil
    }
    count += found.count
    return found
  }

  private func around(_ time: TimeSpan) -> Range<Int> {
    time.startMilliseconds - reach..<max(time.endMilliseconds, time.startMilliseconds) + reach + 1
  }
}
