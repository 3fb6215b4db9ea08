import Recurrence
import RecurrenceInference
import RuleSamples
import Testing

@Suite("Readable forms")
struct RuleFormTests {
  static let places: [(String, RuleForm)] = [
    ("FREQ=DAILY", .interval), ("FREQ=DAILY;INTERVAL=10", .interval), ("FREQ=DAILY;BYHOUR=9,17", .interval),
    ("FREQ=HOURLY;INTERVAL=8", .interval), ("FREQ=YEARLY;INTERVAL=50", .interval),
    ("FREQ=WEEKLY;BYDAY=TU,TH", .weekOrMonth), ("FREQ=MONTHLY;BYMONTHDAY=-1", .weekOrMonth),
    ("FREQ=MONTHLY;BYDAY=2TU", .weekOrMonth), ("FREQ=YEARLY;BYMONTH=11;BYDAY=4TH", .yearly),
    ("FREQ=YEARLY;BYMONTH=3,9", .yearly), ("FREQ=YEARLY;BYMONTH=3,9;BYMONTHDAY=-1", .yearly),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1", .position),
    ("FREQ=YEARLY;BYMONTH=5;BYDAY=SA,SU;BYSETPOS=1", .position),
    ("FREQ=WEEKLY;INTERVAL=6", .longInterval), ("FREQ=DAILY;INTERVAL=90", .longInterval),
    ("FREQ=MONTHLY;INTERVAL=18", .longInterval), ("FREQ=WEEKLY;INTERVAL=4;BYDAY=MO,WE", .longInterval),
    ("FREQ=DAILY;BYMONTH=1", .months), ("FREQ=WEEKLY;BYDAY=MO;BYMONTH=6,7", .months),
    ("FREQ=MONTHLY;BYMONTHDAY=1,15", .severalDays), ("FREQ=MONTHLY;BYDAY=1MO,3MO", .severalDays),
    ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", .dayAndWeekday),
    ("FREQ=YEARLY;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8", .dayAndWeekday),
    ("FREQ=DAILY;INTERVAL=14", .other), ("FREQ=HOURLY;INTERVAL=24", .other),
    ("FREQ=MONTHLY;INTERVAL=12", .other), ("FREQ=DAILY;BYDAY=TU", .other), ("FREQ=YEARLY;BYWEEKNO=6", .other),
    ("FREQ=YEARLY;BYYEARDAY=100", .other), ("FREQ=YEARLY;BYMONTHDAY=1", .other),
    ("FREQ=MONTHLY;BYDAY=MO,1FR", .other), ("FREQ=HOURLY;BYHOUR=9,10", .other),
    ("RSCALE=HEBREW;FREQ=YEARLY", .other),
  ]

  @Test("have their places in the order", arguments: places)
  func place(_ rule: String, _ form: RuleForm) throws {
    #expect(try RuleForm(of: RecurrenceRule(parsing: rule)) == form)
  }

  /// Dates of which each has several forms, and the rule whose form comes first.
  struct Step: Sendable, CustomTestStringConvertible {
    let dates: String
    /// The later form, which has the dates too.
    let rarer: String
    let rule: String
    var testDescription: String { "\(rule) before \(rarer)" }
  }

  static let steps = [
    Step(
      dates: "20260302,20260303,20260304,20260305,20260306",
      rarer: "FREQ=WEEKLY;COUNT=5;BYDAY=MO,TU,WE,TH,FR",
      rule: "FREQ=DAILY;COUNT=5"),
    Step(dates: "20260115,20260215", rarer: "FREQ=DAILY;COUNT=2;INTERVAL=31", rule: "FREQ=MONTHLY;COUNT=2"),
    Step(
      dates: "20260331,20260630,20260930,20261231",
      rarer: "FREQ=YEARLY;COUNT=4;BYMONTHDAY=-1;BYMONTH=3,6,9,12",
      rule: "FREQ=MONTHLY;COUNT=4;INTERVAL=3;BYMONTHDAY=-1"),
    Step(
      dates: "20240531,20260529",
      rarer: "FREQ=YEARLY;COUNT=2;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;BYMONTH=5;BYSETPOS=-1",
      rule: "FREQ=YEARLY;COUNT=2;INTERVAL=2;BYDAY=-1FR;BYMONTH=5"),
    Step(
      dates: "20260227,20260331", rarer: "FREQ=DAILY;COUNT=2;INTERVAL=32",
      rule: "FREQ=MONTHLY;COUNT=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"),
    Step(
      dates: "20260330,20270301", rarer: "FREQ=WEEKLY;COUNT=2;BYMONTH=3",
      rule: "FREQ=WEEKLY;COUNT=2;INTERVAL=48"),
    Step(
      dates: "20260330,20260331,20270301,20270302,20270303",
      rarer: "FREQ=YEARLY;COUNT=5;BYMONTHDAY=1,2,3,30,31;BYMONTH=3", rule: "FREQ=DAILY;COUNT=5;BYMONTH=3"),
    Step(
      dates: "20260101,20260115,20260201,20260215", rarer: "FREQ=MONTHLY;COUNT=4;BYDAY=TH,SU;BYMONTHDAY=1,15",
      rule: "FREQ=MONTHLY;COUNT=4;BYMONTHDAY=1,15"),
    Step(
      dates: "20260213,20260313,20261113,20270813,20281013",
      rarer: "FREQ=DAILY;COUNT=5;BYDAY=FR;BYMONTHDAY=13",
      rule: "FREQ=MONTHLY;COUNT=5;BYDAY=FR;BYMONTHDAY=13"),
    Step(
      dates: "20260615,20260831,20261130,20270215,20270315,20270531,20271115,20280131",
      rarer: "FREQ=DAILY;COUNT=8;BYDAY=MO;BYMONTHDAY=-1,15",
      rule: "FREQ=MONTHLY;COUNT=8;BYDAY=MO;BYMONTHDAY=-1,15"),
    // Within a form fewer values come first.
    Step(
      dates: "20260302T000000,20260302T080000,20260302T160000,20260303T000000",
      rarer: "FREQ=DAILY;COUNT=4;BYHOUR=0,8,16", rule: "FREQ=HOURLY;COUNT=4;INTERVAL=8"),
    Step(
      dates: "20241128,20251127,20261126,20271125", rarer: "FREQ=DAILY;COUNT=4;INTERVAL=364",
      rule: "FREQ=YEARLY;COUNT=4;BYDAY=4TH;BYMONTH=11"),
    Step(
      dates: "20260113,20260127,20260210", rarer: "FREQ=DAILY;COUNT=3;INTERVAL=14",
      rule: "FREQ=WEEKLY;COUNT=3;INTERVAL=2"),
    Step(
      dates: "20260303,20260305,20260310", rarer: "FREQ=DAILY;COUNT=3;BYDAY=TU,TH",
      rule: "FREQ=WEEKLY;COUNT=3;BYDAY=TU,TH"),
  ]

  @Test("are preferred in their order", arguments: steps)
  func preferred(_ step: Step) throws {
    let name = step.dates.contains("T") ? "EXDATE:" : "EXDATE;VALUE=DATE:"
    let dates = try RecurrenceText(parsing: name + step.dates).exclusions
    let found = try RecurrenceInference(from: dates, in: .utc)
    #expect(found.text.formatted() == "RRULE:\(step.rule)")
    // The rarer form has the dates as well, and is written as the usual one.
    let rarer = try RecurrenceSet(parsing: step.rarer, start: found.start)
    #expect(
      try rarer.occurrences.map(\.startMilliseconds) == found.set().occurrences.map(\.startMilliseconds))
    #expect(rarer.simplified().after.formatted() == "RRULE:\(step.rule)")
    #expect(try RuleForm(of: RecurrenceRule(parsing: step.rule)) <= RuleForm(of: rarer.text.rules[0]))
  }

  static let exceptional: [(dates: String, text: String)] = [
    // Fewer exceptions than RDATEs take.
    ("20260131,20260228,20260331", "RRULE:FREQ=MONTHLY;COUNT=3;BYMONTHDAY=-1"),
    // One date is missing of each.
    (
      "20260302,20260303,20260304,20260305,20260306,20260307,20260308,20260309,20260310,20260311,20260313",
      "RRULE:FREQ=DAILY;COUNT=12\nEXDATE;VALUE=DATE:20260312"
    ),
    (
      "20260302T090000,20260316T090000,20260413T090000,20260427T090000,20260511T090000,20260525T090000,"
        + "20260608T090000,20260622T090000,20260706T090000,20260720T090000,20260803T090000,20260817T090000,"
        + "20260831T090000",
      "RRULE:FREQ=WEEKLY;COUNT=14;INTERVAL=2\nEXDATE:20260330T090000"
    ),
    // Nothing shows a rule.
    ("20260101,20260417,20260903", "RDATE;VALUE=DATE:20260417,20260903"),
  ]

  @Test("take no more exceptions than the shortest text", arguments: exceptional)
  func exceptions(_ dates: String, _ text: String) throws {
    let name = dates.contains("T") ? "EXDATE:" : "EXDATE;VALUE=DATE:"
    let dates = try RecurrenceText(parsing: name + dates).exclusions
    #expect(try RecurrenceInference(from: dates, in: .utc).text.formatted() == text)
  }

  static let endless: [(before: String, after: String)] = [
    ("FREQ=DAILY;BYDAY=TU,TH", "FREQ=WEEKLY;BYDAY=TU,TH"),
    ("FREQ=DAILY;INTERVAL=70", "FREQ=WEEKLY;INTERVAL=10"),
    ("FREQ=WEEKLY;BYDAY=TU", "FREQ=WEEKLY;BYDAY=TU"), ("FREQ=WEEKLY;BYDAY=MO", "FREQ=WEEKLY"),
    ("FREQ=MONTHLY;INTERVAL=24", "FREQ=YEARLY;INTERVAL=2"),
    ("FREQ=YEARLY;BYDAY=2MO", "FREQ=YEARLY;BYDAY=2MO;BYMONTH=1"),
    ("FREQ=YEARLY;BYDAY=MO;BYMONTH=3", "FREQ=WEEKLY;BYMONTH=3"),
    ("FREQ=MINUTELY;INTERVAL=20;BYHOUR=9,10", "FREQ=DAILY;BYMINUTE=0,20,40;BYHOUR=9,10"),
    ("FREQ=YEARLY;BYWEEKNO=10", "FREQ=YEARLY;BYWEEKNO=10"),
    ("RRULE:FREQ=DAILY\nEXRULE:FREQ=WEEKLY;BYDAY=SA,SU", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR"),
  ]

  @Test("are proven for series without an end", arguments: endless)
  func simplified(_ before: String, _ after: String) throws {
    let start = try WrittenTimes.start("20260302T090000")
    let found = try RecurrenceSet(parsing: before, start: start).simplified()
    #expect(found.after.formatted() == "RRULE:\(after)")
    #expect(try RecurrenceSet(found.after, start: start).simplified().after == found.after)
  }

  @Test("are written in the order in which the parts are applied")
  func orderOfUse() throws {
    let text = try RecurrenceText(
      parsing: "RRULE:FREQ=YEARLY;COUNT=4;BYHOUR=9;BYDAY=4TH;BYMONTH=11;WKST=SU\nEXDATE:20260302T090000")
    #expect(
      text.formattedInOrderOfUse()
        == "RRULE:FREQ=YEARLY;COUNT=4;BYMONTH=11;BYDAY=4TH;BYHOUR=9;WKST=SU\nEXDATE:20260302T090000")
  }
}
