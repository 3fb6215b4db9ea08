import Foundation
import Recurrence
import RuleSamples
import Testing

@testable import RecurrenceDescription

@Suite("Phrases")
struct PhraseTruthTests {
  /// Before each language says it, a phrase is a promise: read word by word it comes to what the rule does.
  @Test("promise exactly what random rules do")
  func truth() throws {
    let environment = ProcessInfo.processInfo.environment
    let count = environment["SERIES_DESCRIPTION_RULES"].flatMap { Int($0) } ?? 400
    let seed = environment["SERIES_DESCRIPTION_SEED"].flatMap { UInt64($0) } ?? 1
    var generator = RuleGenerator(seed: seed &+ 16_000)
    var promises = 0
    for _ in 0..<count {
      let sample = generator.next()
      let rule = try #require(try RecurrenceText(parsing: sample.rule).rules.first)
      let start = RecurrenceStart(sample.start, in: .utc)
      let phrase = PhraseMaker.phrase(rule, start: start, options: ExpansionOptions())
      let end = sample.start.wallSeconds + Self.span(of: phrase.cadence)
      // A period that the end cuts would have other last occurrences.
      let whole = phrase.positions == nil ? end : end + (rule.frequency < .daily ? 3600 : 400 * 86_400)
      let promised = PhraseReading(phrase: phrase, start: sample.start).promised(before: whole).prefix {
        $0 < end
      }
      let set = try RecurrenceSet(RecurrenceText(rules: [rule]), start: start)
      let done = set.occurrences.lazy.map { $0.startMilliseconds / 1000 }.prefix { $0 < end }
      #expect(Array(promised) == Array(done), "\(sample.rule) from \(sample.start)")
      promises += promised.count
    }
    #expect(promises > count * 10)
  }

  /// Far enough for what is said to show, near enough to look at every unit.
  private static func span(of cadence: Cadence) -> Int {
    switch cadence {
    case .each(.secondly, _): 3600
    case .each(.minutely, _): 86_400
    case .each(.hourly, _): 60 * 86_400
    default: 1000 * 86_400
    }
  }
}
