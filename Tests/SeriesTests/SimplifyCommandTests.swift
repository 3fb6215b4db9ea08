import Testing

@Suite("series simplify")
struct SimplifyCommandTests {
  @Test("prints the shortest text alone")
  func text() async throws {
    let run = try await CommandRun(
      "simplify", "--rrule", "FREQ=MONTHLY;BYDAY=TU;BYMONTHDAY=8,9,10,11,12,13,14", "--start",
      "2026-03-10T09:00")
    #expect(run.output == "RRULE:FREQ=MONTHLY;BYDAY=2TU\n")
    #expect(run.errors == "")
    #expect(run.status == 0)
  }

  @Test("tells as JSON what was done")
  func json() async throws {
    let run = try await CommandRun(
      "simplify", "--rrule", #"RRULE:FREQ=WEEKLY;BYDAY=MO;COUNT=4\nEXDATE:20260303T090000"#, "--start",
      "2026-03-02T09:00", "--format", "json")
    #expect(
      run.output == """
        {
          "schemaVersion": 1,
          "timeZone": null,
          "before": "RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=MO\\nEXDATE:20260303T090000",
          "after": "RRULE:FREQ=WEEKLY;COUNT=4",
          "length": {
            "before": 57,
            "after": 25
          },
          "steps": [
            {
              "before": "BYDAY=MO",
              "after": "",
              "reason": "BYDAY=MO is what the start says."
            },
            {
              "before": "EXDATE:20260303T090000",
              "after": "",
              "reason": "EXDATE 20260303T090000 removes nothing."
            }
          ],
          "warnings": [
            {
              "code": "deadExclusion",
              "message": "EXDATE 20260303T090000 removes nothing: no occurrence starts then."
            }
          ]
        }

        """)
  }

  @Test("shows the place of what is wrong with a rule")
  func fault() async throws {
    let run = try await CommandRun(
      "simplify", "--rrule", "FREQ=WEEKLY;BYDAY=XX", "--start", "2026-03-02T09:00")
    #expect(run.errors.contains("(line 1, column 19)"))
    #expect(run.status == 65)
  }
}
