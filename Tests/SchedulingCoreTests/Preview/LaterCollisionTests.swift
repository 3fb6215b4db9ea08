import Foundation
import Recurrence
import Testing

@testable import SchedulingCore

@Suite("What an edit's occurrences meet beyond those listed")
struct LaterCollisionTests {
  private static let calendar = #"""
    {"id": "C", "name": "N", "slotDuration": 30, "slotInterval": 30, "slotBuffer": 15,
     "openHours": [{"daysOfTheWeek": [0, 1, 2, 3, 4, 5, 6],
       "hours": [{"openHour": 0, "openMinute": 0, "closeHour": 23, "closeMinute": 60}]}]}
    """#

  /// A daily series moved to noon, of which three occurrences are listed.
  private static func request(
    rrule: String = "RRULE:FREQ=DAILY", edit: String? = nil, busy events: [String], window: Range<Int>? = nil
  ) throws -> PreviewRequest {
    let event = try Appointment(
      parsing: #"""
        {"id": "M", "title": "T", "calendarId": "C", "startTime": "2026-03-09T10:00:00Z",
         "endTime": "2026-03-09T10:30:00Z", "rrule": "\#(rrule)"}
        """#.utf8)
    let edit = try AppointmentEdit(
      parsing: (edit
        ?? #"{"startTime": "2026-03-09T12:00:00Z", "endTime": "2026-03-09T12:30:00Z", "ignoreFreeSlotValidation": true}"#)
        .utf8)
    var request = PreviewRequest(event: event, edit: edit)
    request.zone = .utc
    request.settings.window = PreviewWindow(range: window, limit: window == nil ? 3 : 100, endlessLimit: 3)
    var availability = Availability(calendar: try BookingCalendar(parsing: calendar.utf8))
    var busy = BusyTime()
    try busy.add(BusySource(parsing: "[\(events.joined(separator: ", "))]".utf8), zone: .utc)
    availability.busy = busy
    request.availability = availability
    return request
  }

  private static func event(_ id: String, _ start: String, minutes: Int = 30, _ rrule: String? = nil) throws
    -> String
  {
    let milliseconds = try OffsetDateTime(parsing: start).milliseconds + minutes * 60_000
    let end = try #require(OffsetDateTime(milliseconds: milliseconds, offsetSeconds: 0)).text
    return
      #"{"id": "\#(id)", "title": "Title of \#(id)", "calendarId": "C", "appointmentStatus": "confirmed", "#
      + #""startTime": "\#(start)", "endTime": "\#(end)""#
      + (rrule.map { #", "rrule": "RRULE:\#($0)""# } ?? "") + "}"
  }

  /// The id of each that meets an occurrence, and that occurrence's start.
  private static func meetings(_ preview: SeriesPreview) throws -> [String: String] {
    var found: [String: String] = [:]
    for collision in preview.laterCollisions ?? [] {
      if case .first(let own, _) = collision.answer {
        found[collision.seriesID] =
          OffsetDateTime(milliseconds: own.startMilliseconds, offsetSeconds: 0)?.text
      }
    }
    return found
  }

  @Test(
    "an endless series is held against others beyond what is listed: the first collision, or the proof of none"
  )
  func endless() throws {
    // Monthly from the listed days on, in the buffer of one calendar, and never.
    let preview = try Self.request(busy: [
      try Self.event("S", "2026-03-10T12:30:00Z", "FREQ=MONTHLY;BYMONTHDAY=10"),
      try Self.event("F", "2026-01-01T15:00:00Z", "FREQ=DAILY"),
    ]).preview()
    #expect(preview.conflicts?.compactMap { $0.start?.text } == ["2026-03-10T12:00:00+00:00"])
    #expect(try Self.meetings(preview) == ["S": "2026-04-10T12:00:00+00:00"])
    #expect(preview.laterCollisions?.count == 2)
    guard case .never(let proof) = preview.laterCollisions?.last?.answer else {
      Issue.record("a series that never meets has no proof")
      return
    }
    #expect(proof.ground == .repeats(everySeconds: 86_400))
    #expect(
      preview.findings.contains {
        $0.code == .slotNotFree && $0.severity == .warning && $0.message.contains("“Title of S”")
          && $0.message.contains("2026-04-10T12:00:00+00:00.")
      })
  }

  @Test("an event that occurs once beyond what is listed counts, whoever else is near before")
  func single() throws {
    let preview = try Self.request(busy: [
      try Self.event("near", "2026-05-01T12:45:00Z"),
      try Self.event("X", "2026-06-01T11:50:00Z", minutes: 20),
      try Self.event("later", "2026-07-01T12:00:00Z"),
    ]).preview()
    #expect(preview.conflicts == [])
    #expect(try Self.meetings(preview) == ["X": "2026-06-01T12:00:00+00:00"])
  }

  @Test("a series cut off by the limit is looked at beyond it, and one that is listed whole is not")
  func finite() throws {
    let other = try Self.event("S", "2026-03-13T12:00:00Z", "FREQ=WEEKLY")
    let long = try Self.request(rrule: "RRULE:FREQ=DAILY;COUNT=9", busy: [other]).preview()
    #expect(try Self.meetings(long) == ["S": "2026-03-13T12:00:00+00:00"])
    let short = try Self.request(rrule: "RRULE:FREQ=DAILY;COUNT=3", busy: [other]).preview()
    #expect(short.laterCollisions == nil)
    let over = try Self.request(rrule: "RRULE:FREQ=DAILY;COUNT=4", busy: [other]).preview()
    guard case .never(let proof) = over.laterCollisions?.first?.answer else {
      Issue.record("a series that is over meets none")
      return
    }
    #expect(proof.ground == .seriesEnds)
  }

  @Test("where a window is given, what lies before and after it is looked at")
  func window() throws {
    func instant(_ text: String) throws -> Int { try OffsetDateTime(parsing: text).milliseconds }
    let window = try instant("2026-04-01T00:00:00Z")..<instant("2026-04-03T00:00:00Z")
    let busy = [
      try Self.event("before", "2026-03-20T12:00:00Z", "FREQ=YEARLY"),
      try Self.event("inside", "2026-04-02T12:00:00Z", "FREQ=WEEKLY"),
      try Self.event("once", "2026-04-01T12:00:00Z"), try Self.event("again", "2026-04-05T12:00:00Z"),
    ]
    let preview = try Self.request(busy: busy, window: window).preview()
    #expect(
      try Self.meetings(preview) == [
        "before": "2026-03-20T12:00:00+00:00", "inside": "2026-04-09T12:00:00+00:00",
        "again": "2026-04-05T12:00:00+00:00",
      ])
  }

  @Test("neither the series' own instances, nor those of an edit that moves nothing, meet anything")
  func own() throws {
    let preview = try Self.request(busy: [
      try Self.event("M", "2026-03-09T12:00:00Z", "FREQ=DAILY"),
      try Self.event("M_1778414400000_1800", "2026-05-10T12:00:00Z"),
    ]).preview()
    #expect(preview.laterCollisions == [])
    let titled = try Self.request(
      edit: #"{"title": "New"}"#, busy: [try Self.event("S", "2026-03-20T10:00:00Z", "FREQ=DAILY")]
    ).preview()
    #expect(titled.laterCollisions == nil)
  }

  @Test("the tail of a cut series is held against others, but not against the series it comes from")
  func tail() throws {
    var request = try Self.request(busy: [
      try Self.event("S", "2026-03-11T12:00:00Z", "FREQ=WEEKLY"),
      try Self.event("M", "2026-03-09T12:00:00Z", "FREQ=DAILY"),
    ])
    request.reach.id = .instance(try InstanceID(parsing: "M_1773136800000_1800"))
    request.reach.scope = .following
    request.edit = try AppointmentEdit(
      parsing:
        #"{"startTime": "2026-03-10T12:00:00Z", "endTime": "2026-03-10T12:30:00Z", "ignoreFreeSlotValidation": true}"#
        .utf8)
    #expect(try Self.meetings(request.preview()) == ["S": "2026-03-18T12:00:00+00:00"])
  }

  @Test("they are read again from a preview's JSON")
  func json() throws {
    let preview = try Self.request(busy: [
      try Self.event("S", "2026-03-10T12:30:00Z", "FREQ=MONTHLY;BYMONTHDAY=10"),
      try Self.event("F", "2026-01-01T15:00:00Z", "FREQ=DAILY"),
      try Self.event("E", "2026-01-01T15:00:00Z", "FREQ=DAILY;COUNT=2"),
    ]).preview()
    let read = try JSONDecoder().decode(SeriesPreview.self, from: Data(preview.json()))
    #expect(preview.laterCollisions?.count == 3)
    #expect(read.laterCollisions == preview.laterCollisions)
    #expect(read.json() == preview.json())
  }
}
