import Recurrence
import SchedulingCore
import Testing

@Suite("The events after an edit, as a backend stores them")
struct StoredEventsTests {
  private let master: JSONValue = [
    "id": "M", "calendarId": "C", "locationId": "L", "contactId": "K", "title": "Review",
    "startTime": "2026-09-15T10:00:00-04:00",
    "endTime": "2026-09-15T10:30:00-04:00", "rrule": "RRULE:FREQ=WEEKLY;COUNT=14",
  ]
  /// The occurrence of 10 November, moved to 18 November, nearer to another one.
  private let moved: JSONValue = [
    "id": "M_1795014000000_1800", "masterEventId": "M", "title": "Review with Dana",
    "startTime": "2026-11-18T10:00:00-05:00", "endTime": "2026-11-18T10:30:00-05:00",
    "originalStartTime": "2026-11-10T10:00:00-05:00",
  ]

  private func request(editing edit: JSONValue) throws -> PreviewRequest {
    var request = PreviewRequest(event: try Appointment(master), edit: try AppointmentEdit(edit))
    request.zone = try .named("America/New_York")
    request.events = [try Appointment(moved)]
    return request
  }

  private func agenda(_ agenda: Agenda, _ created: [Int: String]) -> [String] {
    agenda.map { "\($0.id.resolved(created) ?? "?") \($0.start?.text ?? "") \($0.kind)" }
  }

  @Test(
    "A cut series is stored under the id that the server gives it, and read again as the preview showed it")
  func cutSeries() throws {
    var request = try request(editing: ["title": "Planning", "ignoreFreeSlotValidation": true])
    request.reach = EditReach(
      id: try EventReference(parsing: "M_1791900000000_1800"), scope: .following)
    let preview = request.preview()
    let creation = try #require(preview.plan?.steps.first { $0.purpose == .createTail }).number
    #expect(preview.eventsAfter.count == 2)
    #expect(preview.eventsAfter[1].resolved([:]) == nil)
    let events = preview.eventsAfter.compactMap { $0.resolved([creation: "T"]) }
    #expect(events.map(\.appointment.id) == ["M", "T"])
    #expect(events.map { $0.series?.masterID } == ["M", "T"])
    let instance = try #require(events[1].instances.first)
    #expect(instance.masterEventID == "T" && instance.id.hasPrefix("T_"))

    let again = events.flatMap { event -> [String] in
      var read = PreviewRequest(event: event.appointment)
      read.zone = event.zone
      read.events = event.instances
      return agenda(read.preview().agendaBefore(), [:])
    }
    #expect(again == agenda(preview.agendaAfter(), [creation: "T"]))
    #expect(again.contains("T_1795014000000_1800 2026-11-18T10:00:00-05:00 moved"))
  }

  @Test("An instance that was moved past others is read again as the occurrence that it was")
  func movedInstance() throws {
    var request = try request(
      editing: [
        "startTime": "2026-10-28T10:00:00-04:00", "endTime": "2026-10-28T10:30:00-04:00",
        "ignoreFreeSlotValidation": true,
      ])
    // 13 October, to where 27 October is nearer.
    request.reach = EditReach(id: try EventReference(parsing: "M_1791900000000_1800"), scope: .this)
    let preview = request.preview()
    let event = try #require(preview.eventsAfter.first?.resolved([:]))
    #expect(event.instances.count == 2)
    var read = PreviewRequest(event: event.appointment)
    read.zone = event.zone
    read.events = event.instances
    #expect(agenda(read.preview().agendaBefore(), [:]) == agenda(preview.agendaAfter(), [:]))
    #expect(read.preview().findings.allSatisfy { $0.code != .instancePlaceInferred })
  }
}
