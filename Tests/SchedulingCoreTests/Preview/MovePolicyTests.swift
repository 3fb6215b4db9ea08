import Recurrence
import Testing

@testable import SchedulingCore

@Suite("What a move does to the days of a series and to its edited instances")
struct MovePolicyTests {
  struct Case: Sendable {
    let rule: String
    let start: String
    /// The date the first occurrence moves to.
    let date: String
    let ruleAfter: String
    /// Local days afterwards.
    let days: [String]

    init(_ rule: String, _ start: String, to date: String, _ ruleAfter: String, _ days: [String]) {
      (self.rule, self.start, self.date, self.ruleAfter, self.days) = (rule, start, date, ruleAfter, days)
    }
  }

  private func preview(
    _ rule: String, _ start: String, to date: String, overridden: OverridePolicy = .keep,
    overrides: [JSONObject] = []
  ) throws -> SeriesPreview {
    let event = try Appointment([
      "id": "M", "calendarId": "C", "locationId": "L", "contactId": "P", "title": "Series",
      "rrule": .string("RRULE:\(rule)"), "startTime": .string("\(start)T10:00:00Z"),
      "endTime": .string("\(start)T10:30:00Z"),
    ])
    var request = PreviewRequest(
      event: event,
      edit: try Example.edit([
        "startTime": .string("\(date)T10:00:00Z"), "ignoreFreeSlotValidation": true, "toNotify": false,
      ]))
    request.reach = EditReach(scope: .whole, move: .named, overridden: overridden)
    request.zone = .utc
    request.events = try overrides.map { try Appointment(.object($0)) }
    return request.preview()
  }

  @Test(
    "The named day gives way to the new one, and other days stay",
    arguments: [
      Case(
        "FREQ=WEEKLY;COUNT=4;BYDAY=MO,WE", "2026-11-02", to: "2026-11-03",
        "FREQ=WEEKLY;COUNT=4;BYDAY=TU,WE", ["2026-11-03", "2026-11-04", "2026-11-10", "2026-11-11"]),
      Case(
        "FREQ=MONTHLY;COUNT=3;BYDAY=-1FR", "2026-10-30", to: "2026-10-29",
        "FREQ=MONTHLY;COUNT=3;BYDAY=-1TH", ["2026-10-29", "2026-11-26", "2026-12-31"]),
      Case(
        "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=1,31", "2026-10-01", to: "2026-10-02",
        "FREQ=MONTHLY;COUNT=3;BYMONTHDAY=2,31", ["2026-10-02", "2026-10-31", "2026-11-02"]),
      Case(
        "FREQ=YEARLY;COUNT=3;BYMONTH=11;BYDAY=4TH", "2026-11-26", to: "2026-12-03",
        "FREQ=YEARLY;COUNT=3;BYDAY=1TH;BYMONTH=12", ["2026-12-03", "2027-12-02", "2028-12-07"]),
    ])
  func namedDay(_ example: Case) throws {
    let preview = try preview(example.rule, example.start, to: example.date)
    #expect(preview.recurrenceAfter?.text == "RRULE:\(example.ruleAfter)")
    #expect(
      preview.changes.compactMap { $0.after?.start?.text.prefix(10).description } == example.days)
    #expect(preview.decision?.reasons.last?.code == .namedDayMoves)
  }

  @Test(
    "What no single part names is refused with the reason and a way on",
    arguments: [
      ("FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1", "2026-10-27", "2026-10-28", "BYSETPOS"),
      ("FREQ=YEARLY;BYYEARDAY=300", "2026-10-27", "2026-10-28", "BYYEARDAY"),
      ("FREQ=MONTHLY;BYDAY=2TU", "2026-10-13", "2026-11-11", "another month"),
    ])
  func refusals(rule: String, start: String, date: String, reason: String) throws {
    let preview = try preview(rule, start, to: date)
    let refusal = try #require(preview.findings.first { $0.code == .ruleNotMovable })
    #expect(preview.plan == nil && refusal.message.contains(reason) && refusal.remedy != nil)
  }

  @Test(
    "What was chosen for edited instances is stated where there are any",
    arguments: [
      (OverridePolicy.keep, TargetDecision.Reason.Code?.none), (.follow, .overridesFollow),
      (.reset, .overridesReset),
    ])
  func statedPolicy(policy: OverridePolicy, code: TargetDecision.Reason.Code?) throws {
    let override: JSONObject = [
      "id": "M_1794304800000_1800", "masterEventId": "M", "title": "Special",
    ]
    let rule = "FREQ=WEEKLY;COUNT=4;BYDAY=TU"
    let stated = try preview(rule, "2026-11-03", to: "2026-11-04", overridden: policy, overrides: [override])
    let codes = try #require(stated.decision).reasons.map(\.code)
    #expect(codes.filter { [.overridesFollow, .overridesReset].contains($0) } == [code].compactMap(\.self))
    let alone = try preview(rule, "2026-11-03", to: "2026-11-04", overridden: policy)
    #expect(alone.decision?.reasons.contains { $0.code == code } == false)
  }
}
