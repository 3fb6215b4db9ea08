internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

/// What `expand` prints.
struct ExpansionReport {
  let rows: [OccurrenceRow]
  /// Whether they say what became of single instances.
  let isAgenda: Bool
  /// Whether the series goes on after these.
  let isTruncated: Bool
  /// Whether only the calendar's end keeps it from going on.
  let endsWithCalendar: Bool
  let warnings: [RecurrenceWarning]
  /// The zone's name as it was given; `nil` for a floating series.
  let zone: String?
  let isAllDay: Bool
  /// The recurrence, for the places of warnings.
  let text: String

  /// Writes the occurrences to standard output, and to standard error what else a person should know.
  func write(_ format: ExpansionFormat) throws {
    switch format {
    case .text: try StandardOutput.write(table(style: .forStandardOutput()))
    case .json: try StandardOutput.write(json.text(keys: .asGiven, pretty: true) + "\n")
    case .jsonl:
      var lines: [UInt8] = []
      for row in rows {
        lines += row.json.bytes(keys: .asGiven)
        lines.append(UInt8(ascii: "\n"))
      }
      try StandardOutput.write(lines)
    case .csv: try StandardOutput.write(OccurrenceRow.csvHeader(agenda: isAgenda) + rows.map(\.csv).joined())
    }
    writeNotices(format)
  }

  private func writeNotices(_ format: ExpansionFormat) {
    // One JSON object says it all by itself.
    if format == .json { return }
    StandardError.write(warnings: warnings)
    if isTruncated, format != .text, !OutputArguments.choice.isQuiet {
      StandardError.write("\(TextStyle.forStandardError().warning("note:")) \(more)\n")
    }
  }

  private var more: String {
    if endsWithCalendar { return "The series goes on beyond the year 9999, the last there is." }
    return
      "The series goes on after these \(rows.count) occurrences; --limit and --to choose how far to list it."
  }

  private var json: JSONValue {
    .object([
      "schemaVersion": 1, "timeZone": zone.map(JSONValue.string) ?? .null,
      "occurrences": .array(rows.map(\.json)), "truncated": .bool(isTruncated),
      "warnings": .array(warnings.map(\.json)),
    ])
  }

  private func table(style: TextStyle) -> String {
    guard !rows.isEmpty else { return isTruncated ? more + "\n" : "No occurrences.\n" }
    var table = TextTable([.trailing, .leading, .leading, .leading, .leading, .leading])
    // A heading alone would keep a column that has nothing to show.
    let headings = [
      "#", "start", rows.contains { $0.end != nil } ? "end" : "", rows.contains { $0.id != nil } ? "id" : "",
      rows.contains { !change($0).isEmpty } ? "change" : "",
      rows.contains { $0.occurrence.gapSeconds != 0 } ? "note" : "",
    ]
    table.append(headings, style: style.heading)
    for row in rows {
      table.append([
        TextTable.Cell(row.index.map { "\($0)" } ?? "–", style: style.faint),
        TextTable.Cell(shown(row.start)), TextTable.Cell(row.end.map(shown) ?? ""),
        TextTable.Cell(row.id ?? ""),
        TextTable.Cell(change(row), style: style.warning),
        TextTable.Cell(note(row.occurrence), style: style.warning),
      ])
    }
    let lines = table.lines() + (isTruncated ? [more] : [])
    return lines.joined(separator: "\n") + "\n"
  }

  private func shown(_ time: OffsetDateTime) -> String {
    OccurrenceText.text(time, isAllDay: isAllDay)
  }

  /// What became of it: `moved from Tue 2026-11-03 10:00 -05:00; title`.
  private func change(_ row: OccurrenceRow) -> String {
    guard let agenda = row.agenda, agenda.kind != .scheduled else { return "" }
    let original =
      agenda.original.map { (agenda.kind == .moved ? " from " : ", stood at ") + shown($0) } ?? ""
    let title = agenda.ownFields.contains("title") ? agenda.title.map { " “\($0)”" } ?? "" : ""
    let fields = agenda.ownFields.map { $0 == "title" ? $0 + title : $0 }
      .filter { agenda.kind != .cancelled || $0 != "appointmentStatus" }
    return agenda.kind.rawValue + original + (fields.isEmpty ? "" : ": " + fields.joined(separator: ", "))
  }

  private func note(_ occurrence: Occurrence) -> String {
    guard occurrence.gapSeconds != 0 else { return "" }
    return "the clocks skip \(OccurrenceText.clock(occurrence.nominalLocal))"
  }
}
