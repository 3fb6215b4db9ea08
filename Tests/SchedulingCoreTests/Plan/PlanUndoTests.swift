import Recurrence
import Testing

@testable import SchedulingCore

@Suite("What undoes a plan")
struct PlanUndoTests {
  private static let third = "M_1793718000000_1800"

  /// Tuesdays at 10:00 in New York from 20 October 2026.
  private func preview(
    _ fields: JSONValue = [:], master: JSONObject = [:], instance: JSONObject? = nil, id: String? = nil,
    scope: EditScope = .whole, cancelling: Cancellation? = nil, version: APIVersion = .v2021_04_15,
    promotion: WarningPromotion = .none
  ) throws -> SeriesPreview {
    var event: JSONObject = [
      "id": "M", "calendarId": "C", "locationId": "L", "contactId": "P", "title": "Weekly",
      "rrule": "RRULE:FREQ=WEEKLY;COUNT=4", "startTime": "2026-10-20T10:00:00-04:00",
      "endTime": "2026-10-20T10:30:00-04:00", "appointmentStatus": "confirmed",
    ]
    for (key, value) in master { event[key] = value }
    let events = try instance.map { own in
      var object = own
      object["id"] = .string(Self.third)
      return [try Appointment(.object(object))]
    }
    return SeriesPreview.make(
      event: try Appointment(.object(event)), edit: try Example.edit(fields),
      id: try id.map { try EventReference(parsing: $0) }, scope: scope,
      zone: try ZoneTransitions.named(Example.newYork), version: version, promotion: promotion,
      events: events ?? [], cancellation: cancelling)
  }

  private func lost(_ preview: SeriesPreview) -> [Diagnostic] {
    preview.findings.filter { $0.code == .notRestorable }
  }

  /// Every request that undoes a step is one that the validator would let pass.
  private func expectAcceptable(_ preview: SeriesPreview, in version: APIVersion = .v2021_04_15) throws {
    for undo in preview.plan?.steps.flatMap(\.undo) ?? [] {
      let edit = try AppointmentEdit(parsing: undo.body)
      if let status = edit.appointmentStatus {
        #expect(AppointmentStatus.allowed(in: version).contains(status), "\(undo.bodyText)")
      }
    }
  }

  @Test("holds no status that the version refuses; it is reported instead, and v3 restores it")
  func status() throws {
    let preview = try preview(master: ["appointmentStatus": "completed"], cancelling: Cancellation())
    #expect(preview.plan?.steps.map(\.undo) == [[]])
    let finding = try #require(lost(preview).first)
    #expect(finding.severity == .warning && finding.field == "appointmentStatus")
    #expect(finding.message.contains("The former status completed of M can't be restored"))
    #expect(finding.remedy?.contains("v3") == true)
    let later = try self.preview(
      master: ["appointmentStatus": "completed"], cancelling: Cancellation(), version: .v3)
    #expect(lost(later).isEmpty)
    #expect(later.plan?.steps[0].undo.first?.bodyText.contains(#""appointmentStatus":"completed""#) == true)
  }

  @Test("keeps what it can restore beside a status that it can't")
  func besideOthers() throws {
    let preview = try preview(
      ["appointmentStatus": "confirmed", "title": "N"], master: ["appointmentStatus": "completed"])
    #expect(lost(preview).count == 1)
    #expect(
      preview.plan?.steps[0].undo.map(\.bodyText)
        == [#"{"ignoreFreeSlotValidation":true,"title":"Weekly","toNotify":false}"#])
  }

  @Test("gives an instance back no status that the version refuses", arguments: [true, false])
  func override(isSplit: Bool) throws {
    for (own, count) in [
      (["appointmentStatus": "completed", "title": "S"], 1),
      (["appointmentStatus": "completed"] as JSONObject, 0),
    ] {
      let preview =
        isSplit
        ? try preview(["title": "N"], instance: own, id: Self.third, scope: .following)
        : try preview(["startTime": "2026-10-20T10:15:00-04:00"], instance: own)
      try expectAcceptable(preview)
      let restored = preview.plan?.steps[0].undo.filter {
        $0.path.hasSuffix(Self.third) && $0.bodyText.contains(#""title""#)
      }
      #expect(restored?.count == count)
      #expect(lost(preview).map(\.message).count { $0.contains("completed of \(Self.third)") } == 1)
    }
  }

  @Test("of one instance holds no status that the version refuses")
  func oneInstance() throws {
    let preview = try preview(
      instance: ["appointmentStatus": "completed"], id: Self.third, scope: .this, cancelling: Cancellation())
    #expect(preview.plan?.steps.map(\.undo) == [[]])
    #expect(lost(preview).count == 1)
  }

  @Test("names no empty user or location; that there was none is noted")
  func absentNames() throws {
    let preview = try preview(["assignedUserId": "U", "description": "d", "toNotify": false])
    try expectAcceptable(preview)
    #expect(lost(preview).map(\.severity) == [.note])
    #expect(lost(preview).first?.field == "assignedUserId")
    #expect(preview.plan?.steps[0].undo.first?.bodyText.contains(#""description":"""#) == true)
  }

  @Test("stands in the way of sending where warnings are promoted and something can't be restored")
  func promoted() throws {
    let preview = try preview(
      master: ["appointmentStatus": "completed"], cancelling: Cancellation(), promotion: .all)
    #expect(preview.validatedPlan == nil && preview.requests.isEmpty)
    #expect(lost(preview).map(\.severity) == [.error])
  }
}
