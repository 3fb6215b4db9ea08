internal import Recurrence

/// What a cut does to the occurrences before it and to those from it on.
struct HalvesComparison {
  let halves: SeriesHalves
  let result: EditResult
  let placement: OverridePlacement
  let context: EditContext

  /// Of a series without end the last occurrences before the cut are shown, and the first from it on.
  private var isOpen: Bool { context.window.range == nil && !halves.whole.recurrences.isFinite }

  /// The occurrences before the cut.
  func untouched() throws(ValidationFailure) -> OccurrenceMatcher.Matches {
    let head = PreviewSide(halves.head)
    var window = context.window
    if isOpen { window.range = headRange }
    var matcher = OccurrenceMatcher(unchanged: head, window: window)
    matcher.overridesBefore = placement.before
    matcher.overridesAfter = placement.after
    return try ValidationFailure.of { () throws(RecurrenceError) in try matcher.changes() }
  }

  /// The occurrences from the cut on.
  func reached() throws(ValidationFailure) -> OccurrenceMatcher.Matches {
    guard let tail = halves.tail else { return try cancelled() }
    var matcher = OccurrenceMatcher(before: PreviewSide(halves.whole), after: tail, edit: result, in: context)
    matcher.cut = halves.cut
    matcher.overridesBefore = placement.before
    matcher.overridesAfter = placement.tail
    var matches = try ValidationFailure.of { () throws(RecurrenceError) in try matcher.changes() }
    matches.isTruncated = matches.isTruncated || isOpen
    return matches
  }

  private var headRange: Range<Int> {
    var lower = halves.cut
    for occurrence in halves.head.recurrences.reversedOccurrences(in: Int.min..<halves.cut)
      .prefix(context.window.endlessLimit)
    {
      lower = occurrence.startMilliseconds
    }
    return lower..<halves.cut
  }

  private func cancelled() throws(ValidationFailure) -> OccurrenceMatcher.Matches {
    let side = PreviewSide(halves.whole)
    let window = context.window
    let gone = try ValidationFailure.of { () throws(RecurrenceError) in
      try side.expand(in: window.range, from: halves.cut, limit: isOpen ? window.endlessLimit : window.limit)
    }
    let snapshots = SideSnapshots(side)
    let masterOffset = side.masterOffsetSeconds
    let changes = gone.occurrences.map { occurrence in
      let snapshot = snapshots.of(occurrence, placement.before[occurrence.startMilliseconds])
      return OccurrenceChange(
        kind: .removed, before: snapshot, after: nil, reasons: [.pastEnd],
        notes: ChangeExplainer.notes(snapshot, masterOffset: masterOffset))
    }
    return OccurrenceMatcher.Matches(changes: changes, isTruncated: gone.isTruncated)
  }
}
