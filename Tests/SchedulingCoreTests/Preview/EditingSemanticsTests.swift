import Recurrence
import RuleSamples
import Testing

@testable import SchedulingCore

/// What an edit of a series means, sentence by sentence. What other suites prove is not repeated here.
@Suite("Editing a series")
struct EditingSemanticsTests {
  /// Tuesdays at 10:00 in New York from 20 October 2026; the clocks go back on 1 November.
  private static let ids = [
    "M_1792504800000_1800", "M_1793109600000_1800", "M_1793718000000_1800", "M_1794322800000_1800",
  ]

  private func preview(
    _ rrule: String, _ fields: JSONValue, id: String? = nil, _ scope: EditScope = .whole,
    window: PreviewWindow = PreviewWindow(), overrides: [JSONObject] = [], keepsID: Bool = true
  ) throws -> SeriesPreview {
    let master = try Appointment([
      "id": "M", "calendarId": "C", "locationId": "L", "contactId": "P", "title": "Weekly",
      "rrule": .string(rrule), "startTime": "2026-10-20T10:00:00-04:00",
      "endTime": "2026-10-20T10:30:00-04:00",
    ])
    var edit = try #require(fields.objectValue)
    if edit["ignoreFreeSlotValidation"] == nil { edit["ignoreFreeSlotValidation"] = true }
    return SeriesPreview.make(
      event: master, edit: try Example.edit(.object(edit)),
      id: try id.map { try EventReference(parsing: $0) }, scope: scope,
      zone: try ZoneTransitions.named(Example.newYork), window: window,
      assumptions: ServerAssumptions(instanceUpdateKeepsID: keepsID),
      events: try overrides.map { try Appointment(.object($0)) })
  }

  private static func override(_ index: Int, _ fields: JSONObject) -> JSONObject {
    var object: JSONObject = ["id": .string(ids[index]), "masterEventId": "M"]
    for (key, value) in fields { object[key] = value }
    return object
  }

  @Test(
    "Moving the start of a whole series shifts EXDATEs, RDATEs and override keys by the same wall-clock delta"
  )
  func movedDates() throws {
    // One date on each side of the change of the clocks.
    let preview = try preview(
      "RRULE:FREQ=WEEKLY;COUNT=4\nRDATE:20261021T140000Z,20261105T150000Z"
        + "\nEXDATE:20261027T140000Z,20261110T150000Z",
      ["startTime": "2026-10-20T11:30:00-04:00"], overrides: [Self.override(2, ["title": "Special"])])
    #expect(
      preview.recurrenceAfter?.text
        == "RRULE:FREQ=WEEKLY;COUNT=4\nRDATE:20261021T153000Z,20261105T163000Z"
        + "\nEXDATE:20261027T153000Z,20261110T163000Z")
    #expect(preview.counts.moved == 4 && preview.counts.total == 4)
    #expect(preview.overrides.map(\.newID) == ["M_1793723400000_1800"])
  }

  @Test(
    "The start never ends up off the pattern: parts are rotated exactly, or the move is refused with the reason",
    arguments: [
      "FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU,TH;INTERVAL=2", "FREQ=MONTHLY;BYDAY=3TU",
      "FREQ=MONTHLY;BYMONTHDAY=20", "FREQ=MONTHLY;BYDAY=TU;BYSETPOS=3", "FREQ=DAILY;BYHOUR=10,22",
      "FREQ=YEARLY;BYMONTH=10;BYMONTHDAY=20",
    ])
  func startOnPattern(rule: String) throws {
    for start in ["2026-10-20T10:30:00-04:00", "2026-10-21T10:00:00-04:00", "2026-10-27T23:45:00-04:00"] {
      let preview = try preview("RRULE:\(rule)", ["startTime": .string(start)])
      guard let plan = preview.plan else {
        let refusal = try #require(preview.findings.first { $0.code == .ruleNotMovable })
        #expect(refusal.message.contains("can't move with the start:") && refusal.remedy != nil)
        continue
      }
      #expect(plan.steps.count == 1)
      #expect(preview.changes.first?.after?.start == preview.effectiveEdit.startTime)
      #expect(preview.counts.moved == preview.counts.total)
    }
  }

  @Test("The tail of a split starts at the named occurrence, with the edit applied", arguments: 1...3)
  func tailStart(index: Int) throws {
    let old = try InstanceID(parsing: Self.ids[index]).startMilliseconds
    let start = try #require(OffsetDateTime(milliseconds: old + 1_800_000, offsetSeconds: -18_000))
    let preview = try preview(
      "RRULE:FREQ=WEEKLY;COUNT=4", ["startTime": .string(start.text), "title": "Review"], id: Self.ids[index],
      .following)
    let body = try JSONValue(parsing: try #require(preview.requests.last).body)
    let sent = try OffsetDateTime(parsing: body["startTime"]?.stringValue ?? "")
    #expect(sent.milliseconds == old + 1_800_000 && body["title"] == "Review")
    #expect(body["rrule"] == .string("RRULE:FREQ=WEEKLY" + (index == 0 ? "" : ";COUNT=\(4 - index)")))
    #expect(preview.changes.prefix(index).allSatisfy { $0.kind == .kept && $0.reasons == [.outsideScope] })
    #expect(preview.changes.dropFirst(index).allSatisfy { $0.kind == .moved })
  }

  @Test("Overrides go to the side of their original start, wherever they were moved")
  func sidesOfOverrides() throws {
    // The second was moved past the cut, the fourth before it.
    let preview = try preview(
      "RRULE:FREQ=WEEKLY;COUNT=4", ["title": "Review"], id: Self.ids[2], .following,
      overrides: [
        Self.override(
          1, ["startTime": "2026-11-12T10:00:00-05:00", "endTime": "2026-11-12T10:30:00-05:00"]),
        Self.override(
          3, ["startTime": "2026-10-22T10:00:00-04:00", "endTime": "2026-10-22T10:30:00-04:00"]),
      ])
    #expect(preview.overrides.map(\.kind) == [.kept, .rekeyed])
    #expect(preview.overrides.map(\.newID) == [.known(Self.ids[1]), "{step3.id}_1794322800000_1800"])
    #expect(
      preview.plan?.steps.map(\.purpose) == [.cancelOverride, .truncateSeries, .createTail, .reissueOverride])
  }

  @Test("Removing the rule drops EXDATEs and lists the overrides that die with it")
  func removal() throws {
    let preview = try preview(
      "RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20261027T140000Z", ["rrule": ""],
      overrides: [Self.override(2, ["title": "Special"])])
    let removal = try #require(preview.findings.first { $0.code == .recurrenceRemoved })
    #expect(removal.message.hasSuffix("stays, and 1 EXDATE and 1 edited instance go with the rule."))
    let one = try self.preview(
      "RRULE:FREQ=WEEKLY;COUNT=4", ["rrule": ""], overrides: [Self.override(2, ["title": "Special"])])
    #expect(one.findings.contains { $0.message.hasSuffix("and 1 edited instance goes with the rule.") })
    #expect(preview.overrides.map(\.kind) == [.orphaned] && preview.overrides.map(\.oldID) == [Self.ids[2]])
    #expect(preview.changes.map(\.kind) == [.changed, .removed, .removed])
    #expect(preview.changes.dropFirst().allSatisfy { $0.reasons == [.ruleRemoved] })
  }

  @Test(
    "Excluding everything is an error that suggests cancelling",
    arguments: ["EXDATE:20261020T140000Z,20261027T140000Z", "EXDATE;VALUE=DATE:20261020,20261027"])
  func everythingExcluded(exclusions: String) throws {
    let preview = try preview(
      "RRULE:FREQ=WEEKLY;COUNT=2", ["rrule": .string("RRULE:FREQ=WEEKLY;COUNT=2\n\(exclusions)")])
    let error = try #require(preview.findings.first { $0.severity == .error })
    #expect(error.code == .emptySeries && error.remedy?.contains("Cancel the appointment") == true)
    #expect(preview.requests.isEmpty)
  }

  @Test("A preview lists kept, moved, added, removed and changed occurrences, and the new id of each old one")
  func kindsAndIDs() throws {
    let replaced = try preview(
      "RRULE:FREQ=WEEKLY;COUNT=3", ["rrule": "RRULE:FREQ=WEEKLY;COUNT=4\nEXDATE:20261027T140000Z"])
    #expect(replaced.changes.map(\.kind) == [.kept, .removed, .kept, .added])
    #expect(replaced.idMap.map(\.old.description) == [Self.ids[0], Self.ids[2]])
    #expect(replaced.idMap.allSatisfy { $0.old == $0.new })
    let moved = try preview("RRULE:FREQ=WEEKLY;COUNT=2", ["startTime": "2026-10-20T10:30:00-04:00"])
    #expect(moved.changes.map(\.kind) == [.moved, .moved])
    #expect(moved.idMap.map(\.new) == ["M_1792506600000_1800", "M_1793111400000_1800"])
    let changed = try preview("RRULE:FREQ=WEEKLY;COUNT=2", ["title": "x"])
    #expect(changed.changes.map(\.kind) == [.changed, .changed])
    #expect(changed.changes.allSatisfy { $0.reasons == [.fieldsChanged(["title"])] })
    for preview in [replaced, moved, changed] {
      #expect(preview.changes.filter { $0.kind != .kept }.allSatisfy { !$0.reasons.isEmpty })
      let both = preview.changes.filter { $0.before != nil && $0.after != nil }
      #expect(preview.idMap.count == both.count)
    }
  }

  @Test("Occurrences are matched by original start, and by their place where the rule has no such start")
  func matching() throws {
    let more = try preview(
      "RRULE:FREQ=WEEKLY;COUNT=3", ["rrule": "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=TU,TH"])
    #expect(more.changes.map(\.kind) == [.kept, .added, .kept, .removed])
    #expect(more.changes.last?.before?.id == .known(Self.ids[2]))
    let others = try preview(
      "RRULE:FREQ=WEEKLY;COUNT=3", ["rrule": "RRULE:FREQ=WEEKLY;COUNT=3;BYDAY=WE"])
    #expect(others.changes.map(\.kind) == [.moved, .moved, .moved])
    #expect(
      others.changes.allSatisfy {
        $0.reasons == [.startMoved(bySeconds: 86_400), .samePlaceInSeries]
      })
  }

  @Test("Occurrences whose offset differs from the master's are noted one by one")
  func offsets() throws {
    let preview = try preview("RRULE:FREQ=WEEKLY;COUNT=4", ["title": "x"])
    let note = OccurrenceChange.Note.offsetDiffers(masterSeconds: -14_400, hereSeconds: -18_000)
    #expect(preview.changes.map(\.notes) == [[], [], [note], [note]])
  }

  @Test("Conflicts are reported with their reasons")
  func conflicts() throws {
    let fourth: JSONObject = [
      "startTime": "2026-11-10T10:00:00-05:00", "endTime": "2026-11-10T10:30:00-05:00",
    ]
    var longer = fourth
    longer["endTime"] = "2026-11-10T11:00:00-05:00"
    for (fields, code) in [(fourth, Diagnostic.Code.instanceIDCollides), (longer, .instanceCoincides)] {
      let onto = try preview(
        "RRULE:FREQ=WEEKLY;COUNT=4", .object(fields), id: Self.ids[2], .this, keepsID: false)
      let conflict = try #require(onto.findings.first { $0.code == code })
      #expect(conflict.severity == .warning && conflict.message.contains("start of another occurrence"))
    }
    let early = try preview(
      "RRULE:FREQ=WEEKLY;COUNT=4", ["startTime": "2026-10-26T10:00:00-04:00"], id: Self.ids[2], .following)
    let overlap = try #require(early.findings.first { $0.code == .tailOverlapsHead })
    #expect(overlap.severity == .warning && overlap.message.contains("2026-10-26T10:00:00-04:00"))
  }

  @Test("An instance whose own times another occurrence comes to have is reported, where both get one id")
  func collision() throws {
    // The third occurrence's own half hour, which the fourth moves to.
    let own = [
      Self.override(
        2, ["startTime": "2026-11-10T10:30:00-05:00", "endTime": "2026-11-10T11:00:00-05:00"])
    ]
    for (start, keepsID, collides) in [
      ("10:30", false, true), ("10:30", true, false), ("11:00", false, false),
    ] {
      let preview = try preview(
        "RRULE:FREQ=WEEKLY;COUNT=4", ["startTime": .string("2026-10-20T\(start):00-04:00")], overrides: own,
        keepsID: keepsID)
      #expect(preview.findings.contains { $0.code == .instanceIDCollides } == collides, "\(start) \(keepsID)")
    }
  }

  @Test("What is given back to an occurrence waits for the update and for what clears that occurrence alone")
  func dependencies() throws {
    let preview = try preview(
      "RRULE:FREQ=WEEKLY;COUNT=4", ["startTime": "2026-10-27T10:00:00-04:00"],
      overrides: (0..<3).map { Self.override($0, ["title": .string("Special \($0)")]) })
    let steps = try #require(preview.plan?.steps)
    #expect(
      steps.map(\.purpose) == [
        .cancelOverride, .updateSeries, .clearOverride, .clearOverride, .reissueOverride, .reissueOverride,
        .reissueOverride,
      ])
    #expect(steps.map(\.dependsOn) == [[], [1], [2], [2], [2, 3], [2, 4], [2]])
    #expect(steps[4].request.path == steps[2].request.path)
    #expect(steps[5].request.path == steps[3].request.path)
  }

  @Test("Many instances of their own and many fields of the edit take time for each, not for each pair")
  func manyOverridesAndFields() throws {
    var fields: JSONObject = ["startTime": "2026-10-20T11:00:00-04:00"]
    for index in 0..<150_000 { fields["field\(index)"] = .integer(Int64(index)) }
    let edit = JSONValue.object(fields)
    let overrides: [JSONObject] = (0..<1000).map { index in
      let id = "M_\(1_792_504_800_000 + index * 60_000)_1800"
      return ["id": .string(id), "masterEventId": "M", "title": .string("Special \(index)")]
    }
    let (made, time) = try timed { try preview("RRULE:FREQ=MINUTELY", edit, overrides: overrides) }
    #expect(try #require(made.plan).steps.count > 1000)
    #expect(time < .bound(milliseconds: 800))
  }

  @Test("Requests come in order, each with what undoes it and what it depends on")
  func requests() throws {
    let preview = try preview(
      "RRULE:FREQ=WEEKLY;COUNT=4", ["title": "Review"], id: Self.ids[1], .following,
      overrides: [
        Self.override(0, ["title": "First"]), Self.override(2, ["title": "Special"]),
        Self.override(3, ["appointmentStatus": "cancelled"]),
      ])
    let steps = try #require(preview.plan?.steps)
    #expect(steps.map(\.number) == [1, 2, 3, 4, 5])
    #expect(steps.map(\.request.method) == ["PUT", "PUT", "POST", "PUT", "PUT"])
    #expect(steps.map(\.dependsOn) == [[], [1], [2], [3], [3]])
    #expect(steps.allSatisfy { !$0.undo.isEmpty && !$0.summary.isEmpty })
    #expect(
      steps[0].undo[0].bodyText == #"{"ignoreFreeSlotValidation":true,"title":"Special","toNotify":false}"#)
    #expect(
      preview.findings.contains { $0.code == .notRestorable && $0.field == "appointmentStatus" },
      "the master tells no status that a cancelled instance could get back")
    let restored = try JSONValue(parsing: steps[1].undo[0].body)
    #expect(restored["rrule"] == "RRULE:FREQ=WEEKLY;COUNT=4" && restored["ignoreFreeSlotValidation"] == true)
    #expect(
      steps[1].undo.dropFirst().count == 1,
      "the head's end cost one its occurrence that was not cancelled here")
    #expect(steps[2].undo[0].bodyText.contains(#""appointmentStatus":"cancelled""#))
    #expect(steps[3].undo[0].bodyText.contains(#""title":"Review""#), "the tail's own title")
  }

  @Test("Where the clocks skip or repeat a time, an occurrence that misses the time asked for is named")
  func unreachedStart() throws {
    func preview(
      _ start: String, _ named: String, to time: String, _ scope: EditScope
    ) throws -> SeriesPreview {
      let master = try Appointment([
        "id": "M", "calendarId": "C", "locationId": "L", "contactId": "P",
        "rrule": "RRULE:FREQ=DAILY;COUNT=5", "startTime": .string(start),
        "endTime": .string(start.replacing(":30:00", with: ":45:00")),
      ])
      return SeriesPreview.make(
        event: master,
        edit: try Example.edit(["startTime": .string(time), "ignoreFreeSlotValidation": true]),
        id: try EventReference(parsing: named), scope: scope,
        zone: try ZoneTransitions.named(Example.newYork))
    }
    // 02:30 is skipped on 8 March and comes at 03:30; a changed clock time is that of every day.
    let gap = try preview(
      "2026-03-06T02:30:00-05:00", "M_1772955000000_900", to: "2026-03-08T04:30:00-04:00", .whole)
    let starts = gap.changes.map { $0.after?.localStart.description.suffix(8) }
    #expect(starts == Array(repeating: "04:30:00", count: 5))
    #expect(!gap.findings.contains { $0.code == .startNotReached })
    // 01:30 is shown twice on 1 November: the second time is no other one for the whole series.
    let second = "2026-11-01T01:30:00-05:00"
    let fold = try preview("2026-10-30T01:30:00-04:00", "M_1793511000000_900", to: second, .whole)
    #expect(fold.changes.allSatisfy { $0.kind == .kept })
    #expect(fold.findings.contains { $0.code == .startNotReached && $0.severity == .warning })
    let rest = try preview("2026-10-30T01:30:00-04:00", "M_1793511000000_900", to: second, .following)
    #expect(rest.changes.allSatisfy { $0.after?.localStart.description.hasSuffix("01:30:00") == true })
    #expect(rest.findings.contains { $0.code == .startNotReached })
    let alone = try preview("2026-10-30T01:30:00-04:00", "M_1793511000000_900", to: second, .this)
    #expect(alone.changes[2].reasons.first == .startMoved(bySeconds: 3600))
    #expect(!alone.findings.contains { $0.code == .startNotReached })
  }
}
