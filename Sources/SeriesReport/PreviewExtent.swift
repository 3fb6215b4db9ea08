internal import Recurrence
internal import SchedulingCore

/// Which part of the occurrences a preview looked at, in words; where it looked at all, there is nothing to say.
struct PreviewExtent {
  private let preview: SeriesPreview

  init(_ preview: SeriesPreview) { self.preview = preview }

  /// Whether there are occurrences that are not shown, or may be.
  var isPartial: Bool {
    guard !preview.isTruncated else { return true }
    guard preview.window.range != nil else { return false }
    let all = [preview.lengthBefore, preview.lengthAfter]
    return all != [.finite(shownBefore), .finite(preview.changes.count { $0.after != nil })]
  }

  /// `2 of the 6 occurrences, from Sun 2026-11-01 to Tue 2026-11-10`; `nil` where all are shown.
  var phrase: String? {
    guard isPartial, !preview.changes.isEmpty else { return nil }
    return [shown, rest].compactMap(\.self).joined(separator: "; ")
  }

  private var shown: String {
    if let span {
      let count = total == nil ? preview.counts.total : shownBefore
      return (preview.isTruncated ? Self.first(count) : "\(count)") + "\(ofTotal) "
        + (total ?? count).form("occurrence", "occurrences") + ", \(span)"
    }
    if let cut {
      let day = OccurrenceText.day(cut)
      return
        "\(preview.counts.kept.counted("occurrence")) before \(day) and \(Self.first(first)) from then on"
    }
    return Self.first(first) + "\(ofTotal) " + (total ?? first).form("occurrence", "occurrences")
  }

  private static func first(_ count: Int) -> String { count == 1 ? "the first" : "the first \(count)" }

  /// ` of the 6`, where there is such a number.
  private var ofTotal: String { total.map { " of the \($0)" } ?? "" }

  /// What is known of those that are not shown.
  var rest: String? {
    switch (preview.lengthBefore, preview.lengthAfter) {
    case (.endless, .finite): "the series had no end before"
    case (.finite, .endless): "the series has no end from now on"
    case (.endless, _), (_, .endless): "the series has no end"
    case _ where preview.isTruncated && (total == nil || preview.window.range != nil): "more follow"
    case _: nil
    }
  }

  /// How many there are before the edit, where a part of them is shown; `nil` where what is shown goes beyond them.
  var total: Int? {
    guard isPartial, case .finite(let count?) = preview.lengthBefore, count > 1 else { return nil }
    return preview.window.range == nil && (cut != nil || preview.lengthAfter == .endless) ? nil : count
  }

  /// How many are shown in one run from the first on: all of them, or those from a cut on.
  var first: Int {
    if cut != nil { return preview.counts.total - preview.counts.kept }
    return total == nil ? preview.counts.total : shownBefore
  }

  private var shownBefore: Int { preview.changes.count { $0.before != nil } }

  /// The day of the cut.
  var cut: CivilDate? {
    guard case .split(_, let instance) = preview.decision?.target else { return nil }
    return local(instance.startMilliseconds)?.date
  }

  // MARK: The window

  /// `from Sun 2026-11-01 to Tue 2026-11-10`: the window, where there is one.
  var span: String? {
    guard isPartial, let range = preview.window.range, !range.isEmpty else { return nil }
    let from = local(range.lowerBound).map(Self.text)
    // The window ends before its upper bound.
    let to = local(range.upperBound).flatMap { bound in
      bound.secondOfDay == 0
        ? local(range.upperBound - 1).map { OccurrenceText.day($0.date) } : Self.text(bound)
    }
    switch (from, to) {
    case (let from?, let to?): return from == to ? "on \(from)" : "from \(from) to \(to)"
    case (let from?, nil): return "from \(from) on"
    case (nil, let to?): return "up to \(to)"
    case (nil, nil): return nil
    }
  }

  private func local(_ milliseconds: Int) -> LocalDateTime? {
    let seconds = milliseconds.floorDivided(by: 1000)
    let offset = preview.zone?.offsetSeconds(atInstant: seconds) ?? 0
    let (wall, overflow) = seconds.addingReportingOverflow(offset)
    return overflow ? nil : LocalDateTime(wallSeconds: wall)
  }

  private static func text(_ local: LocalDateTime) -> String {
    OccurrenceText.day(local.date) + (local.secondOfDay == 0 ? "" : " " + OccurrenceText.clock(local))
  }
}
