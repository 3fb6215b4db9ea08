internal import Recurrence
internal import SchedulingCore

/// What an edit does, in one sentence.
struct PreviewHeadline {
  private let preview: SeriesPreview

  init(_ preview: SeriesPreview) { self.preview = preview }

  /// `From Tue 2026-10-13 on, 7 occurrences move and 6 are added; 3 stay as they are.`
  var sentence: String {
    let counts = preview.counts
    guard counts.total > 0 else {
      return preview.hasErrors ? "The edit can't be carried out." : "There is no occurrence to show."
    }
    guard counts.kept < counts.total else {
      return counts.total == 1 ? "Nothing changes." : "None of the \(counts.total) occurrences changes."
    }
    let verbs: [(count: Int, verb: (one: String, many: String))] = [
      (counts.moved, moves), (counts.changed, ("changes", "change")),
      (counts.added, ("is added", "are added")), (counts.removed, ("is removed", "are removed")),
    ]
    let phrases = verbs.filter { $0.count > 0 }.enumerated().map { index, entry in
      Self.phrase(entry.count, noun: index == 0 ? noun : nil, entry.verb)
    }
    var sentence = opening + Self.list(phrases)
    if counts.kept > 0 {
      sentence += "; " + Self.phrase(counts.kept, noun: nil, ("stays as it is", "stay as they are"))
    }
    return sentence.prefix(1).uppercased() + sentence.dropFirst() + "."
  }

  /// Where the edit reaches.
  private var opening: String {
    switch preview.decision?.target {
    case .series: "in the whole series, "
    case .split(_, let instance): cut(instance).map { "from \(OccurrenceText.day($0)) on, " } ?? ""
    case .newMaster: "the event becomes a series: "
    case .event, .instance, nil: ""
    }
  }

  private var noun: (one: String, many: String) {
    if case .event = preview.decision?.target, preview.counts.total == 1 { return ("the event", "") }
    return ("1 occurrence", "occurrences")
  }

  private func cut(_ instance: InstanceID) -> CivilDate? {
    let seconds = instance.startMilliseconds.floorDivided(by: 1000)
    let offset = preview.zone?.offsetSeconds(atInstant: seconds) ?? 0
    return LocalDateTime(wallSeconds: seconds + offset)?.date
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

  private static func phrase(
    _ count: Int, noun: (one: String, many: String)?, _ verb: (one: String, many: String)
  ) -> String {
    guard let noun else { return count.counted(verb.one, verb.many) }
    return count == 1 ? "\(noun.one) \(verb.one)" : "\(count) \(noun.many) \(verb.many)"
  }

  /// `a, b and c`.
  private static func list(_ phrases: [String]) -> String {
    guard let last = phrases.last, phrases.count > 1 else { return phrases.first ?? "" }
    return phrases.dropLast().joined(separator: ", ") + " and " + last
  }
}
