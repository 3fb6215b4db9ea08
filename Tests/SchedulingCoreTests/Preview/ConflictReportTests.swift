import Foundation
import Recurrence
import Testing

@testable import SchedulingCore

@Suite("Conflicts of an edit with its calendar")
struct ConflictReportTests {
  private static let calendar = #"""
    {"id": "C", "name": "N", "slotDuration": 30, "slotInterval": 30, "allowBookingAfter": 2, "allowBookingAfterUnit": "days",
     "appoinmentPerDay": 2, "openHours": [{"daysOfTheWeek": [0, 1, 2, 3, 4, 5, 6],
       "hours": [{"openHour": 9, "openMinute": 0, "closeHour": 17, "closeMinute": 0}]}]}
    """#

  /// A daily series of three, moved to noon.
  private static func request(_ flags: String, busy events: String) throws -> PreviewRequest {
    let event = try Appointment(
      parsing: #"""
        {"id": "M", "title": "T", "calendarId": "C", "startTime": "2026-03-09T10:00:00Z", "endTime": "2026-03-09T10:30:00Z",
         "rrule": "RRULE:FREQ=DAILY;COUNT=3"}
        """#.utf8)
    let edit = try AppointmentEdit(
      parsing: #"{"startTime": "2026-03-09T12:00:00Z", "endTime": "2026-03-09T12:30:00Z"\#(flags)}"#.utf8)
    var request = PreviewRequest(event: event, edit: edit)
    request.zone = .utc
    var availability = Availability(calendar: try BookingCalendar(parsing: calendar.utf8))
    var busy = BusyTime()
    try busy.add(BusySource(parsing: events.utf8), zone: .utc)
    availability.busy = busy
    request.availability = availability
    request.settings.now = try OffsetDateTime(parsing: "2026-03-07T12:30:00Z").milliseconds
    return request
  }

  private static func event(_ id: String, _ start: String, _ end: String) -> String {
    #"{"id": "\#(id)", "title": "Other", "calendarId": "C", "appointmentStatus": "confirmed", "startTime": "\#(start)", "endTime": "\#(end)"}"#
  }

  private static var busy: String {
    let own = event("M_1773136800000_1800", "2026-03-10T12:00:00Z", "2026-03-10T12:30:00Z")
    return "[\(own), \(event("x", "2026-03-11T12:15:00Z", "2026-03-11T13:00:00Z"))]"
  }

  @Test("what the server is told not to check is a warning, and no instance conflicts with its former self")
  func warnings() throws {
    let preview = try Self.request(#", "ignoreFreeSlotValidation": true"#, busy: Self.busy).preview()
    let conflicts = try #require(preview.conflicts)
    #expect(conflicts.map { $0.start?.text } == ["2026-03-09T12:00:00+00:00", "2026-03-11T12:00:00+00:00"])
    #expect(conflicts.map { $0.reasons.map(\.code) } == [[.notice], [.booked]])
    #expect(conflicts.last?.reasons.first?.event?.title == "Other")
    let codes = preview.findings.filter { $0.severity == .warning }.map(\.code)
    #expect(codes.contains(.slotNotFree) && codes.contains(.noticeTooShort))
    #expect(!preview.findings.contains { $0.code == .uncheckedByServer })
    #expect(preview.plan != nil)
  }

  @Test("what the server would refuse is an error, and what nobody is to check is left out")
  func errors() throws {
    let refused = try Self.request("", busy: Self.busy).preview()
    #expect(refused.plan == nil)
    #expect(
      Set(refused.findings.filter { $0.severity == .error }.map(\.code)) == [.slotNotFree, .noticeTooShort])
    let free = try Self.request(#", "ignoreDateRange": true"#, busy: "[]").preview()
    #expect(free.conflicts == [])
    #expect(free.plan != nil)
  }

  @Test("conflicts are read again from a preview's JSON, and without a calendar there is no such member")
  func json() throws {
    var request = try Self.request(#", "ignoreFreeSlotValidation": true"#, busy: Self.busy)
    let preview = request.preview()
    let read = try JSONDecoder().decode(SeriesPreview.self, from: Data(preview.json()))
    #expect(read.conflicts == preview.conflicts)
    #expect(read.json() == preview.json())
    request.availability = nil
    #expect(!String(decoding: request.preview().json(), as: UTF8.self).contains("\"conflicts\""))
  }
}
