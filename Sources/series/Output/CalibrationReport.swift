internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

/// What `calibrate` prints.
struct CalibrationReport {
  let calibration: SeriesCalibration
  /// The zone that times are shown in.
  let zone: ZoneTransitions

  /// Text names no more choices and no more evidence of each.
  private static let mostNamed = 3

  var json: JSONValue {
    .object([
      "schemaVersion": 1, "zone": .string(calibration.zone.identifier),
      "listed": .integer(Int64(calibration.listedCount)),
      "unexplained": .array(calibration.unexplained.map(object)),
      "answers": .array(
        calibration.answers.map { answer in
          .object([
            "question": .string(answer.question.rawValue),
            "decided": answer.decided.map { .string($0) } ?? .null,
            "choices": .array(
              answer.choices.map { choice in
                .object([
                  "value": .string(choice.value), "possible": .bool(choice.isPossible),
                  "evidence": .array(choice.evidence.map(object)),
                ])
              }),
          ])
        }), "findings": .array(calibration.findings.map(\.jsonValue)),
    ])
  }

  private func object(_ evidence: SeriesCalibration.Evidence) -> JSONValue {
    .object([
      "id": evidence.id.map { .string($0) } ?? .null,
      "start": zone.time(atMilliseconds: evidence.startMilliseconds).map { .string($0.text) } ?? .null,
    ])
  }

  func text(style: TextStyle) -> String {
    let open = calibration.unexplained.count
    var lines = [
      "\(calibration.listedCount.counted("instance")) listed, "
        + (open == 0
          ? "and all explained."
          : "with \(open.counted("difference")) that no way of expanding explains:")
    ]
    lines += calibration.unexplained.prefix(Self.mostNamed).map { "  " + sentence($0) }
    for answer in calibration.answers {
      let possible = answer.choices.filter(\.isPossible).map(\.value)
      let more = possible.count > Self.mostNamed ? " and \(possible.count - Self.mostNamed) more" : ""
      let shown = possible.prefix(Self.mostNamed).joined(separator: ", ") + more
      let verdict = answer.decided == nil && possible.count != 1 ? "undecided: \(shown)" : shown
      lines.append("\(style.heading(answer.question.rawValue))  \(verdict)")
      for choice in answer.choices.filter({ !$0.isPossible }).prefix(Self.mostNamed) {
        let count = choice.evidence.count.counted("difference")
        lines.append("  not \(choice.value): \(count)")
        lines += choice.evidence.prefix(Self.mostNamed).map { "    " + sentence($0) }
      }
    }
    lines += calibration.findings.map { FindingText.line($0, style: style) }
    return lines.joined(separator: "\n") + "\n"
  }

  private func sentence(_ evidence: SeriesCalibration.Evidence) -> String {
    let start = zone.time(atMilliseconds: evidence.startMilliseconds).map { OccurrenceText.text($0) } ?? ""
    return evidence.id.map { "\(start) is listed, as \($0.printable), and not expected" }
      ?? "\(start) is expected and not listed"
  }
}
