import Recurrence
import SchedulingCore
import Testing

struct OffsetDateTimeTests {
  @Test(
    "A time with an offset is an instant",
    arguments: [
      ("2026-03-07T02:30:00-05:00", 1_772_868_600_000, -18_000),
      ("2021-06-23T03:30:00+05:30", 1_624_399_200_000, 19_800),
      ("1970-01-01T00:00:00Z", 0, 0), ("1970-01-01t00:00:00z", 0, 0), ("1970-01-01 00:00:00+00:00", 0, 0),
      ("1970-01-01T00:00:00-00:00", 0, 0), ("1970-01-01T00:00Z", 0, 0),
      ("1969-12-31T23:59:59.5Z", -500, 0), ("1970-01-01T00:00:00.1239999Z", 123, 0),
      ("1970-01-01T05:30:00+0530", 0, 19_800), ("2026-03-07 02:30:00+05", 1_772_832_600_000, 18_000),
      ("9999-12-31T23:59:59.999Z", 253_402_300_799_999, 0),
      ("0001-01-01T00:00:00Z", -62_135_596_800_000, 0),
    ])
  func aTimeWithAnOffsetIsAnInstant(text: String, milliseconds: Int, offset: Int) throws {
    let time = try OffsetDateTime(parsing: text)
    #expect(time.milliseconds == milliseconds)
    #expect(time.offsetSeconds == offset)
    #expect(time.text == text)
    #expect(try OffsetDateTime(parsing: time.canonicalText) == time)
  }

  @Test(
    "A time without an offset is no instant",
    arguments: ["2026-03-07T02:30:00", "2026-03-07", "2026-03-07T02:30", "2026-03-07 02:30:00.000"])
  func aTimeWithoutAnOffsetIsNoInstant(text: String) throws {
    let error = try #require(throws: ValidationFailure.self) { try OffsetDateTime(parsing: text) }
    #expect(error.code == .timeWithoutOffset)
    #expect(error.remedy?.contains(text) == true)
  }

  @Test(
    "What is no time is refused with its column",
    arguments: [
      ("", 1), ("tomorrow", 1), ("2026-3-07T02:30:00Z", 6), ("2026-13-07T02:30:00Z", 1),
      ("2026-02-29T00:00:00Z", 1), ("2026-03-07T24:00:00Z", 12), ("2026-03-07T02:60:00Z", 12),
      ("2026-03-07T02:30:60Z", 12), ("2026-03-07T02:30:00.Z", 21), ("2026-03-07T02:30:00+5:00", 20),
      ("2026-03-07T02:30:00+24:00", 20), ("2026-03-07T02:30:00+05:60", 20), ("2026-03-07T02:30:00+5", 20),
      ("2026-03-07T02:30:00Zulu", 21), ("2026-03-07T02:30:00 America/New_York", 20),
      ("2026-03-07X02:30:00Z", 11), ("20260307T023000Z", 5), ("٢٠٢٦-03-07T02:30:00Z", 1),
      ("0000-01-01T00:00:00Z", 1), ("-001-01-01T00:00:00Z", 1),
      ("2026-03-07T02:30:00." + String(repeating: "1", count: 100) + "Z", 65),
    ])
  func whatIsNoTimeIsRefusedWithItsColumn(text: String, column: Int) throws {
    let error = try #require(throws: ValidationFailure.self) { try OffsetDateTime(parsing: text) }
    #expect(error.code == .invalidTime)
    #expect(error.position?.column == column)
  }

  @Test(
    "An instant outside years 1 to 9999 is refused",
    arguments: ["0001-01-01T00:00:00+00:01", "9999-12-31T23:59:59-00:01"])
  func anInstantOutsideYears1To9999IsRefused(text: String) throws {
    let error = try #require(throws: ValidationFailure.self) { try OffsetDateTime(parsing: text) }
    #expect(error.code == .invalidTime)
  }

  @Test(
    "An instant is shown with an offset",
    arguments: [
      (1_772_868_600_000, -18_000, "2026-03-07T02:30:00-05:00"), (0, 0, "1970-01-01T00:00:00+00:00"),
      (-1, 3600, "1970-01-01T00:59:59.999+01:00"), (0, -1800, "1969-12-31T23:30:00-00:30"),
      // Before standard time: New York's offset was -4:56:02; RFC 3339 has no seconds for it.
      (0, -17_762, "1969-12-31T19:04:00-04:56"),
    ])
  func anInstantIsShownWithAnOffset(milliseconds: Int, offset: Int, text: String) throws {
    let time = try #require(OffsetDateTime(milliseconds: milliseconds, offsetSeconds: offset))
    #expect(time.text == text)
    #expect(try OffsetDateTime(parsing: time.text).milliseconds == milliseconds)
  }

  @Test(
    "What no text could show is nil",
    arguments: [(Int.max, 0), (.min, 0), (0, 86_400), (0, .min), (253_402_300_799_000, 3600)])
  func whatNoTextCouldShowIsNil(milliseconds: Int, offset: Int) {
    #expect(OffsetDateTime(milliseconds: milliseconds, offsetSeconds: offset) == nil)
  }

  @Test("Spelling makes no difference, the offset does") func spellingMakesNoDifferenceTheOffsetDoes() throws
  {
    let time = try OffsetDateTime(parsing: "2026-03-07T02:30:00-05:00")
    #expect(try time == OffsetDateTime(parsing: "2026-03-07 02:30:00.000-0500"))
    #expect(try time != OffsetDateTime(parsing: "2026-03-07T07:30:00Z"))
    #expect(time.local == LocalDateTime(year: 2026, month: 3, day: 7, hour: 2, minute: 30))
  }
}
