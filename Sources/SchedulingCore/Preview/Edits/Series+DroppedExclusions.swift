internal import Recurrence

extension Series {
  /// A given rrule replaces EXDATEs too; those that it does not restate come back to life.
  ///
  /// - Parameters:
  ///   - exclusions: Those of this series that the rrule replaces.
  ///   - replaced: The series with that rrule.
  ///   - delta: How the start moves on the clock's face, in seconds.
  func droppedExclusions(
    _ exclusions: [RecurrenceDate], in replaced: Series, movedBy delta: Int
  ) throws(Diagnostic) -> [Diagnostic] {
    guard !exclusions.isEmpty else { return [] }
    let revived = try Diagnostic.of { () throws(RecurrenceError) in
      var shift = SeriesDateShift(
        text: RecurrenceText(exclusions: exclusions), start: start, deltaSeconds: delta, options: options)
      var revived: [Int] = []
      for date in delta == 0 ? exclusions : try shift.exclusions() {
        revived += try replaced.recurrences.occurrences(named: date).map(\.startMilliseconds)
      }
      return revived
    }
    let restated = replaced.text.exclusions.count
    guard !revived.isEmpty || restated < exclusions.count else { return [] }
    let shown = revived.prefix(3).map(describe).joined(separator: ", ")
    return [
      Diagnostic(
        revived.isEmpty ? .note : .warning, .exclusionsDropped,
        "rrule replaces the \(exclusions.count.counted("EXDATE")) of the series"
          + (revived.isEmpty
            ? "; none of them matters any more."
            : ": \(revived.count.counted("excluded occurrence")) \(revived.count.form("takes", "take")) place again, "
              + "\(shown)\(revived.count > 3 ? "…" : "")."),
        field: "rrule", remedy: revived.isEmpty ? nil : "Restate the EXDATE lines in rrule to keep them.")
    ]
  }
}
