internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

/// What `check` prints.
struct CheckReport {
  let repair: SeriesRepair
  /// The times that were checked.
  let times: [TimeSpan]
  /// How the series goes together with others, for all time.
  let collisions: [SeriesCollision]
  /// The zone that times are shown in.
  let zone: ZoneTransitions
  /// Whether the series goes on after these times.
  let isTruncated: Bool

  var json: JSONValue {
    .object([
      "schemaVersion": 1, "timeZone": .string(zone.identifier),
      "checked": .integer(Int64(repair.count)), "fitting": .integer(Int64(repair.fitting)),
      "truncated": .bool(isTruncated), "option": .string(repair.option.rawValue),
      "conflicts": .array(repair.items.map { .object(object($0)) }), "recurrenceLines": .string(lines),
      "series": .array(collisions.map { .object($0.json(in: zone)) }),
    ])
  }

  private func object(_ item: SeriesRepair.Item) -> JSONObject {
    let time = times[item.index]
    var object = JSONObject()
    object["start"] = shown(time.startMilliseconds).map { .string($0.text) }
    object["end"] = shown(time.endMilliseconds).map { .string($0.text) }
    object["reasons"] = .array(item.reasons.map { .object($0.json) })
    object["movedTo"] = item.slot.map { .string($0.start.text) }
    object["alternatives"] = .array(item.alternatives.map { .string($0.start.text) })
    return object
  }

  /// EXDATE and RDATE lines that make the series one that fits.
  private var lines: String {
    guard repair.option != .keep else { return "" }
    let text = RecurrenceText(
      exclusions: repair.items.map { date(times[$0.index].startMilliseconds) },
      additions: repair.items.compactMap { item in item.slot.map { date($0.start.milliseconds) } })
    return text.formatted()
  }

  /// In UTC; on the series' clock where UTC is in the year 0 or 10000, which can't be written.
  private func date(_ milliseconds: Int) -> RecurrenceDate {
    let seconds = milliseconds.floorDivided(by: 1000)
    guard LocalDateTime(wallSeconds: seconds) == nil,
      let local = LocalDateTime(wallSeconds: seconds + zone.offsetSeconds(atInstant: seconds))
    else { return .instant(seconds: seconds) }
    return .local(local, zone: nil)
  }

  func text(style: TextStyle) -> String {
    var lines = ["\(repair.fitting) of \(repair.count) occurrences can be booked."]
    if isTruncated { lines[0] += " The series goes on after these." }
    var table = TextTable([.leading, .leading, .leading])
    for item in repair.items {
      let start = shown(times[item.index].startMilliseconds).map { OccurrenceText.text($0) } ?? ""
      for (index, reason) in item.reasons.toldOnce.enumerated() {
        table.append([
          TextTable.Cell(index == 0 ? start : ""), TextTable.Cell(reason.code.rawValue, style: style.warning),
          TextTable.Cell(style.shown(reason.message)),
        ])
      }
      table.append([TextTable.Cell(""), TextTable.Cell("→", style: style.faint), TextTable.Cell(fate(item))])
    }
    lines += table.lines(indent: "  ")
    if !self.lines.isEmpty {
      lines +=
        ["", style.heading("To add to the recurrence")] + self.lines.split(separator: "\n").map { "  \($0)" }
    }
    if !collisions.isEmpty { lines += ["", style.heading("Other series, for all time")] }
    lines += CollisionText(zone: zone).sentences(collisions).map { "  " + $0.printable }
    return lines.joined(separator: "\n") + "\n"
  }

  /// What becomes of an occurrence, and what else could.
  private func fate(_ item: SeriesRepair.Item) -> String {
    let fate =
      switch repair.option {
      case .skip: "left out"
      case .keep: "booked all the same"
      case .bookNext:
        item.slot.map { "moves to \(OccurrenceText.text($0.start))" } ?? "left out: no slot is free"
      }
    let others = item.alternatives.filter { $0 != item.slot }.map { OccurrenceText.text($0.start) }
    return fate + (others.isEmpty ? "" : "; free: " + others.joined(separator: ", "))
  }

  private func shown(_ milliseconds: Int) -> OffsetDateTime? {
    OffsetDateTime(
      milliseconds: milliseconds,
      offsetSeconds: zone.offsetSeconds(atInstant: milliseconds.floorDivided(by: 1000)))
  }
}
