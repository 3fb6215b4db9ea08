internal import Recurrence
package import SchedulingCore

/// A preview as text for people.
package struct PreviewText {
  private let preview: SeriesPreview
  private let style: TextStyle

  package init(_ preview: SeriesPreview, style: TextStyle = .plain) {
    self.preview = preview
    self.style = style
  }

  /// The whole picture, with a newline at its end.
  package var text: String {
    let sections = [target, occurrences, ids, overrides, exclusions, findings, assumptions, requests]
    return sections.filter { !$0.isEmpty }.map { $0.joined(separator: "\n") + "\n" }.joined(separator: "\n")
  }

  private var target: [String] {
    var table = TextTable([.leading, .leading])
    func add(_ name: String, _ texts: [String]) {
      for (index, text) in texts.enumerated() {
        table.append([
          TextTable.Cell(index == 0 ? name : "", style: style.heading), TextTable.Cell(text.printable),
        ])
      }
    }
    if let decision = preview.decision {
      add("Target", [Self.sentence(decision)])
      add("Why", decision.reasons.map(\.text))
    } else {
      add("Target", ["could not be decided"])
    }
    add("Zone", preview.zone.map { [$0.identifier] } ?? [])
    add("Rule before", Self.lines(preview.recurrenceBefore))
    if preview.recurrenceAfter != preview.recurrenceBefore {
      add(
        "Rule after",
        preview.recurrenceAfter.map(Self.lines) ?? (preview.recurrenceBefore == nil ? [] : ["none"]))
    }
    add("Rule from the cut on", Self.lines(preview.recurrenceOfTail))
    return table.lines()
  }

  package static func sentence(_ decision: TargetDecision) -> String {
    switch decision.target {
    case .event(let id): "the event \(id)"
    case .newMaster(let id): "the event \(id), which becomes a series"
    case .instance(let id): "one instance, \(id)"
    case .series(let id): "the whole series \(id), through its master"
    case .split(let id, let instance): "the series \(id), cut in two at \(instance)"
    }
  }

  private static func lines(_ recurrence: String?) -> [String] {
    recurrence.map { $0.split(whereSeparator: \.isNewline).map(String.init) } ?? []
  }

  private var occurrences: [String] {
    guard !preview.changes.isEmpty else { return [] }
    var table = TextTable([.leading, .leading, .leading, .leading])
    table.append(["change", "before", "after", "why"], style: style.heading)
    for change in preview.changes {
      let why = change.reasons.map(\.description) + change.notes.map(\.description)
      table.append([
        TextTable.Cell(change.kind.rawValue, style: colour(of: change.kind)),
        TextTable.Cell(change.before.map(Self.time) ?? ""), TextTable.Cell(change.after.map(Self.time) ?? ""),
        TextTable.Cell(why.joined(separator: "; ").printable, style: style.faint),
      ])
    }
    var lines = [style.heading("Occurrences") + ": " + counts] + table.lines(indent: "  ")
    if preview.isTruncated { lines.append("  The series goes on after these.") }
    return lines
  }

  private var counts: String {
    let counts = preview.counts
    let parts = [
      (counts.kept, "kept"), (counts.moved, "moved"), (counts.changed, "changed"), (counts.added, "added"),
      (counts.removed, "removed"),
    ]
    return parts.filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }.joined(separator: ", ")
  }

  private func colour(of kind: OccurrenceChange.Kind) -> (String) -> String {
    switch kind {
    case .kept: style.faint
    case .moved, .changed: style.warning
    case .added: style.success
    case .removed: style.error
    }
  }

  /// `Sat 2026-03-07 02:30–03:00 -05:00`; an end on another day or in another offset is written out.
  private static func time(_ snapshot: OccurrenceSnapshot) -> String {
    guard let start = snapshot.start, let end = snapshot.end else {
      return "\(snapshot.startMilliseconds) ms"
    }
    let (from, to) = (start.local, end.local)
    guard from.date == to.date, start.offsetSeconds == end.offsetSeconds else {
      return "\(OccurrenceText.text(start)) – \(OccurrenceText.text(end))"
    }
    let clock = "\(OccurrenceText.clock(from))–\(OccurrenceText.clock(to))"
    return "\(OccurrenceText.weekday(from.date)) \(from.date) \(clock) "
      + OffsetDateTime.offsetText(start.offsetSeconds)
  }

  private var ids: [String] {
    let rekeyed = preview.changes.filter { $0.before?.id != $0.after?.id }
    guard !rekeyed.isEmpty else { return [] }
    var table = TextTable([.leading, .leading])
    table.append(["old id", "new id"], style: style.heading)
    for change in rekeyed {
      table.append([(change.before?.id ?? "—").printable, (change.after?.id ?? "—").printable])
    }
    return [style.heading("Instance ids that change") + ": \(rekeyed.count)"] + table.lines(indent: "  ")
  }

  private var overrides: [String] {
    guard !preview.overrides.isEmpty else { return [] }
    var table = TextTable([.leading, .leading, .leading, .leading])
    table.append(["", "old id", "new id", "its own"], style: style.heading)
    for override in preview.overrides {
      table.append(
        [
          override.kind.rawValue, override.oldID, override.newID ?? "—",
          override.fields.joined(separator: ", "),
        ].map(\.printable))
    }
    return [style.heading("Instances that were edited on their own")] + table.lines(indent: "  ")
  }

  private var exclusions: [String] {
    guard !preview.deadExclusions.isEmpty else { return [] }
    return [style.heading("Exclusions that remove nothing")]
      + preview.deadExclusions.map { "  \($0.text.printable)" }
  }

  private var findings: [String] {
    guard !preview.findings.isEmpty else { return [] }
    return [style.heading("Findings")] + preview.findings.map { "  " + FindingText.line($0, style: style) }
  }

  private var assumptions: [String] {
    [style.heading("Assumed of the server, which documents none of it")]
      + preview.assumptionStatements.map { "  \($0.sentence.printable)" }
  }

  private var requests: [String] {
    guard let steps = preview.plan?.steps, !steps.isEmpty else {
      return [style.error("Nothing can be sent until the errors above are mended.")]
    }
    var lines: [String] = []
    for step in steps {
      let isOnly = steps.count == 1
      if step.number > 1 { lines.append("") }
      lines.append(
        style.heading(isOnly ? "Request" : "Request \(step.number)") + ", to which a token is added"
          + (isOnly ? "" : ": \(step.summary)".printable))
      lines += Self.lines(of: step.request)
      for (index, undo) in step.undo.enumerated() where !isOnly {
        lines += ["", "  \(style.faint(index == 0 ? "What undoes it" : "and then")):"]
        lines += ["  \(undo.method) \(undo.path)".printable, "  " + undo.bodyText.printable]
      }
    }
    return lines
  }

  private static func lines(of request: PlannedRequest) -> [String] {
    var lines = ["  \(request.method) \(request.path)".printable]
    lines += request.headers.map { "  \($0.name): \($0.value)".printable }
    if !request.body.isEmpty { lines += ["", "  " + request.bodyText.printable] }
    return lines
  }
}
