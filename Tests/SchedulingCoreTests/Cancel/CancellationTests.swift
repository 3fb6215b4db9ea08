import Foundation
import Recurrence
import Testing

@testable import SchedulingCore

@Suite("A cancellation")
struct CancellationTests {
  private static let third = "M_1793718000000_1800"

  private func preview(
    _ cancellation: Cancellation, id: String? = Self.third, scope: EditScope?, _ fields: JSONValue = [:],
    rrule: String = "RRULE:FREQ=WEEKLY;COUNT=4", keepingBefore: Int? = nil
  ) throws -> SeriesPreview {
    SeriesPreview.make(
      event: try Example.tuesday(rrule), edit: try Example.edit(fields),
      id: try id.map { try EventReference(parsing: $0) }, scope: scope,
      zone: try ZoneTransitions.named(Example.newYork), cancellation: cancellation,
      keepingBefore: keepingBefore)
  }

  @Test("of one instance is a status, where asked")
  func status() throws {
    let preview = try preview(Cancellation(.status), scope: .this)
    #expect(preview.requests.map(\.bodyText) == [#"{"appointmentStatus":"cancelled"}"#])
    #expect(preview.requests.first?.path.hasSuffix(Self.third) == true)
    #expect(preview.counts.changed == 1 && preview.counts.kept == 3)
  }

  @Test("of one instance is an EXDATE of the master, where asked")
  func exclusion() throws {
    let preview = try preview(Cancellation(.exclusion), scope: .this)
    #expect(preview.recurrenceAfter == "RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20261103T150000Z")
    #expect(preview.changes.map(\.kind) == [.kept, .kept, .removed, .kept])
    #expect(preview.changes[2].reasons == [.excluded])
    #expect(preview.requests.first?.path == "/calendars/events/appointments/M")
    #expect(
      preview.plan?.steps.first?.undo.first?.bodyText.contains(#""rrule":"RRULE:FREQ=WEEKLY;COUNT=4""#)
        == true)
  }

  @Test("is made up for by another date")
  func makeUp() throws {
    let date = try OffsetDateTime(parsing: "2026-11-05T10:00:00-05:00")
    let preview = try preview(Cancellation(.exclusion, makeUps: [date]), scope: .this)
    #expect(preview.changes.map(\.kind) == [.kept, .kept, .removed, .added, .kept])
    #expect(preview.changes[3].reasons == [.dateAdded])
    #expect(preview.recurrenceAfter?.text.contains("RDATE:20261105T150000Z") == true)
  }

  @Test(
    "can't be made up for by a date that takes place or is excluded",
    arguments: ["2026-11-03T10:00:00-05:00", "2026-11-10T10:00:00-05:00", "2026-10-27T10:00:00-04:00"])
  func impossibleMakeUp(date: String) throws {
    let preview = try preview(
      Cancellation(.exclusion, makeUps: [try OffsetDateTime(parsing: date)]), scope: .this,
      rrule: "RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20261027T140000Z")
    #expect(preview.findings.contains { $0.code == .makeUpNotPossible })
    #expect(!preview.findings.contains { $0.code == .emptyEdit }, "a cancellation needs no field")
    #expect(preview.requests.isEmpty)
  }

  @Test("of the following ends the series before them")
  func following() throws {
    let preview = try preview(Cancellation(), scope: .following)
    #expect(preview.changes.map(\.kind) == [.kept, .kept, .removed, .removed])
    #expect(preview.recurrenceAfter == "RRULE:FREQ=WEEKLY;UNTIL=20261027T140000Z")
    #expect(preview.requests.map(\.method) == ["PUT"])
  }

  @Test("of the whole series, or of the first and the following, is the master's status")
  func whole() throws {
    for (id, scope) in [("M", EditScope.whole), ("M_1792504800000_1800", .following)] {
      for style in Cancellation.Style.allCases {
        let preview = try preview(Cancellation(style), id: id, scope: scope)
        #expect(preview.requests.map(\.bodyText) == [#"{"appointmentStatus":"cancelled"}"#])
        #expect(preview.counts.changed == 4)
      }
    }
  }

  @Test("of all but the past ends the series there")
  func keepingPast() throws {
    let preview = try preview(Cancellation(), id: "M", scope: .whole, keepingBefore: 1_793_717_999_999)
    #expect(preview.changes.map(\.kind) == [.kept, .kept, .removed, .removed])
  }

  @Test("of the last occurrence left cancels the appointment")
  func lastOccurrence() throws {
    let preview = try preview(
      Cancellation(.exclusion), id: "M_1792504800000_1800", scope: .this, rrule: "RRULE:FREQ=WEEKLY;COUNT=1")
    #expect(preview.findings.contains { $0.code == .lastOccurrenceCancelled && $0.severity == .note })
    let request = try #require(preview.requests.first)
    #expect(preview.requests.count == 1 && request.path.hasSuffix("/M"))
    #expect(
      request.bodyText.contains(#""appointmentStatus":"cancelled""#) && !request.bodyText.contains("rrule"))
  }

  @Test("changes nothing else")
  func mixed() throws {
    let mixed = try preview(Cancellation(), scope: .this, ["title": "x"])
    #expect(mixed.findings.contains { $0.code == .cancellationWithChanges })
    let date = try OffsetDateTime(parsing: "2026-11-05T10:00:00-05:00")
    let madeUp = try preview(Cancellation(.status, makeUps: [date]), scope: .this)
    #expect(madeUp.findings.contains { $0.code == .makeUpNeedsExclusion })
  }

  private func several(
    _ style: Cancellation.Style?, scope: EditScope? = nil, events: [Appointment]? = nil,
    last: String = "M_1794322800000_1800"
  ) throws -> PreviewRequest {
    var request = PreviewRequest(
      event: try Example.tuesday("RRULE:FREQ=WEEKLY;COUNT=4"),
      edit: try Example.edit(style == nil ? ["title": "x"] : [:]),
      cancellation: style.map { Cancellation($0) })
    request.reach = EditReach(
      id: try EventReference(parsing: Self.third), others: [try InstanceID(parsing: last)], scope: scope)
    request.zone = try ZoneTransitions.named(Example.newYork)
    request.events = events
    return request
  }

  @Test("of several instances by exclusion is one request")
  func severalExclusions() throws {
    let preview = try several(.exclusion).preview()
    #expect(preview.changes.map(\.kind) == [.kept, .kept, .removed, .removed])
    #expect(preview.requests.count == 1)
    #expect(
      preview.recurrenceAfter == "RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20261103T150000Z,20261110T150000Z")
  }

  @Test("of several instances by status is a request each, which can be stored and undone")
  func severalStatuses() throws {
    let override = try Appointment(
      JSONValue.object([
        "id": "M_1793804400000_1800", "masterEventId": "M", "startTime": "2026-11-04T10:00:00-05:00",
        "endTime": "2026-11-04T10:30:00-05:00", "originalStartTime": "2026-11-03T10:00:00-05:00",
        "appointmentStatus": "confirmed",
      ]))
    let request = try several(.status, events: [override])
    let preview = request.preview()
    #expect(preview.changes.map(\.kind) == [.kept, .kept, .changed, .changed])
    #expect(preview.counts == ChangeCounts(preview.changes))
    #expect(preview.overrides.map(\.kind) == [.edited])
    let plan = try #require(preview.validatedPlan)
    #expect(plan.plan.steps.map(\.number) == [1, 2])
    #expect(
      plan.plan.steps.map(\.request.path)
        == ["M_1793804400000_1800", "M_1794322800000_1800"].map {
          "/calendars/events/appointments/\($0)"
        })
    #expect(plan.plan.steps.first?.undo.first?.bodyText.contains(#""appointmentStatus":"confirmed""#) == true)
    #expect(plan.request(ofStep: 2, created: [:]) != nil)
    let decoder = JSONDecoder()
    decoder.userInfo[.currentEvent] = request.event
    let stored = try decoder.decode(ValidatedPlan.self, from: JSONEncoder().encode(plan))
    #expect(stored.plan == plan.plan)
    let left = try #require(preview.eventsAfter.first?.series)
    #expect(left.overrides.map(\.appointment.appointmentStatus) == [.cancelled, .cancelled])
  }

  @Test("is all that several instances can have at once")
  func severalEdited() throws {
    for request in [
      try several(nil), try several(.status, scope: .following), try several(.exclusion, scope: .whole),
    ] {
      let preview = request.preview()
      #expect(preview.findings.contains { $0.code == .severalNeedCancellation })
      #expect(preview.validatedPlan == nil)
    }
    #expect(try several(.status, last: "M_1794322800001_1800").preview().validatedPlan == nil)
    #expect(try several(.exclusion, last: "M_1794322800001_1800").preview().validatedPlan == nil)
  }
}
