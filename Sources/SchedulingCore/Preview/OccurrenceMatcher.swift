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
  /// The edit as it will be sent.
  let given: AppointmentEdit
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
    given = result.effective
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
    given = AppointmentEdit()
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
    let seen = try seen(limit: limit, isEndless: isEndless)
    var explainer = ChangeExplainer(self, old: seen.old, new: seen.new)
    let pairs = try pair(seen.old, seen.new, from: seen.lowerBound, &explainer)

    var matches = Matches(isTruncated: seen.isTruncated)
    matches.changes.reserveCapacity(pairs.count)
    for pair in pairs {
      let old = pair.old?.startMilliseconds
      let new = pair.new?.startMilliseconds
      if let range = seen.range, !(old.map(range.contains) ?? false), !(new.map(range.contains) ?? false) {
        continue
      }
      let isKnown = max(old ?? Int.min, new ?? Int.min) <= seen.known
      if !isKnown, old == nil || new == nil || pair.isByPlace { continue }
      matches.changes.append(try explainer.change(pair))
    }
    return matches
  }

  /// What is looked at of both sides.
  private struct Seen {
    var old: [Occurrence]
    var new: [Occurrence]
    /// Where it begins, if not with the series.
    var lowerBound: Int?
    /// What is shown of it, if not all.
    var range: Range<Int>?
    /// The last occurrence of a side that goes on: nothing is known of it beyond.
    var known: Int
    var isTruncated: Bool
  }

  private func seen(limit: Int, isEndless: Bool) throws(RecurrenceError) -> Seen {
    // Where the rule is another one, places are counted through the whole series, whatever window is shown.
    if let range = window.range, isEndless || !replacesRule { return try seen(around: range, limit: limit) }
    let (old, new) = try both(in: nil, limit: limit)
    if let range = window.range, old.isTruncated || new.isTruncated {
      return try seen(around: range, limit: limit)
    }
    return Seen(
      old: old.occurrences, new: new.occurrences, range: window.range,
      known: min(old.lastKnown, new.lastKnown), isTruncated: old.isTruncated || new.isTruncated)
  }

  /// So many occurrences before and after a window are looked at for what moves into it or out of it: a day of a
  /// series by seconds, and all that a move reaches for one by minutes. A choice.
  private static let mostAround = 100_000

  /// A window, and as much around it as the move reaches.
  private func seen(around range: Range<Int>, limit: Int) throws(RecurrenceError) -> Seen {
    // Where occurrences may be, so that nothing overflows.
    let calendar = Int.min / 4..<Int.max / 4
    let window = range.clamped(to: calendar)
    var begin = window.lowerBound - reach
    var (old, new) = try both(in: begin..<window.lowerBound, limit: Self.mostAround)
    while old.isTruncated || new.isTruncated {
      begin += (window.lowerBound - begin + 1) / 2
      (old, new) = try both(in: begin..<window.lowerBound, limit: Self.mostAround)
    }
    let (oldInside, newInside) = try both(in: window, limit: limit)
    let known = min(oldInside.lastKnown, newInside.lastKnown)
    let shown = window.lowerBound..<min(window.upperBound, known == .max ? .max : known + 1)
    let end = shown.upperBound + reach
    let (oldLater, newLater) = try both(in: shown.upperBound..<end, limit: Self.mostAround)
    return Seen(
      old: old.occurrences + oldInside.until(shown.upperBound) + oldLater.occurrences,
      new: new.occurrences + newInside.until(shown.upperBound) + newLater.occurrences,
      lowerBound: begin, range: shown, known: known,
      isTruncated: oldInside.isTruncated || newInside.isTruncated)
  }

  private func both(
    in range: Range<Int>?, limit: Int
  ) throws(RecurrenceError) -> (old: Expansion, new: Expansion) {
    (try before.expand(in: range, from: cut, limit: limit), try after.expand(in: range, limit: limit))
  }

  /// Whether one of them has something of its own.
  func isOverridden(_ old: Occurrence, _ new: Occurrence) -> Bool {
    !overridesBefore.isEmpty && overridesBefore.index(forKey: old.startMilliseconds) != nil
      || !overridesAfter.isEmpty && overridesAfter.index(forKey: new.startMilliseconds) != nil
  }

  /// How far a move leads, in milliseconds, and some days more.
  private var reach: Int {
    // A day that is replaced stays in its year.
    let days = move.day == nil && move.additions.isEmpty ? 2 : 368
    return (move.seconds.magnitude < 400 * 366 * 86_400 ? abs(move.seconds) : 0) * 1000 + days * 86_400_000
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

extension Expansion {
  /// The last occurrence where the limit cut the series: nothing is known of it beyond.
  fileprivate var lastKnown: Int {
    isTruncated ? occurrences.last?.startMilliseconds ?? Int.max : Int.max
  }

  /// Those that start before an instant.
  fileprivate func until(_ milliseconds: Int) -> ArraySlice<Occurrence> {
    occurrences.prefix { $0.startMilliseconds < milliseconds }
  }
}
