internal import Recurrence
public import SchedulingCore

/// A preview as text for people.
public struct PreviewText: Sendable {
  private let preview: SeriesPreview
  private let style: TextStyle
  private let showsKept: Bool

  /// The text of a preview, without colours.
  public init(_ preview: SeriesPreview) { self.init(preview, style: .plain) }

  /// - Parameter showsKept: Whether occurrences are listed that the edit leaves as they are.
  package init(_ preview: SeriesPreview, style: TextStyle, showsKept: Bool = true) {
    self.preview = preview
    self.style = style
    self.showsKept = showsKept
  }

  /// The whole picture, with a newline at its end.
  public var text: String {
    let sections = [
      target, occurrences, conflicts, collisions, ids, overrides, exclusions, findings, assumptions, requests,
    ]
    var text = ""
    // One allocation: a request alone may have many megabytes.
    text.reserveCapacity(sections.joined().reduce(sections.count) { $0 + $1.utf8.count + 1 })
    for section in sections where !section.isEmpty {
      if !text.isEmpty { text += "\n" }
      for line in section {
        text += line
        text += "\n"
      }
    }
    return text
  }

  private var target: [String] {
    var table = TextTable([.leading, .leading])
    for fact in PreviewWords.facts(preview) {
      for (index, line) in fact.lines.enumerated() {
        table.append([
          TextTable.Cell(index == 0 ? fact.name : "", style: style.heading),
          TextTable.Cell(style.shown(line)),
        ])
      }
    }
    return table.lines()
  }

  private var occurrences: [String] {
    guard !preview.changes.isEmpty else { return [] }
    var table = TextTable([.leading, .leading, .leading, .leading])
    table.append(["change", "before", "after", "why"], style: style.heading)
    for change in preview.changes where showsKept || change.kind != .kept {
      let why = PreviewWords.why(change)
      table.append([
        TextTable.Cell(change.kind.rawValue, style: colour(of: change.kind)),
        TextTable.Cell(change.before.map(OccurrenceText.text) ?? ""),
        TextTable.Cell(change.after.map(OccurrenceText.text) ?? ""),
        TextTable.Cell(style.shown(why), style: style.faint),
      ])
    }
    let heading = style.heading("Occurrences") + ": " + PreviewWords.counts(preview)
    let isShown = showsKept || preview.changes.contains { $0.kind != .kept }
    return [heading] + (isShown ? table.lines(indent: "  ") : [])
  }

  private func colour(of kind: OccurrenceChange.Kind) -> (String) -> String {
    switch kind {
    case .kept: style.faint
    case .moved, .changed: style.warning
    case .added: style.success
    case .removed: style.error
    }
  }

  private var conflicts: [String] {
    guard let conflicts = preview.conflicts, !conflicts.isEmpty else { return [] }
    var table = TextTable([.leading, .leading, .leading])
    for conflict in conflicts {
      let start = conflict.start.map { OccurrenceText.text($0) } ?? conflict.id
      for (index, reason) in conflict.reasons.toldOnce.enumerated() {
        table.append([
          TextTable.Cell((index == 0 ? start : "").printable),
          TextTable.Cell(reason.code.rawValue, style: style.warning),
          TextTable.Cell(reason.message.printable),
        ])
      }
    }
    return [style.heading(PreviewWords.conflicts) + ": \(conflicts.count)"] + table.lines(indent: "  ")
  }

  private var collisions: [String] {
    let sentences = PreviewWords.laterCollisions(preview)
    guard !sentences.isEmpty else { return [] }
    return [style.heading(PreviewWords.otherSeries)] + sentences.map { "  " + $0.printable }
  }

  private var ids: [String] {
    let rekeyed = PreviewWords.rekeyed(preview)
    guard !rekeyed.isEmpty else { return [] }
    var table = TextTable([.leading, .leading])
    table.append(["old id", "new id"], style: style.heading)
    for change in rekeyed {
      table.append([
        style.shown(change.before?.id.description ?? "—"),
        style.shown(change.after?.id.description ?? "—"),
      ])
    }
    return [style.heading(PreviewWords.changingIDs) + ": \(rekeyed.count)"] + table.lines(indent: "  ")
  }

  private var overrides: [String] {
    guard !preview.overrides.isEmpty else { return [] }
    var table = TextTable([.leading, .leading, .leading, .leading])
    table.append(["", "old id", "new id", "its own"], style: style.heading)
    for override in preview.overrides {
      table.append(
        [
          override.kind.rawValue, override.oldID, override.newID?.description ?? "—",
          PreviewWords.own(override),
        ].map(style.shown))
    }
    return [style.heading(PreviewWords.overrides)] + table.lines(indent: "  ")
  }

  private var exclusions: [String] {
    guard !preview.deadExclusions.isEmpty else { return [] }
    return [style.heading(PreviewWords.deadExclusions)]
      + preview.deadExclusions.map { "  \(style.shown($0.text))" }
  }

  private var findings: [String] {
    guard !preview.findings.isEmpty else { return [] }
    return [style.heading("Findings")] + FindingText.lines(preview.findings, style: style).map { "  " + $0 }
  }

  private var assumptions: [String] {
    [style.heading(PreviewWords.assumed)]
      + preview.assumptionStatements.map { "  \(style.shown($0.sentence))" }
  }

  private var requests: [String] {
    guard let steps = preview.plan?.steps, !steps.isEmpty else {
      return [style.error(PreviewWords.nothingToSend)]
    }
    var lines: [String] = []
    for step in steps {
      let isOnly = steps.count == 1
      if step.number > 1 { lines.append("") }
      lines.append(
        style.heading(isOnly ? "Request" : "Request \(step.number)") + ", to which a token is added"
          + (isOnly ? "" : ": \(style.shown(step.summary))"))
      lines += self.lines(of: step.request)
      if step.undo.isEmpty { lines += ["", "  " + PreviewWords.noUndo] }
      for (index, undo) in step.undo.enumerated() {
        lines += ["", "  \(style.faint(index == 0 ? "What undoes it" : "and then")):"]
        lines += ["  \(undo.method) \(style.shown(undo.path))", "  " + style.shown(undo.bodyText)]
      }
    }
    return lines
  }

  private func lines(of request: PlannedRequest) -> [String] {
    var lines = ["  \(request.method) \(style.shown(request.path))"]
    lines += request.headers.map { "  \($0.name): \(style.shown($0.value))" }
    if !request.body.isEmpty { lines += ["", "  " + style.shown(request.bodyText)] }
    return lines
  }
}
