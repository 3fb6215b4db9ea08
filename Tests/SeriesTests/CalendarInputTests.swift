import Foundation
import Testing

@Suite("Calendar files as input")
struct CalendarInputTests {
  private let google = Fixture.path("calendars/google-style.ics")
  private let outlook = Fixture.path("calendars/outlook-style.ics")

  @Test("preview takes the event and its edited instances from one file")
  func preview() async throws {
    let folder = try TemporaryFolder()
    let edit = try folder.file("edit.json", #"{"title": "Later", "toNotify": false}"#)
    let run = try await CommandRun("preview", "--event", google, "--edit", edit)
    #expect(run.status == 0)
    #expect(run.output.contains("Zone         America/New_York\n"))
    #expect(run.output.contains("Occurrences: 1 kept, 4 changed"))
    #expect(run.output.contains("kept     Wed 2026-11-04 14:00–14:45 -05:00"))
    #expect(run.output.contains(#"{"title":"Later","toNotify":false}"#))
    let same = try await CommandRun("preview", "--event", google, "--overrides", google, "--edit", edit)
    #expect(same.output == run.output)
  }

  @Test("expand, describe and locate take one, too, and tell what was recognised")
  func others() async throws {
    let expanded = try await CommandRun(
      "expand", "--event", outlook, "--master", "040000008200E00074C5B7101A82E00800000000EXAMPLE1",
      "--format", "csv")
    #expect(expanded.status == 0)
    #expect(expanded.lines.count == 7)
    #expect(
      expanded.errors
        == "warning: The zone “W. Europe Standard Time” is taken for Europe/Berlin. [zoneRecognised] (line 42, column 1)\n"
    )
    let located = try await CommandRun(
      "id", "locate", "040000008200E00074C5B7101A82E00800000000EXAMPLE1_1774598400000_1800", "--event",
      outlook)
    #expect(located.output == "Occurrence 3 of 6: Fri 2026-03-27 09:00 +01:00\n")
    let moved = try await CommandRun("expand", "--event", google, "--format", "csv")
    #expect(moved.output.contains(",moved,"), "\(moved.output)")
    let written = try await CommandRun("expand", "--event", google, "--format", "csv", "--as-written")
    #expect(!written.output.contains("moved") && written.lines.count == moved.lines.count)
  }

  @Test("simplify takes one, and --master says which event is meant")
  func chosenEvent() async throws {
    let first = ["--event", outlook, "--master", "040000008200E00074C5B7101A82E00800000000EXAMPLE1"]
    let simplified = try await CommandRun(["simplify"] + first)
    #expect(simplified.output == "RRULE:FREQ=WEEKLY;COUNT=6;BYDAY=MO,TU,WE,TH,FR\n")
    let described = try await CommandRun(["describe"] + first)
    #expect(described.output.hasPrefix("Every "))
    let event = try await CommandRun(
      "simplify", "--event", Fixture.path("previews/until-with-exdate/event.json"), "--zone",
      "America/New_York")
    #expect(event.output.hasPrefix("RRULE:FREQ="))
    for command in ["simplify", "describe"] {
      let lone = try await CommandRun(
        command, "--rrule", "FREQ=DAILY", "--start", "2026-03-02", "--master", "M")
      #expect(lone.status == 64)
      #expect(lone.errors.contains("--master tells which event of a file is meant"))
    }
  }

  @Test("The file that is read is not written over")
  func overwriting() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file("own.ics", String(contentsOfFile: google, encoding: .utf8))
    let link = folder.url.appending(path: "link.ics").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: file)
    for spelling in [file, "\(folder.url.path)/./own.ics", link] {
      let run = try await CommandRun("expand", "--event", file, "--ics", spelling)
      #expect(run.status == 64)
      #expect(run.errors.contains("is read: --ics can't write over it."))
    }
    #expect(try String(contentsOfFile: file, encoding: .utf8).contains("BEGIN:VEVENT"))
  }

  @Test("What was written is read and written the same")
  func roundTrip() async throws {
    let folder = try TemporaryFolder()
    let first = try await CommandRun("expand", "--event", google, "--ics", "-")
    let file = try folder.file("first.ics", first.output)
    let second = try await CommandRun("expand", "--event", file, "--ics", "-")
    #expect(second.output == first.output)
    #expect(first.output.contains("\r\nRECURRENCE-ID;TZID=America/New_York:20261103T100000\r\n"))
  }

  @Test("A fault is shown at its line, and several events are listed")
  func faults() async throws {
    let folder = try TemporaryFolder()
    let file = try folder.file(
      "bad.ics",
      """
      BEGIN:VCALENDAR
      BEGIN:VEVENT
      UID:u
      DTSTART:20260303T090000Z
      DURATION:PT1H
      RRULE:FREQ=WEEKLY;BYDAY=MO,XX
      END:VEVENT
      END:VCALENDAR

      """)
    let bad = try await CommandRun("expand", "--event", file)
    #expect(bad.status == 65)
    #expect(bad.errors.contains("[invalidValue] (line 6, column 28)\n  RRULE:FREQ=WEEKLY;BYDAY=MO,XX\n"))
    let several = try await CommandRun("expand", "--event", outlook)
    #expect(several.status == 65)
    #expect(
      several.errors.contains("“040000008200E00074C5B7101A82E00800000000EXAMPLE2” (Elsewhere), line 59"))
    let none = try await CommandRun("expand", "--event", try folder.file("none.ics", "{}"))
    #expect(none.errors.contains("[notCalendar]"))
    let both = try await CommandRun("expand", "--event", google, "--rrule", "FREQ=DAILY")
    #expect(both.status == 64)
  }
}
