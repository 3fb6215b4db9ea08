import Foundation
import Recurrence
import RecurrenceInference
import RuleSamples
import Testing

/// Generated rules with an end: what is inferred from their occurrences and what they simplify to.
///
/// `SERIES_INFERENCE_RULES` says how many, `SERIES_INFERENCE_SEED` which.
@Suite("Inferring and simplifying generated rules")
struct InferenceRandomTests {
  /// More occurrences than that are not listed.
  private static let most = 2000

  private struct Case: Sendable {
    let rule: RecurrenceRule
    let start: LocalDateTime
    let zone: String
    let seed: UInt64
  }

  private struct Outcome: Sendable {
    var faults: [String] = []
    var longer: [String] = []
    var shorter = 0
    var simplifying: [Duration] = []
    var inferring: [Duration] = []
  }

  @Test("expand alike, and none is inferred longer than simplified")
  func agreement() async throws {
    let rules = environmentNumber("SERIES_INFERENCE_RULES") ?? 6
    let seed = UInt64(environmentNumber("SERIES_INFERENCE_SEED") ?? 1)
    var generator = RuleGenerator(seed: seed)
    var random = SplitMix(seed: seed ^ 0x1F37)
    var cases: [Case] = []
    while cases.count < rules {
      let sample = generator.next()
      guard var rule = try RecurrenceText(parsing: sample.rule).rules.first else { continue }
      if rule.end == .never { rule = try rule.ending(.count(Int.random(in: 1...40, using: &random))) }
      let zone = SeriesGenerator.zones.randomElement(using: &random) ?? "UTC"
      let example = Case(rule: rule, start: sample.start, zone: zone, seed: random.next())
      let count = try Self.set(example).occurrences.prefix(Self.most + 1).reduce(0) { count, _ in count + 1 }
      if (1...Self.most).contains(count) { cases.append(example) }
    }
    let all = cases
    let outcome = try await withThrowingTaskGroup(of: Outcome.self) { group in
      for part in stride(from: 0, to: all.count, by: 50) {
        group.addTask {
          var outcome = Outcome()
          for example in all[part..<min(part + 50, all.count)] { try Self.judge(example, &outcome) }
          return outcome
        }
      }
      return try await group.reduce(into: Outcome()) {
        $0.faults += $1.faults
        $0.longer += $1.longer
        $0.shorter += $1.shorter
        $0.simplifying += $1.simplifying
        $0.inferring += $1.inferring
      }
    }
    let most = [outcome.simplifying, outcome.inferring].map { $0.sorted()[$0.count * 99 / 100] }
    print(
      "\(all.count) rules, \(outcome.shorter) inferred shorter than simplified, \(outcome.longer.count) longer; "
        + "99 of 100 simplified within \(most[0]), inferred within \(most[1])")
    // Of few rules the slowest would be asked; the bound leaves room for a busy machine.
    if rules >= 300 { #expect(most.allSatisfy { $0 < .bound(milliseconds: 400) }) }
    let report = (outcome.faults + outcome.longer).prefix(20).joined(separator: "\n")
    #expect(outcome.faults.isEmpty, "seed \(seed):\n\(report)")
    #expect(
      outcome.longer.isEmpty, "\(outcome.longer.count) of \(all.count) rules of seed \(seed):\n\(report)")
  }

  private static func set(_ example: Case, _ text: RecurrenceText? = nil) throws -> RecurrenceSet {
    try RecurrenceSet(
      text ?? RecurrenceText(rules: [example.rule]),
      start: RecurrenceStart(example.start, in: .named(example.zone)))
  }

  private static func judge(_ example: Case, _ outcome: inout Outcome) throws {
    let set = try set(example)
    let starts = set.occurrences.map(\.startMilliseconds)
    func tell(_ what: String, _ found: Any) {
      outcome.faults.append(
        "\(example.zone) \(example.start.basicDescription) \(example.rule)\n  \(what): \(found)")
    }

    let zone = try ZoneTransitions.named(example.zone)
    var texts: [RecurrencePreference: (simplified: RecurrenceText, inferred: RecurrenceText)] = [:]
    for preference in RecurrencePreference.allCases {
      let (simplified, simplifying) = timed { set.simplified(preferring: preference) }
      let text = simplified.after.formatted()
      // The tests' own expander says what the simplified rule means.
      let naive = try NaiveSeries(
        simplified.after, start: example.start, zone: .named(example.zone)
      ).starts(first: starts.count + 1, through: LocalDateTime.range.upperBound)
      if naive.map({ $0 * 1000 }) != starts { tell("simplified", text) }
      if try Self.set(example, simplified.after).simplified(preferring: preference).after != simplified.after
      {
        tell("simplified again", text)
      }
      let dates = starts.map { RecurrenceDate.instant(seconds: $0 / 1000) }
      let (inferred, inferring) = try timed {
        try RecurrenceInference(from: dates, in: zone, preferring: preference)
      }
      outcome.simplifying.append(simplifying)
      outcome.inferring.append(inferring)
      if try inferred.set().occurrences.map(\.startMilliseconds) != starts { tell("inferred", inferred.text) }
      texts[preference] = (simplified.after, inferred.text)
    }
    guard let shortest = texts[.shortest], let readable = texts[.readable] else { return }
    judge(example, readable, shortest, &outcome)
    let (text, found) = (shortest.simplified.formatted(), shortest.inferred.formatted())
    if text.utf8.count > set.text.formatted().utf8.count { tell("longer", text) }
    if found.utf8.count < text.utf8.count { outcome.shorter += 1 }
    // What BYSETPOS counts and never chooses no date shows.
    let isHidden = shortest.simplified.rules.contains { !$0.setPositions.isEmpty }
    if found.utf8.count > text.utf8.count, !isHidden {
      outcome.longer.append(
        "\(example.zone) \(example.start.basicDescription) \(example.rule)\n  \(text)\n  \(found)")
    }
  }

  /// A readable text is in no rarer form than the shortest, and has no more exceptions.
  private static func judge(
    _ example: Case, _ readable: (simplified: RecurrenceText, inferred: RecurrenceText),
    _ shortest: (simplified: RecurrenceText, inferred: RecurrenceText), _ outcome: inout Outcome
  ) {
    for (own, other) in [(readable.simplified, shortest.simplified), (readable.inferred, shortest.inferred)] {
      let exceptions = [own, other].map { $0.exclusions.count + $0.additions.count }
      let forms = [own, other].map { $0.rules.map(RuleForm.init(of:)).max() ?? .interval }
      if exceptions[0] > exceptions[1] || exceptions[0] == exceptions[1] && forms[0] > forms[1] {
        outcome.faults.append("\(example.rule)\n  rarer than \(other): \(own)")
      }
    }
  }

  @Test("finds holes and additions in common rules again")
  func holesAndAdditions() throws {
    let rules = [
      "FREQ=DAILY;COUNT=60", "FREQ=WEEKLY;COUNT=40", "FREQ=DAILY;COUNT=60;BYDAY=MO,WE,FR",
      "FREQ=MONTHLY;COUNT=36;BYDAY=2TU", "FREQ=MONTHLY;COUNT=36;BYMONTHDAY=15",
      "FREQ=WEEKLY;COUNT=30;INTERVAL=2",
    ]
    var random = SplitMix(seed: 7)
    let number = environmentNumber("SERIES_INFERENCE_RULES") ?? 0
    for text in rules {
      for _ in 0..<min(20, max(1, number / 100)) {
        let start = try WrittenTimes.start("20260302T090000")
        let series = try RecurrenceSet(parsing: text, start: start)
        var seconds = series.occurrences.map { $0.startMilliseconds / 1000 }
        let first = seconds[0]
        // Holes inside, so that the ends stay, and additions at another time of day.
        for _ in 0..<Int.random(in: 0...3, using: &random) {
          seconds.remove(at: Int.random(in: 1..<seconds.count - 1, using: &random))
        }
        let additions = Int.random(in: 0...2, using: &random)
        for _ in 0..<additions {
          seconds.append(first + Int.random(in: 1...400, using: &random) * 86_400 + 3600 * 5)
        }
        seconds.shuffle(using: &random)
        let found = try RecurrenceInference(
          from: seconds.map { .instant(seconds: $0) }, in: .utc, preferring: .shortest)
        #expect(
          try found.set().occurrences.map { $0.startMilliseconds / 1000 } == Set(seconds).sorted(), "\(text)")
        // What the dates were made by is one way of writing them.
        let made = RecurrenceText(
          rules: series.text.rules,
          exclusions: series.occurrences.map { $0.startMilliseconds / 1000 }.filter { !seconds.contains($0) }
            .map { .local(LocalDateTime(clamping: $0), zone: nil) },
          additions: Set(seconds).subtracting(series.occurrences.map { $0.startMilliseconds / 1000 })
            .map { .local(LocalDateTime(clamping: $0), zone: nil) })
        let (length, most) = (found.text.formatted().utf8.count, made.formatted().utf8.count)
        #expect(length <= most, "\(text): \(found.text) instead of \(made)")
      }
    }
  }
}
