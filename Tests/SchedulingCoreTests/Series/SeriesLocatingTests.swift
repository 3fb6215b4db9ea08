import Recurrence
import Testing

@testable import SchedulingCore

@Suite("An instance id in a series")
struct SeriesLocatingTests {
  static let rrule = "RRULE:FREQ=WEEKLY;COUNT=6\nEXDATE:20261027T140000Z"

  @Test(
    "has a place",
    arguments: [("M_1792504800000_1800", 0), ("M_1793718000000_1800", 1), ("M_1795532400000_1800", 4)])
  func found(id: String, index: Int) throws {
    let series = try Example.series(Self.rrule, "2026-10-20T10:00:00")
    let place = try #require(try series.locate(InstanceID(parsing: id)).place)
    #expect(place.index == index)
    #expect(place.count == 5)
    #expect(place.occurrence.local.hour == 10)
  }

  @Test(
    "or a reason why it has none, with the nearest occurrences",
    arguments: [
      ("X_1792504800000_1800", InstanceLocation.Reason.otherMaster, []),
      ("M_1792504800000_2700", .otherDuration, [1_792_504_800_000, 1_793_718_000_000]),
      ("M_1793109600000_1800", .excluded, [1_792_504_800_000, 1_793_718_000_000, 1_794_322_800_000]),
      ("M_1796137200000_1800", .pastEnd, [1_794_927_600_000, 1_795_532_400_000]),
      ("M_1791900000000_1800", .beforeStart, [1_792_504_800_000, 1_793_718_000_000]),
      (
        "M_1794322860000_1800", .notGenerated,
        [1_793_718_000_000, 1_794_322_800_000, 1_794_927_600_000, 1_795_532_400_000]
      ),
    ])
  func missing(id: String, reason: InstanceLocation.Reason, nearest: [Int]) throws {
    let series = try Example.series(Self.rrule, "2026-10-20T10:00:00")
    let absence = try #require(try series.locate(InstanceID(parsing: id)).absence)
    #expect(absence.reason == reason)
    #expect(absence.nearest.map(\.startMilliseconds) == nearest)
    #expect(absence.nearest.allSatisfy { $0.durationSeconds == 1800 && $0.masterID == "M" })
    #expect(absence.diagnostic.code == reason.code && absence.diagnostic.severity == .error)
  }

  @Test("has no count where the series has no end")
  func endless() throws {
    let series = try Example.series("RRULE:FREQ=WEEKLY", "2026-10-20T10:00:00")
    let place = try #require(try series.locate(InstanceID(parsing: "M_1793718000000_1800")).place)
    #expect(place.index == 2)
    #expect(place.count == nil)
  }

  @Test("of an empty series is not generated")
  func empty() throws {
    let series = try Example.series("RRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "2026-10-20T10:00:00")
    let absence = try series.locate(InstanceID(parsing: "M_1793718000000_1800")).absence
    #expect(absence?.reason == .notGenerated)
    #expect(absence?.nearest.isEmpty == true)
  }
}
