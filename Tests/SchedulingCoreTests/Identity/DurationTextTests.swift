import SchedulingCore
import Testing

struct DurationTextTests {
  @Test(
    "A duration is read in seconds",
    arguments: [
      ("30m", 1800), ("1h30m", 5400), ("PT30M", 1800), ("pt1h30m", 5400), ("1800", 1800), ("1", 1),
      ("90m", 5400), ("2d", 172_800), ("1w", 604_800), ("P1DT2H", 93_600), ("P1W", 604_800), ("45s", 45),
      ("1h0m5s", 3605), ("PT0H5M", 300), ("2147483647", 2_147_483_647), ("007", 7),
    ])
  func aDurationIsReadInSeconds(text: String, seconds: Int) throws {
    #expect(try DurationText.seconds(parsing: text) == seconds)
  }

  @Test(
    "What is no duration is refused",
    arguments: [
      "", "m", "30 m", "30m1h", "30m30m", "1h30", "P", "PT", "P1DT", "P30M", "PT1D", "P1Y", "PTT1H", "1.5h",
      "+30m",
      "-30m", "٣٠m", "half an hour", "30m ", "30min", "2147483647s1", "T30M", "P30", "PT30",
    ])
  func whatIsNoDurationIsRefused(text: String) throws {
    let error = try #require(throws: ValidationFailure.self) { try DurationText.seconds(parsing: text) }
    #expect(error.code == .invalidDuration)
  }

  @Test(
    "A duration that no appointment has is refused",
    arguments: [
      "0", "0m", "PT0S", "2147483648", "99999999999999999999", "9999999999w", "3600w",
    ])
  func aDurationThatNoAppointmentHasIsRefused(text: String) throws {
    let error = try #require(throws: ValidationFailure.self) { try DurationText.seconds(parsing: text) }
    #expect(error.code == .durationOutOfRange)
  }

  @Test(
    "A duration is written the way it is read",
    arguments: [(1800, "30m"), (5400, "1h30m"), (93_600, "1d2h"), (1, "1s"), (0, "0s"), (-60, "-1m")])
  func aDurationIsWrittenTheWayItIsRead(seconds: Int, text: String) throws {
    #expect(DurationText.text(seconds: seconds) == text)
    if seconds > 0 { #expect(try DurationText.seconds(parsing: text) == seconds) }
  }
}
