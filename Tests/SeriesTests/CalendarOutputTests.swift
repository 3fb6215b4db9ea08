import Foundation
import Testing

@Suite("--ics")
struct CalendarOutputTests {
  private let daily = [
    "expand", "--rrule", "FREQ=DAILY;COUNT=3", "--start", "2026-03-07T02:30", "--zone", "America/New_York",
    "--duration", "30m", "--master", "M",
  ]

  @Test("writes the series in place of the list")
  func expand() async throws {
    let run = try await CommandRun(daily + ["--ics", "-"])
    #expect(
      run.output
        == """
        BEGIN:VCALENDAR
        VERSION:2.0
        PRODID:-//series//Recurring appointments//EN
        CALSCALE:GREGORIAN
        BEGIN:VTIMEZONE
        TZID:America/New_York
        BEGIN:STANDARD
        DTSTART:20250101T000000
        TZOFFSETFROM:-0500
        TZOFFSETTO:-0500
        TZNAME:EST
        END:STANDARD
        BEGIN:DAYLIGHT
        DTSTART:20250309T020000
        TZOFFSETFROM:-0500
        TZOFFSETTO:-0400
        TZNAME:EDT
        RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
        END:DAYLIGHT
        BEGIN:STANDARD
        DTSTART:20251102T020000
        TZOFFSETFROM:-0400
        TZOFFSETTO:-0500
        TZNAME:EST
        RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
        END:STANDARD
        END:VTIMEZONE
        BEGIN:VEVENT
        UID:M
        DTSTAMP:19700101T000000Z
        DTSTART;TZID=America/New_York:20260307T023000
        DTEND;TZID=America/New_York:20260307T030000
        RRULE:FREQ=DAILY;UNTIL=20260309T063000Z
        RDATE;TZID=America/New_York:20260308T023000
        X-SERIES-RECURRENCE:DTSTART:20260307T023000\\nRRULE:FREQ=DAILY\\;COUNT=3
        END:VEVENT
        END:VCALENDAR

        """.replacing("\n", with: "\r\n"))
    #expect(run.errors == "")
    #expect(run.status == 0)
  }

  @Test("writes a file beside the list")
  func file() async throws {
    let folder = try TemporaryFolder()
    let path = folder.url.appending(path: "series.ics").path
    let run = try await CommandRun(daily + ["--ics", path])
    #expect(run.output.hasPrefix("#  start"))
    #expect(try String(contentsOfFile: path, encoding: .utf8).hasPrefix("BEGIN:VCALENDAR\r\n"))
    let refused = try await CommandRun(daily + ["--ics", "/no/such/folder/series.ics"])
    #expect(refused.status == 69)
    #expect(refused.errors.contains("/no/such/folder/series.ics can't be written"))
  }

  @Test("knows a floating series, an all-day one, UTC and a bare offset")
  func forms() async throws {
    func lines(_ start: String, _ more: String...) async throws -> [String] {
      try await CommandRun(
        ["expand", "--rrule", "FREQ=DAILY;UNTIL=20260309", "--start", start, "--master", "M", "--ics", "-"]
          + more
      ).output.components(separatedBy: "\r\n").filter { line in
        ["DTSTART", "DTEND", "RRULE", "TZID"].contains { line.hasPrefix($0) }
      }
    }
    #expect(
      try await lines("2026-03-07T02:30", "--duration", "30m") == [
        "DTSTART:20260307T023000", "DTEND:20260307T030000", "RRULE:FREQ=DAILY;UNTIL=20260309T235959",
      ])
    #expect(
      try await lines("2026-03-07", "--zone", "Europe/Berlin") == [
        "DTSTART;VALUE=DATE:20260307", "DTEND;VALUE=DATE:20260308", "RRULE:FREQ=DAILY;UNTIL=20260309",
      ])
    #expect(
      try await lines("2026-03-07T02:30Z", "--duration", "30m") == [
        "DTSTART:20260307T023000Z", "DTEND:20260307T030000Z", "RRULE:FREQ=DAILY;UNTIL=20260309T235959Z",
      ])
    #expect(
      try await lines("2026-03-07T02:30+05:30", "--duration", "30m") == [
        "TZID:East-0530", "DTSTART:19700101T000000", "DTSTART;TZID=East-0530:20260307T023000",
        "DTEND;TZID=East-0530:20260307T030000", "RRULE:FREQ=DAILY;UNTIL=20260309T182959Z",
      ])
  }

  @Test("needs a UID and a duration")
  func usage() async throws {
    let run = try await CommandRun("expand", "--rrule", "FREQ=DAILY", "--start", "2026-03-07", "--ics", "-")
    #expect(run.status == 64)
    #expect(run.errors.contains("--ics needs --master"))
  }

  @Test("writes both series of a split, and each instance with something of its own")
  func preview() async throws {
    let folder = try TemporaryFolder()
    let event = try folder.file(
      "event.json",
      """
      {"id": "M", "title": "Review", "address": "Room 1, north", "appointmentStatus": "showed", "calendarId": "C",
       "locationId": "L", "contactId": "P", "startTime": "2026-10-20T10:00:00-04:00",
       "endTime": "2026-10-20T10:30:00-04:00", "rrule": "RRULE:FREQ=WEEKLY;COUNT=6",
       "dateAdded": "2026-01-02T03:04:05.000Z"}
      """)
    let events = try folder.file(
      "events.json",
      """
      {"events": [
        {"id": "M_1793109600000_1800", "masterEventId": "M", "title": "Moved", "appointmentStatus": "showed",
         "startTime": "2026-10-28T12:00:00-04:00", "endTime": "2026-10-28T12:45:00-04:00"},
        {"id": "M_1794927600000_1800", "masterEventId": "M", "appointmentStatus": "cancelled",
         "startTime": "2026-11-17T10:00:00-05:00", "endTime": "2026-11-17T10:30:00-05:00"}]}
      """)
    let edit = try folder.file("edit.json", #"{"title": "Later"}"#)
    let run = try await CommandRun(
      "preview", "--event", event, "--edit", edit, "--overrides", events, "--zone", "America/New_York",
      "--id",
      "M_1793718000000_1800", "--scope", "following", "--ics", "-")
    let text = run.output.replacing("\r\n ", with: "").replacing("\r\n", with: "\n")
    let found = text.components(separatedBy: "BEGIN:VEVENT\n").dropFirst().map {
      String($0.prefix(upTo: $0.range(of: "END:VEVENT")?.lowerBound ?? $0.endIndex))
    }
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      found == [
        #"""
        UID:M
        DTSTAMP:20260102T030405Z
        CREATED:20260102T030405Z
        DTSTART;TZID=America/New_York:20261020T100000
        DTEND;TZID=America/New_York:20261020T103000
        RRULE:FREQ=WEEKLY;UNTIL=20261027T140000Z
        SUMMARY:Review
        LOCATION:Room 1\, north
        STATUS:CONFIRMED
        X-SERIES-EVENT:{"appointmentStatus":"showed"\,"calendarId":"C"\,"locationId":"L"\,"contactId":"P"\,"dateAdded":"2026-01-02T03:04:05.000Z"}

        """#,
        #"""
        UID:M
        DTSTAMP:20260102T030405Z
        CREATED:20260102T030405Z
        RECURRENCE-ID;TZID=America/New_York:20261027T100000
        DTSTART;TZID=America/New_York:20261028T120000
        DTEND;TZID=America/New_York:20261028T124500
        SUMMARY:Moved
        LOCATION:Room 1\, north
        STATUS:CONFIRMED
        X-SERIES-EVENT:{"appointmentStatus":"showed"\,"calendarId":"C"\,"locationId":"L"\,"contactId":"P"\,"dateAdded":"2026-01-02T03:04:05.000Z"}

        """#,
        #"""
        UID:M_from_1793718000000
        DTSTAMP:20260102T030405Z
        CREATED:20260102T030405Z
        DTSTART;TZID=America/New_York:20261103T100000
        DTEND;TZID=America/New_York:20261103T103000
        RRULE:FREQ=WEEKLY;COUNT=4
        SUMMARY:Later
        LOCATION:Room 1\, north
        STATUS:CONFIRMED
        X-SERIES-EVENT:{"appointmentStatus":"showed"\,"calendarId":"C"\,"locationId":"L"\,"contactId":"P"\,"dateAdded":"2026-01-02T03:04:05.000Z"}

        """#,
        #"""
        UID:M_from_1793718000000
        DTSTAMP:20260102T030405Z
        CREATED:20260102T030405Z
        RECURRENCE-ID;TZID=America/New_York:20261117T100000
        DTSTART;TZID=America/New_York:20261117T100000
        DTEND;TZID=America/New_York:20261117T103000
        SUMMARY:Later
        LOCATION:Room 1\, north
        STATUS:CANCELLED
        X-SERIES-EVENT:{"calendarId":"C"\,"locationId":"L"\,"contactId":"P"\,"dateAdded":"2026-01-02T03:04:05.000Z"}

        """#,
      ])
  }
}
