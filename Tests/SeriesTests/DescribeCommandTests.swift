import Testing

@Suite("series describe")
struct DescribeCommandTests {
  @Test(
    "says a rule in each language",
    arguments: [
      ("en", "Every other Tuesday at 9:00 AM\n"), ("de", "Jeden zweiten Dienstag um 9:00 Uhr\n"),
      ("fr", "Un mardi sur deux à 9 h\n"), ("es", "Cada dos semanas, el martes a las 9:00\n"),
      ("pt", "A cada duas semanas, às terças-feiras às 9h\n"),
    ])
  func languages(language: String, words: String) async throws {
    let run = try await CommandRun(
      "describe", "--rrule", "FREQ=WEEKLY;INTERVAL=2;BYDAY=TU", "--start", "2026-03-03T09:00", "--language",
      language)
    #expect(run.output == words)
    #expect(run.errors.isEmpty)
    #expect(run.status == 0)
  }

  @Test("says an event's recurrence, in its zone")
  func event() async throws {
    let run = try await CommandRun(
      "describe", "--event", Fixture.path("previews/until-with-exdate/event.json"), "--zone",
      "America/New_York")
    #expect(run.output.hasPrefix("Every "))
    #expect(run.output.contains(", until "))
    #expect(run.output.contains(", except on "))
    #expect(run.status == 0)
  }

  @Test("leaves out what the start would tell where there is none")
  func startUnknown() async throws {
    let run = try await CommandRun("describe", "--rrule", "FREQ=MONTHLY;UNTIL=20261231T230000Z")
    #expect(run.output == "Every month, until December 31, 2026 at 11:00 PM UTC\n")
  }

  @Test(
    "takes the start from a DTSTART in the text",
    arguments: [
      ("DTSTART:20260303T090000", "Every Tuesday at 9:00 AM\n"),
      ("DTSTART;VALUE=DATE:20260303", "Every Tuesday\n"),
      ("DTSTART;TZID=America/New_York:20260303T090000", "Every Tuesday at 9:00 AM\n"),
      ("DTSTART:20260303T140000Z", "Every Tuesday at 2:00 PM\n"),
    ])
  func startInText(line: String, words: String) async throws {
    let run = try await CommandRun("describe", "--rrule", "\(line)\nRRULE:FREQ=WEEKLY")
    #expect(run.output == words)
    #expect(run.status == 0)
  }

  @Test("writes its parts as JSON")
  func json() async throws {
    let run = try await CommandRun(
      "describe", "--rrule", "FREQ=DAILY;COUNT=3\nRDATE:20260401T090000", "--start", "2026-03-02T09:00",
      "--format", "json")
    #expect(
      run.output.contains(
        #""text": "Every day at 9:00 AM, 3 times in total, and also on April 1, 2026 at 9:00 AM""#))
    #expect(run.output.contains(#""language": "en""#))
    #expect(run.output.contains(#""Every day at 9:00 AM, 3 times in total""#))
    #expect(run.output.contains(#""April 1, 2026 at 9:00 AM""#))
  }

  @Test("warns as expand does")
  func warnings() async throws {
    let run = try await CommandRun(
      "describe", "--rrule", "FREQ=WEEKLY;BYDAY=TU", "--start", "2026-03-02T09:00")
    #expect(run.output == "Every Tuesday at 9:00 AM\n")
    #expect(run.errors.contains("[startNotInRule]"))
  }

  @Test(
    "refuses what it can't describe",
    arguments: [
      (["describe"], Int32(64), "Give --event, or --rrule."),
      (["describe", "--rrule", "FREQ=DAILY", "--zone", "UTC"], 64, "--zone needs --start"),
      (["describe", "--rrule", "FREQ=DAILY", "--event", "x.json"], 64, "--event tells the series"),
      (["describe", "--rrule", "FREQ=DAILY", "--language", "nl"], 64, "language"),
      (["describe", "--rrule", "FREQ=WEEKLY;BYDAY=XX"], 65, "[invalidValue] (line 1, column 19)"),
      (["describe", "--rrule", "FREQ=DAILY", "--start", "2026-03-02T09:00", "--zone", "Mars"], 65, "Mars"),
    ])
  func refused(arguments: [String], status: Int32, message: String) async throws {
    let run = try await CommandRun(arguments)
    #expect(run.status == status)
    #expect(run.errors.contains(message))
    #expect(run.output.isEmpty)
  }
}
