internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

/// What `slots` prints.
struct SlotReport {
  let list: SlotList
  /// Whether slots that are not free are listed too.
  let all: Bool

  /// What `GET /calendars/{calendarId}/free-slots` answers; with `all` also what is not free.
  var json: JSONValue {
    var days = JSONObject()
    for (date, slots) in list.days {
      var day: JSONObject = ["slots": .array(slots.filter(\.isFree).map { .string($0.start.text) })]
      if all {
        day["unavailable"] = .array(
          slots.filter { !$0.isFree }.map { slot in
            .object([
              "start": .string(slot.start.text), "end": .string(slot.end.text),
              "reasons": .array(slot.reasons.map { .object($0.json) }),
            ])
          })
      }
      days[date.description] = .object(day)
    }
    return .object(days)
  }

  /// A line for each day, or for each slot and reason where all are listed.
  func text(style: TextStyle) -> String {
    if list.slots.isEmpty { return all ? "No slots.\n" : "No free slots.\n" }
    let lines = all ? slotLines(style) : dayLines(style)
    return lines.joined(separator: "\n") + "\n"
  }

  private func dayLines(_ style: TextStyle) -> [String] {
    var lines: [String] = []
    var last: (CivilDate, Int)?
    for slot in list.slots {
      let (local, offset) = (slot.start.local, slot.start.offsetSeconds)
      // A day on which the clocks change has a line for each offset.
      if let last, last == (local.date, offset) {
        lines[lines.count - 1] += " " + OccurrenceText.clock(local)
      } else {
        let head = "\(OccurrenceText.day(local.date)) \(OffsetDateTime.offsetText(offset))"
        lines.append(style.heading(head) + "  " + OccurrenceText.clock(local))
      }
      last = (local.date, offset)
    }
    return lines
  }

  private func slotLines(_ style: TextStyle) -> [String] {
    var table = TextTable([.leading, .leading, .leading, .leading])
    for slot in list.slots {
      let start = TextTable.Cell(OccurrenceText.text(slot.start))
      if slot.isFree {
        let users = style.shown(slot.userIDs.joined(separator: ", "))
        table.append([start, TextTable.Cell("free"), TextTable.Cell(users)])
      }
      for (index, reason) in slot.reasons.enumerated() {
        table.append([
          index == 0 ? start : TextTable.Cell(""), TextTable.Cell(reason.code.rawValue, style: style.warning),
          TextTable.Cell(style.shown(reason.userID ?? "")),
          TextTable.Cell(style.shown(reason.message)),
        ])
      }
    }
    return table.lines()
  }
}
