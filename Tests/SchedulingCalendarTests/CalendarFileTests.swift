import Foundation
import Recurrence
import SchedulingCore
import Testing

@testable import SchedulingCalendar

@Suite("Calendar files of other programs")
struct CalendarFileTests {
  private func file(_ name: String) throws -> CalendarFile {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "../../Fixtures/calendars")
    return try CalendarFile(parsing: [UInt8](Data(contentsOf: folder.appending(path: "\(name).ics"))))
  }

  private func starts(_ event: CalendarEvent) throws -> [String] {
    try #require(try event.series()).recurrences.occurrences.prefix(10).compactMap {
      OffsetDateTime($0)?.text
    }
  }

  @Test("Google's: a moved instance, an exclusion, an escaped description")
  func google() throws {
    let event = try file("google-style").event()
    #expect(
      try starts(event) == [
        "2026-10-20T10:00:00-04:00", "2026-10-27T10:00:00-04:00", "2026-11-03T10:00:00-05:00",
        "2026-11-17T10:00:00-05:00", "2026-11-24T10:00:00-05:00",
      ])
    #expect(event.appointment.id == "7kukuqrfedlm2f9t5example@google.com")
    #expect(
      event.appointment.title
        == "Weekly review with a title that is long enough to be folded by whoever writes it")
    #expect(
      event.appointment.eventDescription == "Bring the <b>figures</b>, please.\nRoom opens early; knock.")
    #expect(event.appointment.address == "Room 4, second floor")
    #expect(event.appointment.appointmentStatus == .confirmed)
    let instance = try #require(event.instances.first)
    #expect(instance.id == "7kukuqrfedlm2f9t5example@google.com_1793718000000_1800")
    #expect(instance.title == "Review on Wednesday")
    #expect(instance.startTime?.text == "2026-11-04T14:00:00-05:00")
    #expect(instance.durationSeconds == 2700)
    #expect(event.findings == [])
  }

  @Test("Outlook's: names of Windows, zones of its own, several events")
  func outlook() throws {
    let file = try file("outlook-style")
    let failure = #expect(throws: ValidationFailure.self) { try file.event() }
    #expect(failure?.diagnostics.first?.code == .severalEvents)
    #expect(failure?.diagnostics.first?.message.contains("EXAMPLE1” (Morgenrunde), line 36") == true)
    let first = try file.event("040000008200E00074C5B7101A82E00800000000EXAMPLE1")
    #expect(first.zone.identifier == "Europe/Berlin")
    #expect(
      try starts(first).suffix(3) == [
        "2026-03-30T09:00:00+02:00", "2026-03-31T09:00:00+02:00", "2026-04-01T09:00:00+02:00",
      ])
    // An instance's id names its event.
    let second = try file.event("040000008200E00074C5B7101A82E00800000000EXAMPLE2_1772807400000_3600")
    #expect(second.zone.identifier == "America/Chicago")
    #expect(second.durationSeconds == 3600)
    #expect(
      try starts(second) == [
        "2026-03-06T08:30:00-06:00", "2026-03-13T08:30:00-05:00", "2026-03-20T08:30:00-05:00",
      ])
    let unknown = #expect(throws: ValidationFailure.self) { try file.event("nobody") }
    #expect(unknown?.diagnostics.first?.code == .unknownEvent)
  }

  @Test("Apple's: a cancelled instance, and an event by the day")
  func apple() throws {
    let file = try file("apple-style")
    let timed = try file.event("6E2C4A10-EXAMPLE-4C8E-9B1F-000000000001")
    #expect(timed.instances.map(\.appointmentStatus) == [.cancelled])
    #expect(try starts(timed).count == 4)
    let days = try file.event(
      "6E2C4A10-EXAMPLE-4C8E-9B1F-000000000002", zones: ZoneChoice(.named("Europe/Berlin")))
    #expect(days.start.isAllDay)
    #expect(days.durationSeconds == 2 * 86_400)
    #expect(days.appointment.startTime?.text == "2026-05-01T00:00:00+02:00")
    #expect(days.appointment.rrule == "RRULE:FREQ=YEARLY;COUNT=3")
    #expect(days.findings.map(\.code) == [.allDay])
  }

  @Test("An old program's: a mark, bare lines, Latin-1, a prefixed zone, lines that are none")
  func bare() throws {
    let event = try file("bare-lines").event()
    #expect(event.appointment.title == "Gruß aus Köln")
    #expect(event.zone.identifier == "Europe/Berlin")
    #expect(try starts(event).count == 3)
    #expect(event.findings.compactMap(\.position?.line) == [27, 29, 23])
  }

  private func event(_ lines: String...) throws -> CalendarEvent {
    let text = (["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:u"] + lines + ["END:VEVENT", "END:VCALENDAR", ""])
      .joined(separator: "\r\n")
    return try CalendarFile(parsing: Array(text.utf8)).event()
  }

  @Test("A start that no rule generates is shown by other readers, and added")
  func start() throws {
    let event = try event("DTSTART:20260303T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=2")
    #expect(
      try starts(event) == [
        "2026-03-03T09:00:00+00:00", "2026-03-09T09:00:00+00:00", "2026-03-16T09:00:00+00:00",
      ])
    #expect(event.findings.map(\.code) == [.startAdded])
  }

  @Test("Dates are read with whatever zone they have, and periods and days, too")
  func dates() throws {
    let event = try event(
      "DTSTART;TZID=America/New_York:20260303T090000", "DTEND;TZID=Europe/Berlin:20260303T160000",
      "RRULE:FREQ=DAILY;COUNT=5", "EXDATE;VALUE=DATE:20260304", "EXDATE;TZID=Europe/London:20260305T140000",
      "RDATE;VALUE=PERIOD:20260401T120000Z/PT2H", "RDATE;TZID=Asia/Tokyo:20260402T210000")
    #expect(event.durationSeconds == 3600)
    #expect(
      try starts(event) == [
        "2026-03-03T09:00:00-05:00", "2026-03-06T09:00:00-05:00", "2026-03-07T09:00:00-05:00",
        "2026-04-01T08:00:00-04:00", "2026-04-02T08:00:00-04:00",
      ])
    #expect(event.findings.map(\.code) == [.valueTypeDiffers, .periodIgnored])
  }

  @Test("An override of all that follow is taken for one instance, with a warning")
  func range() throws {
    let text = """
      BEGIN:VCALENDAR
      BEGIN:VEVENT
      UID:u
      DTSTART:20260303T090000Z
      DTEND:20260303T100000Z
      RRULE:FREQ=DAILY;COUNT=5
      END:VEVENT
      BEGIN:VEVENT
      UID:u
      RECURRENCE-ID;RANGE=THISANDFUTURE:20260305T090000Z
      DTSTART:20260305T110000Z
      DTEND:20260305T120000Z
      END:VEVENT
      END:VCALENDAR
      """
    let event = try CalendarFile(parsing: Array(text.utf8)).event()
    #expect(event.instances.map(\.id) == ["u_1772701200000_3600"])
    #expect(event.findings.map(\.code) == [.rangeNotSupported])
    #expect(event.findings.first?.position?.line == 10)
  }

  @Test(
    "What is wrong is an error with its line",
    arguments: [
      (["DTEND:20260303T100000Z"], "missingField", 2),
      (["DTSTART:tomorrow", "DURATION:PT1H"], "invalidDate", 4),
      (["DTSTART:20260303T090000Z", "DURATION:soon"], "invalidDuration", 5),
      (["DTSTART:20260303T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYDAY=XX"], "invalidValue", 6),
      (["DTSTART;TZID=Nowhere/At all:20260303T090000", "DURATION:PT1H"], "unknownZone", 4),
    ])
  func faults(_ lines: [String], _ code: String, _ line: Int) throws {
    let text = (["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:u"] + lines + ["END:VEVENT", "END:VCALENDAR", ""])
      .joined(separator: "\n")
    let failure = #expect(throws: ValidationFailure.self) {
      try CalendarFile(parsing: Array(text.utf8)).event()
    }
    #expect(failure?.diagnostics.map(\.code.rawValue) == [code])
    #expect(failure?.diagnostics.first?.position?.line == line)
  }

  @Test("A rule's fault has its column in the file")
  func column() throws {
    let failure = #expect(throws: ValidationFailure.self) {
      try event("DTSTART:20260303T090000Z", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO,XX")
    }
    #expect(failure?.diagnostics.first?.position.map { [$0.line, $0.column] } == [6, 28])
  }

  @Test("A file without events is refused")
  func refused() {
    func code(_ text: String) -> String? {
      let failure = #expect(throws: ValidationFailure.self) { try CalendarFile(parsing: Array(text.utf8)) }
      return failure?.diagnostics.first?.code.rawValue
    }
    #expect(code("BEGIN:VCALENDAR\nEND:VCALENDAR\n") == "noEvents")
  }
}
