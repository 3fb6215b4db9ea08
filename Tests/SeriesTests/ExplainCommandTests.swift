import Testing

@Suite("series explain")
struct ExplainCommandTests {
  /// Tuesdays at 10:00 in New York; the third was moved and has another id, the fourth is cancelled.
  private let master = """
    {"id": "M", "title": "Weekly", "startTime": "2026-10-20T10:00:00-04:00",
     "endTime": "2026-10-20T10:30:00-04:00", "rrule": "RRULE:FREQ=WEEKLY;COUNT=6\\nEXDATE:20261117T150000Z"}
    """
  private let events = """
    {"events": [
      {"id": "M_1793109600000_1800", "masterEventId": "M", "title": "Special",
       "startTime": "2026-10-27T10:00:00-04:00", "endTime": "2026-10-27T10:30:00-04:00"},
      {"id": "M_1793718000000_1800", "masterEventId": "M", "title": "Weekly",
       "startTime": "2026-11-03T12:00:00-05:00", "endTime": "2026-11-03T12:45:00-05:00"},
      {"id": "M_1794322800000_1800", "masterEventId": "M", "title": "Weekly", "appointmentStatus": "cancelled",
       "startTime": "2026-11-10T10:00:00-05:00", "endTime": "2026-11-10T10:30:00-05:00"}
    ]}
    """

  private func explain(
    _ id: String, overrides: Bool = false, zone: String = "America/New_York", format: String = "text"
  ) async throws -> CommandRun {
    let folder = try TemporaryFolder()
    var arguments = ["explain", id, "--event", try folder.file("master.json", master), "--zone", zone]
    if overrides { arguments += ["--overrides", try folder.file("events.json", events)] }
    return try await CommandRun(arguments + ["--format", format])
  }

  @Test("tells an occurrence, its time, and where a request goes")
  func occurrence() async throws {
    let run = try await explain("M_1792504800000_1800")
    #expect(run.status == 0)
    #expect(
      run.output == """
        Instance    Occurrence 1 of 5 of the series “Weekly” M.
        When        Tuesday, October 20, 2026 from 10:00 AM to 10:30 AM, America/New_York, UTC-04:00.
        In the id   1792504800000 is the start in milliseconds since 1970: 2026-10-20T14:00:00Z.
                    1800 is the duration in seconds: 30m.
        Series      Every Tuesday at 10:00 AM, 6 times in total, except on November 17, 2026, from Tuesday, October 20, 2026 on.
        On its own  Whether it was edited on its own is not known without the list of events.
        A request   scope this: one instance, M_1792504800000_1800: PUT /calendars/events/appointments/M_1792504800000_1800
                    scope following: the whole series M, through its master: PUT /calendars/events/appointments/M
                    scope whole: the whole series M, through its master: PUT /calendars/events/appointments/M
                    A single instance carries no rule: an edit of the rule has the scope following or whole.
        Its id      It holds the start and the duration, so it changes with either, and with nothing else.
                    Half an hour later it would be M_1792506600000_1800.
                    A quarter of an hour longer it would be M_1792504800000_2700.
                    Edited on its own it is taken to get the id of its new times; the endpoint does not document that.
                    A new time or length of the whole series changes it, too, and the ids of all other instances.

        """)
  }

  @Test(
    "tells what was edited on its own",
    arguments: [
      ("M_1792504800000_1800", "It was not edited on its own."),
      ("M_1793109600000_1800", "It has its own title."),
      (
        "M_1793718000000_1800",
        "It was moved: it takes place on Tuesday, November 3, 2026 from 12:00 PM to 12:45 PM, "
          + "instead of Tuesday, November 3, 2026 at 10:00 AM."
      ),
      ("M_1794322800000_1800", "It is cancelled."),
    ])
  func overrides(id: String, sentence: String) async throws {
    let run = try await explain(id, overrides: true)
    #expect(run.status == 0)
    #expect(run.lines.contains("On its own  \(sentence)"), "\(run.output)")
  }

  @Test("knows an instance that has another id since it was moved")
  func movedAway() async throws {
    let folder = try TemporaryFolder()
    // The start is that of the occurrence of 3 November, which the id no longer names.
    let moved = """
      [{"id": "M_1793725200000_2700", "masterEventId": "M", "title": "Weekly",
        "startTime": "2026-11-03T10:00:00-05:00", "endTime": "2026-11-03T10:45:00-05:00"}]
      """
    let run = try await CommandRun(
      "explain", "M_1793725200000_2700", "--event", try folder.file("master.json", master), "--overrides",
      try folder.file("events.json", moved), "--zone", "America/New_York")
    #expect(run.status == 0)
    #expect(
      run.output.contains("The occurrence M_1793718000000_1800 of the series “Weekly”, which was edited"))
    #expect(run.output.contains("scope this: one instance, M_1793725200000_2700"))
  }

  @Test(
    "says why it is no occurrence",
    arguments: [
      ("M_1794927600000_1800", "is excluded from the series."),
      ("M_1792504800000_900", "takes 900 seconds, the series' occurrences take 1800."),
      ("M_1592504800000_1800", "is before the first occurrence"),
      ("M_1892504800000_1800", "is after the last occurrence"),
      ("M_1792504860000_1800", "The series has no occurrence at 2026-10-20T10:01:00-04:00."),
      ("N_1792504800000_1800", "belongs to the series “N”, not to “M”."),
    ])
  func absent(id: String, sentence: String) async throws {
    let run = try await explain(id, overrides: true)
    #expect(run.status == 1)
    #expect(run.lines.first == "Instance   No occurrence of the series “Weekly” M.")
    #expect(run.output.contains(sentence))
    #expect(run.output.contains("It reaches nothing of the series as it is given"))
    #expect(run.output.contains("Nearest    ") == !id.hasPrefix("N"))
  }

  @Test(
    "tells what the clocks do",
    arguments: [
      ("M_1793718000000_1800", "The offset is -05:00, not the first start's -04:00"),
      ("M_1793714400000_1800", "It misses M_1793718000000_1800 by 1h, as an id does"),
    ])
  func clocks(id: String, sentence: String) async throws {
    let run = try await explain(id)
    #expect(run.lines.contains { $0.hasPrefix("Clocks") && $0.contains(sentence) }, "\(run.output)")
  }

  @Test(
    "tells of times that the clocks skip or show twice",
    arguments: [
      ("2026-03-07T02:30", "M_1772955000000_1800", "The clocks skip 2:30 AM"),
      (
        "2026-10-31T01:30", "M_1793511000000_1800",
        "The clocks show 1:30 AM twice on that day; the first time"
      ),
      ("2026-10-31T01:30", "M_1793511000000_3600", "The clocks go back by 1h while it takes place."),
    ])
  func gapsAndFolds(start: String, id: String, sentence: String) async throws {
    let run = try await CommandRun(
      "explain", id, "--rrule", "FREQ=DAILY;COUNT=3", "--start", start, "--zone", "America/New_York",
      "--duration", id.hasSuffix("3600") ? "1h" : "30m")
    #expect(run.status == 0)
    #expect(run.output.contains(sentence), "\(run.output)")
  }

  @Test("tells what the id says by itself")
  func alone() async throws {
    let run = try await CommandRun("explain", "M_1772955000000_1800", "--zone", "America/New_York")
    #expect(run.status == 0)
    #expect(
      run.lines.first?.hasPrefix("Instance   One occurrence of the series M; without the series") == true)
    #expect(
      run.output.contains("Sunday, March 8, 2026 from 3:30 AM to 4:00 AM, America/New_York, UTC-04:00."))
  }

  @Test("writes one JSON object")
  func json() async throws {
    let run = try await explain("M_1793718000000_1800", overrides: true, format: "json")
    for member in [
      #""found": true"#, #""index": 3"#, #""count": 5"#, #""original": "M_1793718000000_1800""#,
      #""kind": "split""#, #""topic": "override""#, #""start": "2026-11-03T10:00:00-05:00""#,
    ] {
      #expect(run.output.contains(member), "\(member)")
    }
    let alone = try await CommandRun("explain", "M_1772955000000_1800", "--format", "json")
    #expect(alone.output.contains(#""found": null"#))
  }

  @Test(
    "refuses what makes no series",
    arguments: [
      (["explain", "M"], Int32(65), "[notAnInstanceID]"),
      (["explain", "M_1772955000000_1800", "--rrule", "FREQ=DAILY"], 64, "Give --event, or --rrule"),
      (["explain", "M_1772955000000_1800", "--overrides", "x.json"], 64, "--overrides needs a series."),
      (["explain", "M_1772955000000_1800", "--event", "-", "--overrides", "-"], 64, "can't both be"),
      (["explain", "M_1772955000000_1800", "--event", "missing.json"], 66, "missing.json"),
    ])
  func refused(arguments: [String], status: Int32, message: String) async throws {
    let run = try await CommandRun(arguments)
    #expect(run.status == status)
    #expect(run.errors.contains(message))
  }
}
