public import Recurrence

extension Series {
  /// The occurrence of a day, or of a time of that day, on the series' clock.
  ///
  /// One that was edited on its own is found by its own time and by that of the occurrence it stands for; where a
  /// time of day means two, the one that takes place then counts.
  ///
  /// - Throws: `noOccurrenceOnDay`, with the nearest ones, and `severalOccurrencesOnDay`, with their times.
  /// - Complexity: O(n) in the occurrences of three days and the overrides.
  public func instance(on date: CivilDate, secondOfDay: Int? = nil) throws(ValidationFailure) -> InstanceID {
    let time = secondOfDay.flatMap { LocalDateTime(wallSeconds: date.dayNumber * 86_400 + $0) }
    func isMeant(_ local: LocalDateTime) -> Bool { time.map { $0 == local } ?? (local.date == date) }
    var taking: [Int: LocalDateTime] = [:]
    var standing: [Int: LocalDateTime] = [:]
    for override in overrides {
      let start = override.original.startMilliseconds
      let slot = start.local(in: self.start.zone)
      let own = override.ownStart.map { $0.local(in: self.start.zone) } ?? slot
      if isMeant(own) { taking[start] = own } else if isMeant(slot) { standing[start] = own }
    }
    let overridden = Set(overrides.map(\.original.startMilliseconds))
    for occurrence in recurrences.occurrences(in: date.around)
    where isMeant(occurrence.local) && !overridden.contains(occurrence.startMilliseconds) {
      taking[occurrence.startMilliseconds] = occurrence.local
    }
    let found =
      time != nil && !taking.isEmpty ? taking : taking.merging(standing) { taking, _ in taking }
    guard let start = found.keys.min() else {
      throw none(on: time?.description ?? date.description, of: date)
    }
    guard found.count == 1 else { throw several(on: time?.description ?? date.description, found) }
    return try instanceID(startMilliseconds: start)
  }

  /// When an occurrence takes place: by the time of its own, where it was edited on its own.
  package func times(of id: InstanceID) -> TimeSpan {
    overrides.first { $0.original.startMilliseconds == id.startMilliseconds }?.ownTimes()
      ?? TimeSpan(startMilliseconds: id.startMilliseconds, durationSeconds: id.durationSeconds)
  }

  /// An occurrence that a start is much nearer to than to the one it is given for.
  ///
  /// - Parameters:
  ///   - now: When the one it is given for takes place, in epoch milliseconds.
  ///   - original: The start of the occurrence that one stands for.
  package func nearer(to start: Int, than now: Int, original: Int) -> Occurrence? {
    let neighbours = [recurrences.last(before: start), recurrences.first(from: start)].compactMap(\.self)
    func distance(_ other: Int) -> UInt { (start - other).magnitude }
    guard
      let nearest = neighbours.min(by: { distance($0.startMilliseconds) < distance($1.startMilliseconds) }),
      nearest.startMilliseconds != original, nearest.startMilliseconds != now,
      distance(nearest.startMilliseconds) <= distance(now) / 4
    else { return nil }
    return nearest
  }

  private func several(on day: String, _ found: [Int: LocalDateTime]) -> ValidationFailure {
    let times = found.values.sorted()
    let shown = times.prefix(10).map(\.description).joined(separator: ", ")
    return ValidationFailure(
      .severalOccurrencesOnDay,
      "\(day) has \(times.count) occurrences: \(shown)\(times.count > 10 ? "…" : "").",
      remedy: "Give the time too, or the id where two have the same.")
  }

  private func none(on day: String, of date: CivilDate) -> ValidationFailure {
    let midnight = date.dayNumber * 86_400_000
    let near = [recurrences.last(before: midnight), recurrences.first(from: midnight)].compactMap(\.self)
    let unfiltered = text.hasExclusions ? try? recurrences.withoutExclusions() : nil
    let isExcluded = unfiltered?.occurrences(in: date.around).contains { $0.local.date == date } ?? false
    return ValidationFailure(
      .noOccurrenceOnDay,
      "The series has no occurrence on \(day)\(isExcluded ? ": it is excluded" : "").",
      remedy: near.isEmpty
        ? nil : "The nearest are \(near.map { describe($0.startMilliseconds) }.joined(separator: " and ")).")
  }
}

extension CivilDate {
  /// Three days in epoch milliseconds, with that day in every zone.
  fileprivate var around: Range<Int> { (dayNumber - 1) * 86_400_000..<(dayNumber + 2) * 86_400_000 }
}

extension Int {
  /// What a zone's clocks show at an instant in epoch milliseconds.
  fileprivate func local(in zone: ZoneTransitions) -> LocalDateTime {
    zone.occurrence(atMilliseconds: self).local
  }
}

extension Diagnostic.Code {
  /// No occurrence takes place on the day that is named.
  public static let noOccurrenceOnDay = Self(rawValue: "noOccurrenceOnDay")
  /// Several occurrences take place on the day that is named.
  public static let severalOccurrencesOnDay = Self(rawValue: "severalOccurrencesOnDay")
}
