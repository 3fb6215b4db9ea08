internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

/// What `expand` prints, while it is found: of the table for people, thousands of rows at once, for the widths of its
/// columns.
struct ExpansionReport {
  /// Why nothing follows.
  enum End {
    /// Nothing more is in the window.
    case complete
    case limit
    /// The series goes on beyond the last year there is.
    case calendar
  }

  let format: ExpansionFormat
  /// Whether rows say what became of single instances.
  let isAgenda: Bool
  let warnings: [RecurrenceWarning]
  /// The zone's name as it was given; `nil` for a floating series.
  let zone: String?
  let isAllDay: Bool
  /// How many rows were written.
  private(set) var count = 0

  private var rows: [OccurrenceRow] = []
  /// Of the rows of the table that are written.
  private var widths: [Int] = []
  private var bytes: [UInt8] = []

  /// That much is written at once: where something fails before, nothing is.
  private static let chunk = 1 << 20
  /// So many rows of the table are written at once: as many as there are where nothing else is asked for.
  private static let mostRows = 10_000

  init(
    format: ExpansionFormat, isAgenda: Bool, warnings: [RecurrenceWarning], zone: String?, isAllDay: Bool
  ) {
    self.format = format
    self.isAgenda = isAgenda
    self.warnings = warnings
    self.zone = zone
    self.isAllDay = isAllDay
  }

  mutating func write(_ row: OccurrenceRow) throws {
    if count == 0 { begin() }
    switch format {
    case .text:
      if rows.count == Self.mostRows { try writeTable() }
      rows.append(row)
    case .json:
      append(count == 0 ? "\n    " : ",\n    ")
      var json = JSONWriter(depth: 2)
      row.json.write(to: &json)
      bytes += json.bytes
    case .jsonl:
      bytes += row.json.bytes(keys: .asGiven)
      append("\n")
    case .csv: append(row.csv)
    }
    count += 1
    if bytes.count >= Self.chunk {
      try StandardOutput.write(bytes)
      bytes.removeAll(keepingCapacity: true)
    }
  }

  /// Writes what is left, and to standard error what else a person should know.
  mutating func finish(_ end: End) throws {
    if count == 0 { begin() }
    switch format {
    case .text:
      if count > 0 { try writeTable() }
      let rest = end != .complete ? more(end) + "\n" : count == 0 ? "No occurrences.\n" : ""
      try StandardOutput.write(styled: rest)
    case .json: append((count == 0 ? "]," : "\n  ],") + json(end))
    case .jsonl, .csv: break
    }
    try StandardOutput.write(bytes)
    writeNotices(end)
  }

  private mutating func append(_ text: String) { bytes.append(contentsOf: text.utf8) }

  /// Writes what comes before the rows.
  private mutating func begin() {
    switch format {
    case .text, .jsonl: break
    case .csv: append(OccurrenceRow.csvHeader(agenda: isAgenda))
    case .json:
      let head: JSONValue = [
        "schemaVersion": 1, "timeZone": zone.map(JSONValue.string) ?? .null, "occurrences": [],
      ]
      // The brackets stay open.
      append(String(head.text(keys: .asGiven, pretty: true).dropLast("]\n}".count)))
    }
  }

  /// What comes after the array of occurrences.
  private func json(_ end: End) -> String {
    let tail: JSONValue = [
      "truncated": .bool(end != .complete), "warnings": .array(warnings.map(\.json)),
    ]
    return tail.text(keys: .asGiven, pretty: true).dropFirst() + "\n"
  }

  private func writeNotices(_ end: End) {
    // One JSON object says it all by itself.
    if format == .json { return }
    StandardError.write(warnings: warnings)
    if end != .complete, format != .text, !OutputChoice.current.isQuiet {
      StandardError.write("\(TextStyle.forStandardError().warning("note:")) \(more(end))\n")
    }
  }

  private func more(_ end: End) -> String {
    if end == .calendar { return "The series goes on beyond the year 9999, the last there is." }
    return "The series goes on after these \(count) occurrences; --limit and --to choose how far to list it."
  }

  /// Writes the rows that are kept, under their headings where they are the first.
  private mutating func writeTable() throws {
    let style = TextStyle.forStandardOutput(isList: true)
    var table = TextTable([.trailing, .leading, .leading, .leading, .leading, .leading])
    // A heading alone would keep a column that has nothing to show.
    let headings = [
      "#", "start", rows.contains { $0.end != nil } ? "end" : "", rows.contains { $0.id != nil } ? "id" : "",
      rows.contains { !change($0).isEmpty } ? "change" : "",
      rows.contains { $0.occurrence.gapSeconds != 0 } ? "note" : "",
    ]
    if widths.isEmpty { table.append(headings, style: style.heading) }
    for row in rows {
      table.append([
        TextTable.Cell(row.index.map { "\($0)" } ?? "–", style: style.faint),
        TextTable.Cell(shown(row.start)), TextTable.Cell(row.end.map(shown) ?? ""),
        TextTable.Cell(style.shown(row.id ?? "")),
        TextTable.Cell(style.shown(change(row)), style: style.warning),
        TextTable.Cell(note(row.occurrence), style: style.warning),
      ])
    }
    let lines = table.lines(after: widths)
    widths = table.widths(after: widths)
    rows.removeAll(keepingCapacity: true)
    try StandardOutput.write(styled: lines.joined(separator: "\n") + "\n")
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
