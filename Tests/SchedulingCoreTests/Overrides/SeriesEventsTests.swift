import Recurrence
import Testing

@testable import SchedulingCore

@Suite("An instance that was edited on its own")
struct SeriesEventsTests {
  /// Tuesdays at 10:00 in New York from 20 October 2026: the second has a title, the third another time.
  private static let list = """
    {"events": [
      {"id": "M_1792504800000_1800", "masterEventId": "M", "title": "Weekly",
       "startTime": "2026-10-20T10:00:00-04:00", "endTime": "2026-10-20T10:30:00-04:00"},
      {"id": "M_1793109600000_1800", "masterEventId": "M", "title": "Special",
       "startTime": "2026-10-27T10:00:00-04:00", "endTime": "2026-10-27T10:30:00-04:00"},
      {"id": "M_1793718000000_1800", "masterEventId": "M", "title": "Weekly",
       "startTime": "2026-11-03T12:00:00-05:00", "endTime": "2026-11-03T12:30:00-05:00"},
      {"id": "M_1793800000000_1800", "masterEventId": "M", "title": "Weekly",
       "startTime": "2026-11-04T08:46:40-05:00", "endTime": "2026-11-04T09:16:40-05:00"},
      {"id": "other", "title": "Another", "startTime": "2026-11-03T12:00:00-05:00",
       "endTime": "2026-11-03T12:30:00-05:00"}
    ]}
    """

  private func preview(
    _ fields: JSONValue, id: String? = nil, scope: EditScope? = .whole, cancelling: Cancellation? = nil,
    assumptions: ServerAssumptions = ServerAssumptions(instanceUpdateKeepsID: true), list: String = Self.list,
    exclusions: String = "", master own: JSONObject = [:]
  ) throws -> SeriesPreview {
    var master: JSONObject = [
      "id": "M", "calendarId": "C", "locationId": "L", "contactId": "P", "title": "Weekly",
      "rrule": .string("RRULE:FREQ=WEEKLY;COUNT=4" + exclusions), "startTime": "2026-10-20T10:00:00-04:00",
      "endTime": "2026-10-20T10:30:00-04:00",
    ]
    for (key, value) in own { master[key] = value }
    return SeriesPreview.make(
      event: try Appointment(.object(master)), edit: try Example.edit(fields),
      id: try id.map { try EventReference(parsing: $0) },
      scope: scope, zone: try ZoneTransitions.named(Example.newYork), assumptions: assumptions,
      events: try Appointment.list(parsing: list.utf8), cancellation: cancelling)
  }

  @Test("is recognised by its id; one without anything of its own is none, and none is lost")
  func recognised() throws {
    let preview = try preview(["address": "There"])
    #expect(preview.overrides.map(\.kind) == [.kept, .kept, .detached])
    #expect(preview.overrides.map(\.oldID).last == "M_1793800000000_1800")
    #expect(preview.overrides.map(\.fields) == [["title"], ["startTime", "endTime"], []])
    #expect(preview.findings.contains { $0.code == .instanceDetached })
    #expect(preview.requests.count == 1)
  }

  @Test("is given its own back where the series moves away under it")
  func rekeyed() throws {
    let preview = try preview(["startTime": "2026-10-20T10:30:00-04:00", "toNotify": false])
    #expect(preview.overrides.map(\.kind) == [.rekeyed, .rekeyed, .detached])
    #expect(preview.overrides.first?.newID == "M_1793111400000_1800")
    #expect(
      preview.requests.map(\.path) == [
        "/calendars/events/appointments/M_1793109600000_1800",
        "/calendars/events/appointments/M_1793718000000_1800",
        "/calendars/events/appointments/M", "/calendars/events/appointments/M_1793111400000_1800",
        "/calendars/events/appointments/M_1793719800000_1800",
      ])
    #expect(
      preview.requests[3].bodyText == #"{"ignoreFreeSlotValidation":true,"title":"Special","toNotify":false}"#
    )
    #expect(preview.requests[4].bodyText.contains(#""startTime":"2026-11-03T12:00:00-05:00""#))
    #expect(preview.plan?.steps.map(\.dependsOn) == [[], [], [1, 2], [3], [3]])
  }

  @Test("goes with the side of its original start, and to an id that is not known yet")
  func split() throws {
    let preview = try preview(["title": "Review"], id: "M_1793718000000_1800", scope: .following)
    #expect(preview.overrides.map(\.kind) == [.kept, .rekeyed, .detached])
    #expect(preview.overrides[1].newID == "{step3.id}_1793718000000_1800")
    #expect(preview.requests.map(\.method) == ["PUT", "PUT", "POST", "PUT"])
    #expect(
      preview.requests.last?.path == "/calendars/events/appointments/{step3.id}_1793718000000_1800")
    #expect(preview.plan?.steps.last?.dependsOn == [3])
    let plan = try #require(preview.validatedPlan)
    #expect(plan.request(ofStep: 4, created: [:]) == nil, "no request leaves with an id that is missing")
    #expect(
      plan.request(ofStep: 4, created: [3: "N/1"])?.request.path
        == "/calendars/events/appointments/N%2F1_1793718000000_1800")
  }

  @Test("keeps its own and changes in the rest, as the assumption says")
  func fieldByField() throws {
    let preview = try preview(["title": "N"])
    #expect(preview.changes[1].reasons == [.overrideKept], "it has a title of its own")
    #expect(preview.changes[2].reasons == [.fieldsChanged(["title"]), .overrideKept], "only its time is own")
    let statement = preview.assumptionStatements.first { $0.name == "seriesUpdateKeepsOverrides" }
    #expect(statement?.sentence.hasSuffix("on a single instance as it is; its other fields change.") == true)
  }

  @Test("is not cancelled with the series where it has a status of its own, which is reported")
  func ownStatus() throws {
    let list = #"""
      [{"id": "M_1793109600000_1800", "appointmentStatus": "showed"},
       {"id": "M_1793718000000_1800", "appointmentStatus": "cancelled"},
       {"id": "M_1794322800000_1800", "appointmentStatus": "confirmed"}]
      """#
    for fields in [["appointmentStatus": "cancelled"], [:]] as [JSONValue] {
      let cancelling = fields == [:] ? Cancellation() : nil
      let whole = try preview(fields, cancelling: cancelling, list: list)
      #expect(
        warnings(whole, .overridesNotCancelled) == [
          "2 instances have a status of their own and are not cancelled: M_1793109600000_1800 (showed), "
            + "M_1794322800000_1800 (confirmed)."
        ])
    }
    let tail = try preview(
      ["appointmentStatus": "cancelled"], id: "M_1793718000000_1800", scope: .following, list: list)
    #expect(
      warnings(tail, .overridesNotCancelled) == [
        "1 instance has a status of its own and is not cancelled: M_1794322800000_1800 (confirmed)."
      ])
    let following = try preview(
      [:], id: "M_1793718000000_1800", scope: .following, cancelling: Cancellation(), list: list)
    #expect(warnings(following, .overridesNotCancelled).isEmpty, "what follows ends with the series")
    let other = try preview(["title": "N"], list: list)
    #expect(warnings(other, .overridesNotCancelled).isEmpty)
  }

  /// The second is excluded, and the list has one that names it, one that starts then and one that was moved
  /// from it to the third; the third is listed twice, and the fourth has another event at its start.
  private static let detached = #"""
    [{"id": "M_1793109600000_1800", "title": "a"},
     {"id": "own", "masterEventId": "M", "startTime": "2026-10-27T10:00:00-04:00"},
     {"id": "M_1793109600000_900", "startTime": "2026-11-03T10:00:00-05:00"},
     {"id": "M_1793718000000_1800", "title": "b"}, {"id": "M_1793718000000_1800", "title": "c"},
     {"id": "M_1794322800000_1800", "title": "d"},
     {"id": "other", "masterEventId": "M", "startTime": "2026-11-10T10:00:00-05:00"},
     {"id": "M_1793800000000_1800", "startTime": "2026-11-04T08:46:40-05:00"}]
    """#

  @Test("has no occurrence of its own where that is excluded or listed twice, and the finding says which")
  func detachedReasons() throws {
    let preview = try preview(
      ["address": "There"], list: Self.detached, exclusions: "\nEXDATE:20261027T140000Z")
    #expect(
      preview.overrides.filter { $0.kind != .detached }.map(\.oldID)
        == ["M_1793718000000_1800", "M_1794322800000_1800"])
    let (second, third, fourth) = (1_793_109_600_000, 1_793_718_000_000, 1_794_322_800_000)
    #expect(
      preview.overrides.filter { $0.kind == .detached }.map(\.originalStartMilliseconds)
        == [third, second, second, second, fourth, nil])
    let tail = "; the plan leaves it alone."
    let excluded = "belongs to the series, but its occurrence of 2026-10-27T10:00:00-04:00 is excluded" + tail
    #expect(
      warnings(preview, .instanceDetached) == [
        "The event M_1793718000000_1800 is listed twice, and the first counts\(tail)",
        "The event M_1793109600000_1800 \(excluded)", "The event own \(excluded)",
        "The event M_1793109600000_900 \(excluded)",
        "The event other stands for the occurrence of 2026-11-10T10:00:00-05:00 like M_1794322800000_1800, which "
          + "counts\(tail)",
        "The event M_1793800000000_1800 belongs to the series, but stands for none of its occurrences\(tail)",
      ])
  }

  @Test("is orphaned, and named, where its occurrence goes")
  func orphaned() throws {
    let preview = try preview(
      ["rrule": "RRULE:FREQ=WEEKLY;COUNT=2", "ignoreFreeSlotValidation": true])
    #expect(preview.overrides.map(\.kind) == [.kept, .orphaned, .detached])
    #expect(preview.findings.contains { $0.code == .overridesOrphaned && $0.severity == .warning })
  }

  @Test("dies with the rule, and is listed")
  func removal() throws {
    let preview = try preview(["rrule": "", "ignoreFreeSlotValidation": true])
    #expect(preview.overrides.map(\.kind) == [.orphaned, .orphaned, .detached])
  }

  @Test("is given its own back where the server discards it")
  func discarded() throws {
    let preview = try preview(
      ["title": "Review"],
      assumptions: ServerAssumptions(instanceUpdateKeepsID: true, seriesUpdateKeepsOverrides: false))
    #expect(preview.overrides.prefix(2).allSatisfy { $0.kind == .kept && $0.isReissued })
    #expect(preview.requests.count == 3)
  }

  /// The second has notes and nothing else of its own, the third notes and a title, the fourth what is empty.
  private static let notes = """
    [{"id": "M_1793109600000_1800", "title": "Weekly", "notes": "bring the contract"},
     {"id": "M_1793718000000_1800", "title": "Special", "notes": "bring cake", "users": ["U", "V"]},
     {"id": "M_1794322800000_1800", "title": "Weekly", "notes": "", "users": [], "assignedResources": null}]
    """

  private func warnings(_ preview: SeriesPreview, _ code: Diagnostic.Code) -> [String] {
    preview.findings.filter { $0.code == code && $0.severity == .warning }.map(\.message)
  }

  @Test("is recognised by what no request takes too, such as notes")
  func unsentFields() throws {
    let preview = try preview(["address": "There"], list: Self.notes)
    #expect(preview.overrides.map(\.kind) == [.kept, .kept])
    #expect(preview.overrides.map(\.fields) == [["notes"], ["title", "notes", "users"]])
    #expect(preview.overrides.allSatisfy { $0.lostFields.isEmpty })
    #expect(preview.changes.map { $0.reasons.contains(.overrideKept) } == [false, true, true, false])
    #expect(preview.requests.count == 1)
    #expect(warnings(preview, .fieldNotCarriedOver).isEmpty && warnings(preview, .notRestorable).isEmpty)
  }

  @Test("loses notes where it gets another id, which is reported", arguments: [true, false])
  func lostFields(isSplit: Bool) throws {
    let preview =
      isSplit
      ? try preview(["title": "N"], id: "M_1793109600000_1800", scope: .following, list: Self.notes)
      : try preview(["startTime": "2026-10-20T10:30:00-04:00"], list: Self.notes)
    #expect(preview.overrides.map(\.kind) == [.rekeyed, .rekeyed])
    #expect(preview.overrides.map(\.lostFields) == [["notes"], ["notes", "users"]])
    #expect(preview.overrides.map(\.isReissued) == [false, true])
    #expect(
      warnings(preview, .fieldNotCarriedOver) == [
        "The notes of M_1793109600000_1800, M_1793718000000_1800 can't be carried over: no request takes notes.",
        "The users of M_1793718000000_1800 can't be carried over: no request takes users.",
      ])
    #expect(warnings(preview, .notRestorable).count == 2, "what undoes the edit brings no notes back either")
    #expect(!preview.requests.contains { $0.bodyText.contains("cake") })
    let (second, third) = (preview.changes[1].reasons, preview.changes[2].reasons)
    #expect(second.contains(.overrideLost) && third.contains(.overrideKept))
    #expect(second.contains(.fieldsChanged(isSplit ? ["title", "notes"] : ["notes"])))
    #expect(third.contains(.fieldsChanged(["notes", "users"])))
  }

  @Test("loses notes where the server discards it, though it keeps its id")
  func discardedFields() throws {
    let preview = try preview(
      ["address": "There"],
      assumptions: ServerAssumptions(instanceUpdateKeepsID: true, seriesUpdateKeepsOverrides: false),
      list: Self.notes)
    #expect(preview.overrides.map(\.kind) == [.kept, .kept])
    #expect(preview.overrides.map(\.lostFields) == [["notes"], ["notes", "users"]])
    #expect(warnings(preview, .fieldNotCarriedOver).count == 2)
  }

  @Test("may leave notes behind for the occurrence that takes its id")
  func leftBehind() throws {
    let preview = try preview(
      ["startTime": "2026-10-27T10:00:00-04:00", "ignoreFreeSlotValidation": true], list: Self.notes)
    #expect(preview.plan?.steps.map(\.purpose) == [.updateSeries, .clearOverride, .reissueOverride])
    let tail = "afterwards: no request takes it away."
    #expect(
      warnings(preview, .fieldLeftBehind) == [
        "The notes of M_1793109600000_1800, M_1793718000000_1800 may stay with the occurrences that have these ids "
          + tail,
        "The users of M_1793718000000_1800 may stay with the occurrence that has this id \(tail)",
      ])
  }

  @Test("may leave a user behind whom the series does not have")
  func leftUser() throws {
    let preview = try preview(
      ["startTime": "2026-10-27T10:00:00-04:00", "ignoreFreeSlotValidation": true],
      list: #"[{"id": "M_1793109600000_1800", "assignedUserId": "U"}]"#)
    #expect(preview.plan?.steps.map(\.purpose) == [.updateSeries, .reissueOverride])
    #expect(warnings(preview, .fieldLeftBehind).count == 1)
  }

  @Test("is recognised by notes that were emptied, and not by users in another order")
  func emptiedNotes() throws {
    let list = #"""
      [{"id": "M_1793109600000_1800", "notes": ""}, {"id": "M_1793718000000_1800", "users": ["V", "U"]}]
      """#
    let preview = try preview(
      ["address": "There"], list: list, master: ["notes": "bring cake", "users": ["U", "V"]])
    #expect(preview.overrides.map(\.fields) == [["notes"]])
  }

  @Test(
    "may be lost where no list is given, and the preview says so; an empty list tells that there is none",
    arguments: [Self.list, "[]", nil])
  func notListed(list: String?) throws {
    let isListed = list != nil
    func isTold(_ fields: JSONValue, id: String? = nil, _ scope: EditScope = .whole) throws -> Bool {
      let preview = SeriesPreview.make(
        event: try Example.tuesday("RRULE:FREQ=WEEKLY;COUNT=4"), edit: try Example.edit(fields),
        id: try id.map { try EventReference(parsing: $0) }, scope: scope,
        zone: try ZoneTransitions.named(Example.newYork),
        events: try list.map { try Appointment.list(parsing: $0.utf8) })
      return preview.findings.contains { $0.code == .overridesNotListed && $0.severity == .note }
    }
    let third = "M_1793718000000_1800"
    #expect(try isTold(["rrule": "", "ignoreFreeSlotValidation": true]) == !isListed)
    #expect(try isTold(["title": "x"], id: third, .following) == !isListed)
    #expect(try !isTold(["title": "x"]), "no occurrence goes")
    #expect(try !isTold(["title": "x"], id: third, .this), "no other instance is reached")
  }

  @Test("in a list that can't be read is an error with its place")
  func invalid() throws {
    for (text, field) in [
      ("{}", "events"), (#"{"events":[{"title":"x"}]}"#, "events[0].id"), (#"[{"id":1}]"#, "events[0].id"),
    ] {
      let failure = try #require(throws: ValidationFailure.self) { try Appointment.list(parsing: text.utf8) }
      #expect(failure.errors.first?.field == field)
    }
  }
}
