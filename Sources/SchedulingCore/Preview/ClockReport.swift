internal import Recurrence

/// Says once that a series keeps its local time while its offset changes, and that the clocks skip times of it.
struct ClockReport {
  let changes: [OccurrenceChange]
  /// Whether there are occurrences that the changes don't show.
  let isPartial: Bool

  var findings: [Diagnostic] { [offsets, gaps].compactMap(\.self) }

  private var offsets: Diagnostic? {
    let others = changes.lazy.compactMap { change -> (OccurrenceSnapshot, Int, Int)? in
      guard let after = change.after else { return nil }
      for case .offsetDiffers(let master, let here) in change.notes { return (after, master, here) }
      return nil
    }
    guard let (first, master, here) = others.first else { return nil }
    return Diagnostic(
      .note, .offsetDiffersFromMaster,
      "\(others.reduce(0) { count, _ in count + 1 }) of \(shown), from \(first.localStart) on, "
        + "have another offset than the master (\(OffsetDateTime.offsetText(here)) instead of "
        + "\(OffsetDateTime.offsetText(master))): the local time stays, the instant moves.")
  }

  private var shown: String {
    isPartial ? "the \(changes.count.counted("occurrence")) shown" : "\(changes.count) occurrences"
  }

  private var gaps: Diagnostic? {
    let gaps = changes.count { ($0.after?.occurrence.gapSeconds ?? 0) != 0 }
    guard gaps > 0 else { return nil }
    return Diagnostic(
      .note, .shiftedByGap,
      "\(gaps.counted("occurrence falls", "occurrences fall")) into an hour that the clocks skip and "
        + "\(gaps.form("starts", "start")) later.")
  }
}
