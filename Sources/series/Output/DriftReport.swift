internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

/// What `slots --against` prints.
struct DriftReport {
  let differences: [SlotDifference]
  /// How many slots the service offers in the range.
  let offered: Int

  private var agreeing: Int { offered - differences.count(where: \.isOffered) }

  var json: JSONValue {
    .object([
      "schemaVersion": 1, "offered": .integer(Int64(offered)), "agreeing": .integer(Int64(agreeing)),
      "differences": .array(
        differences.map { difference in
          .object([
            "start": .string(difference.start.text), "offered": .bool(difference.isOffered),
            "reasons": .array(difference.reasons.map { .object($0.json) }),
            "explanations": .array(
              difference.explanations.map {
                .object(["name": .string($0.name), "message": .string($0.message)])
              }),
          ])
        }),
    ])
  }

  func text(style: TextStyle) -> String {
    var table = TextTable([.leading, .leading, .leading, .leading, .leading])
    for difference in differences {
      let lines =
        difference.reasons.map { ($0.code.rawValue, $0.userID ?? "", $0.message) }
        + difference.explanations.map { ($0.name, "", $0.message) }
      for (index, line) in lines.enumerated() {
        table.append([
          TextTable.Cell(index == 0 ? OccurrenceText.text(difference.start) : ""),
          TextTable.Cell(index > 0 ? "" : difference.isOffered ? "offered" : "not offered"),
          TextTable.Cell(line.0, style: style.warning), TextTable.Cell(style.shown(line.1)),
          TextTable.Cell(style.shown(line.2)),
        ])
      }
    }
    let headline = "\(agreeing) of \(offered) offered slots are free here, too; \(differences.count) differ."
    return ([headline] + table.lines(indent: "  ")).joined(separator: "\n") + "\n"
  }
}
