import Recurrence
import RuleSamples
import Testing

@testable import SchedulingCore

@Suite("Hostile calendars", .timeLimit(.minutes(2)))
struct HostileCalendarTests {
  private static let calendar = #"""
    {"id": "C", "name": "N", "locationId": "L", "timezone": "America/New_York",
     "openHours": [{"daysOfTheWeek": [0, 1, 2, 3, 4, 5, 6],
       "hours": [{"openHour": 0, "openMinute": 0, "closeHour": 23, "closeMinute": 60}]}]}
    """#

  private static let day = 86_400_000

  @Test("10,000 rules are read, and what overlaps among them falls together")
  func manyRules() throws {
    let rules = (0..<10_000).map { number in
      let (hour, minute) = (number % 23, number / 23 % 60)
      return #"""
        {"type": "\#(number % 2 == 0 ? "wday" : "date")", "day": "monday", "date": "2026-03-0\#(1 + number % 9)",
         "intervals": [{"from": "\#(padded(hour, 2)):\#(padded(minute, 2))", "to": "23:59"}]}
        """#
    }
    var availability = Availability(calendar: try BookingCalendar(parsing: Self.calendar.utf8))
    availability.schedules = try BookingSchedule.list(
      parsing: #"{"schedule": {"id": "S", "calendarId": "C", "rules": [\#(rules.joined(separator: ","))]}}"#
        .utf8)
    let start = try OffsetDateTime(parsing: "2026-03-09T00:00:00-04:00").milliseconds
    // The dates' rules replace the weekday's: those of 9 March open at 00:01 at the earliest.
    #expect(try availability.slots(in: start..<start + Self.day).slots.count == 47)
  }

  @Test(
    "a range at an end of the calendar or beyond it is answered or refused",
    arguments: [Int.min..<Int.max, Int.min..<0, 0..<Int.max, .max - 1..<Int.max, .min..<Int.min + 1])
  func ends(range: Range<Int>) throws {
    var availability = Availability(calendar: try BookingCalendar(parsing: Self.calendar.utf8))
    availability.now = 0
    let isLong = range.lowerBound <= 0 && range.upperBound >= 0
    if isLong {
      #expect(throws: ValidationFailure.self) { try availability.slots(in: range) }
    } else {
      #expect(try availability.slots(in: range).slots.isEmpty)
    }
    var busy = BusyTime()
    try busy.add(
      BusySource(
        parsing:
          #"[{"id": "M", "startTime": "0001-01-02T10:00:00Z", "endTime": "0001-01-02T11:00:00Z", "rrule": "RRULE:FREQ=YEARLY"}]"#
          .utf8), zone: .utc)
    #expect(busy.isTaken(range) == isLong)
    let span = TimeSpan(startMilliseconds: range.lowerBound, durationSeconds: .max)
    #expect(throws: ValidationFailure.self) { try availability.reasons(against: [span]) }
  }

  @Test("the first and the last days have slots", arguments: ["0001-01-01", "9999-12-31"])
  func lastDays(date: String) throws {
    let text = Self.calendar.replacing("America/New_York", with: "UTC")
    let availability = Availability(calendar: try BookingCalendar(parsing: text.utf8))
    let start = try OffsetDateTime(parsing: date + "T00:00:00Z").milliseconds
    #expect(try availability.slots(in: start..<start + Self.day).slots.count >= 47)
    let time = TimeSpan(startMilliseconds: start + Self.day / 2, durationSeconds: 1800)
    #expect(try availability.repair([time], option: .bookNext).items.isEmpty)
    #expect(
      try availability.repair(
        [TimeSpan(startMilliseconds: start + Self.day - 60_000, durationSeconds: 1800)], option: .bookNext
      ).items.count == 1)
  }

  @Test("each value of a list that is not kept counts by itself, and faults have their place")
  func listed() throws {
    func read(_ text: String, most: Int = 4) throws -> (JSONValue, [JSONValue]) {
      var values: [JSONValue] = []
      var reader = JSONReader(Array(text.utf8), allowsDuplicateKeys: true, mostValues: most)
      return (try reader.document(eachOf: "events") { values.append($0) }, values)
    }
    let list = (0..<9).map { "[\($0),1]" }.joined(separator: ",")
    #expect(try read("[\(list)]").1.count == 9)
    let (rest, values) = try read(#"{"a": 1, "events": [\#(list)], "b": {"events": 2}}"#)
    #expect(rest == ["a": 1, "events": [], "b": ["events": 2]])
    #expect(values.count == 9)
    #expect(try read(#"{"events": {"a": 1}}"#).0 == ["events": ["a": 1]])
    for (text, code) in [
      ("[1,2", "invalidJSON"), ("[1] 2", "invalidJSON"),
      ("", "invalidJSON"),
    ] {
      let failure = try #require(throws: ValidationFailure.self) { try read(text) }
      #expect(failure.errors.map(\.code.rawValue) == [code], "\(text)")
    }
    let deep = try #require(throws: ValidationFailure.self) {
      try read(String(repeating: "[", count: 200), most: 300)
    }
    #expect(deep.errors.map(\.code.rawValue) == ["nestingTooDeep"])
  }

  @Test("many series among what is busy are read in time that grows with their number")
  func manySeries() throws {
    let events = (0..<2000).map {
      #"{"id": "M\#($0)", "startTime": "2026-03-02T10:00:00Z", "endTime": "2026-03-02T11:00:00Z", "rrule": "RRULE:FREQ=DAILY"}"#
    }
    var busy = BusyTime()
    try busy.add(BusySource(parsing: "[\(events.joined(separator: ","))]".utf8), zone: .utc)
    let start = try OffsetDateTime(parsing: "2026-03-09T00:00:00Z").milliseconds
    #expect(try busy.expanded(in: start..<start + Self.day).entries.count == 2000)
  }

  @Test("a team of thousands, each busy at a time of their own, takes time for each, not for each pair")
  func largeTeam() throws {
    let count = 4000
    let members = (0..<count).map { #"{"userId": "u\#($0)"}"# }.joined(separator: ",")
    let text = Self.calendar.replacing(#""id": "C","#, with: #""id": "C", "teamMembers": [\#(members)],"#)
    var availability = Availability(calendar: try BookingCalendar(parsing: text.utf8))
    let start = try OffsetDateTime(parsing: "2026-03-09T00:00:00-04:00").milliseconds
    var busy = BusyTime()
    busy.add(
      (0..<count).compactMap { number in
        let begin = start + number % 24 * 3_600_000
        return BusyInterval(
          startMilliseconds: begin, endMilliseconds: begin + 1_800_000,
          owner: BusyOwner(.outside, userIDs: ["u\(count - 1 - number)"]))
      })
    availability.busy = busy
    let (slots, time) = try timed { try availability.slots(in: start..<start + Self.day, all: true).slots }
    #expect(
      slots.map(\.userIDs.count) == (0..<48).map { $0 % 2 == 0 ? count - ($0 / 2 < 16 ? 167 : 166) : count })
    #expect(time < .bound(milliseconds: 500))
  }
}
