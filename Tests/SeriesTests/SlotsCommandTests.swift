import Foundation
import Testing

@Suite("series slots")
struct SlotsCommandTests {
  private static let calendar = #"""
    {"calendar": {"id": "C", "name": "Demo", "locationId": "L", "calendarType": "round_robin",
      "teamMembers": [{"userId": "u1"}, {"userId": "u2"}], "slotDuration": 60, "slotInterval": 60,
      "allowBookingAfter": 1, "allowBookingAfterUnit": "hours",
      "openHours": [{"daysOfTheWeek": [0, 1, 2, 3, 4, 5],
        "hours": [{"openHour": 0, "openMinute": 30, "closeHour": 4, "closeMinute": 30}]}]}}
    """#

  private static let events = #"""
    {"events": [
      {"id": "a", "title": "Review", "calendarId": "C", "contactId": "k", "appointmentStatus": "confirmed",
       "assignedUserId": "u1", "startTime": "2026-03-09T01:30:00-04:00", "endTime": "2026-03-09T02:30:00-04:00"},
      {"id": "b", "title": "Away", "assignedUserId": "u2",
       "startTime": "2026-03-09T00:00:00-04:00", "endTime": "2026-03-09T03:00:00-04:00"}]}
    """#

  private static let holiday = """
    BEGIN:VCALENDAR
    BEGIN:VEVENT
    UID:h
    SUMMARY:Holiday
    DTSTART:20260310T040000Z
    DTEND:20260311T040000Z
    END:VEVENT
    BEGIN:VEVENT
    UID:t
    SUMMARY:Birthday
    TRANSP:TRANSPARENT
    DTSTART:20260308T040000Z
    DTEND:20260309T040000Z
    END:VEVENT
    END:VCALENDAR

    """

  @Test("answers as the endpoint does, an hour short where the clocks skip one")
  func json() async throws {
    let folder = try TemporaryFolder()
    let run = try await CommandRun([
      "slots", "--calendar", folder.file("calendar.json", Self.calendar), "--zone", "America/New_York",
      "--from", "2026-03-08", "--to", "2026-03-08", "--now", "2026-03-08T00:30", "--format", "json",
    ])
    #expect(
      run.output == """
        {
          "2026-03-08": {
            "slots": [
              "2026-03-08T01:30:00-05:00",
              "2026-03-08T03:30:00-04:00"
            ]
          }
        }

        """)
    #expect(run.status == 0)
  }

  @Test("says why slots are not free, and whose time a calendar file takes")
  func all() async throws {
    let folder = try TemporaryFolder()
    let run = try await CommandRun([
      "slots", "--calendar", folder.file("calendar.json", Self.calendar), "--zone", "America/New_York",
      "--busy", folder.file("events.json", Self.events), "--busy",
      "u1=" + folder.file("holiday.ics", Self.holiday), "--from", "2026-03-09", "--to", "2026-03-10T01:00",
      "--now",
      "2026-03-08T00:30", "--all",
    ])
    #expect(
      run.output == """
        Mon 2026-03-09 00:30 -04:00  free     u1
        Mon 2026-03-09 01:30 -04:00  BOOKED   u1      “Review” is booked, 2026-03-09 01:30 to 02:30.
                                     BLOCKED  u2      “Away” blocks the time, 2026-03-09 00:00 to 03:00.
        Mon 2026-03-09 02:30 -04:00  free     u1
        Mon 2026-03-09 03:30 -04:00  free     u1, u2
        Tue 2026-03-10 00:30 -04:00  free     u2

        """)
    #expect(run.errors == "")
  }

  @Test("refuses what can't be right with the place", arguments: ["0", "-5", "\"x\""])
  func faults(interval: String) async throws {
    let folder = try TemporaryFolder()
    let calendar = Self.calendar.replacing("\"slotInterval\": 60", with: "\"slotInterval\": \(interval)")
    let run = try await CommandRun([
      "slots", "--calendar", folder.file("calendar.json", calendar), "--from", "2026-03-08", "--to",
      "2026-03-09",
    ])
    #expect(run.errors.contains("slotInterval"))
    #expect(run.status == 65)
  }

  @Test("refuses more slots than it works out at once")
  func tooMany() async throws {
    let folder = try TemporaryFolder()
    let calendar = Self.calendar.replacing("\"slotInterval\": 60", with: "\"slotInterval\": 1")
    let run = try await CommandRun([
      "slots", "--calendar", folder.file("calendar.json", calendar), "--from", "2026-03-08", "--to",
      "2036-03-08",
    ])
    #expect(run.errors.contains("tooManySlots"))
    #expect(run.status == 65)
  }

  @Test("explains how the service's answer differs by the rules that make the difference")
  func against() async throws {
    let folder = try TemporaryFolder()
    let answer = #"""
      {"2026-03-09": {"slots": ["2026-03-09T00:30:00-04:00", "2026-03-09T01:30:00-04:00",
        "2026-03-09T02:30:00-04:00", "2026-03-09T04:30:00-04:00", "2026-03-10T00:30:00-04:00"]}, "traceId": "t"}
      """#
    let arguments = [
      "slots", "--calendar", try folder.file("calendar.json", Self.calendar), "--zone", "America/New_York",
      "--busy", try folder.file("events.json", Self.events), "--from", "2026-03-09", "--to", "2026-03-09",
      "--now", "2026-03-08T00:30", "--against", try folder.file("slots.json", answer),
    ]
    let run = try await CommandRun(arguments)
    #expect(
      run.output == """
        2 of 4 offered slots are free here, too; 3 differ.
          Mon 2026-03-09 01:30 -04:00  offered      BOOKED                   u1  “Review” is booked, 2026-03-09 01:30 to 02:30.
                                                    BLOCKED                  u2  “Away” blocks the time, 2026-03-09 00:00 to 03:00.
          Mon 2026-03-09 03:30 -04:00  not offered  busy                         No rule explains it: something takes it that no file tells of.
          Mon 2026-03-09 04:30 -04:00  offered      HOURS                    u1  It starts at 2026-03-09 04:30, outside the hours.
                                                    HOURS                    u2  It starts at 2026-03-09 04:30, outside the hours.
                                                    closing=startsByClosing      The service lets a slot start at closing time.

        """)
    #expect(run.status == 1)
    let json = try await CommandRun(arguments + ["--format", "json"])
    #expect(json.output.contains("\"name\": \"closing=startsByClosing\""))
    let broken = try await CommandRun(
      arguments.dropLast() + [try folder.file("x.json", #"{"2026-03-09": {"slots": ["soon"]}}"#)])
    #expect(broken.errors.contains("2026-03-09.slots[0]"))
    #expect(broken.status == 65)
  }

  @Test("hostile calendars and times end with an answer or an error")
  func hostile() async throws {
    let folder = try TemporaryFolder()
    let hours =
      #"{"daysOfTheWeek": [0,1,2,3,4,5,6], "hours": [{"openHour": 9, "openMinute": 0, "closeHour": 17, "closeMinute": 0}]}"#
    let rules = Array(repeating: hours, count: 10_000).joined(separator: ",")
    let crowded = try folder.file(
      "crowded.json", #"{"id": "C", "name": "N", "timezone": "America/New_York", "openHours": [\#(rules)]}"#)
    let calendar = try folder.file(
      "calendar.json", #"{"id": "C", "name": "N", "timezone": "America/New_York", "openHours": [\#(hours)]}"#)
    let many = try await CommandRun([
      "slots", "--calendar", crowded, "--from", "2026-12-07", "--to", "2026-12-07", "--format", "json",
    ])
    #expect(many.output.components(separatedBy: "T").count == 17)
    for (from, to, status) in [
      ("0001-01-01", "0001-01-02", 0), ("9999-12-31", "9999-12-31", 0), ("0001-01-01", "9999-12-31", 65),
    ] as [(String, String, Int32)] {
      let run = try await CommandRun(["slots", "--calendar", calendar, "--from", from, "--to", to, "--all"])
      #expect(run.status == status, "\(run.errors)")
    }
    for start in ["0001-01-01T00:00", "9999-12-31T23:30"] {
      let run = try await CommandRun([
        "check", "--rrule", "FREQ=DAILY;COUNT=3", "--start", start, "--zone", "America/New_York",
        "--duration",
        "30m", "--calendar", calendar, "--repair", "book-next", "--now", start,
      ])
      #expect(run.output.contains("HOURS"), "\(run.errors)")
    }
    for (start, zone, line) in [
      ("0001-01-01T00:30", "+05:00", "EXDATE:00010101T193000Z,00010101T003000"),
      ("9999-12-30T23:30", "-05:00", "EXDATE:99991231T043000Z,99991231T233000"),
    ] {
      let run = try await CommandRun([
        "check", "--rrule", "FREQ=DAILY;COUNT=2", "--start", start, "--zone=\(zone)", "--duration", "30m",
        "--calendar", calendar, "--now", "2026-12-01T00:00",
      ])
      #expect(run.output.hasSuffix("  \(line)\n"), "\(run.output) \(run.errors)")
    }
    let events = (0..<4_000).map { number in
      #"{"id": "event\#(number)", "title": "A title", "calendarId": "C", "contactId": "k", "appointmentStatus": "confirmed", "assignedUserId": "u\#(number)", "notes": "\#(String(repeating: "-", count: 5_000))", "startTime": "2026-12-0\#(1 + number % 9)T10:00:00-05:00", "endTime": "2026-12-0\#(1 + number % 9)T10:30:00-05:00"}"#
    }
    let large = try folder.file("events.json", #"{"events": [\#(events.joined(separator: ","))]}"#)
    let run = try await CommandRun([
      "slots", "--calendar", calendar, "--busy", large, "--from", "2026-12-07", "--to", "2026-12-07", "--now",
      "2026-12-01T00:00", "--format", "json",
    ])
    #expect(run.output.contains("T10:30"))
    #expect(!run.output.contains("T10:00"))
  }

  @Test("checks the occurrences of a series, and names the free slots beside those that don't fit")
  func check() async throws {
    let folder = try TemporaryFolder()
    let run = try await CommandRun([
      "check", "--rrule", "FREQ=DAILY;COUNT=3", "--start", "2026-03-08T01:30", "--zone", "America/New_York",
      "--duration", "1h", "--calendar", folder.file("calendar.json", Self.calendar), "--busy",
      folder.file("events.json", Self.events), "--now", "2026-03-01T00:00", "--repair", "book-next",
    ])
    #expect(
      run.output == """
        2 of 3 occurrences can be booked.
          Mon 2026-03-09 01:30 -04:00  BOOKED   “Review” is booked, 2026-03-09 01:30 to 02:30.
                                       BLOCKED  “Away” blocks the time, 2026-03-09 00:00 to 03:00.
                                       →        moves to Mon 2026-03-09 02:30 -04:00; free: Mon 2026-03-09 00:30 -04:00, Mon 2026-03-09 03:30 -04:00, Sun 2026-03-08 03:30 -04:00

        To add to the recurrence
          RDATE:20260309T063000Z
          EXDATE:20260309T053000Z

        """)
    #expect(run.errors == "")
    #expect(run.status == 1)
  }

  @Test("what holds for each of a team alike is told once, and in JSON for each")
  func reasonsOfSeveral() async throws {
    let folder = try TemporaryFolder()
    let arguments = [
      "check", "--rrule", "FREQ=DAILY;COUNT=1", "--start", "2026-03-09T10:00", "--zone", "America/New_York",
      "--duration", "1h", "--calendar", try folder.file("calendar.json", Self.calendar), "--now",
      "2026-03-01T00:00",
    ]
    let text = try await CommandRun(arguments)
    #expect(text.output.components(separatedBy: "outside the hours").count == 2, "\(text.output)")
    let json = try await CommandRun(arguments + ["--format", "json"])
    #expect(json.output.components(separatedBy: "\"HOURS\"").count == 3, "\(json.output)")
  }

  @Test("says for all time whether endless series ever meet")
  func collisions() async throws {
    let folder = try TemporaryFolder()
    let others = #"""
      [{"id": "W", "title": "Weekly", "assignedUserId": "u1", "calendarId": "D", "appointmentStatus": "confirmed",
        "startTime": "2026-03-02T02:00:00-05:00", "endTime": "2026-03-02T02:30:00-05:00", "rrule": "RRULE:FREQ=MONTHLY;BYDAY=1WE"},
       {"id": "N", "title": "Never", "assignedUserId": "u1", "calendarId": "D", "appointmentStatus": "confirmed",
        "startTime": "2026-03-02T05:00:00-05:00", "endTime": "2026-03-02T05:30:00-05:00", "rrule": "RRULE:FREQ=DAILY"}]
      """#
    let arguments = [
      "check", "--rrule", "FREQ=DAILY", "--start", "2026-03-09T01:30", "--zone", "America/New_York",
      "--duration",
      "1h", "--calendar", try folder.file("calendar.json", Self.calendar), "--busy",
      try folder.file("others.json", others), "--now", "2026-03-01T00:00", "--user", "u1", "--limit", "2",
    ]
    let run = try await CommandRun(arguments)
    #expect(
      run.output == """
        2 of 2 occurrences can be booked. The series goes on after these.

        Other series, for all time
          “Weekly” takes the time of u1 first for the occurrence of Wed 2026-04-01 01:30 -04:00: it starts at Wed 2026-04-01 02:00 -04:00.
          “Never” never takes the same time: 2026-03-09 to 2426-03-12 was looked at, and repeats ever after, if the rules for the clocks stay as they are from 2026-03-09 on.

        """)
    #expect(run.status == 0)
    let json = try await CommandRun(arguments + ["--format", "json"])
    #expect(json.output.contains("\"otherStart\": \"2026-04-01T02:00:00-04:00\""))
  }

  @Test("without a time, what is over is checked but for its being so, or left out where more follows")
  func over() async throws {
    let folder = try TemporaryFolder()
    let arguments = [
      "check", "--start", "2020-03-09T01:30", "--zone", "America/New_York", "--duration", "1h", "--calendar",
      try folder.file("calendar.json", Self.calendar), "--format", "json", "--rrule",
    ]
    let over = try await CommandRun(arguments + ["FREQ=DAILY;COUNT=2"])
    #expect(over.output.contains("\"fitting\": 2"))
    #expect(over.status == 0)
    let asked = try await CommandRun(arguments + ["FREQ=DAILY;COUNT=2", "--now", "2020-03-10T00:00"])
    #expect(asked.output.contains("PAST"))
    let endless = try await CommandRun(arguments + ["FREQ=DAILY", "--limit", "3"])
    #expect(endless.output.contains("\"checked\": 3"))
    #expect(!endless.output.contains("PAST"))
    #expect(!endless.output.contains("2020-"))
    let from = try await CommandRun(
      arguments + ["FREQ=DAILY", "--from", "2020-03-09", "--to", "2020-03-10", "--repair", "continue"])
    #expect(from.output.contains("\"checked\": 1"))
    #expect(!from.output.contains("PAST"))
  }

  @Test("a preview lists the occurrences that can't be booked, as the flags weigh them")
  func preview() async throws {
    let folder = try TemporaryFolder()
    let event = #"""
      {"id": "M", "title": "Stand-up", "calendarId": "C", "assignedUserId": "u1", "appointmentStatus": "confirmed",
       "startTime": "2026-12-07T01:30:00-05:00", "endTime": "2026-12-07T02:30:00-05:00",
       "rrule": "RRULE:FREQ=DAILY;COUNT=3"}
      """#
    let edit = #"""
      {"startTime": "2026-12-07T03:30:00-05:00", "endTime": "2026-12-07T04:30:00-05:00",
       "ignoreFreeSlotValidation": true, "toNotify": false}
      """#
    let busy = #"""
      [{"id": "x", "title": "Call", "assignedUserId": "u1", "calendarId": "D", "appointmentStatus": "new",
        "startTime": "2026-12-08T04:00:00-05:00", "endTime": "2026-12-08T05:00:00-05:00"},
       {"id": "M_1796711400000_3600", "masterEventId": "M", "assignedUserId": "u1", "appointmentStatus": "confirmed",
        "startTime": "2026-12-08T03:30:00-05:00", "endTime": "2026-12-08T04:30:00-05:00"}]
      """#
    let arguments = [
      "preview", "--event", try folder.file("event.json", event), "--edit",
      try folder.file("edit.json", edit),
      "--zone", "America/New_York", "--calendar", try folder.file("calendar.json", Self.calendar), "--busy",
      try folder.file("busy.json", busy),
    ]
    let run = try await CommandRun(arguments)
    #expect(
      run.output.contains(
        """
        Occurrences that can't be booked: 1
          Tue 2026-12-08 03:30 -05:00  BOOKED  “Call” is booked, 2026-12-08 04:00 to 05:00.

        """))
    #expect(run.output.contains("warning: startTime: 1 of 3 occurrences that get another time"))
    #expect(!run.output.contains("uncheckedByServer"))
    #expect(run.status == 0)
    let json = try await CommandRun(arguments + ["--format", "json", "--warnings-as-errors"])
    #expect(json.output.contains("\"code\": \"BOOKED\""))
    #expect(json.output.contains("\"sendable\": false"))
    #expect(json.status == 1)
  }
}
