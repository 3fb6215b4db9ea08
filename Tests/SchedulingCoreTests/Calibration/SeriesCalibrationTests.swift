import Recurrence
import Testing

@testable import SchedulingCore

/// Lists that the remote calendar of the tests makes by its habits, from which the habits are told again.
@Suite("Telling from listed instances how a server expands a series")
struct SeriesCalibrationTests {
  /// A master, and what a server lists of it that expands it in that zone with those habits.
  private static func listed(
    _ rrule: String, start: String, end: String, in zone: String, _ habits: RemoteCalendar.Habits = .init(),
    overrides: [Int: RemoteCalendar.Override] = [:]
  ) throws -> (master: Appointment, events: [Appointment], range: Range<Int>) {
    var calendar = RemoteCalendar(zone: try ZoneTransitions.named(zone), habits: habits)
    let from = try OffsetDateTime(parsing: start).milliseconds
    let seconds = (try OffsetDateTime(parsing: end).milliseconds - from) / 1000
    calendar.masters["M"] = .init(start: from, seconds: seconds, rrule: rrule, fields: ["title": "Weekly"])
    for (slot, override) in overrides {
      calendar.overrides[.init(master: "M", start: slot, seconds: seconds)] = override
    }
    let master = try Appointment([
      "id": "M", "startTime": .string(start), "endTime": .string(end), "rrule": .string(rrule),
    ])
    let events = try calendar.items().map { try Appointment(calendar.json($0)) }
    return (master, events, from..<from + 300 * 86_400_000)
  }

  private static func decided(_ calibration: SeriesCalibration) -> [CalibrationQuestion: String] {
    var decided: [CalibrationQuestion: String] = [:]
    for answer in calibration.answers { decided[answer.question] = answer.decided }
    return decided
  }

  @Test("What the clocks skip and repeat tells the policies", arguments: [false, true], [false, true])
  func clockChanges(omits: Bool, second: Bool) throws {
    var habits = RemoteCalendar.Habits()
    (habits.omitsSkippedTimes, habits.takesSecondPass) = (omits, second)
    for (start, end, question, value) in [
      (
        "2026-03-06T02:30:00-05:00", "2026-03-06T03:00:00-05:00", CalibrationQuestion.gap,
        omits ? "omit" : "shiftForward"
      ),
      ("2026-10-30T01:30:00-04:00", "2026-10-30T02:00:00-04:00", .fold, second ? "second" : "first"),
    ] {
      let (master, events, range) = try Self.listed(
        "RRULE:FREQ=DAILY;COUNT=9", start: start, end: end, in: "America/New_York", habits)
      let calibration = try SeriesCalibration(
        master: master, events: events, zone: try .named("America/New_York"), range: range)
      let decided = Self.decided(calibration)
      #expect(decided[question] == value, "\(calibration.answers)")
      #expect(decided[.zone] == "America/New_York" && calibration.unexplained.isEmpty)
      #expect(decided[question == .gap ? .fold : .gap] == nil, "the list says nothing of the other one")
      #expect(calibration.findings.isEmpty)
    }
  }

  @Test(
    "A bare date in UNTIL is told by its last day, where the list was asked for it", arguments: [false, true])
  func untilDate(endsAtMidnight: Bool) throws {
    var habits = RemoteCalendar.Habits()
    habits.endsAtMidnight = endsAtMidnight
    let (master, events, range) = try Self.listed(
      "RRULE:FREQ=DAILY;UNTIL=20260112", start: "2026-01-05T10:00:00-05:00", end: "2026-01-05T10:30:00-05:00",
      in: "America/New_York", habits)
    let zone = try ZoneTransitions.named("America/New_York")
    let whole = try SeriesCalibration(master: master, events: events, zone: zone, range: range)
    #expect(Self.decided(whole)[.untilDate] == (endsAtMidnight ? "startOfDay" : "endOfDay"))
    let seen = try SeriesCalibration(master: master, events: events, zone: zone)
    #expect(Self.decided(seen)[.untilDate] == (endsAtMidnight ? nil : "endOfDay"))
  }

  @Test("An instance that was moved tells whether it keeps its id", arguments: [false, true])
  func movedInstance(keepsID: Bool) throws {
    var habits = RemoteCalendar.Habits()
    habits.keepsID = keepsID
    let second = try OffsetDateTime(parsing: "2026-01-12T10:00:00-05:00").milliseconds
    let (master, events, _) = try Self.listed(
      "RRULE:FREQ=WEEKLY;COUNT=5", start: "2026-01-05T10:00:00-05:00", end: "2026-01-05T10:30:00-05:00",
      in: "America/New_York", habits, overrides: [second: .init(start: second + 3_600_000)])
    let calibration = try SeriesCalibration(
      master: master, events: events, zone: try .named("America/New_York"))
    #expect(Self.decided(calibration)[.instanceUpdateKeepsID] == "\(keepsID)")
    #expect(calibration.unexplained.count == (keepsID ? 0 : 2))
  }

  @Test("A series that was expanded in a fixed offset is found, with what starts at the wrong time")
  func drift() throws {
    let (master, events, range) = try Self.listed(
      "RRULE:FREQ=WEEKLY;COUNT=30", start: "2026-09-07T10:00:00-04:00", end: "2026-09-07T10:30:00-04:00",
      in: "UTC")
    let zone = try ZoneTransitions.named("America/New_York")
    let calibration = try SeriesCalibration(master: master, events: events, zone: zone, range: range)
    #expect(calibration.zone.isFixed)
    let finding = try #require(calibration.findings.first)
    #expect(finding.code == .expandedInFixedOffset && finding.severity == .error)
    // From 2 November to 8 March: 19 Mondays of the 30.
    #expect(finding.message.contains("19 of 30 instances start"), "\(finding.message)")
    #expect(finding.message.contains("2026-11-02T09:00:00-05:00"), "\(finding.message)")
    let other = try SeriesCalibration(
      master: master, events: events.filter { $0.startTime?.milliseconds ?? 0 < 1_793_000_000_000 },
      zone: zone)
    #expect(other.findings.isEmpty, "in summer the two are one")
    #expect(Self.decided(other)[.zone] == nil)
  }

  @Test("A list without an instance of the series is refused")
  func nothing() throws {
    let master = try Appointment([
      "id": "M", "startTime": "2026-01-05T10:00:00-05:00", "endTime": "2026-01-05T10:30:00-05:00",
      "rrule": "RRULE:FREQ=DAILY",
    ])
    let error = try #require(throws: ValidationFailure.self) {
      try SeriesCalibration(master: master, events: [master])
    }
    #expect(error.code == .nothingListed)
  }
}
