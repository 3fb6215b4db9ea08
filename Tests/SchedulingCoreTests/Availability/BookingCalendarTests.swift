import Recurrence
import Testing

@testable import SchedulingCore

@Suite("Reading calendars and schedules")
struct BookingCalendarTests {
  private static func calendar(_ fields: String) throws -> BookingCalendar {
    try BookingCalendar(parsing: #"{"id": "C", "name": "N", "locationId": "L", \#(fields)}"#.utf8)
  }

  private static let monday = CivilDate(year: 2026, month: 3, day: 2)!

  @Test("a calendar that says little has the API's defaults")
  func defaults() throws {
    let calendar = try BookingCalendar(
      parsing: #"{"calendar": {"id": "C", "name": "N", "locationId": "L"}}"#.utf8)
    #expect(calendar.slot == SlotShape())
    #expect(calendar.slot.durationSeconds == 1800)
    #expect(calendar.slot.intervalSeconds == 1800)
    #expect(calendar.limits == BookingLimits())
    #expect(calendar.isActive)
    #expect(calendar.hours == nil)
    #expect(calendar.findings.isEmpty)
  }

  @Test("numbers as strings, units and misspelt names are read")
  func oddities() throws {
    let calendar = try Self.calendar(
      #"""
      "slotDuration": "1.5", "slotDurationUnit": "hours", "slotInterval": 20, "slotBuffer": "10",
      "slotBufferUnit": "mins", "preBuffer": 1, "preBufferUnit": "hours", "appoinmentPerSlot": "2",
      "appoinmentPerDay": 4, "allowBookingAfter": "2", "allowBookingAfterUnit": "days", "allowBookingFor": 3,
      "allowBookingForUnit": "months", "calendarType": "class_booking", "isActive": "false",
      "lookBusyConfig": {"enabled": true, "LookBusyPercentage": 30},
      "teamMembers": [{"userId": "u1", "priority": 1, "isPrimary": true}, {"userId": "u2"}]
      """#)
    #expect(
      calendar.slot
        == SlotShape(
          durationSeconds: 5400, intervalSeconds: 1200, bufferBeforeSeconds: 3600, bufferAfterSeconds: 600))
    #expect(
      calendar.limits
        == BookingLimits(
          perSlot: 2, perDay: 4, notice: BookingPeriod(2, .days), window: BookingPeriod(3, .months)))
    #expect(calendar.kind == .classBooking)
    #expect(!calendar.isActive)
    #expect(calendar.hiddenPercentage == 30)
    #expect(
      calendar.members == [TeamMember(userID: "u1", priority: 1, isPrimary: true), TeamMember(userID: "u2")])
    #expect(calendar.findings.isEmpty)
  }

  @Test(
    "closings of 23:60, 23:59 and 16:60 are midnight and 17:00",
    arguments: [(23, 60, 1440), (23, 59, 1440), (16, 60, 1020)])
  func closings(hour: Int, minute: Int, close: Int) throws {
    let calendar = try Self.calendar(
      #"""
      "openHours": [{"daysOfTheWeek": [1], "hours":
        [{"openHour": 9, "openMinute": 0, "closeHour": \#(hour), "closeMinute": \#(minute)}]}]
      """#)
    #expect(calendar.hours?.ranges(on: Self.monday) == [MinuteRange(open: 540, close: close)!])
  }

  @Test(
    "date-specific hours replace the weekday's, or stand alone, or don't count, as availabilityType says",
    arguments: [("null", [600, 660], [540]), ("0", [540], [540]), ("1", [600, 660], [])])
  func availabilityType(type: String, onDate: [Int], later: [Int]) throws {
    let calendar = try Self.calendar(
      #"""
      "availabilityType": \#(type),
      "openHours": [{"daysOfTheWeek": [1], "hours": [{"openHour": 9, "openMinute": 0, "closeHour": 17, "closeMinute": 0}]}],
      "availabilities": [
        {"date": "2026-03-02T00:00:00.000Z", "hours": [
          {"openHour": 11, "openMinute": 0, "closeHour": 12, "closeMinute": 0},
          {"openHour": 10, "openMinute": 0, "closeHour": 10, "closeMinute": 30}]},
        {"date": "2026-03-02T00:00:00.000Z", "deleted": true, "hours":
          [{"openHour": 1, "openMinute": 0, "closeHour": 2, "closeMinute": 0}]}]
      """#)
    let hours = try #require(calendar.hours)
    #expect(hours.ranges(on: Self.monday).map(\.open) == onDate)
    #expect(hours.ranges(on: CivilDate(dayNumber: Self.monday.dayNumber + 7)!).map(\.open) == later)
  }

  @Test(
    "what can't be right is an error with the path of its field",
    arguments: [
      (#""slotInterval": 0"#, "valueOutOfRange", "slotInterval"),
      (#""slotDuration": -30"#, "valueOutOfRange", "slotDuration"),
      (#""slotDuration": "soon""#, "wrongType", "slotDuration"),
      (#""slotBufferUnit": "fortnights""#, "valueOutOfRange", "slotBufferUnit"),
      (#""timezone": "Mars/Olympus""#, "unknownZone", "timezone"),
      (
        #""openHours": [{"daysOfTheWeek": [1], "hours": [{"openHour": 17, "openMinute": 0, "closeHour": 9, "closeMinute": 0}]}]"#,
        "hoursReversed", "openHours[0].hours[0].closeHour"
      ),
      (
        #""openHours": [{"daysOfTheWeek": [7], "hours": []}]"#, "valueOutOfRange",
        "openHours[0].daysOfTheWeek"
      ),
      (#""availabilities": [{"date": "soon", "hours": []}]"#, "invalidTime", "availabilities[0].date"),
      (#""teamMembers": [{}]"#, "missingField", "teamMembers[0].userId"),
    ])
  func errors(fields: String, code: String, field: String) throws {
    let failure = try #require(throws: ValidationFailure.self) { try Self.calendar(fields) }
    #expect(failure.errors.map(\.code.rawValue).first == code)
    #expect(failure.errors.map(\.field).first == field)
  }

  @Test("unknown fields are kept and reported")
  func unknown() throws {
    let calendar = try Self.calendar(
      #""shiny": 1, "openHours": [{"daysOfTheWeek": [1], "hours": [], "dull": 2}, {"daysOfTheWeek": [2], "hours": [], "dull": 3}]"#
    )
    #expect(calendar.json["shiny"] == 1)
    #expect(Set(calendar.findings.map(\.field)) == ["shiny", "openHours[].dull"])
    #expect(calendar.findings.allSatisfy { $0.severity == .note })
  }

  @Test("schedules are read bare, wrapped and listed, with rules by weekday and by date")
  func schedules() throws {
    let schedule = #"""
      {"id": "S", "userId": "u1", "calendarIds": ["C"], "timezone": "UTC", "deleted": false, "rules": [
        {"type": "wday", "day": "monday", "intervals": [{"from": "09:00", "to": "23:59"}, {"from": "8:00", "to": "08:30"}]},
        {"type": "date", "date": "2026-03-02", "intervals": []}]}
      """#
    for text in [
      schedule, #"{"schedule": \#(schedule)}"#, #"{"schedules": [\#(schedule)]}"#, "[\(schedule)]",
    ] {
      let read = try #require(try BookingSchedule.list(parsing: text.utf8).first)
      #expect(read.zone === ZoneTransitions.utc)
      #expect(read.hours.ranges(on: Self.monday).isEmpty)
      #expect(
        read.hours.ranges(on: CivilDate(dayNumber: Self.monday.dayNumber + 7)!)
          == [MinuteRange(open: 480, close: 510)!, MinuteRange(open: 540, close: 1440)!])
    }
    let failure = try #require(throws: ValidationFailure.self) {
      try BookingSchedule.list(
        parsing:
          #"{"rules": [{"type": "wday", "day": "someday", "intervals": [{"from": "17:00", "to": "09:00"}]}]}"#
          .utf8)
    }
    #expect(failure.errors.map(\.field) == ["rules[0].intervals[0].to", "rules[0].day"])
  }

  @Test("notice in days keeps the clock's time over a day of 23 hours, and months end where theirs do")
  func periods() throws {
    let zone = try ZoneTransitions.named("America/New_York")
    func later(_ text: String, _ count: Double, _ unit: BookingUnit) throws -> String {
      let instant = try OffsetDateTime(parsing: text).milliseconds
      return zone.describe(try #require(BookingPeriod(count, unit)).instant(after: instant, in: zone))
    }
    #expect(try later("2026-03-07T10:00:00-05:00", 1, .days) == "2026-03-08T10:00:00-04:00")
    #expect(try later("2026-03-07T10:00:00-05:00", 24, .hours) == "2026-03-08T11:00:00-04:00")
    #expect(try later("2026-03-07T02:30:00-05:00", 1, .days) == "2026-03-08T03:30:00-04:00")
    #expect(try later("2026-10-31T01:30:00-04:00", 1, .days) == "2026-11-01T01:30:00-04:00")
    #expect(try later("2026-01-31T10:00:00-05:00", 1, .months) == "2026-02-28T10:00:00-05:00")
    #expect(try later("2026-12-31T10:00:00-05:00", 2, .weeks) == "2027-01-14T10:00:00-05:00")
    #expect(try later("2026-12-31T10:00:00-05:00", 100_000, .months) == "9999-12-31T18:59:59-05:00")
  }
}
