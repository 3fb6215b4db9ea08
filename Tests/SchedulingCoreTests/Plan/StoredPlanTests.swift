import Foundation
import Recurrence
import SchedulingCore
import Testing

/// Plans that are stored, read again and validated against the event as it is by then.
@Suite("A plan that is stored")
struct StoredPlanTests {
  private static let title: JSONValue = ["title": "Review", "startTime": "2026-11-03T10:30:00-05:00"]

  private func event(
    _ rule: String = "RRULE:FREQ=WEEKLY;COUNT=4", day: String = "2026-10-20"
  ) throws -> Appointment {
    try Appointment([
      "id": "M", "calendarId": "C", "locationId": "L", "contactId": "P", "title": "Weekly",
      "startTime": .string("\(day)T10:00:00-04:00"), "endTime": .string("\(day)T10:30:00-04:00"),
      "rrule": .string(rule),
    ])
  }

  private func request(_ event: Appointment, scope: EditScope) throws -> PreviewRequest {
    var request = PreviewRequest(event: event, edit: try AppointmentEdit(Self.title))
    request.reach = EditReach(id: try EventReference(parsing: "M_1793718000000_1800"), scope: scope)
    request.zone = try ZoneTransitions.named("America/New_York")
    request.events = []
    request.settings.window = PreviewWindow(range: 1_790_000_000_000..<1_800_000_000_000, limit: 50)
    request.settings.promotion = .codes([.tailOverlapsHead])
    return request
  }

  private func decoded(_ stored: Data, against event: Appointment?) throws -> ValidatedPlan {
    let decoder = JSONDecoder()
    if let event { decoder.userInfo[.currentEvent] = event }
    return try decoder.decode(ValidatedPlan.self, from: stored)
  }

  @Test("is the same plan where the event is as it was", arguments: [EditScope.this, .following])
  func unchanged(scope: EditScope) throws {
    let plan = try #require(try request(try event(), scope: scope).preview().validatedPlan)
    let confirmed = try decoded(try JSONEncoder().encode(plan), against: try event())
    #expect(confirmed.plan == plan.plan)
    #expect(confirmed.diagnostics == plan.diagnostics)
    for step in plan.plan.steps {
      let created = [2: "T"]
      #expect(
        confirmed.request(ofStep: step.number, created: created)
          == plan.request(ofStep: step.number, created: created))
    }
  }

  @Test(
    "is refused where the event would be edited by other requests, or is another one",
    arguments: ["RRULE:FREQ=WEEKLY;COUNT=5", "RRULE:FREQ=DAILY;COUNT=2"])
  func changed(rule: String) throws {
    let plan = try #require(try request(try event(), scope: .following).preview().validatedPlan)
    let stored = try JSONEncoder().encode(plan)
    #expect(throws: DecodingError.self) { try decoded(stored, against: try event(rule)) }
    #expect(throws: DecodingError.self) { try decoded(stored, against: nil) }
    #expect(throws: DecodingError.self) {
      try decoded(stored, against: try Appointment(["id": "N", "rrule": "RRULE:FREQ=WEEKLY;COUNT=4"]))
    }
  }

  @Test("is refused where the same requests reach other occurrences, and says which")
  func otherOccurrences() throws {
    var request = try request(try event(), scope: .whole)
    request.edit = try AppointmentEdit(["title": "Review", "toNotify": false])
    let plan = try #require(request.preview().validatedPlan)
    let stored = try JSONEncoder().encode(plan)
    let earlier = try event(day: "2026-10-13")
    request.event = earlier
    #expect(request.preview().plan == plan.plan, "Its requests alone don't tell.")
    let error = #expect(throws: DecodingError.self) { try decoded(stored, against: earlier) }
    #expect(
      "\(error, default: "–")".contains(
        "The edit does not do what was shown: M_1792504800000_1800 changed was shown, and it is "
          + "M_1791900000000_1800 changed now. Preview it again."))
  }

  @Test("is refused where the zone's clocks have changed since")
  func otherClocks() throws {
    let plan = try #require(try request(try event(), scope: .following).preview().validatedPlan)
    let text = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
    let other = text.replacing(/"shown":"[0-9a-f]+"/, with: #""shown":"0""#)
    #expect(other != text)
    let error = #expect(throws: DecodingError.self) { try decoded(Data(other.utf8), against: try event()) }
    #expect("\(error, default: "–")".contains("the zone has other clocks now"))
  }

  @Test("is refused where a request of it was changed while it was stored")
  func tampered() throws {
    let plan = try #require(try request(try event(), scope: .following).preview().validatedPlan)
    let text = String(decoding: try JSONEncoder().encode(plan), as: UTF8.self)
    let bodies = text.replacingOccurrences(
      of: #"\"ignoreFreeSlotValidation\":true"#, with: #"\"ignoreFreeSlotValidation\":false"#)
    let operations = text.replacingOccurrences(of: "POST", with: "PUT")
    for other in [bodies, operations] {
      #expect(other != text)
      #expect(throws: DecodingError.self) { try decoded(Data(other.utf8), against: try event()) }
    }
  }

  @Test("comes from a request that reads as it was written")
  func requests() throws {
    let request = try request(try event(), scope: .following)
    let decoded = try JSONDecoder().decode(PreviewRequest.self, from: try JSONEncoder().encode(request))
    #expect(decoded.event == request.event)
    #expect(decoded.edit == request.edit)
    #expect(decoded.reach == request.reach)
    #expect(decoded.settings == request.settings)
    #expect(decoded.zone?.identifier == request.zone?.identifier)
    #expect(decoded.preview().changes == request.preview().changes)
  }

  @Test("knows the ids that the server has yet to choose", arguments: ["{step2.id}", "{step12.id}_1_2"])
  func references(text: String) throws {
    let id = PlannedID(text)
    #expect(id.known == nil && id.description == text)
    #expect(id.resolved([:]) == nil)
    #expect(id.resolved([2: "a/b", 12: "T"]) == (text.hasSuffix("_1_2") ? "T_1_2" : "a/b"))
    #expect(PlannedID("{step0.id}").known == "{step0.id}" && PlannedID("{stepx.id}").known == "{stepx.id}")
  }
}
