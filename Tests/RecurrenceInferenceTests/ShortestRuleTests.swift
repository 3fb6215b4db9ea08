import Recurrence
import RecurrenceInference
import RuleSamples
import Testing

/// Every rule of a small grammar, expanded: of those that expand alike the shortest is known by trying, and
/// the one of the most usual form.
@Suite("The shortest and the most readable rule of a small grammar")
struct ShortestRuleTests {
  private static let start = "20260302T090000"

  /// Frequencies, intervals, weekdays and days of the month, with COUNT=6.
  private static var grammar: [RecurrenceRule] {
    var rules: [RecurrenceRule] = []
    let days = ["", ";BYDAY=MO", ";BYDAY=MO,WE", ";BYDAY=1MO", ";BYDAY=-1MO", ";BYDAY=MO,TU,WE,TH,FR"]
    for frequency in ["HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"] {
      for interval in ["", ";INTERVAL=2", ";INTERVAL=7", ";INTERVAL=12", ";INTERVAL=24"] {
        for day in days {
          for monthDay in ["", ";BYMONTHDAY=2", ";BYMONTHDAY=-1,15", ";BYMONTHDAY=8,9,10,11,12,13,14"] {
            for position in ["", ";BYSETPOS=-1"] {
              let text = "FREQ=\(frequency);COUNT=6\(interval)\(day)\(monthDay)\(position)"
              if let rule = try? RecurrenceRule(parsing: text, reading: .strict) { rules.append(rule) }
            }
          }
        }
      }
    }
    return rules
  }

  @Test("is found for all that expand alike")
  func shortest() throws {
    let start = try WrittenTimes.start(Self.start)
    var groups: [[Int]: [RecurrenceRule]] = [:]
    for rule in Self.grammar {
      let naive = NaiveExpander(rule, start: start.local.wallSeconds)
      let walls = naive.occurrences(first: 6, through: start.local.wallSeconds + 60 * 366 * 86_400)
      if walls.count == 6 { groups[walls, default: []].append(rule) }
    }
    let isLong = environmentNumber("SERIES_INFERENCE_RULES") != nil
    var readableCount = 0
    var rarer: [String] = []
    let sorted = groups.sorted { $0.key.lexicographicallyPrecedes($1.key) }
    // The ordinary test run takes every hundredth group.
    for (index, (walls, rules)) in sorted.enumerated() where isLong || index.isMultiple(of: 100) {
      guard let shortest = rules.map({ $0.description.utf8.count }).min(),
        let form = rules.map(RuleForm.init(of:)).min()
      else { continue }
      for rule in isLong ? rules : Array(rules.prefix(1)) {
        let set = try RecurrenceSet(RecurrenceText(rules: [rule]), start: start)
        let found = set.simplified(preferring: .shortest)
        #expect(
          found.after.rules.first.map { $0.description.utf8.count <= shortest } == true,
          "\(rule): \(found.after), but \(rules)")
        let readable = set.simplified()
        readableCount += 1
        if readable.after.rules.first.map({ RuleForm(of: $0) <= form }) != true {
          rarer.append("\(rule): \(readable.after)")
        }
      }
      let dates = walls.map { RecurrenceDate.local(LocalDateTime(clamping: $0), zone: nil) }
      let found = try RecurrenceInference(from: dates, in: .utc, preferring: .shortest)
      #expect(found.text.formatted().utf8.count <= shortest + 6, "\(walls): \(found.text), but \(rules)")
    }
    #expect(groups.count > 100)
    // The search for a usual form is bounded: days of the month that are certain weekdays are not always found as such.
    #expect(rarer.count * 20 <= max(readableCount, 60), "\(rarer.count) of \(readableCount): \(rarer)")
  }
}
