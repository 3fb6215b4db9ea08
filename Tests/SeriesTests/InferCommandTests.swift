import Testing

@Suite("series infer")
struct InferCommandTests {
  @Test("reads dates one a line, in any order")
  func lines() async throws {
    let run = try await CommandRun(
      "infer", "-", "--zone", "America/New_York",
      input: "# meetings\n2026-03-16T09:00\n\n2026-03-02T09:00-05:00\n 2026-03-09 09:00:00\n")
    #expect(
      run.output == """
        DTSTART;TZID=America/New_York:20260302T090000
        RRULE:FREQ=WEEKLY;COUNT=3

        """)
    #expect(run.errors == "")
    #expect(run.status == 0)
  }

  @Test(
    "reads what expand prints",
    arguments: [["--format", "json"], ["--format", "jsonl"], ["--format", "csv", "--master", "a,b"]])
  func expansion(_ format: [String]) async throws {
    let series = ["--rrule", "FREQ=MONTHLY;COUNT=12;BYDAY=2TU", "--start", "2026-03-10T09:00"]
    let zone = ["--zone", "Europe/Berlin"]
    let list = try await CommandRun(["expand", "--duration", "30m"] + series + zone + format)
    let run = try await CommandRun(["infer", "-"] + zone, input: Array(list.output.utf8))
    #expect(
      run.output == "DTSTART;TZID=Europe/Berlin:20260310T090000\nRRULE:FREQ=MONTHLY;COUNT=12;BYDAY=2TU\n")
  }

  @Test(
    "reads JSON arrays of texts and of milliseconds",
    arguments: [
      #"["2026-03-02T09:00:00Z", "2026-03-03T09:00:00Z", "2026-03-04T09:00:00Z"]"#,
      "[1772442000000, 1772528400000,\n1772614800000]",
      #"{"key":1,"starts":[1772442000000,1772528400000,1772614800000],"truncated":false}"#,
    ])
  func arrays(_ input: String) async throws {
    let run = try await CommandRun("infer", "-", input: input)
    #expect(run.output == "DTSTART:20260302T090000\nRRULE:FREQ=DAILY;COUNT=3\n")
  }

  @Test("leaves times out on demand, and reports dates given again")
  func allDay() async throws {
    let run = try await CommandRun(
      "infer", "-", "--all-day", input: "2026-03-02T09:00\n2026-03-02T10:00\n2026-03-03T09:00\n")
    #expect(run.output == "DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=DAILY;COUNT=2\n")
    #expect(run.errors == "warning: 1 date was given again: 20260302.\n")
  }

  @Test("answers as JSON")
  func json() async throws {
    let run = try await CommandRun(
      "infer", "-", "--format", "json", input: "2026-03-02T09:00+02:00\n2026-03-03T09:00+02:00\n")
    #expect(
      run.output == """
        {
          "schemaVersion": 1,
          "timeZone": null,
          "start": "2026-03-02T09:00:00+02:00",
          "recurrence": "RRULE:FREQ=DAILY;COUNT=2",
          "length": 24,
          "count": 2,
          "duplicates": []
        }

        """)
  }

  @Test(
    "shows the place of what is wrong",
    arguments: [
      ("2026-03-02\n2026-03-32\n", "(line 2, column 1)"),
      ("2026-03-02T09:00\n  2026-03-03T9:00\n", "(line 2, column 14)"),
      (#"["2026-03-02", "2026-13-02"]"#, "(line 1, column 17)"),
      ("[\"2026-03-02\",\n true]", "(line 1, column 2)"),
      ("[1772442000000,\n1772442000001]", "(line 2, column 1)"),
      ("2026-03-02T09:00+01:00\n2026-03-03T09:00+02:00\n", "(line 2, column 1)"),
      ("index,start\n1,2026-03-02\n2\n", "(line 3, column 1)"),
      ("[\"2026-03-02\"", "(line 1, column 14)"),
    ])
  func faults(_ input: String, _ place: String) async throws {
    let run = try await CommandRun("infer", "-", input: input)
    #expect(run.errors.contains(place), "\(run.errors)")
    #expect(run.output == "")
    #expect(run.status == 65)
  }

  @Test("refuses an empty list")
  func empty() async throws {
    let run = try await CommandRun("infer", "-", input: "\n")
    #expect(run.errors.contains("[noDates]"))
    #expect(run.status == 65)
  }

  @Test("stops at more dates than it takes, and at a line that is no date")
  func tooMuch() async throws {
    let many = try await CommandRun("infer", "-", input: String(repeating: "2026-03-02,", count: 200_000))
    #expect(many.status == 65 && many.errors.contains("[textTooLong] (line 1"))
    let lines = try await CommandRun("infer", "-", input: String(repeating: "2026-03-02\r\n", count: 10_001))
    #expect(lines.status == 65 && lines.errors.contains("[tooManyDates] (line "))
    let blank = try await CommandRun("infer", "-", input: String(repeating: " ", count: 1 << 20))
    #expect(blank.status == 65 && blank.errors.contains("[noDates]"))
  }
}
