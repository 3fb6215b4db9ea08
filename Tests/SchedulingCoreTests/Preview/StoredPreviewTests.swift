import Foundation
import Recurrence
import SchedulingCore
import Testing

/// The documented JSON of a preview, by its fast writer and by any coder, and read again.
@Suite("A preview that is stored")
struct StoredPreviewTests {
  private func decoded(_ bytes: some Sequence<UInt8>) throws -> SeriesPreview {
    try JSONDecoder().decode(SeriesPreview.self, from: Data(bytes))
  }

  /// Every part that is shown, and nothing that could be sent.
  private func expectSame(_ read: SeriesPreview, _ preview: SeriesPreview) {
    #expect(read.decision == preview.decision)
    #expect(read.zone?.identifier == preview.zone?.identifier)
    #expect(read.recurrenceBefore == preview.recurrenceBefore)
    #expect(read.recurrenceAfter == preview.recurrenceAfter)
    #expect(read.recurrenceOfTail == preview.recurrenceOfTail)
    #expect(read.title == preview.title)
    #expect(read.lengthBefore == preview.lengthBefore && read.lengthAfter == preview.lengthAfter)
    #expect(read.changes == preview.changes)
    #expect(read.counts == preview.counts)
    #expect(read.window == preview.window && read.isTruncated == preview.isTruncated)
    #expect(read.deadExclusions == preview.deadExclusions)
    #expect(read.overrides == preview.overrides)
    #expect(read.assumptions == preview.assumptions)
    #expect(read.findings == preview.findings)
    #expect(read.effectiveEdit.json == preview.effectiveEdit.json)
    #expect(read.plan == preview.plan)
    #expect(read.validatedPlan == nil && read.validatedUpdate == nil && read.eventsAfter.isEmpty)
    #expect(read.json() == preview.json())
  }

  @Test("is the same by any coder, compact or over several lines", arguments: PreviewFixture.all)
  func fixtures(fixture: PreviewFixture) throws {
    let preview = try fixture.preview(try fixture.expected())
    expectSame(try decoded(try JSONEncoder().encode(preview)), preview)
    expectSame(try decoded(preview.json()), preview)
    expectSame(try decoded(preview.json(pretty: true)), preview)
  }

  @Test("keeps what becomes of instances that were edited on their own, and where a series is cut")
  func split() throws {
    let directory = PreviewFixture.directory.appending(path: "../pictures/split-new-york")
    func bytes(_ name: String) throws -> Data { try Data(contentsOf: directory.appending(path: name)) }
    var request = PreviewRequest(
      event: try Appointment(parsing: try bytes("event.json")),
      edit: try AppointmentEdit(parsing: try bytes("edit.json")))
    request.reach = EditReach(
      id: try EventReference(parsing: "ocQHyuzHvysMo5N5VsXc_1791900000000_1800"), scope: .following)
    request.zone = try ZoneTransitions.named("America/New_York")
    request.events = try Appointment.list(parsing: try bytes("events.json"))
    let preview = request.preview()
    #expect(preview.overrides.count > 1 && preview.requests.count > 2)
    expectSame(try decoded(preview.json()), preview)
  }

  @Test("keeps every assumption where each is another than by default")
  func assumptions() throws {
    let event = try Example.tuesday("RRULE:FREQ=WEEKLY;COUNT=2")
    var request = PreviewRequest(event: event, edit: try Example.edit(["title": "Review"]))
    request.settings.assumptions = ServerAssumptions(
      zonePolicy: ZonePolicy(gap: .omit, fold: .second), untilDate: .startOfDay, instanceUpdateKeepsID: true,
      seriesUpdateKeepsOverrides: false, overridesMayRemain: false, seriesUpdateChangesPastInstances: false)
    let preview = request.preview()
    expectSame(try decoded(preview.json()), preview)
  }

  @Test("holds local mean time, dates that remove nothing, and places in a text")
  func rareParts() throws {
    let event = try Appointment([
      "id": "M", "startTime": "1880-01-05T10:00:00Z", "endTime": "1880-01-05T10:30:00Z",
      "rrule": "RRULE:FREQ=DAILY;COUNT=3\nEXDATE;VALUE=DATE:18800301\nEXDATE:18800302T100000",
    ])
    var request = PreviewRequest(event: event, edit: try AppointmentEdit(["title": "Review"]))
    request.zone = try ZoneTransitions.named("America/New_York")
    request.findings = [
      Diagnostic(.note, .invalidJSON, "Here.", at: TextPosition(offset: 7, line: 2, column: 3))
    ]
    let preview = request.preview()
    #expect(preview.changes.first?.before?.occurrence.offsetSeconds == -17_762)
    #expect(preview.deadExclusions.count == 2)
    expectSame(try decoded(preview.json()), preview)
  }

  @Test(
    "tells a reason's values beside its text",
    arguments: [
      (.startMoved(bySeconds: -60), ["seconds": -60]),
      (.durationChanged(fromSeconds: 60, toSeconds: 120), ["fromSeconds": 60, "toSeconds": 120]),
      (.fieldsChanged(["title"]), ["fields": ["title"]]), (.excluded, [:]), (.overrideLost, [:]),
      (.outsideScope, [:]), (.samePlaceInSeries, [:]), (.identityChanged, [:]), (.ruleRemoved, [:]),
      (.noLongerExcluded, [:]), (.pastEnd, [:]), (.seriesExtended, [:]), (.notGenerated, [:]),
      (.newlyGenerated, [:]), (.omittedInGap, [:]), (.coincides, [:]), (.dateAdded, [:]),
      (.overrideKept, [:]),
    ] as [(OccurrenceChange.Reason, JSONObject)])
  func reasons(reason: OccurrenceChange.Reason, values: JSONObject) throws {
    var expected = values
    expected["name"] = .string(reason.name)
    expected["text"] = .string(reason.description)
    let data = try JSONEncoder().encode(reason)
    #expect(try JSONValue(parsing: data) == .object(expected))
    #expect(try JSONDecoder().decode(OccurrenceChange.Reason.self, from: data) == reason)
  }

  @Test(
    "tells a note's values beside its text",
    arguments: [
      (
        .offsetDiffers(masterSeconds: 0, hereSeconds: 3600),
        ["masterOffsetSeconds": 0, "offsetSeconds": 3600]
      ),
      (.shiftedByGap(seconds: 1800), ["seconds": 1800]),
    ] as [(OccurrenceChange.Note, JSONObject)])
  func notes(note: OccurrenceChange.Note, values: JSONObject) throws {
    var expected = values
    expected["name"] = .string(note.name)
    expected["text"] = .string(note.description)
    let data = try JSONEncoder().encode(note)
    #expect(try JSONValue(parsing: data) == .object(expected))
    #expect(try JSONDecoder().decode(OccurrenceChange.Note.self, from: data) == note)
  }

  @Test(
    "is refused where a part of it can't be",
    arguments: [
      (#""schemaVersion":1"#, #""schemaVersion":2"#), (#""kind":"series""#, #""kind":"choir""#),
      ("America/New_York", "America/Nowhere"), (#""name":"startMoved""#, #""name":"startled""#),
      (#""name":"fold""#, #""name":"sheep""#), (#""durationSeconds":1800"#, #""durationSeconds":0"#),
    ])
  func damaged(part: String, other: String) throws {
    let fixture = PreviewFixture(name: "weekly-new-york")
    let text = String(decoding: try fixture.preview(try fixture.expected()).json(), as: UTF8.self)
    #expect(text.contains(part))
    let damaged = text.replacingOccurrences(of: part, with: other)
    #expect(throws: DecodingError.self) { try decoded(damaged.utf8) }
  }
}
