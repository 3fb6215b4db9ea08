import Testing

@Suite("series calibrate")
struct CalibrateCommandTests {
  private static let folder = "Fixtures/calibration"

  private static func run(_ arguments: String...) async throws -> CommandRun {
    try await CommandRun(
      ["calibrate", "--event", "\(folder)/master.json", "--events", "\(folder)/events.json"] + arguments)
  }

  @Test("finds a series that keeps UTC instead of its zone's clocks")
  func drift() async throws {
    let run = try await Self.run("--zone", "America/New_York")
    #expect(run.status == 1)
    #expect(run.output.hasPrefix("8 instances listed, and all explained.\nzone  undecided: UTC, -04:00\n"))
    #expect(
      run.output.contains(
        "Mon 2026-11-02 09:00 -05:00 is listed, as ocQHyuzHvysMo5N5VsXc_1793628000000_1800,"))
    #expect(run.output.contains("5 of 8 instances start when America/New_York has none"))
    #expect(run.output.contains("[expandedInFixedOffset]"))
  }

  @Test("tries every zone where none is given, and writes JSON")
  func json() async throws {
    let run = try await Self.run("--format", "json")
    #expect(run.status == 0)
    #expect(run.output.contains(#""listed": 8"#) && run.output.contains(#""value": "Europe/Berlin""#))
  }

  @Test("needs a list")
  func noList() async throws {
    let run = try await CommandRun(["calibrate", "--event", "\(Self.folder)/master.json"])
    #expect(run.status == 64 && run.errors.contains("--events"))
  }
}
