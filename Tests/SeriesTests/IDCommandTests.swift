import Testing

@Suite("series id")
struct IDCommandTests {
  private let daily = [
    "--rrule", "RRULE:FREQ=DAILY;COUNT=4\nEXDATE:20260309T063000Z", "--start", "2026-03-07T02:30",
    "--zone", "America/New_York", "--duration", "30m",
  ]

  @Test(
    "encodes local times and times with an offset alike",
    arguments: [
      ["--start", "2026-03-07T02:30", "--zone", "America/New_York"],
      ["--start", "2026-03-07T02:30:00-05:00"],
      ["--start", "2026-03-07T07:30"],
    ])
  func encode(start: [String]) async throws {
    let run = try await CommandRun(["id", "encode", "--master", "M", "--duration", "1800"] + start)
    #expect(run.output == "M_1772868600000_1800\n")
    #expect(run.status == 0)
  }

  @Test("takes an offset for a zone, a negative one too", arguments: ["-05:00", "+05:45"])
  func offset(zone: String) async throws {
    let run = try await CommandRun("id", "decode", "M_1772868600000_5400", "--zone", zone)
    #expect(run.status == 0)
    #expect(run.output.contains(zone))
  }

  @Test("decodes an id")
  func decode() async throws {
    let run = try await CommandRun("id", "decode", "a_b_1772868600000_5400", "--zone", "America/New_York")
    #expect(
      run.output == """
        master    a_b
        start     Sat 2026-03-07 02:30 -05:00
        end       Sat 2026-03-07 04:00 -05:00
        duration  1h30m

        """)
    let json = try await CommandRun("id", "decode", "a_b_1772868600000_5400", "--format", "json")
    #expect(
      json.output == """
        {"masterId":"a_b","startMilliseconds":1772868600000,"durationSeconds":5400,\
        "start":"2026-03-07T07:30:00+00:00","end":"2026-03-07T09:00:00+00:00"}

        """)
  }

  @Test(
    "says why an id is no instance id",
    arguments: [
      ("M", "notAnInstanceID"), ("M_1772868600_1800", "startLooksLikeSeconds"),
      ("M_01772868600000_1800", "digitsNotCanonical"), ("M_1772868600000_0", "durationOutOfRange"),
    ])
  func refused(id: String, code: String) async throws {
    let run = try await CommandRun("id", "decode", id)
    #expect(run.status == 65)
    #expect(run.errors.contains("[\(code)]"))
  }

  @Test("locates an id")
  func locate() async throws {
    let run = try await CommandRun(["id", "locate", "M_1772955000000_1800"] + daily)
    #expect(run.output == "Occurrence 2 of 3: Sun 2026-03-08 03:30 -04:00\n")
    #expect(run.status == 0)
  }

  @Test(
    "says why an id is no occurrence, and which are near",
    arguments: [
      ("M_1773037800000_1800", "excluded"), ("M_1772868600000_60", "otherDuration"),
      ("M_1572868600000_1800", "beforeStart"), ("M_1872868600000_1800", "pastEnd"),
      ("M_1772868660000_1800", "notGenerated"),
    ])
  func absent(id: String, reason: String) async throws {
    let run = try await CommandRun(["id", "locate", id] + daily)
    #expect(run.status == 1)
    #expect(run.lines.first?.hasSuffix("[\(reason)]") == true)
    #expect(run.output.contains("Nearest occurrences, the likeliest first:\n  M_"))
    #expect(run.output.hasPrefix(reason == "excluded" ? "No occurrence" : "Stale, no occurrence"))
    let json = try await CommandRun(["id", "locate", id, "--format", "json"] + daily)
    #expect(json.output.hasPrefix(#"{"id":"\#(id)","found":false,"reason":"\#(reason)""#))
  }

  @Test("takes the series from an event")
  func event() async throws {
    let event = """
      {"event":{"id":"M","startTime":"2026-03-07T02:30:00-05:00","endTime":"2026-03-07T03:00:00-05:00",
      "rrule":"RRULE:FREQ=DAILY"}}
      """
    let run = try await CommandRun(
      "id", "locate", "M_1772955000000_1800", "--event", "-", "--zone", "America/New_York", input: event)
    #expect(run.output == "Occurrence 2: Sun 2026-03-08 03:30 -04:00\n")
    #expect(run.status == 0)
  }

  @Test("locates many ids from standard input, a line for each, the likeliest occurrence of today first")
  func many() async throws {
    let ids = "M_1772955000000_1800\r\n\nM_1772957000000_1800\nN_1772955000000_1800\nhello\n"
    let run = try await CommandRun(["id", "locate", "-"] + daily, input: Array(ids.utf8))
    #expect(run.status == 1)
    #expect(
      run.lines == [
        "M_1772955000000_1800: Occurrence 2 of 3: Sun 2026-03-08 03:30 -04:00",
        "M_1772957000000_1800: Stale, no occurrence: The series has no occurrence at 2026-03-08T04:03:20-04:00. "
          + "[notGenerated]",
        "  M_1772955000000_1800  Sun 2026-03-08 03:30 -04:00",
        "N_1772955000000_1800: No occurrence: “N_1772955000000_1800” belongs to the series “N”, not to “M”. "
          + "[otherMaster]",
        try #require(run.lines.last),
      ])
    #expect(run.lines.last?.hasPrefix("hello: No id of an instance: ") == true)
    let json = try await CommandRun(
      ["id", "locate", "-", "--format", "json"] + daily, input: Array("M_1772868600000_60\n".utf8))
    #expect(json.output.contains(#""stale":true,"nearest":["M_1772868600000_1800""#))
    #expect(json.output.contains(#""nearestStarts":["2026-03-07T02:30:00-05:00""#))
  }

  @Test("encodes an id of an event's occurrence by its day or its start")
  func encodeOfEvent() async throws {
    let folder = try TemporaryFolder()
    let event = try folder.file(
      "event.json",
      """
      {"id":"M","startTime":"2026-03-07T02:30:00-05:00","endTime":"2026-03-07T03:00:00-05:00",
      "rrule":"RRULE:FREQ=DAILY"}
      """)
    let arguments = ["id", "encode", "--event", event, "--zone", "America/New_York"]
    #expect(try await CommandRun(arguments + ["--on", "2026-03-08"]).output == "M_1772955000000_1800\n")
    #expect(
      try await CommandRun(arguments + ["--start", "2026-03-08T03:30"]).output == "M_1772955000000_1800\n")
    let none = try await CommandRun(arguments + ["--start", "2026-03-08T03:31"])
    #expect(none.output == "M_1772955060000_1800\n" && none.errors.contains("[instanceNotGenerated]"))
    #expect(try await CommandRun(arguments + ["--on", "2026-03-01"]).status == 65)
    #expect(try await CommandRun(arguments).status == 64)
  }
}
