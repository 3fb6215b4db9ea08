import Foundation
@testable import Recurrence
import RuleSamples
import Testing

/// TZif files of our own making, whole and damaged.
@Suite("A TZif file")
struct ZoneFileTests {
  @Test(
    "may end with any rule that RFC 9636 allows",
    arguments: [
      // 1 January 2026, 1 July 2026, 1 July 9000: instants at noon UTC and offsets there.
      ("EST5EDT,M3.2.0,M11.1.0", [-18_000, -14_400, -14_400]),
      ("<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", [-10_800, -7200, -7200]),
      ("IST-1GMT0,M10.5.0,M3.5.0/1", [0, 3600, 3600]),
      ("AAA-2BBB,J60/0,J300/24", [7200, 10_800, 10_800]),
      ("AAA-2BBB,59,299/3:30:15", [7200, 10_800, 10_800]),
      ("<+0330>-3:30", [12_600, 12_600, 12_600]),
      // Southern, and with times a week away from their days.
      ("AAA3BBB,M10.1.0/-167,M3.1.0/167", [-7200, -10_800, -10_800]),
      // Daylight time all year: RFC 9636, section 3.3.1.
      ("XXX3EDT4,0/0,J365/23", [-14_400, -14_400, -14_400]),
    ])
  func rules(_ rule: String, _ offsets: [Int]) throws {
    for bytes in [tzif(rule: rule), tzif(rule: rule, transitions: [(0, 1)])] {
      let zone = try ZoneTransitions(identifier: "Test/Rule", bytes: bytes)
      for (instant, offset) in zip([1_767_268_800, 1_782_907_200, 221_861_073_600], offsets) {
        #expect(zone.offsetSeconds(atInstant: instant) == offset, "at \(instant)")
      }
      try expectPartition(of: zone)
    }
  }

  @Test(
    "is refused where its rule is none",
    arguments: [
      "EST5EDT", "E5", "EST", "EST25", "EST5EDT,M13.1.0,M11.1.0", "EST5EDT,M3.6.0,M11.1.0",
      "EST5EDT,M3.2.7,M11.1.0", "EST5EDT,M3.2.0", "EST5EDT,J0,J5", "EST5EDT,366,5", "<EST5",
      "EST5EDT,M3.2.0/168,M11.1.0", "EST5EDT,M3.2.0,M11.1.0,", "EST5EDT,M3.2.0/2:60,M11.1.0", "<>5",
      "EST5:0:0:0", "EST99999999999999999999", "É5", " ", "EST5 ",
    ])
  func brokenRules(_ rule: String) throws {
    let error = try #require(throws: RecurrenceError.self) {
      try ZoneTransitions(identifier: "Test/Rule", bytes: tzif(rule: rule))
    }
    #expect(error.code == .invalidZoneData)
    #expect(error.message.contains("Test/Rule"))
  }

  @Test("whose clocks change faster than they show still covers the wall once")
  func hastyTransitions() throws {
    // A minute apart, an hour up and down: every wall boundary lies among the others.
    let transitions = (0..<9).map { (60 * $0, ($0 + 1) % 2) }
    let zone = try ZoneTransitions(
      identifier: "Test/Hasty", bytes: tzif(rule: "", transitions: transitions))
    try expectPartition(of: zone)
  }

  @Test("is refused, not trusted, when it is cut short anywhere")
  func truncations() throws {
    let whole = try newYork()
    for length in 0..<whole.count {
      let bytes = Array(whole[..<length])
      #expect(throws: RecurrenceError.self) { try ZoneTransitions(identifier: "Test/Cut", bytes: bytes) }
    }
    #expect(throws: Never.self) { try ZoneTransitions(identifier: "Test/Whole", bytes: whole) }
  }

  @Test("never traps and always gives a partition of the wall, whatever its bytes", arguments: 0..<8)
  func mutations(seed: Int) throws {
    let whole = try newYork()
    var random = SplitMix(seed: UInt64(seed))
    var accepted = 0
    for _ in 0..<250 {
      var bytes = whole
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        // Half of them in the headers and the footer, where a byte says more.
        let place =
          Bool.random(using: &random)
          ? Int.random(in: bytes.indices, using: &random)
          : [
            Int.random(in: 0..<44, using: &random), bytes.count - 1 - Int.random(in: 0..<24, using: &random),
          ]
          .randomElement(using: &random) ?? 0
        bytes[place] =
          [0, 1, 127, 128, 255, UInt8.random(in: 0...255, using: &random)]
          .randomElement(using: &random) ?? 0
      }
      guard let zone = try? ZoneTransitions(identifier: "Test/Mutated", bytes: bytes) else { continue }
      accepted += 1
      try expectPartition(of: zone)
    }
    #expect(accepted > 0)
  }

  /// Walks all stretches of both fold policies: they touch, none is empty, and hints find the same.
  private func expectPartition(of zone: ZoneTransitions) throws {
    for policy in [ZonePolicy(), ZonePolicy(fold: .second)] {
      var segment = zone.segment(atWall: .min, policy: policy)
      #expect(segment.start == .min)
      // A cycle of 400 years and a little more.
      while segment.end < min(20_000_000_000, .max) {
        let next = zone.segment(after: segment, policy: policy)
        let found = zone.segment(atWall: segment.end, policy: policy)
        guard next.start == segment.end, next.end > next.start, next.end == found.end,
          next.start == found.start, next.offsetSeconds == found.offsetSeconds,
          next.gapSeconds == found.gapSeconds,
          next.start == zone.segment(atWall: next.end - 1, policy: policy).start
        else {
          Issue.record("\(next) does not follow \(segment)")
          return
        }
        segment = next
      }
      #expect(zone.segment(atWall: .max, policy: policy).end == .max)
      _ = zone.offsetSeconds(atInstant: .min) + zone.offsetSeconds(atInstant: .max)
      _ = zone.abbreviation(atInstant: 1_772_953_200) + zone.abbreviation(atInstant: .max)
    }
    let transitions = zone.transitions(in: 0..<3_000_000_000)
    #expect(zip(transitions, transitions.dropFirst()).allSatisfy { $0.instant < $1.instant })
    #expect(transitions.allSatisfy { zone.offsetSeconds(atInstant: $0.instant) == $0.offsetAfter })
    #expect(transitions.allSatisfy { zone.offsetSeconds(atInstant: $0.instant - 1) == $0.offsetBefore })
  }

  private func newYork() throws -> [UInt8] {
    let fixture = URL(filePath: #filePath).appending(path: "../../../Fixtures/America-New_York.tzif")
    return [UInt8](try Data(contentsOf: fixture.standardized))
  }

  /// A version 2 file with the clocks +00 and +01 and those transitions.
  private func tzif(rule: String, transitions: [(instant: Int, clock: Int)] = []) -> [UInt8] {
    func number(_ value: Int, _ size: Int) -> [UInt8] {
      (0..<size).reversed().map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
    func header(times: Int, clocks: Int) -> [UInt8] {
      Array("TZif2".utf8) + [UInt8](repeating: 0, count: 15)
        + [0, 0, 0, times, clocks, 4 * clocks].flatMap { number($0, 4) }
    }
    let clocks = number(0, 4) + [0, 0] + number(3600, 4) + [1, 4] + Array("AAA\0BBB\0".utf8)
    return header(times: 0, clocks: 0) + header(times: transitions.count, clocks: 2)
      + transitions.flatMap { number($0.instant, 8) } + transitions.map { UInt8($0.clock) } + clocks
      + Array("\n\(rule)\n".utf8)
  }
}
