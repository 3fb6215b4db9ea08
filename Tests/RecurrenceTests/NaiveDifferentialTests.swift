import Foundation
import Recurrence
import Testing

/// Generated rules, expanded by the product and by the naive expander.
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

  static let zones = [
    "UTC", "America/New_York", "UTC", "Australia/Lord_Howe", "Europe/Dublin", "America/Sao_Paulo",
    "Pacific/Apia",
  ]
  static let limit = 12

  @Test("agree on generated rules")
  func agreement() async throws {
    let rules = Self.number("SERIES_DIFFERENTIAL_RULES") ?? 5000
    let seed = UInt64(Self.number("SERIES_DIFFERENTIAL_SEED") ?? 1)
    var generator = RuleGenerator(seed: seed)
    var random = SplitMix(seed: seed ^ 0xD1FF)
    var coverage = RuleCoverage()
    var faults: [String] = []
    var compared = 0
    while compared < rules {
      // In batches, so that the generator is one sequence and memory stays small.
      var batch: [Case] = []
      for _ in 0..<min(1000, rules - compared) {
        let zone = Self.zones.randomElement(using: &random) ?? "UTC"
        let sample = generator.next()
        batch.append(Case(sample: sample, zone: zone, chance: random.next()))
        if let frequency = Frequency.allCases.first(where: { sample.rule.hasPrefix("FREQ=\($0.name)") }) {
          coverage.count(sample, frequency)
        }
      }
      faults += try await Self.faults(of: batch)
      compared += batch.count
    }
    print("\(compared) rules, \(faults.count) differences; \(coverage.summary)")
    if rules >= 5000 { #expect(coverage.missing == []) }
    let report = faults.prefix(20).joined(separator: "\n")
    #expect(faults.isEmpty, "\(faults.count) of \(compared) rules of seed \(seed):\n\(report)")
  }

  private static func faults(of batch: [Case]) async throws -> [String] {
    try await withThrowingTaskGroup(of: [String].self) { group in
      for part in stride(from: 0, to: batch.count, by: 100) {
        group.addTask { try batch[part..<min(part + 100, batch.count)].compactMap(fault) }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }

  /// What the product says other than the naive expander, or `nil`.
  static func fault(of example: Case) throws -> String? {
    let text = try RecurrenceText(parsing: example.sample.rule)
    guard let rule = text.rules.first else { return "\(example.sample.rule): no rule was read" }
    let start = example.sample.start
    let zone = try ZoneTransitions.named(example.zone)
    let low = start.wallSeconds - 2 * 86_400
    let high = start.wallSeconds + span(of: rule.frequency)

    let naive = NaiveSeries(text, start: start, zone: zone)
    let expected = try naive.starts(first: limit + 1, through: high + 2 * 86_400).filter { $0 < high }
    func told(_ what: String, _ found: Any) -> String {
      "\(example.zone) \(start.basicDescription) RRULE:\(example.sample.rule)\n  \(what): \(found)\n"
        + "  naive: \(expected.prefix(limit).map { $0 * 1000 })"
    }
    let set: RecurrenceSet
    let found: Expansion
    var query: (question: String, answer: String)?
    do {
      set = try RecurrenceSet(text, start: RecurrenceStart(start, in: zone))
      let limits = ExpansionLimits(occurrences: limit)
      found = try set.expand(in: low * 1000..<high * 1000, limits: limits)
      query = try queryFault(in: set, expected: expected, chance: example.chance)
    } catch {
      return told("error", error)
    }
    let starts = found.occurrences.map(\.startMilliseconds)
    guard starts == expected.prefix(limit).map({ $0 * 1000 }) else { return told("product", starts) }
    guard found.isTruncated == (expected.count > limit) else { return told("truncated", found.isTruncated) }
    guard let query else { return nil }
    return told(query.question, query.answer)
  }

  /// The questions that seek instead of walking, asked about one of the occurrences.
  private static func queryFault(
    in set: RecurrenceSet, expected: [Int], chance: UInt64
  ) throws -> (question: String, answer: String)? {
    guard expected.count > 1 else { return nil }
    let place = Int(chance % UInt64(expected.count - 1))
    let here = expected[place] * 1000
    let next = expected[place + 1] * 1000
    let answers: [(String, Int?, Int?)] = [
      ("first from it", try set.first(from: here)?.startMilliseconds, here),
      ("first after it", try set.first(from: here + 1)?.startMilliseconds, next),
      ("last before the next", try set.last(before: next)?.startMilliseconds, here),
      ("index", try set.index(of: here), place),
      ("the one at its index", try set.occurrence(at: place)?.startMilliseconds, here),
      ("count up to the next", try set.count(in: expected[0] * 1000..<next), place + 1),
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

  static func number(_ name: String) -> Int? {
    ProcessInfo.processInfo.environment[name].flatMap { Int($0) }
  }
}
