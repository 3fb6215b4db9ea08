import AppointmentClient
import Foundation
import Recurrence
import RecurrenceFoundation
import SchedulingCore
import SeriesReport

/// Previews an edit of this and the following occurrences, stores its plan, confirms it and sends it to the
/// server that the first argument names; the other arguments are the event, the edit, the list of events, and a
/// file for the plan.
@main
struct Embedding {
  struct Failure: Error { let text: String }

  static func main() async throws {
    let arguments = CommandLine.arguments
    guard arguments.count == 6 else { throw Failure(text: "usage: Embedding URL EVENT EDIT EVENTS PLAN") }
    let event = try Appointment(parsing: try bytes(arguments[2]))

    // Today: preview and store.
    var request = PreviewRequest(event: event, edit: try AppointmentEdit(parsing: try bytes(arguments[3])))
    request.reach = EditReach(
      id: try EventReference(parsing: "ocQHyuzHvysMo5N5VsXc_1791900000000_1800"), scope: .following)
    guard let zone = TimeZone(identifier: "America/New_York") else {
      throw Failure(text: "Foundation has no zones.")
    }
    request.zone = try ZoneTransitions.named(zone)
    request.events = try Appointment.list(parsing: try bytes(arguments[4]))
    let preview = request.preview()
    guard let plan = preview.validatedPlan else { throw Failure(text: "\(preview.findings)") }
    print(preview.counts.moved, "moved of", preview.counts.total, "in", plan.plan.steps.count, "requests")
    let shown = try JSONDecoder().decode(SeriesPreview.self, from: Data(preview.json()))
    try require(
      shown.changes == preview.changes && shown.plan == plan.plan, "A preview reads as it was written.")
    try require(PreviewText(shown).text == PreviewText(preview).text, "It is shown the same.")
    try JSONEncoder().encode(plan).write(to: URL(filePath: arguments[5]))

    // Tomorrow: confirm and send.
    let stored = try Data(contentsOf: URL(filePath: arguments[5]))
    let confirmed = try confirm(stored, against: event)
    try require(confirmed.plan == plan.plan, "The plan is the one that was stored.")
    try refuse(stored, against: event, with: ["rrule": "RRULE:FREQ=WEEKLY;COUNT=30;BYDAY=TU,TH"])
    try refuse(
      stored, against: event,
      with: ["startTime": "2026-09-15T10:15:00-04:00", "endTime": "2026-09-15T10:45:00-04:00"])
    try await send(confirmed, to: arguments[1], journal: arguments[5] + ".journal")
  }

  private static func send(
    _ plan: ValidatedPlan, to url: String, journal path: String
  ) async throws {
    let client = try AppointmentClient(baseURL: url) { "token" }
    let journal = try JournalFile.create(path)
    var outcome: PlanOutcome?
    for await event in client.carryOut(plan, journal: journal, rereadsFirst: false) {
      switch event {
      case .answered(let position, let answer): print(position, answer.status ?? 0, answer.appointment.id)
      case .ended(let end): outcome = end
      default: break
      }
    }
    try require(outcome?.progress.isComplete == true, "Every step was answered as predicted.")
    let created = outcome?.progress.ids ?? [:]
    let steps = plan.plan.steps
    guard let creation = steps.first(where: { $0.purpose == .createTail })?.number else {
      throw Failure(text: "No step creates the new series.")
    }
    try require(created[creation] == "created-1", "The new series has the id that the server gave it.")
    let carried = steps.filter { $0.purpose == .reissueOverride }.compactMap { created[$0.number] }
    try require(
      carried.count == 2 && carried.allSatisfy { $0.hasPrefix("created-1_") },
      "The instances that were edited on their own are carried over to the new series.")
    try require(
      steps.count { $0.purpose == .cancelOverride } == 3,
      "What the old series loses is cancelled there.")
    let undo = plan.undo(ofStep: creation, created: created) ?? []
    try require(
      undo.first?.request.path == "/calendars/events/appointments/created-1",
      "What undoes the new series names it.")
  }

  private static func confirm(_ stored: Data, against event: Appointment) throws -> ValidatedPlan {
    let decoder = JSONDecoder()
    decoder.userInfo[.currentEvent] = event
    return try decoder.decode(ValidatedPlan.self, from: stored)
  }

  /// An event that has another rule or start by now takes other requests, or has no such occurrence any more.
  private static func refuse(
    _ stored: Data, against event: Appointment, with changes: [String: JSONValue]
  ) throws {
    var fields = event.json
    for (name, value) in changes { fields[name] = value }
    let changed = try Appointment(.object(fields))
    do {
      _ = try confirm(stored, against: changed)
    } catch DecodingError.dataCorrupted(let context) {
      print("refused:", context.debugDescription)
      return
    }
    throw Failure(text: "A plan for an event that has changed was confirmed.")
  }

  private static func bytes(_ path: String) throws -> Data { try Data(contentsOf: URL(filePath: path)) }

  private static func require(_ holds: Bool, _ text: String) throws {
    guard holds else { throw Failure(text: text) }
  }
}
