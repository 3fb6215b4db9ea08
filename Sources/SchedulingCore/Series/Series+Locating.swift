internal import Recurrence

extension Series {
  /// Tells which occurrence an instance id is, or why it is none.
  ///
  /// - Throws: What the recurrence can't be expanded for.
  public func locate(_ id: InstanceID) throws(ValidationFailure) -> InstanceLocation {
    let start = id.startMilliseconds
    guard id.masterID == masterID else {
      return .missing(
        .init(
          reason: .otherMaster,
          message: "“\(id)” belongs to the series “\(id.masterID)”, not to “\(masterID)”.", nearest: []))
    }
    guard id.durationSeconds == durationSeconds else {
      return .missing(
        .init(
          reason: .otherDuration,
          message: "“\(id)” takes \(id.durationSeconds) seconds, the series' occurrences take "
            + "\(durationSeconds).", nearest: nearest(to: start)))
    }
    if let occurrence = recurrences.first(from: start), occurrence.startMilliseconds == start {
      // Who can't count those before can't count all.
      let index = recurrences.index(of: start)
      let count = index == nil ? nil : recurrences.count()
      return .found(.init(index: index, count: count, occurrence: occurrence))
    }
    let (reason, message) = try ValidationFailure.of { () throws(RecurrenceError) in try absence(of: start) }
    return .missing(.init(reason: reason, message: message, nearest: nearest(to: start)))
  }

  /// Whether an id is that of an occurrence, where nothing was edited on its own.
  func isOccurrence(_ id: InstanceID) -> Bool {
    id.masterID == masterID && id.durationSeconds == durationSeconds
      && recurrences.contains(id.startMilliseconds)
  }

  private func absence(of start: Int) throws(RecurrenceError) -> (InstanceLocation.Reason, String) {
    let when = describe(start)
    if text.hasExclusions, try recurrences.withoutExclusions().contains(start) {
      return (.excluded, "The occurrence of \(when) is excluded from the series.")
    }
    guard let first = recurrences.first(from: Int.min) else {
      return (.notGenerated, "The series has no occurrences.")
    }
    if start < first.startMilliseconds {
      return (
        .beforeStart, "\(when) is before the first occurrence, \(describe(first.startMilliseconds))."
      )
    }
    if recurrences.isFinite, let last = recurrences.last(before: Int.max), start > last.startMilliseconds {
      return (.pastEnd, "\(when) is after the last occurrence, \(describe(last.startMilliseconds)).")
    }
    return (.notGenerated, "The series has no occurrence at \(when).")
  }

  private func nearest(to start: Int) -> [InstanceID] {
    var before: [Int] = []
    var bound = start
    while before.count < 2, let occurrence = recurrences.last(before: bound) {
      bound = occurrence.startMilliseconds
      before.append(bound)
    }
    var after: [Int] = []
    bound = start
    while after.count < 2, bound < Int.max, let occurrence = recurrences.first(from: bound) {
      after.append(occurrence.startMilliseconds)
      bound = occurrence.startMilliseconds + 1
    }
    return (before.reversed() + after).compactMap { try? instanceID(startMilliseconds: $0) }
  }

  /// An instant as the series' clocks show it.
  func describe(_ milliseconds: Int) -> String {
    let seconds = milliseconds.floorDivided(by: 1000)
    return OffsetDateTime(
      milliseconds: milliseconds, offsetSeconds: start.zone.offsetSeconds(atInstant: seconds))?.text
      ?? "\(milliseconds) ms"
  }
}
