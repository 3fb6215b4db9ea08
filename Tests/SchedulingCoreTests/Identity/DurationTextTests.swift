import SchedulingCore
import Testing

struct DurationTextTests {
  @Test(arguments: [
    ("30m", 1800), ("1h30m", 5400), ("PT30M", 1800), ("pt1h30m", 5400), ("1800", 1800), ("1", 1),
    ("90m", 5400), ("2d", 172_800), ("1w", 604_800), ("P1DT2H", 93_600), ("P1W", 604_800), ("45s", 45),
    ("1h0m5s", 3605), ("PT0H5M", 300), ("2147483647", 2_147_483_647), ("007", 7),
  ])
  func `A duration is read in seconds`(text: String, seconds: Int) throws {
    #expect(try DurationText.seconds(parsing: text) == seconds)
  }

  @Test(arguments: [
    "", "m", "30 m", "30m1h", "30m30m", "1h30", "P", "PT", "P1DT", "P30M", "PT1D", "P1Y", "PTT1H", "1.5h",
    "+30m",
    "-30m", "٣٠m", "half an hour", "30m ", "30min", "2147483647s1", "T30M", "P30", "PT30",
  ])
  func `What is no duration is refused`(text: String) throws {
    let error = try #require(throws: Diagnostic.self) { try DurationText.seconds(parsing: text) }
    #expect(error.code == .invalidDuration)
  }

  @Test(arguments: [
    "0", "0m", "PT0S", "2147483648", "99999999999999999999", "9999999999w", "3600w",
  ])
  func `A duration that no appointment has is refused`(text: String) throws {
    let error = try #require(throws: Diagnostic.self) { try DurationText.seconds(parsing: text) }
    #expect(error.code == .durationOutOfRange)
  }

  @Test(arguments: [(1800, "30m"), (5400, "1h30m"), (93_600, "1d2h"), (1, "1s"), (0, "0s"), (-60, "-1m")])
  func `A duration is written the way it is read`(seconds: Int, text: String) throws {
    #expect(DurationText.text(seconds: seconds) == text)
    if seconds > 0 { #expect(try DurationText.seconds(parsing: text) == seconds) }
  }
}
