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
      var revived: Set<Int> = []
      for date in exclusions {
        revived.formUnion(try replaced.recurrences.occurrences(named: date).map(\.startMilliseconds))
      }
      return revived.sorted()
    }
    let restated = replaced.text.exclusions.count
    guard !revived.isEmpty || restated < exclusions.count else { return [] }
    let shown = revived.prefix(Self.mostNamed).map(describe).joined(separator: ", ")
    let others = revived.count - Self.mostNamed
    return [
      Diagnostic(
        revived.isEmpty ? .note : .warning, .exclusionsDropped,
        "rrule replaces the \(exclusions.count.counted("EXDATE")) of the series"
          + (revived.isEmpty
            ? "; none of the times they exclude takes place again."
            : ": \(revived.count.counted("excluded occurrence")) \(revived.count.form("takes", "take")) place again, "
              + "\(shown)\(others > 0 ? " and \(others) more" : "")."),
        field: "rrule", remedy: revived.isEmpty ? nil : "Restate the EXDATE lines in rrule to keep them.")
    ]
  }
}
