internal import Recurrence
internal import SchedulingCore

/// What an edit does, in one sentence.
struct PreviewHeadline {
  private let preview: SeriesPreview
  private let extent: PreviewExtent

  init(_ preview: SeriesPreview) {
    self.preview = preview
    extent = PreviewExtent(preview)
  }

  /// `From Tue 2026-10-13 on, 7 occurrences move and 6 are added; 3 stay as they are.`
  var sentence: String {
    let counts = preview.counts
    guard counts.total > 0 else {
      if preview.hasErrors { return "The edit can't be carried out." }
      return extent.span.map { "There is no occurrence \($0)." } ?? "There is no occurrence to show."
    }
    var clauses = [opening]
    if counts.kept < counts.total {
      clauses[0] += Self.list(phrases)
      if counts.kept > 0 { clauses.append(staying) }
    } else {
      clauses[0] += unchanged
    }
    if extent.isPartial, let rest = extent.rest { clauses.append(rest) }
    let sentence = clauses.joined(separator: "; ")
    return sentence.prefix(1).uppercased() + sentence.dropFirst() + "."
  }

  /// Where the edit reaches, or what part of that was looked at.
  private var opening: String {
    if let span = extent.span { return "\(span), \(inWindow)" }
    guard preview.counts.kept < preview.counts.total else { return "" }
    switch preview.decision?.target {
    case .series: return isFirstOnly ? "" : "in the whole series, "
    case .split: return extent.cut.map { "from \(OccurrenceText.day($0)) on, " } ?? ""
    case .newMaster: return "the event becomes a series: "
    case .event, .instance, nil: return ""
    }
  }

  /// What becomes of the whole, where a window of it is shown.
  private var inWindow: String {
    switch preview.decision?.target {
    case .split:
      let verb = PreviewWords.endsSeries(preview.decision) ? "ended before" : "cut at"
      return extent.cut.map { "with the series \(verb) \(OccurrenceText.day($0)), " } ?? ""
    case .newMaster: return "with the event made a series, "
    case .event, .instance, .series, nil: return ""
    }
  }

  /// Whether the first occurrences were looked at, and no others.
  private var isFirstOnly: Bool { extent.isPartial && extent.span == nil }

  /// What happens to how many, by kind.
  private var phrases: [String] {
    let counts = preview.counts
    let verbs: [(count: Int, isNew: Bool, verb: (one: String, many: String))] = [
      (counts.moved, false, moves), (counts.changed, false, ("changes", "change")),
      (counts.added, true, ("is added", "are added")), (counts.removed, false, ("is removed", "are removed")),
    ]
    return verbs.filter { $0.count > 0 }.enumerated().map { index, entry in
      let verb = entry.count == 1 ? entry.verb.one : entry.verb.many
      return (index == 0 ? subject(entry.count, isNew: entry.isNew) : "\(entry.count)") + " " + verb
    }
  }

  /// `5 occurrences`, `2 of the 6 occurrences`, `all of the first 20 occurrences`.
  private func subject(_ count: Int, isNew: Bool) -> String {
    if case .event = preview.decision?.target, preview.counts.total == 1 { return "the event" }
    guard extent.isPartial, !isNew || isFirstOnly else { return count.counted("occurrence") }
    let whole = extent.total.map { " of the \($0) occurrences" }
    guard isFirstOnly else { return whole.map { "\(count)\($0)" } ?? count.counted("occurrence") }
    let first = extent.first
    guard first > 1 else { return "the first occurrence" }
    return (count == first ? "all" : "\(count)") + " of the first \(first)" + (whole ?? " occurrences")
  }

  private var staying: String {
    let kept = preview.counts.kept
    let verb = kept.form("stays as it is", "stay as they are")
    return isFirstOnly && extent.cut != nil ? "\(kept) before \(verb)" : "\(kept) \(verb)"
  }

  private var unchanged: String {
    let total = preview.counts.total
    guard total > 1 else { return "nothing changes" }
    return isFirstOnly && extent.cut == nil
      ? "none of the first \(total) occurrences changes" : "none of the \(total) occurrences changes"
  }

  /// By how much they all move, where they move alike.
  private var moves: (one: String, many: String) {
    let deltas = preview.changes.lazy.filter { $0.kind == .moved }.map(Self.delta)
    guard let first = deltas.first, let seconds = first, seconds != 0, deltas.allSatisfy({ $0 == seconds })
    else { return ("moves", "move") }
    let span = OccurrenceChange.Reason.span(seconds) + (seconds < 0 ? " earlier" : " later")
    return ("starts \(span)", "start \(span)")
  }

  private static func delta(_ change: OccurrenceChange) -> Int? {
    for case .startMoved(let seconds) in change.reasons { return seconds }
    return nil
  }

  /// `a, b and c`.
  private static func list(_ phrases: [String]) -> String {
    guard let last = phrases.last, phrases.count > 1 else { return phrases.first ?? "" }
    return phrases.dropLast().joined(separator: ", ") + " and " + last
  }
}
