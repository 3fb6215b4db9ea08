import Recurrence
import RecurrenceInference
import RuleSamples
import Testing

@Suite("Simplifying a recurrence to the shortest text")
struct SimplifyTests {
  /// A text, its start (Monday 2 March 2026 unless said otherwise), what it comes to, and why.
  struct Example: Sendable, CustomTestStringConvertible {
    let before: String
    let after: String
    var start = "20260302T090000"
    var zone = "UTC"
    var reason: String?

    var testDescription: String { "\(before) from \(start)" }
  }

  static let rules = [
    Example(before: "FREQ=WEEKLY;BYDAY=MO", after: "FREQ=WEEKLY", reason: "BYDAY=MO is what the start says."),
    Example(before: "FREQ=WEEKLY;BYDAY=TU", after: "FREQ=DAILY;BYDAY=TU"),
    Example(
      before: "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR,SA,SU", after: "FREQ=DAILY",
      reason: "BYDAY=MO,TU,WE,TH,FR,SA,SU leaves nothing out."),
    Example(before: "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR,SA,SU", after: "FREQ=DAILY"),
    Example(before: "FREQ=MONTHLY;INTERVAL=12", after: "FREQ=YEARLY"),
    // 29 February comes every four years and not in 2100: both say so, and the shorter one stays.
    Example(before: "FREQ=MONTHLY;INTERVAL=12", after: "FREQ=YEARLY", start: "20240229T090000"),
    Example(before: "FREQ=MONTHLY;INTERVAL=24", after: "FREQ=YEARLY;INTERVAL=2", start: "20260131T090000"),
    Example(before: "FREQ=DAILY;INTERVAL=7", after: "FREQ=WEEKLY"),
    // As long as FREQ=DAILY;INTERVAL=14: what was given stays.
    Example(before: "FREQ=WEEKLY;INTERVAL=2", after: "FREQ=WEEKLY;INTERVAL=2"),
    Example(before: "FREQ=DAILY;INTERVAL=70", after: "FREQ=DAILY;INTERVAL=70"),
    Example(before: "FREQ=HOURLY;INTERVAL=24", after: "FREQ=DAILY"),
    Example(before: "FREQ=SECONDLY;INTERVAL=604800", after: "FREQ=WEEKLY"),
    Example(before: "FREQ=MONTHLY;BYDAY=TU;BYMONTHDAY=8,9,10,11,12,13,14", after: "FREQ=MONTHLY;BYDAY=2TU"),
    Example(
      before: "FREQ=YEARLY;BYMONTH=11;BYDAY=TH;BYMONTHDAY=22,23,24,25,26,27,28",
      after: "FREQ=YEARLY;BYDAY=4TH;BYMONTH=11"),
    Example(before: "FREQ=MONTHLY;BYDAY=SU;BYSETPOS=-1", after: "FREQ=MONTHLY;BYDAY=-1SU"),
    Example(before: "FREQ=DAILY;BYHOUR=9;BYMINUTE=0;BYSETPOS=1", after: "FREQ=DAILY"),
    Example(before: "FREQ=DAILY;BYMONTH=1,2,3,4,5,6,7,8,9,10,11,12", after: "FREQ=DAILY"),
    Example(
      before: "FREQ=WEEKLY;BYDAY=TU,TH;BYHOUR=9;BYMINUTE=0;BYSECOND=0", after: "FREQ=DAILY;BYDAY=TU,TH",
      reason: "BYHOUR=9 is what the start says."),
    Example(before: "FREQ=WEEKLY;BYDAY=MO,WE;WKST=SU", after: "FREQ=DAILY;BYDAY=MO,WE"),
    // From a Tuesday on the week's first day matters every third week.
    Example(
      before: "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,FR,SU;WKST=SU",
      after: "FREQ=WEEKLY;INTERVAL=3;BYDAY=TU,FR,SU;WKST=SU",
      start: "20260303T090000"),
    Example(
      before: "FREQ=MONTHLY;BYMONTHDAY=-31,-30,-29,-28,-27,-26,-25,-24,-23,-22,-21,-20,-19,-18,-17,-16,-15,"
        + "-14,-13,-12,-11,-10,-9,-8,-7,-6,-5,-4,-3,-2,-1",
      after: "FREQ=DAILY"),
    Example(
      before: "FREQ=YEARLY;BYWEEKNO=10;BYYEARDAY=61,62,63;BYDAY=MO,TU",
      after: "FREQ=YEARLY;BYDAY=MO,TU;BYYEARDAY=61,62,63;BYWEEKNO=10"),
    Example(before: "FREQ=WEEKLY;COUNT=1;BYDAY=MO", after: "FREQ=DAILY;COUNT=1"),
    Example(before: "FREQ=DAILY;UNTIL=20260304T090000Z", after: "FREQ=DAILY;COUNT=3"),
    Example(before: "FREQ=DAILY;UNTIL=20260304", after: "FREQ=DAILY;COUNT=3"),
    Example(
      before: "FREQ=DAILY;UNTIL=20260309T123000Z", after: "FREQ=DAILY;COUNT=7", zone: "America/New_York",
      reason: "UNTIL=20260309T123000Z lets through 7 occurrences."),
    Example(before: "FREQ=DAILY;BYHOUR=9,10", after: "FREQ=DAILY", start: "20260302"),
    Example(before: "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", after: "FREQ=YEARLY;BYMONTHDAY=30;BYMONTH=2"),
    Example(before: "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5", after: "RSCALE=HEBREW;FREQ=YEARLY;BYMONTH=5"),
  ]

  @Test("finds the shortest rule", arguments: rules)
  func rule(_ example: Example) throws {
    try check(example, "RRULE:\(example.after)")
  }

  static let texts = [
    Example(
      before: "RRULE:FREQ=WEEKLY;BYDAY=MO\nRRULE:FREQ=WEEKLY;BYDAY=WE", after: "RRULE:FREQ=DAILY;BYDAY=MO,WE"),
    Example(before: "RRULE:FREQ=DAILY\nRRULE:FREQ=WEEKLY;BYDAY=FR", after: "RRULE:FREQ=DAILY"),
    Example(
      before: "RRULE:FREQ=DAILY;COUNT=9\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30;COUNT=2",
      after: "RRULE:FREQ=DAILY;COUNT=9"),
    Example(
      before: "RRULE:FREQ=WEEKLY\nEXDATE:20260303T090000,20260309T090000",
      after: "RRULE:FREQ=WEEKLY\nEXDATE:20260309T090000", reason: "EXDATE 20260303T090000 removes nothing."),
    Example(before: "RRULE:FREQ=DAILY;COUNT=5\nEXDATE:20260306T090000", after: "RRULE:FREQ=DAILY;COUNT=4"),
    Example(
      before: "RRULE:FREQ=DAILY;COUNT=5\nRDATE:20260304T090000,20260307T090000",
      after: "RRULE:FREQ=DAILY;COUNT=6"),
    Example(
      before: "RRULE:FREQ=DAILY\nEXRULE:FREQ=WEEKLY;BYDAY=SA,SU",
      after: "RRULE:FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR"),
    Example(before: "RRULE:FREQ=WEEKLY\nEXRULE:FREQ=WEEKLY;BYDAY=TU", after: "RRULE:FREQ=WEEKLY"),
  ]

  @Test("simplifies rules and dates together", arguments: texts)
  func text(_ example: Example) throws { try check(example, example.after) }

  @Test("answers in a bounded time, however many rules there are")
  func manyRules() throws {
    let rules = (2..<1000).map { "RRULE:FREQ=DAILY;INTERVAL=\($0);BYHOUR=\($0 % 24)" }
    let set = try RecurrenceSet(
      parsing: rules.joined(separator: "\n"), start: WrittenTimes.start("20260302T090000", in: .utc))
    let time = processorTime {
      let found = set.simplified(preferring: .shortest)
      #expect(found.endedEarly)
      #expect(found.after.rules.count == rules.count)
    }
    #expect(time < .bound(milliseconds: 1000), "\(time)")
  }

  private func check(_ example: Example, _ after: String) throws {
    let start = try WrittenTimes.start(example.start, in: .named(example.zone))
    let set = try RecurrenceSet(parsing: example.before, start: start)
    let found = set.simplified(preferring: .shortest)
    #expect(found.after.formatted() == after)
    if let reason = example.reason { #expect(found.steps.map(\.reason).contains(reason)) }
    #expect((found.before == found.after) == found.steps.isEmpty)
    let again = try RecurrenceSet(found.after, start: start)
    if !set.text.rules.contains(where: { $0.scale != nil }) {
      #expect(again.simplified(preferring: .shortest).after == found.after)
    }
  }
}
