internal import Recurrence

/// An edit of one instance, among the occurrences that it leaves alone.
struct InstanceComparison {
  let edited: InstanceChange
  let result: EditResult
  let context: EditContext

  func matches(_ placement: OverridePlacement) throws(ValidationFailure) -> OccurrenceMatcher.Matches {
    guard let series = context.series else { return OccurrenceMatcher.Matches(changes: [change]) }
    let window = context.window
    let limit = series.recurrences.isFinite || window.range != nil ? window.limit : window.endlessLimit
    let expansion = try ValidationFailure.of { () throws(RecurrenceError) in
      try series.recurrences.expand(in: window.range, limits: ExpansionLimits(occurrences: limit))
    }
    let snapshots = SideSnapshots(PreviewSide(series))
    var changes = expansion.occurrences.filter { $0.startMilliseconds != edited.named.startMilliseconds }
      .map { occurrence in
        let snapshot = snapshots.of(occurrence, placement.before[occurrence.startMilliseconds])
        return OccurrenceChange(untouched: snapshot, masterOffset: masterOffset)
      }
    let starts = [edited.old.startMilliseconds, edited.new.startMilliseconds]
    if starts.contains(where: { window.range?.contains($0) ?? true }) {
      let place =
        changes.firstIndex { $0.sortingMilliseconds > edited.old.startMilliseconds } ?? changes.endIndex
      changes.insert(change, at: place)
    }
    return OccurrenceMatcher.Matches(changes: changes, isTruncated: expansion.isTruncated)
  }

  private var masterOffset: Int {
    result.before?.masterOffsetSeconds ?? Int(edited.old.occurrence.offsetSeconds)
  }

  private var change: OccurrenceChange {
    ChangeExplainer.change(
      edited.old, edited.new, .init(), fields: result.effective.changedFields(beside: edited.json),
      notes: ChangeExplainer.notes(edited.new, masterOffset: masterOffset))
  }
}

extension OccurrenceChange {
  /// An occurrence that the edit does not reach.
  fileprivate init(untouched snapshot: OccurrenceSnapshot, masterOffset: Int) {
    self.init(
      kind: .kept, before: snapshot, after: snapshot, reasons: [.outsideScope],
      notes: ChangeExplainer.notes(snapshot, masterOffset: masterOffset))
  }
}
