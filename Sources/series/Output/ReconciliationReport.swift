internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

/// What a webhook speaks of, for people and for programs.
struct ReconciliationReport {
  private let notice: AppointmentNotice
  private let result: Reconciliation
  private let known: [KnownSeries]

  init(_ notice: AppointmentNotice, _ result: Reconciliation, among known: [KnownSeries]) {
    self.notice = notice
    self.result = result
    self.known = known
  }

  var isKnown: Bool { if case .known = result { true } else { false } }

  var text: String {
    switch result {
    case .known(let match): text(match)
    case .ambiguous(let matches):
      "\(notice.appointment.id.printable): several places fit\n"
        + matches.map { text($0).split(separator: "\n").map { "  \($0)\n" }.joined() }.joined()
    case .unknown(let reason, let message): "Not known: \(message.printable) [\(reason.rawValue)]\n"
    }
  }

  private func text(_ match: NoticeMatch) -> String {
    let title = known.first { $0.series.masterID == match.masterID }?.master.title.map { " (\($0))" } ?? ""
    let series = "series \(match.masterID)\(title)".printable
    let what: String
    switch match.subject {
    case .master: what = "The whole \(series)"
    case .occurrence(_, let place):
      let index = place.index.map { " \($0 + 1)" } ?? ""
      let count = place.count.map { " of \($0)" } ?? ""
      let start = OffsetDateTime(place.occurrence).map { OccurrenceText.text($0) } ?? ""
      what = "Occurrence\(index)\(count) of the \(series): \(start)"
    case .missing(let id, let absence):
      what = "No occurrence of the \(series): \(id) [\(absence.reason.rawValue)]".printable
    }
    let changes = match.changes.map { change in
      "  \(change.field): “\(change.expected)” → “\(change.actual)”".printable + "\n"
    }
    let deletion = match.isDeleted ? "  deleted\n" : ""
    return "\(what), by \(match.basis.words)\n" + changes.joined() + deletion
      + "  stored copy: \(match.storedCopy.rawValue)\n"
  }

  var json: String {
    var object: JSONObject = ["id": .string(notice.appointment.id), "kind": .string(notice.kind.rawValue)]
    switch result {
    case .known: object["result"] = "known"
    case .ambiguous: object["result"] = "ambiguous"
    case .unknown(let reason, let message):
      object["result"] = "unknown"
      object["reason"] = .string(reason.rawValue)
      object["message"] = .string(message)
    }
    object["matches"] = .array(result.matches.map { .object(json($0)) })
    return JSONValue.object(object).text(keys: .asGiven) + "\n"
  }

  private func json(_ match: NoticeMatch) -> JSONObject {
    var object: JSONObject = ["master": .string(match.masterID)]
    switch match.subject {
    case .master: object["subject"] = "master"
    case .occurrence(let id, let place):
      object["subject"] = "occurrence"
      object["instance"] = .string(id.description)
      object["index"] = place.index.map { .integer(Int64($0 + 1)) } ?? .null
      object["count"] = place.count.map { .integer(Int64($0)) } ?? .null
      object["start"] = OffsetDateTime(place.occurrence).map { .string($0.text) } ?? .null
    case .missing(let id, let absence):
      object["subject"] = "missing"
      object["instance"] = .string(id.description)
      object["reason"] = .string(absence.reason.rawValue)
      object["message"] = .string(absence.message)
      object["nearest"] = .array(absence.nearest.map { .string($0.description) })
    }
    object["basis"] = .string(match.basis.rawValue)
    object["changes"] = .array(
      match.changes.map {
        ["field": .string($0.field), "stored": .string($0.expected), "notice": .string($0.actual)]
      })
    object["deleted"] = .bool(match.isDeleted)
    object["storedCopy"] = .string(match.storedCopy.rawValue)
    return object
  }
}

extension NoticeMatch.Basis {
  fileprivate var words: String {
    switch self {
    case .id: "its id"
    case .masterID: "the master's id"
    case .slot: "its slot"
    case .ownTime: "its own time"
    }
  }
}
