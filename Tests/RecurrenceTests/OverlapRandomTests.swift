import Recurrence
import RuleSamples
import Testing

@Suite struct OverlapRandomTests {
  static let zones = [
    "America/New_York", "Europe/London", "UTC", "Australia/Lord_Howe", "Pacific/Apia", "Asia/Kolkata",
  ]

  @Test("Random pairs overlap first where listing all their occurrences says", arguments: 0..<5)
  func randomPairs(_ seed: UInt64) throws {
    var generator = RuleGenerator(seed: 1000 + seed)
    var random = SplitMix(seed: seed)
    var met = 0
    var apart = 0
    for _ in 0..<80 {
      let left = generator.next()
      var right = generator.next()
      // Series that exist at the same time: most of the generator's starts are decades apart.
      if Int.random(in: 0..<4, using: &random) > 0 {
        let distance = Int.random(in: 0..<20, using: &random) * 43_200
        right.start = LocalDateTime(wallSeconds: left.start.wallSeconds + distance) ?? left.start
      }
      let first = try make(left, &random)
      let second = try make(right, &random)
      let own = try occupancy(&random)
      let other = try occupancy(&random)
      let referee = try OverlapReferee(
        first, own, second, other, limit: 1000, until: 5_000_000_000)
      let answer = try first.firstOverlap(taking: own, with: second, taking: other)
      let note: Comment =
        "\(left.rule) \(left.start) \(first.start.zone.identifier) \(own) | \(right.rule) \(right.start) \(second.start.zone.identifier) \(other)"
      // Beyond the shorter list the referee knows nothing.
      let reach = max(own.length, other.length)
      let expected = referee.answer.flatMap { max($0.first, $0.second) < referee.horizon - reach ? $0 : nil }
      switch answer {
      case .overlap(let a, let b):
        let (a, b) = (a.startMilliseconds / 1000, b.startMilliseconds / 1000)
        #expect(first.contains(a * 1000) && second.contains(b * 1000), note)
        #expect(referee.overlaps(a, b), note)
        if max(a, b) < referee.horizon - reach {
          #expect(expected?.first == a && expected?.second == b, note)
        } else {
          #expect(expected == nil, note)
        }
        met += 1
      case .never:
        #expect(expected == nil, note)
        apart += 1
      }
    }
    #expect(met > 10 && apart > 10, "met \(met), apart \(apart)")
  }

  private func make(_ sample: RuleGenerator.Sample, _ random: inout SplitMix) throws -> RecurrenceSet {
    let zone = Self.zones[Int.random(in: Self.zones.indices, using: &random)]
    let policy = ZonePolicy(
      gap: Bool.random(using: &random) ? .omit : .shiftForward,
      fold: Bool.random(using: &random) ? .second : .first)
    return try RecurrenceSet(
      parsing: sample.rule, start: RecurrenceStart(sample.start, in: ZoneTransitions.named(zone)),
      options: ExpansionOptions(zonePolicy: policy))
  }

  private func occupancy(_ random: inout SplitMix) throws -> Occupancy {
    let lengths = [1, 60, 600, 1800, 3600, 5400, 86_400, 10 * 86_400, 200 * 86_400]
    return try Occupancy(
      durationSeconds: lengths[min(lengths.count - 1, Int.random(in: 0..<14, using: &random) % 9)],
      bufferBeforeSeconds: Int.random(in: 0..<4, using: &random) == 0 ? 900 : 0,
      bufferAfterSeconds: Int.random(in: 0..<4, using: &random) == 0 ? 300 : 0)
  }
}

extension Occupancy {
  /// With its buffers.
  var length: Int { bufferBeforeSeconds + durationSeconds + bufferAfterSeconds }
}
