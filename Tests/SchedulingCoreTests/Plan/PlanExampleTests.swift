import Recurrence
import Testing

@testable import SchedulingCore

/// Plans that are hard to get right, carried out on the remote calendar.
@Suite("A plan carried out")
struct PlanExampleTests {
  private func calendar(
    _ rrule: String, from start: String, in zone: String = Example.newYork,
    habits: RemoteCalendar.Habits = .init()
  ) throws -> RemoteCalendar {
    var calendar = RemoteCalendar(zone: try ZoneTransitions.named(zone), habits: habits)
    let wall = try #require(LocalDateTime(start)).wallSeconds
    let instant = try #require(calendar.instant(wall))
    calendar.masters["M"] = .init(
      start: instant * 1000, seconds: 1800, rrule: rrule,
      fields: [
        "calendarId": "C", "locationId": "L", "contactId": "P", "title": "Weekly",
        "appointmentStatus": "confirmed",
      ])
    return calendar
  }

  private func start(_ calendar: RemoteCalendar, _ index: Int) throws -> Int {
    calendar.starts(try #require(calendar.masters["M"]))[index]
  }

  /// - Parameter index: The occurrence that is named; `nil` means the master.
  private func judge(
    _ calendar: RemoteCalendar, at index: Int?, _ scope: EditScope, _ fields: JSONObject = [:],
    movedBy minutes: Int = 0, cancelling: Cancellation? = nil
  ) throws -> (PlanReferee, PlanReferee.Verdict) {
    var test = PlanCase(calendar)
    let named = try index.map { try start(calendar, $0) }
    test.id = named.map { "M_\($0)_1800" } ?? "M"
    test.scope = scope
    test.cancellation = cancelling
    test.isEmpty = fields.isEmpty && minutes == 0
    if cancelling == nil { test.edit["ignoreFreeSlotValidation"] = true }
    for (key, value) in fields { test.edit[key] = value }
    if minutes != 0 {
      let from = try named ?? #require(calendar.masters["M"]).start
      test.edit["startTime"] = .string(calendar.time(from + minutes * 60_000))
      test.edit["endTime"] = .string(calendar.time(from + minutes * 60_000 + 1_800_000))
    }
    let referee = try PlanReferee(test)
    return (referee, try referee.judge())
  }

  @Test("leaves all as it is where nothing is edited, though the series begins months after its start")
  func lateBeginning() throws {
    let calendar = try calendar(
      "RRULE:FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=31", from: "2026-06-15T10:00:00", in: "Europe/Berlin")
    #expect(try start(calendar, 0) - #require(calendar.masters["M"]).start > 70 * 86_400_000)
    #expect(try judge(calendar, at: 1, .following).1.isCarriedOut)
  }

  @Test("reaches an instance far ahead by the id that its own length gave it")
  func farInstance() throws {
    var calendar = try calendar(
      "RRULE:FREQ=MONTHLY;INTERVAL=2;BYMONTHDAY=-1", from: "2026-03-29T03:15:00", in: "Europe/Berlin",
      habits: .init(keepsID: false))
    let far = try start(calendar, 5)
    #expect(try far > #require(calendar.masters["M"]).start + 300 * 86_400_000)
    calendar.overrides[.init(master: "M", start: far, seconds: 1800)] = .init(
      seconds: 2700, fields: ["appointmentStatus": "cancelled"])
    let (referee, verdict) = try judge(calendar, at: 5, .this, ["title": "Review"])
    #expect(verdict.isCarriedOut)
    #expect(referee.preview.requests.first?.path.hasSuffix("M_\(far)_2700") == true)
  }

  @Test("cuts rules of different phases where they agree", arguments: [true, false])
  func phases(withMove: Bool) throws {
    // Every twelve hours hides for 300 days that every third week would begin at another time.
    for rrule in [
      "RRULE:FREQ=HOURLY;INTERVAL=12;UNTIL=20270117T101500\nRRULE:FREQ=WEEKLY;INTERVAL=3",
      "RRULE:FREQ=DAILY;INTERVAL=4\nRRULE:FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,TH",
      "RRULE:FREQ=DAILY;INTERVAL=2\nEXRULE:FREQ=WEEKLY;INTERVAL=3",
      "RRULE:FREQ=DAILY;COUNT=23\nRRULE:FREQ=DAILY;INTERVAL=2;COUNT=28\nEXRULE:FREQ=HOURLY;INTERVAL=13",
    ] {
      let calendar = try calendar(rrule, from: "2026-03-07T01:30:00", in: "Asia/Kolkata")
      let (_, verdict) = try judge(calendar, at: 3, .following, movedBy: withMove ? 30 : 0)
      #expect(verdict.outcome == "split", "\(rrule)")
    }
  }

  @Test("needs no recurrence that goes on where none is asked to")
  func nothingGoesOn() throws {
    // From the cut on, no start serves both: every 11 hours and, on some of these, every 13.
    let calendar = try calendar(
      "RRULE:FREQ=WEEKLY;UNTIL=20301231\nEXRULE:FREQ=HOURLY;INTERVAL=11", from: "2026-03-06T23:45:00")
    let (referee, refused) = try judge(calendar, at: 4, .following)
    #expect(refused.outcome == "refused: splitNotExact")
    #expect(referee.preview.findings.contains { $0.remedy?.contains("Give the rule") == true })
    #expect(try judge(calendar, at: 4, .following, cancelling: Cancellation()).1.isCarriedOut)
    #expect(try judge(calendar, at: 4, .following, ["rrule": ""]).1.outcome == "split")
    #expect(
      try judge(calendar, at: 4, .following, ["rrule": "RRULE:FREQ=WEEKLY;COUNT=9"]).1.outcome == "split")
  }

  @Test("moves the last one by a day, whatever its rule would say of others")
  func lastOccurrence() throws {
    let calendar = try calendar("RRULE:FREQ=MONTHLY;BYDAY=2SA;COUNT=5", from: "2026-06-13T10:00:00")
    let (referee, verdict) = try judge(calendar, at: 4, .following, movedBy: 1440)
    #expect(verdict.outcome == "split")
    #expect(referee.preview.recurrenceOfTail == "RRULE:FREQ=DAILY;COUNT=1")
    // Two of them still have a pattern, and it is theirs to give.
    #expect(try judge(calendar, at: 3, .following, movedBy: 1440).1.outcome == "refused: ruleNotMovable")
  }

  @Test("of an event that does not recur is taken back, also where it becomes a series")
  func plainEvent() throws {
    for (fields, occurrences) in [
      (["title": "x"] as JSONObject, 1), (["rrule": "RRULE:FREQ=WEEKLY;COUNT=3"], 3),
    ] {
      var calendar = try calendar("", from: "2026-03-05T10:00:00")
      calendar.masters["M"]?.rrule = nil
      let (referee, verdict) = try judge(calendar, at: nil, .whole, fields)
      #expect(verdict.purposes == [.updateEvent])
      #expect(referee.preview.changes.compactMap(\.after).count == occurrences)
    }
  }

  @Test("can be taken back after each step, also of instances that move onto one another")
  func takenBack() throws {
    for keepsID in [true, false] {
      var calendar = try calendar(
        "RRULE:FREQ=DAILY;COUNT=20", from: "2026-03-05T10:00:00", habits: .init(keepsID: keepsID))
      for (index, override) in [
        (3, RemoteCalendar.Override(seconds: 2700, fields: ["address": "There"])),
        (4, RemoteCalendar.Override(fields: ["title": "Special"])),
        (5, RemoteCalendar.Override(seconds: 900, fields: ["appointmentStatus": "cancelled"])),
      ] {
        calendar.overrides[.init(master: "M", start: try start(calendar, index), seconds: 1800)] = override
      }
      let (_, verdict) = try judge(calendar, at: nil, .whole, ["title": "Review"], movedBy: 1440)
      #expect(verdict.purposes == [.updateSeries, .clearOverride, .reissueOverride])
    }
  }
}
