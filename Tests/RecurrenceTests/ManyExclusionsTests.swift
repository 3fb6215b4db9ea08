import Recurrence
import RuleSamples
import Testing

@Suite("Ten thousand EXDATEs")
struct ManyExclusionsTests {
  private static let begin = 1_704_067_200  // 2024-01-01T00:00:00Z

  private func set(_ rule: String, excluding seconds: [Int]) throws -> RecurrenceSet {
    var text = try RecurrenceText(parsing: rule)
    text.exclusions = seconds.map { .instant(seconds: $0) }
    return try RecurrenceSet(text, start: WrittenTimes.start("20240101T000000"))
  }

  /// Every third hour or so, not in order, and some that name no occurrence.
  private static let exclusions: [Int] = {
    var random = SplitMix(seed: 5)
    return Set((0..<30_000).shuffled(using: &random).prefix(9_500)).map { begin + $0 * 3600 }
      + (0..<500).map { begin + $0 * 7200 + 60 }
  }()

  @Test("remove what they name and nothing else")
  func subtracted() throws {
    let excluded = Set(Self.exclusions)
    #expect(excluded.count == 10_000)
    let found = try set("FREQ=HOURLY", excluding: Self.exclusions).occurrences.prefix(25_000)
      .map { $0.startMilliseconds / 1000 }
    let expected = (0...).lazy.map { Self.begin + $0 * 3600 }.filter { !excluded.contains($0) }.prefix(25_000)
    #expect(found == Array(expected))
  }

  @Test("can be read from a text, and are the most that can")
  func read() throws {
    let dates = Self.exclusions.map { LocalDateTime(wallSeconds: $0)?.basicDescription ?? "" }
    // 64 KiB hold no 10,000 dates; what they hold is read.
    let text = "RRULE:FREQ=HOURLY\nEXDATE:" + dates.prefix(3900).joined(separator: "Z,") + "Z"
    #expect(try RecurrenceText(parsing: text).exclusions.count == 3900)
  }

  @Test("cost about as much as a merge with one EXDATE")
  func cost() throws {
    func best(_ exclusions: [Int]) throws -> Duration {
      let set = try set("FREQ=HOURLY", excluding: exclusions)
      let times = try (0..<5).map { _ in
        var count = 0
        let time = processorTime {
          for _ in set.occurrences.prefix(20_000) { count += 1 }
        }
        try #require(count == 20_000)
        return time
      }
      return try #require(times.min())
    }
    let one = try best([Self.begin])
    let many = try best(Self.exclusions)
    // A search among all EXDATEs for each occurrence would take thousands of times as long.
    #expect(many < one * 6 + .milliseconds(2), "\(many) for 10,000, \(one) for one")
  }
}
