import Foundation
@testable import Recurrence
import RuleSamples
import Testing

/// Generated rules, expanded by the product and by the naive expander, and by libical where it is not
/// known to be wrong.
///
/// `SERIES_DIFFERENTIAL_RULES` says how many, `SERIES_DIFFERENTIAL_SEED` which.
@Suite("The product and the naive expander")
struct NaiveDifferentialTests {
  /// One rule and what to expand of it.
  struct Case: Sendable {
    var sample: RuleGenerator.Sample
    var zone: String
    var chance: UInt64
  }

  /// What a batch came to.
  struct Outcome: Sendable {
    var faults: [String] = []
    /// Rules that have an occurrence at all, and those that libical was asked about too.
    var withOccurrences = 0
    var withLibical = 0

    static func += (left: inout Outcome, right: Outcome) {
      left.faults += right.faults
      left.withOccurrences += right.withOccurrences
      left.withLibical += right.withLibical
    }
  }

  static let limit = 12

  @Test("agree on generated rules")
  func agreement() async throws {
    let rules = environmentNumber("SERIES_DIFFERENTIAL_RULES") ?? 5000
    let seed = UInt64(environmentNumber("SERIES_DIFFERENTIAL_SEED") ?? 1)
    var generator = RuleGenerator(seed: seed)
    var random = SplitMix(seed: seed ^ 0xD1FF)
    var coverage = RuleCoverage()
    var outcome = Outcome()
    var compared = 0
    while compared < rules {
      // In batches, so that the generator is one sequence and memory stays small.
      var batch: [Case] = []
      for _ in 0..<min(1000, rules - compared) {
        let zone = SeriesGenerator.zones.randomElement(using: &random) ?? "UTC"
        let sample = generator.next()
        batch.append(Case(sample: sample, zone: zone, chance: random.next()))
        if let frequency = Frequency.allCases.first(where: { sample.rule.hasPrefix("FREQ=\($0.name)") }) {
          coverage.count(sample, frequency)
        }
      }
      outcome += try await Self.outcome(of: batch)
      compared += batch.count
    }
    let faults = outcome.faults
    print(
      "\(compared) rules, \(outcome.withOccurrences) with occurrences, \(outcome.withLibical) with libical: "
        + "\(faults.count) differences; \(coverage.summary)")
    if rules >= 5000 { #expect(coverage.missing == []) }
    #expect(outcome.withOccurrences > compared / 2)
    #expect(outcome.withLibical > compared / 4)
    let report = faults.prefix(20).joined(separator: "\n")
    #expect(faults.isEmpty, "\(faults.count) of \(compared) rules of seed \(seed):\n\(report)")
  }

  /// Rules that once differed.
  @Test(
    "agree on rules that were hard",
    arguments: [
      // The series begins just after a gap, and the question lies among the times the gap moved.
      ("Europe/Dublin", "20080330T020000", "FREQ=MINUTELY;BYMINUTE=35"),
      // A gap of a whole day: its times mean instants that the next day's have, or come after them.
      ("Pacific/Apia", "20111212T200438", "FREQ=WEEKLY;BYDAY=MO,SU,FR,SA"),
      ("Pacific/Apia", "20111230T033400", "FREQ=MINUTELY;INTERVAL=2;WKST=SU"),
    ])
  func hardRules(_ zone: String, _ start: String, _ rule: String) throws {
    let local = try #require(LocalDateTime(basic: start))
    var outcome = Outcome()
    for chance in 0..<UInt64(Self.limit) {
      let sample = RuleGenerator.Sample(rule: rule, start: local, features: [])
      try Self.judge(Case(sample: sample, zone: zone, chance: chance), &outcome)
    }
    #expect(outcome.faults == [])
  }

  private static func outcome(of batch: [Case]) async throws -> Outcome {
    try await withThrowingTaskGroup(of: Outcome.self) { group in
      for part in stride(from: 0, to: batch.count, by: 100) {
        group.addTask {
          var outcome = Outcome()
          for example in batch[part..<min(part + 100, batch.count)] { try judge(example, &outcome) }
          return outcome
        }
      }
      return try await group.reduce(into: Outcome()) { $0 += $1 }
    }
  }

  private static func judge(_ example: Case, _ outcome: inout Outcome) throws {
    let text = try RecurrenceText(parsing: example.sample.rule)
    let rule = try #require(text.rules.first)
    let start = example.sample.start
    let zone = try ZoneTransitions.named(example.zone)
    let low = start.wallSeconds - 2 * 86_400
    let high = start.wallSeconds + span(of: rule.frequency)
    let window = low * 1000..<high * 1000

    let naive = NaiveSeries(text, start: start, zone: zone)
    let expected = try naive.starts(first: limit + 1, through: high + 2 * 86_400).filter { $0 < high }
    if !expected.isEmpty { outcome.withOccurrences += 1 }
    let expectedStarts = expected.prefix(limit).map { $0 * 1000 }
    func tell(_ what: String, _ found: Any) {
      outcome.faults.append(
        "\(example.zone) \(start.basicDescription) RRULE:\(example.sample.rule)\n  \(what): \(found)\n"
          + "  naive: \(expectedStarts)")
    }
    func expand(_ engine: ExpansionEngine) throws -> (set: RecurrenceSet, starts: [Int], isCut: Bool) {
      let options = ExpansionOptions(engine: engine)
      let set = try RecurrenceSet(text, start: RecurrenceStart(start, in: zone), options: options)
      let found = try set.expand(in: window, limits: ExpansionLimits(occurrences: limit))
      return (set, found.occurrences.map(\.startMilliseconds), found.isTruncated)
    }

    do {
      let found = try expand(.compiled)
      if found.starts != expectedStarts {
        tell("product", found.starts)
      } else if found.isCut != (expected.count > limit) {
        tell("truncated", found.isCut)
      } else if let query = queryFault(in: found.set, expected: expected, chance: example.chance) {
        tell(query.question, query.answer)
      }
    } catch {
      tell("error", error)
    }

    guard LibicalFault.faults(of: rule, start: start).isEmpty else { return }
    outcome.withLibical += 1
    do {
      let found = try expand(.libical)
      if found.starts != expectedStarts { tell("libical", found.starts) }
    } catch RecurrenceError.Code.limitReached {
      // Up to libical's last year there was no difference to tell; beyond it libical is no referee.
    } catch RecurrenceError.Code.unsupported where expected.isEmpty {
      // libical tells of no difference between a rule that never matches and one it gave up on.
    } catch {
      tell("libical's error", error)
    }
  }

  /// The questions that seek instead of walking, asked about one of the occurrences.
  private static func queryFault(
    in set: RecurrenceSet, expected: [Int], chance: UInt64
  ) -> (question: String, answer: String)? {
    guard expected.count > 1 else { return nil }
    let place = Int(chance % UInt64(expected.count - 1))
    let here = expected[place] * 1000
    let next = expected[place + 1] * 1000
    let answers: [(String, Int?, Int?)] = [
      ("first from it", set.first(from: here)?.startMilliseconds, here),
      ("first after it", set.first(from: here + 1)?.startMilliseconds, next),
      ("last before the next", set.last(before: next)?.startMilliseconds, here),
      ("index", set.index(of: here), place),
      ("the one at its index", set.occurrence(at: place)?.startMilliseconds, here),
      ("count up to the next", set.count(in: expected[0] * 1000..<next), place + 1),
    ]
    for (name, found, wanted) in answers where found != wanted {
      return ("\(name), \(here)", found.map(String.init) ?? "none")
    }
    return nil
  }

  /// How far to look: days are walked one by one.
  private static func span(of frequency: Frequency) -> Int {
    let years =
      switch frequency {
      case .yearly: 40
      case .monthly: 20
      case .weekly, .daily: 8
      case .hourly: 3
      case .minutely, .secondly: 1
      }
    return years * 366 * 86_400
  }
}
