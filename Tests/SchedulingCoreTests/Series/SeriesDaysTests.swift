import Recurrence
import Testing

@testable import SchedulingCore

@Suite("An occurrence named by its day")
struct SeriesDaysTests {
  /// At 10:00 and 15:00 every day of a week, but for the fourth of November.
  private func series(moved: [(from: String, to: String)] = []) throws -> Series {
    let series = try Example.series(
      "RRULE:FREQ=DAILY;COUNT=14;BYHOUR=10,15\nEXDATE:20261104T150000Z,20261104T200000Z",
      "2026-11-02T10:00:00")
    return series.with(
      overrides: try moved.map { from, to in
        let local = try #require(LocalDateTime(from))
        let start = try #require(series.start.zone.occurrence(at: local))
        let id = try series.instanceID(startMilliseconds: start.startMilliseconds)
        return InstanceOverride(
          original: id,
          appointment: try Appointment(
            JSONValue.object([
              "id": .string("x\(to)"), "masterEventId": "M", "startTime": .string(to + "-05:00"),
              "endTime": .string(to.replacing(":00:00", with: ":30:00") + "-05:00"),
            ])))
      })
  }

  private func local(_ series: Series, _ day: String, _ hour: Int? = nil) throws -> String {
    let date = try #require(LocalDateTime(day + "T00:00:00")).date
    let id = try series.instance(on: date, secondOfDay: hour.map { $0 * 3600 })
    return series.start.zone.occurrence(atMilliseconds: id.startMilliseconds).local.description
  }

  @Test("is found by its time where a day has several, which are listed")
  func several() throws {
    let series = try series()
    #expect(try local(series, "2026-11-03", 15) == "2026-11-03T15:00:00")
    #expect {
      try local(series, "2026-11-03")
    } throws: { error in
      let finding = error as? ValidationFailure
      return finding?.code == .severalOccurrencesOnDay
        && finding?.message.contains("2026-11-03T10:00:00, 2026-11-03T15:00:00") == true
    }
  }

  @Test(
    "is told apart from none, and from one that is excluded",
    arguments: ["2026-11-01", "2026-11-04", "2026-12-24"])
  func none(day: String) throws {
    let series = try series()
    #expect {
      try local(series, day)
    } throws: { error in
      let finding = error as? ValidationFailure
      return finding?.code == .noOccurrenceOnDay
        && finding?.message.contains("excluded") == (day == "2026-11-04") && finding?.remedy != nil
    }
  }

  @Test("is found by the time of its own and by that of the occurrence it stands for")
  func overridden() throws {
    let series = try series(moved: [
      ("2026-11-03T10:00:00", "2026-11-20T12:00:00"), ("2026-11-05T10:00:00", "2026-11-05T15:00:00"),
      ("2026-11-05T15:00:00", "2026-11-05T18:00:00"),
    ])
    #expect(try local(series, "2026-11-20") == "2026-11-03T10:00:00")
    #expect(try local(series, "2026-11-20", 12) == "2026-11-03T10:00:00")
    #expect(try local(series, "2026-11-03", 10) == "2026-11-03T10:00:00")
    #expect(try local(series, "2026-11-05", 15) == "2026-11-05T10:00:00", "it takes place then")
    #expect(try local(series, "2026-11-05", 18) == "2026-11-05T15:00:00")
    #expect(throws: ValidationFailure.self) { try local(series, "2026-11-20", 10) }
    #expect(throws: ValidationFailure.self) { try local(series, "2026-11-03") }
  }

  @Test("is asked about where a start belongs to another one")
  func nearer() throws {
    let series = try Example.series("RRULE:FREQ=WEEKLY", "2026-10-20T10:00:00")
    func nearer(_ start: String) throws -> String? {
      let now = series.startMilliseconds
      return series.nearer(
        to: try OffsetDateTime(parsing: start).milliseconds, than: now, original: now)?.local.description
    }
    #expect(try nearer("2026-10-20T19:00:00-04:00") == nil)
    #expect(try nearer("2026-10-24T10:00:00-04:00") == nil, "three days of seven away")
    #expect(try nearer("2026-10-26T10:00:00-04:00") == "2026-10-27T10:00:00")
    #expect(try nearer("2026-12-01T12:00:00-05:00") == "2026-12-01T10:00:00")
    #expect(try nearer("2026-10-01T12:00:00-05:00") == nil, "nothing is there")
  }
}
