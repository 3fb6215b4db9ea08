internal import Recurrence

/// Pairs the occurrences before an edit with those after it and says why each is where it is.
///
/// First by original start: the one whose local start is the old one plus the move. Then by place: of
/// those left between two such pairs, the k-th before is the k-th after. What an exclusion takes away or
/// gives back is no move.
struct OccurrenceMatcher {
  let before: PreviewSide
  let after: PreviewSide
  /// How the occurrences move.
  let move: OccurrenceMove
  /// Names of the fields that the edit changes.
  let fields: [String]
  /// The fields that the edit gives, by the API's names.
  let given: JSONObject
  /// The series' fields before the edit.
  let former: JSONObject
  /// Whether the edit takes the recurrence away.
  let removesRule: Bool
  /// Whether the recurrence is another one than the old one moved.
  let replacesRule: Bool
  /// Whether no edit reaches what is compared.
  let isUnchanged: Bool
  let window: PreviewWindow
  /// The start of the instance that the edit is addressed to, where it was edited on its own.
  let named: Int?
  /// Only what starts from here on is looked at before the edit.
  var cut: Int?
  /// Overrides by the start of their occurrence.
  var overridesBefore: [Int: PlacedOverride] = [:]
  var overridesAfter: [Int: PlacedOverride] = [:]

  struct Matches {
    var changes: [OccurrenceChange] = []
    /// Whether there are more occurrences than were looked at.
    var isTruncated = false
  }

  /// What an edit leads to.
  init(before: PreviewSide, after: PreviewSide, edit result: EditResult, in context: EditContext) {
    self.before = before
    self.after = after
    move = result.move
    fields = result.effective.changedFields(beside: context.event.json)
    given = result.effective.body
    former = context.event.json
    named = result.named?.originalStart
    removesRule = context.edit.rule == .remove
    replacesRule = context.edit.changesRule
    isUnchanged = false
    window = context.window
  }

  /// What no edit reaches.
  init(unchanged side: PreviewSide, window: PreviewWindow) {
    before = side
    after = side
    move = OccurrenceMove()
    fields = []
    given = JSONObject()
    former = JSONObject()
    named = nil
    removesRule = false
    replacesRule = false
    isUnchanged = true
    self.window = window
  }

  func changes() throws(RecurrenceError) -> Matches {
    let isEndless = before.isEndless || after.isEndless
    let limit = window.range == nil && isEndless ? min(window.limit, window.endlessLimit) : window.limit
    var reach = window.range.map(widened)
    var old = try before.expand(in: replacesRule && !isEndless ? nil : reach, from: cut, limit: limit)
    var new = try after.expand(in: replacesRule && !isEndless ? nil : reach, limit: limit)
    if replacesRule, !isEndless, reach != nil {
      // Places are counted through the whole series, whatever window is shown.
      if old.isTruncated || new.isTruncated {
        old = try before.expand(in: reach, from: cut, limit: limit)
        new = try after.expand(in: reach, limit: limit)
      } else {
        reach = nil
      }
    }
    // Beyond the last occurrence that was looked at nothing is known of that side.
    let known = min(
      old.isTruncated ? old.occurrences.last?.startMilliseconds ?? Int.max : Int.max,
      new.isTruncated ? new.occurrences.last?.startMilliseconds ?? Int.max : Int.max)
    var explainer = ChangeExplainer(self, old: old.occurrences, new: new.occurrences)
    let pairs = try pair(old.occurrences, new.occurrences, from: reach?.lowerBound, &explainer)

    var matches = Matches(isTruncated: old.isTruncated || new.isTruncated)
    matches.changes.reserveCapacity(pairs.count)
    for pair in pairs {
      let old = pair.old?.startMilliseconds
      let new = pair.new?.startMilliseconds
      if let range = window.range, !(old.map(range.contains) ?? false), !(new.map(range.contains) ?? false) {
        continue
      }
      if old == nil || new == nil || pair.isByPlace, old ?? Int.min > known || new ?? Int.min > known {
        continue
      }
      matches.changes.append(try explainer.change(pair))
    }
    return matches
  }

  /// Whether one of them has something of its own.
  func isOverridden(_ old: Occurrence, _ new: Occurrence) -> Bool {
    !overridesBefore.isEmpty && overridesBefore.index(forKey: old.startMilliseconds) != nil
      || !overridesAfter.isEmpty && overridesAfter.index(forKey: new.startMilliseconds) != nil
  }

  /// The window and as much around it as the move reaches.
  private func widened(_ range: Range<Int>) -> Range<Int> {
    // A day that is replaced stays in its year.
    let days = move.day == nil && move.additions.isEmpty ? 2 : 368
    let reach =
      (move.seconds.magnitude < 400 * 366 * 86_400 ? abs(move.seconds) : 0) * 1000 + days * 86_400_000
    let lower = range.lowerBound.subtractingReportingOverflow(reach)
    let upper = range.upperBound.addingReportingOverflow(reach)
    return (lower.overflow ? Int.min : lower.partialValue)..<(upper.overflow ? Int.max : upper.partialValue)
  }

  private func pair(
    _ old: [Occurrence], _ new: [Occurrence], from lowerBound: Int?, _ explainer: inout ChangeExplainer
  ) throws(RecurrenceError) -> [OccurrencePairing.Pair] {
    // Where the recurrence is another one, an override may stay where others move.
    let joined = replacesRule ? overridesAfter.mapValues(\.originalStart) : [:]
    var pairing = OccurrencePairing(old, new, by: move, joined: joined)
    if pairing.isOpen, let shift = shift(at: lowerBound) {
      try pairing.pairByPlace(from: shift, &explainer)
    }
    return pairing.pairs
  }

  /// The place after the edit that the first occurrence of a window before it has, both from the window's begin
  /// on; `nil` where their places in the series aren't known.
  private func shift(at lowerBound: Int?) -> Int? {
    guard let lowerBound else { return 0 }
    guard let skipped = cut.map({ before.index(before: $0) }) ?? 0,
      let old = before.index(before: lowerBound), let new = after.index(before: lowerBound)
    else { return nil }
    return max(0, old - skipped) - new
  }
}
