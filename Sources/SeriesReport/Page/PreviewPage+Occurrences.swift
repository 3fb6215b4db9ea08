internal import Recurrence
internal import SchedulingCore

// The list of occurrences, and what narrows it.
extension PreviewPage {
  var occurrences: PageSection? {
    guard !preview.changes.isEmpty else { return nil }
    let refused = Dictionary(
      (preview.conflicts ?? []).map { ($0.startMilliseconds, $0.reasons) },
      uniquingKeysWith: { first, _ in first })
    var months: [(name: String, rows: [Markup])] = []
    for change in preview.changes {
      let local = (change.before ?? change.after)?.localStart
      let (year, month, _) = local?.date.components ?? (0, 0, 0)
      let name = OccurrenceText.month(year, month)
      if months.last?.name != name { months.append((name, [])) }
      months[months.count - 1].rows.append(
        row(change, change.after.flatMap { refused[$0.startMilliseconds] } ?? []))
    }
    let tables = months.map { month in
      Markup.element(
        "div", ["class": "group"],
        [
          .table(
            class: "list", caption: month.name, isCaptionShown: true,
            columns: ["Change", "Before", "After", "Why"], rows: month.rows)
        ])
    }
    return PageSection(
      "occurrences", "Occurrences", count: preview.changes.count,
      extent + [filters, .element("div", ["id": "list", "class": isLong ? "long" : nil], tables)])
  }

  /// Which part of the occurrences is shown, where there are more.
  var extent: [Markup] {
    PreviewExtent(preview).phrase.map { [.element("p", ["class": "note"], "Shown: \($0).")] } ?? []
  }

  private func row(_ change: OccurrenceChange, _ refusals: [AvailabilityReason]) -> Markup {
    .element(
      "tr",
      [
        "data-kind": change.kind.rawValue, "data-noted": change.notes.isEmpty ? nil : "",
        "data-refused": refusals.isEmpty ? nil : "",
      ],
      [
        .element(
          "td", [:], [.element("span", ["class": "sign kind \(change.kind.rawValue)"], change.kind.rawValue)]),
        cell(change.before), cell(change.after),
        .element("td", ["class": "why"], why(change, refusals)),
      ])
  }

  private func cell(_ snapshot: OccurrenceSnapshot?) -> Markup {
    guard let snapshot else { return .element("td", [:], [.id(nil)]) }
    return .element(
      "td", [:],
      [
        .element("time", ["datetime": snapshot.start?.text], OccurrenceText.text(snapshot)),
        .element("code", [:], snapshot.id.description),
      ])
  }

  private func why(_ change: OccurrenceChange, _ refusals: [AvailabilityReason]) -> [Markup] {
    let reasons = change.reasons.map(\.description).joined(separator: "; ")
    return [.text(reasons + (reasons.isEmpty || change.notes.isEmpty ? "" : " "))]
      + change.notes.map { .element("span", ["class": "clocks"], $0.description) }
      + refusals.toldOnce.map {
        .element("span", ["class": "clocks refused"], "\($0.code.rawValue): \($0.message)")
      }
  }

  /// Without a script there is nothing to narrow the list with.
  private var filters: Markup {
    let kinds = OccurrenceChange.Kind.allCases.filter { preview.counts[$0] > 0 }
    let noted = preview.changes.count { !$0.notes.isEmpty }
    var parts: [Markup] = [
      .element(
        "fieldset", [:],
        [.element("legend", [:], "Kind of change")]
          + kinds.map { kind in
            Self.checkbox(
              value: kind.rawValue, isChecked: true,
              [
                .element(
                  "span", ["class": "sign kind \(kind.rawValue)"], "\(kind.rawValue) \(preview.counts[kind])")
              ])
          })
    ]
    if noted > 0 {
      parts.append(
        .element(
          "fieldset", [:],
          [
            .element("legend", [:], "Clocks"),
            Self.checkbox(
              value: "noted", isChecked: false,
              [.text("only with another offset or a skipped time (\(noted))")]),
          ]))
    }
    if let refused = preview.conflicts?.count, refused > 0 {
      parts.append(
        .element(
          "fieldset", [:],
          [
            .element("legend", [:], "Calendar"),
            Self.checkbox(
              value: "refused", isChecked: false, [.text("only what can't be booked (\(refused))")]),
          ]))
    }
    parts += [
      .element(
        "div", ["class": "search"],
        [
          .element("label", ["for": "search"], "Find in ids, dates and reasons"),
          .element(
            "input", ["type": "search", "id": "search", "autocomplete": "off", "spellcheck": "false"]),
        ]),
      .element(
        "div", ["class": "result"],
        [
          .element("output", ["role": "status", "aria-live": "polite"]),
          .element("button", ["type": "reset"], "Show all"),
        ]),
    ]
    return .element("form", ["id": "filters", "aria-label": "Filter the occurrences", "hidden": ""], parts)
  }

  private static func checkbox(value: String, isChecked: Bool, _ label: [Markup]) -> Markup {
    .element(
      "label", [:],
      [.element("input", ["type": "checkbox", "value": value, "checked": isChecked ? "" : nil])] + label)
  }
}
