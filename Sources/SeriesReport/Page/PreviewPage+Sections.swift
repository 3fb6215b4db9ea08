internal import Recurrence
internal import RecurrenceDescription
internal import SchedulingCore

// What is found, where the edit goes, what becomes of overrides and ids, and what is assumed.
extension PreviewPage {
  var findings: PageSection? {
    guard !preview.findings.isEmpty else { return nil }
    let severities: [Diagnostic.Severity] = [.error, .warning, .note]
    let sorted = severities.flatMap { severity in preview.findings.filter { $0.severity == severity } }
    return PageSection(
      "findings", "Findings", count: sorted.count,
      [.element("ul", ["class": "findings"], sorted.map(finding))])
  }

  private func finding(_ finding: Diagnostic) -> Markup {
    var parts: [Markup] = [
      .element(
        "p", [:],
        [
          .element("b", ["class": "sign severity"], finding.severity.rawValue),
          .text(" " + FindingText.message(finding) + FindingText.place(finding) + " "),
          .element("code", [:], finding.code.rawValue),
        ])
    ]
    if let remedy = finding.remedy {
      parts.append(.element("p", ["class": "remedy"], [.element("b", [:], "Remedy:"), .text(" \(remedy)")]))
    }
    return .element("li", ["class": finding.severity.rawValue], parts)
  }

  /// Where the edit goes, and why; the series before and after.
  var target: PageSection? {
    let rows = PreviewWords.facts(preview).map { fact in
      let words = fact.recurrence.map(Self.words) ?? []
      let values =
        words.map { Markup.element("dd", [:], $0) }
        + fact.lines.map { line in
          Markup.element("dd", [:], [fact.recurrence == nil ? .text(line) : .element("code", [:], line)])
        }
      return Markup.element("div", [:], [.element("dt", [:], fact.name)] + values)
    }
    return PageSection(
      "target", "Target", title: "Where the edit goes, and why", [.element("dl", ["class": "facts"], rows)])
  }

  /// Its rules in plain words; what only the start tells is left out.
  private static func words(_ recurrence: RecurrenceField) -> [String] {
    guard let text = try? recurrence.recurrence() else { return [] }
    return SeriesDescription(text, in: .english).rules
  }

  var overrides: PageSection? {
    guard !preview.overrides.isEmpty else { return nil }
    let rows = zip(preview.overrides, PreviewWords.fates(in: preview)).map { override, fate in
      Markup.element(
        "tr", [:],
        [
          .element(
            "td", [:],
            [.element("span", ["class": "sign fate \(override.kind.rawValue)"], override.kind.rawValue)]
          ),
          .element("td", [:], [.id(override.oldID)]), .element("td", [:], [.id(override.newID?.description)]),
          .element("td", [:], PreviewWords.own(override)),
          .element("td", [:], fate),
        ])
    }
    return PageSection(
      "overrides", "Overrides", title: PreviewWords.overrides, count: rows.count,
      [
        .table(
          class: "plain fates", caption: PreviewWords.overrides,
          columns: ["Fate", "Old id", "New id", "Its own", "What that means"], rows: rows)
      ])
  }

  /// Each occurrence that can't be booked, with the reasons.
  var conflicts: PageSection? {
    guard let conflicts = preview.conflicts, !conflicts.isEmpty else { return nil }
    let rows = conflicts.flatMap { conflict in
      conflict.reasons.toldOnce.map { reason in
        Markup.element(
          "tr", [:],
          [
            .element(
              "td", [:],
              [
                .element(
                  "time", ["datetime": conflict.start?.text],
                  conflict.start.map { OccurrenceText.text($0) } ?? conflict.id)
              ]),
            .element("td", [:], [.element("code", [:], reason.code.rawValue)]),
            .element("td", [:], reason.message),
          ])
      }
    }
    return PageSection(
      "conflicts", "Conflicts", title: PreviewWords.conflicts, count: conflicts.count,
      [
        .table(
          class: "plain", caption: PreviewWords.conflicts,
          columns: ["Occurrence", "Reason", "What that means"],
          rows: rows)
      ])
  }

  /// What occurrences meet beyond those that are listed.
  var collisions: PageSection? {
    let sentences = PreviewWords.laterCollisions(preview)
    guard !sentences.isEmpty else { return nil }
    return PageSection(
      "collisions", "Other series", title: PreviewWords.otherSeries,
      [.element("ul", ["class": "plain"], sentences.map { .element("li", [:], $0) })])
  }

  var ids: PageSection? {
    let rekeyed = PreviewWords.rekeyed(preview)
    guard !rekeyed.isEmpty else { return nil }
    let rows = rekeyed.map { change in
      Markup.element(
        "tr", [:],
        [
          .element("td", [:], [.id(change.before?.id.description)]),
          .element("td", [:], [.id(change.after?.id.description)]),
        ])
    }
    return PageSection(
      "ids", "Ids", title: PreviewWords.changingIDs, count: rows.count,
      [
        Self.copyButton("Copy the table", of: "id-map"),
        .element(
          "div", ["id": "id-map"],
          [
            .table(
              class: "plain ids", caption: PreviewWords.changingIDs, columns: ["Old id", "New id"], rows: rows
            )
          ]),
      ])
  }

  var exclusions: PageSection? {
    guard !preview.deadExclusions.isEmpty else { return nil }
    return PageSection(
      "exclusions", "Exclusions", title: PreviewWords.deadExclusions, count: preview.deadExclusions.count,
      [
        .element(
          "ul", ["class": "plain"],
          preview.deadExclusions.map { .element("li", [:], [.element("code", [:], $0.text)]) })
      ])
  }

  var assumptions: PageSection? {
    PageSection(
      "assumptions", "Assumptions", title: PreviewWords.assumed,
      [
        .element(
          "ul", ["class": "plain"], preview.assumptionStatements.map { .element("li", [:], $0.sentence) })
      ])
  }

  /// A button that the script brings to life.
  static func copyButton(_ text: String, of id: String) -> Markup {
    .element("button", ["type": "button", "class": "copy", "data-copy": id, "hidden": ""], text)
  }
}
