internal import Recurrence

extension Series {
  /// How many times one finding names.
  private static let mostNamed = 100

  /// A given rrule replaces EXDATEs too; those that it does not restate come back to life where it generates
  /// their times.
  ///
  /// - Parameters:
  ///   - exclusions: Those of this series that the rrule replaces.
  ///   - replaced: The series with that rrule.
  func droppedExclusions(
    _ exclusions: [RecurrenceDate], in replaced: Series
  ) throws(ValidationFailure) -> [Diagnostic] {
    guard !exclusions.isEmpty else { return [] }
    let revived = try ValidationFailure.of { () throws(RecurrenceError) in
      try replaced.recurrences.named(by: exclusions, atMost: Self.mostNamed)
    }
    let restated = replaced.text.exclusions.count
    guard revived.count > 0 || restated < exclusions.count else { return [] }
    let shown = revived.starts.map(describe).joined(separator: ", ")
    let others = revived.count - revived.starts.count
    return [
      Diagnostic(
        revived.count == 0 ? .note : .warning, .exclusionsDropped,
        "rrule replaces the \(exclusions.count.counted("EXDATE")) of the series"
          + (revived.count == 0
            ? "; none of the times they exclude takes place again."
            : ": \(revived.count.counted("excluded occurrence")) \(revived.count.form("takes", "take")) place again, "
              + "\(shown)\(others > 0 ? " and \(others) more" : "")."),
        field: "rrule", remedy: revived.count == 0 ? nil : "Restate the EXDATE lines in rrule to keep them.")
    ]
  }
}

extension RecurrenceSet {
  /// How many occurrences some dates name, each counted once, and the first starts of them in epoch milliseconds.
  fileprivate func named(
    by dates: [RecurrenceDate], atMost limit: Int
  ) throws(RecurrenceError) -> (count: Int, starts: [Int]) {
    var (days, times) = (Set<CivilDate>(), Set<RecurrenceDate>())
    for date in dates {
      if case .date(let day) = date { days.insert(day) } else { times.insert(date) }
    }
    var starts: Set<Int> = []
    for time in times {
      for occurrence in try occurrences(named: time) where !days.contains(occurrence.nominalLocal.date) {
        starts.insert(occurrence.startMilliseconds)
      }
    }
    let countOfTimes = starts.count
    var countOfDays = 0
    for day in days.sorted() {
      if countOfDays < limit {
        starts.formUnion(occurrences(on: day).prefix(limit).map(\.startMilliseconds))
      }
      countOfDays += self.count(on: day)
    }
    return (countOfTimes + countOfDays, Array(starts.sorted().prefix(limit)))
  }
}
