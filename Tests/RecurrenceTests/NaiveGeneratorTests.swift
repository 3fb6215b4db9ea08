import Recurrence
import RuleSamples
import Testing

@Suite("Generated rules")
struct NaiveGeneratorTests {
  @Test("reach every frequency, every part and every pair of parts, and are all valid")
  func coverage() throws {
    var generator = RuleGenerator(seed: 1)
    var coverage = RuleCoverage()
    for _ in 0..<5000 {
      let sample = generator.next()
      let rule = try #require(try RecurrenceText(parsing: sample.rule).rules.first)
      coverage.count(sample, rule.frequency)
    }
    #expect(coverage.missing == [])
    print(coverage.summary)
  }

  @Test("are the same for the same seed")
  func seeds() {
    var first = RuleGenerator(seed: 7)
    var second = RuleGenerator(seed: 7)
    var third = RuleGenerator(seed: 8)
    let rules = (0..<50).map { _ in first.next().rule }
    #expect(rules == (0..<50).map { _ in second.next().rule })
    #expect(rules != (0..<50).map { _ in third.next().rule })
  }
}
