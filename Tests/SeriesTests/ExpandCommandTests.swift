import Testing

@Suite("series expand")
struct ExpandCommandTests {
  private let daily = [
    "expand", "--rrule", "FREQ=DAILY;COUNT=3", "--start", "2026-03-07T02:30", "--zone", "America/New_York",
    "--duration", "30m", "--master", "M",
  ]

  @Test("prints a table and says which time the clocks skip")
  func table() async throws {
    let run = try await CommandRun(daily)
    #expect(
      run.output == """
        #  start                        end                          id                    note
        1  Sat 2026-03-07 02:30 -05:00  Sat 2026-03-07 03:00 -05:00  M_1772868600000_1800
        2  Sun 2026-03-08 03:30 -04:00  Sun 2026-03-08 04:00 -04:00  M_1772955000000_1800  the clocks skip 02:30
        3  Mon 2026-03-09 02:30 -04:00  Mon 2026-03-09 03:00 -04:00  M_1773037800000_1800

        """)
    #expect(run.errors == "")
    #expect(run.status == 0)
  }

  @Test("writes a JSON object a line")
  func jsonLines() async throws {
    let run = try await CommandRun(daily + ["--format", "jsonl"])
    #expect(
      run.output == """
        {"index":1,"id":"M_1772868600000_1800","start":"2026-03-07T02:30:00-05:00",\
        "end":"2026-03-07T03:00:00-05:00","startMilliseconds":1772868600000}
        {"index":2,"id":"M_1772955000000_1800","start":"2026-03-08T03:30:00-04:00",\
        "end":"2026-03-08T04:00:00-04:00","startMilliseconds":1772955000000}
        {"index":3,"id":"M_1773037800000_1800","start":"2026-03-09T02:30:00-04:00",\
        "end":"2026-03-09T03:00:00-04:00","startMilliseconds":1773037800000}

        """)
  }

  @Test("writes CSV with a header, and quotes what needs it")
  func csv() async throws {
    let run = try await CommandRun(
      "expand", "--rrule", "FREQ=DAILY;COUNT=1", "--start", "2026-03-07T02:30:00Z", "--duration", "PT30M",
      "--master", "a,b", "--format", "csv")
    #expect(
      run.output == """
        index,id,start,end,startMilliseconds
        1,"a,b_1772850600000_1800",2026-03-07T02:30:00+00:00,2026-03-07T03:00:00+00:00,1772850600000

        """)
  }

  @Test("writes one JSON object with what was unusual")
  func json() async throws {
    let run = try await CommandRun(
      "expand", "--rrule", "FREQ=DAILY;UNTIL=20260308", "--start", "2026-03-07T02:30", "--format", "json",
      "--limit", "1")
    #expect(
      run.output.contains(
        """
          "occurrences": [
            {
              "index": 1,
              "id": null,
              "start": "2026-03-07T02:30:00+00:00",
              "end": null,
              "startMilliseconds": 1772850600000
            }
          ],
          "truncated": true,
        """))
    #expect(run.output.contains(#""code": "untilDateWithTimedStart""#))
    #expect(run.errors == "")
    #expect(run.status == 0)
  }

  @Test("lists 100 occurrences of a series without end and says that it goes on")
  func endless() async throws {
    let table = try await CommandRun("expand", "--rrule", "FREQ=DAILY", "--start", "2026-03-07T09:00")
    #expect(table.lines.count == 102)
    #expect(table.lines.last?.hasPrefix("The series goes on after these 100 occurrences") == true)
    let lines = try await CommandRun(
      "expand", "--rrule", "FREQ=DAILY", "--start", "2026-03-07T09:00", "--format", "jsonl")
    #expect(lines.lines.count == 100)
    #expect(lines.errors.contains("The series goes on after these 100 occurrences"))
  }

  @Test("leaves columns out that have nothing to show")
  func fewColumns() async throws {
    let run = try await CommandRun("expand", "--rrule", "FREQ=DAILY;COUNT=1", "--start", "2026-03-07T09:00")
    #expect(run.output == "#  start\n1  Sat 2026-03-07 09:00 +00:00\n")
  }

  @Test("counts places in the whole series, also in a window")
  func window() async throws {
    let run = try await CommandRun(
      "expand", "--rrule", "FREQ=WEEKLY", "--start", "2026-03-02T09:00", "--zone", "Europe/Berlin",
      "--from", "2026-03-23T09:00", "--to", "2026-04-06T09:00", "--format", "csv")
    #expect(
      run.output == """
        index,id,start,end,startMilliseconds
        4,,2026-03-23T09:00:00+01:00,,1774252800000
        5,,2026-03-30T09:00:00+02:00,,1774854000000

        """)
    #expect(run.errors == "")
  }

  @Test("lists days of an all-day series, each ending at the next midnight")
  func allDay() async throws {
    let run = try await CommandRun(
      "expand", "--rrule", "FREQ=DAILY;COUNT=2", "--start", "2026-03-08", "--zone", "America/New_York",
      "--format", "csv")
    #expect(
      run.output == """
        index,id,start,end,startMilliseconds
        1,,2026-03-08T00:00:00-05:00,2026-03-09T00:00:00-04:00,1772946000000
        2,,2026-03-09T00:00:00-04:00,2026-03-10T00:00:00-04:00,1773028800000

        """)
  }

  @Test("keeps the offset of a start that has no zone")
  func offsetOnly() async throws {
    let run = try await CommandRun(
      "expand", "--rrule", "FREQ=DAILY;BYHOUR=1;COUNT=2", "--start", "2026-03-07T01:00+09:00", "--format",
      "csv")
    #expect(
      run.lines.dropFirst().map { $0.split(separator: ",")[1] } == [
        "2026-03-07T01:00:00+09:00", "2026-03-08T01:00:00+09:00",
      ])
  }

  @Test("reads \\n of a shell's single quotes as a line break")
  func writtenLineBreak() async throws {
    let run = try await CommandRun(
      "expand", "--rrule", #"RRULE:FREQ=DAILY;COUNT=3\nEXDATE:20260308T090000Z"#, "--start",
      "2026-03-07T09:00",
      "--format", "csv")
    #expect(run.lines.count == 3)
  }

  private static let policyCases: [(flags: [String], start: String, expected: [String])] = [
    // RFC 5545, section 3.3.10: what is omitted is not counted.
    (["--gap", "omit"], "2026-03-08T02:30", ["2026-03-09T02:30:00-04:00"]),
    (["--gap", "omit", "--reading", "omitted-times=counted"], "2026-03-08T02:30", []),
    (["--fold", "second"], "2026-11-01T01:30", ["2026-11-01T01:30:00-05:00"]),
    ([], "2026-11-01T01:30", ["2026-11-01T01:30:00-04:00"]),
  ]

  @Test("omits skipped times and takes the second pass where asked", arguments: policyCases)
  func policies(flags: [String], start: String, expected: [String]) async throws {
    let series = ["--rrule", "FREQ=DAILY;COUNT=1", "--start", start, "--zone", "America/New_York"]
    let run = try await CommandRun(["expand", "--format", "csv"] + series + flags)
    let starts = run.lines.dropFirst().map { $0.split(separator: ",", omittingEmptySubsequences: false)[2] }
    #expect(starts.map(String.init) == expected)
  }

  @Test("gives the same with each engine", arguments: ["compiled", "libical", "cross-checked"])
  func engines(_ engine: String) async throws {
    let run = try await CommandRun(daily + ["--format", "csv", "--engine", engine])
    #expect(run.lines.count == 4)
    #expect(run.status == 0)
  }

  @Test("points at what is wrong with a rule")
  func caret() async throws {
    let run = try await CommandRun(
      "expand", "--rrule", "RRULE:FREQ=WEEKLY;BYDAY=MO,XX", "--start", "2026-01-01T09:00")
    #expect(run.status == 65)
    #expect(run.output == "")
    let lines = run.errors.split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[0].hasSuffix("[invalidValue] (line 1, column 28)"))
    #expect(lines[1] == "  RRULE:FREQ=WEEKLY;BYDAY=MO,XX")
    #expect(lines[2] == "                             ^")
  }

  private static let faultCases: [(arguments: String, status: Int32)] = [
    ("expand --start 2026-01-01", 64),
    ("expand --rrule FREQ=DAILY --start yesterday", 64),
    ("expand --rrule FREQ=DAILY --start 2026-02-30", 64),
    ("expand --rrule FREQ=DAILY --start 2026-01-01 --duration -5", 64),
    ("expand --rrule FREQ=DAILY --start 2026-01-01T09:00 --master M", 64),
    ("expand --rrule FREQ=DAILY --start 2026-01-01 --limit -1", 64),
    ("expand --rrule FREQ=DAILY --start 2026-01-01 --from 2027-01-01 --to 2026-01-01", 64),
    ("expand --rrule FREQ=DAILY --start 2026-01-01 --zone Mars/Olympus", 65),
    ("expand --rrule RRULE: --start 2026-01-01", 65),
    ("expand --rrule FREQ=DAILY;COUNT=3abc --start 2026-01-01", 65),
    ("expand --rrule FREQ=DAILY;COUNT=1 --start 9999-12-31T23:00 --zone America/New_York", 65),
    ("nonsense", 64),
    ("--help", 0),
    ("help expand", 0),
  ]

  @Test("ends with the exit code of the fault", arguments: faultCases)
  func exitCodes(arguments: String, status: Int32) async throws {
    #expect(try await CommandRun(arguments.split(separator: " ").map(String.init)).status == status)
  }

  @Test("ends at once where a rule can never match")
  func impossible() async throws {
    let run = try await CommandRun(
      "expand", "--rrule", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "--start", "2026-01-01T09:00")
    #expect(run.output == "No occurrences.\n")
    #expect(run.status == 0)
  }

  @Test("generates completion scripts", arguments: ["bash", "zsh", "fish"])
  func completion(shell: String) async throws {
    let run = try await CommandRun("--generate-completion-script", shell)
    #expect(run.status == 0)
    #expect(run.output.contains("preview"))
  }

  @Test(
    "shows examples in its help",
    arguments: [
      ["--help"], ["expand", "--help"], ["preview", "--help"], ["update", "--help"], ["batch", "--help"],
      ["describe", "--help"], ["explain", "--help"], ["id", "--help"], ["id", "encode", "--help"],
      ["id", "decode", "--help"], ["id", "locate", "--help"],
    ])
  func help(arguments: [String]) async throws {
    let run = try await CommandRun(arguments)
    #expect(run.status == 0)
    #expect(run.output.contains("  series "))
  }

  @Test("says where only the calendar's end keeps a series from going on")
  func calendarEnd() async throws {
    let series = ["--rrule", "FREQ=YEARLY;COUNT=10", "--start", "9998-06-01T10:00"]
    let text = try await CommandRun(["expand"] + series)
    #expect(text.lines.last == "The series goes on beyond the year 9999, the last there is.")
    let json = try await CommandRun(["expand"] + series + ["--format", "json"])
    #expect(json.output.contains(#""truncated": true"#))
    let batch = try await CommandRun(
      "batch", input: #"{"start":"9998-06-01T10:00","recurrence":"FREQ=YEARLY;COUNT=10"}"# + "\n")
    #expect(batch.output.contains(#""truncated":true"#))
  }

  private static let pictured = Fixture.path("pictures/split-new-york/")
  private static let agenda = [
    "expand", "--event", pictured + "/event.json", "--overrides", pictured + "/events.json", "--zone",
    "America/New_York",
  ]

  @Test("lists what takes place, where the instances that were edited on their own are given")
  func agenda() async throws {
    let run = try await CommandRun(Self.agenda + ["--from", "2026-11-08", "--to", "2026-11-20"])
    #expect(
      run.output == """
        #  start                        end                          id                                       change
        8  Wed 2026-11-11 14:00 -05:00  Wed 2026-11-11 14:30 -05:00  ocQHyuzHvysMo5N5VsXc_1794322800000_1800  moved from Tue 2026-11-10 10:00 -05:00
        9  Tue 2026-11-17 10:00 -05:00  Tue 2026-11-17 10:30 -05:00  ocQHyuzHvysMo5N5VsXc_1794927600000_1800

        """)
    #expect(run.errors == "")
    let line = try await CommandRun(
      Self.agenda + ["--from", "2026-09-20", "--limit", "1", "--format", "csv"])
    #expect(
      line.output == """
        index,id,start,end,startMilliseconds,kind,originalStart,title
        2,ocQHyuzHvysMo5N5VsXc_1790085600000_1800,2026-09-22T10:00:00-04:00,2026-09-22T10:30:00-04:00,1790085600000,edited,,Review with Dana

        """)
    #expect(line.errors.contains("goes on after these 1"))
    let json = try await CommandRun(
      Self.agenda + ["--from", "2026-11-11", "--limit", "1", "--format", "jsonl"])
    #expect(
      json.output.hasSuffix(
        #""kind":"moved","originalStart":"2026-11-10T10:00:00-05:00","title":"Weekly review","ownFields":[]}"#
          + "\n"),
      "\(json.output)")
  }

  @Test("lists the bare rule as it is written, where asked")
  func asWritten() async throws {
    let run = try await CommandRun(Self.agenda + ["--as-written"])
    let plain = try await CommandRun(Array(Self.agenda.prefix(3)) + ["--zone", "America/New_York"])
    #expect(run.output == plain.output && run.output.contains("2026-11-10"))
    #expect(!run.output.contains("moved"))
  }

  @Test("refuses a list of events without an event")
  func overridesAlone() async throws {
    let run = try await CommandRun(daily + ["--overrides", "x.json"])
    #expect(run.status == 64 && run.errors.contains("--overrides needs --event"))
  }

  @Test("keeps the columns of a table that is written in pieces")
  func longTable() async throws {
    let run = try await CommandRun(
      "expand", "--rrule", "FREQ=HOURLY", "--start", "2026-03-07T02:30", "--zone", "America/New_York",
      "--duration", "30m", "--master", "M", "--limit", "20003")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 20_005)
    #expect(lines.count { $0.contains("start") } == 1)
    // A number that is longer widens its column, from its piece on.
    #expect(Set(lines[1...20_003].map(\.count)).count <= 2)
    #expect(lines[10_001].drop { $0 == " " }.hasPrefix("10001  "))
    #expect(lines.last?.hasPrefix("The series goes on after these 20003 occurrences") == true)
  }
}
