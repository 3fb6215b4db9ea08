import Recurrence
import RuleSamples
import Testing

/// What must hold between the answers to different questions about one series, whatever it is.
@Suite("Questions about one series agree with each other")
struct MetamorphicQueryTests {
  private static let seed: UInt64 = 3
  private static let series = 100

  /// The first occurrences, and the instant up to which they are all there are.
  private struct Whole {
    var starts: [Int]
    var horizon: Int

    init(_ set: RecurrenceSet, limit: Int = 40) {
      starts = set.occurrences.prefix(limit + 1).map(\.startMilliseconds)
      horizon = starts.count > limit ? starts.removeLast() : 300_000_000_000_000
    }

    func filtered(_ window: Range<Int>) -> [Int] { starts.filter { window.contains($0) } }
  }

  private static func each(
    _ body: (GeneratedSeries, RecurrenceSet, Whole, inout SplitMix) throws -> Void
  ) throws {
    var generator = SeriesGenerator(seed: seed)
    var random = SplitMix(seed: seed)
    var withOccurrences = 0
    for _ in 0..<series {
      let example = try generator.next()
      let set = try example.set()
      let whole = Whole(set)
      if !whole.starts.isEmpty { withOccurrences += 1 }
      try body(example, set, whole, &random)
    }
    #expect(withOccurrences > series / 2)
  }

  /// Windows with ends on, just beside, between and beyond the occurrences.
  private static func windows(_ whole: Whole, _ random: inout SplitMix) -> [Range<Int>] {
    var ends = [whole.starts.first.map { $0 - 1 } ?? 0, whole.horizon]
    for start in whole.starts.shuffled(using: &random).prefix(5) {
      ends.append(start + [-3_600_000, -1000, -1, 0, 1, 999, 1000, 7_200_000].randomElement(using: &random)!)
    }
    var found: [Range<Int>] = []
    for low in ends {
      for high in ends where low <= high && high <= whole.horizon { found.append(low..<high) }
    }
    return Array(found.shuffled(using: &random).prefix(8))
  }

  @Test("Occurrences are strictly ascending, and those of a window are the whole series' in it")
  func windowed() throws {
    try Self.each { example, set, whole, random in
      #expect(
        zip(whole.starts, whole.starts.dropFirst()).allSatisfy { $0 < $1 }, "\(example.testDescription)")
      for window in Self.windows(whole, &random) {
        let found = set.occurrences(in: window).map(\.startMilliseconds)
        #expect(found == whole.filtered(window), "\(example.testDescription) in \(window)")
      }
    }
  }

  @Test("Backward is forward, reversed")
  func reversed() throws {
    try Self.each { example, set, whole, random in
      for window in Self.windows(whole, &random) {
        let found = Array(set.reversedOccurrences(in: window))
        #expect(
          found.reversed() == Array(set.occurrences(in: window)), "\(example.testDescription) in \(window)")
      }
    }
  }

  @Test("A count is the number of occurrences listed")
  func counted() throws {
    try Self.each { example, set, whole, random in
      for window in Self.windows(whole, &random) {
        #expect(
          set.count(in: window) == whole.filtered(window).count, "\(example.testDescription) in \(window)")
      }
      if let count = set.count(), whole.horizon == 300_000_000_000_000 {
        #expect(count == whole.starts.count, "\(example.testDescription)")
      }
    }
  }

  @Test("The occurrence at the index of another is that other")
  func indexed() throws {
    try Self.each { example, set, whole, random in
      for (index, start) in Array(whole.starts.enumerated()).shuffled(using: &random).prefix(6) {
        #expect(set.index(of: start) == index, "\(example.testDescription) at \(start)")
        #expect(
          set.occurrence(at: index)?.startMilliseconds == start, "\(example.testDescription), \(index)")
        #expect(set.contains(start), "\(example.testDescription) at \(start)")
        #expect(set.index(of: start + 1) == nil)
      }
      if whole.horizon == 300_000_000_000_000 {
        #expect(set.occurrence(at: whole.starts.count) == nil, "\(example.testDescription)")
      }
    }
  }

  @Test("First after and last before are neighbours")
  func neighbours() throws {
    try Self.each { example, set, whole, random in
      for (index, start) in Array(whole.starts.enumerated()).shuffled(using: &random).prefix(6) {
        let previous = index == 0 ? nil : whole.starts[index - 1]
        #expect(
          set.last(before: start)?.startMilliseconds == previous, "\(example.testDescription) at \(start)")
        #expect(set.last(before: start + 1)?.startMilliseconds == start, "\(example.testDescription)")
        #expect(set.first(from: start)?.startMilliseconds == start, "\(example.testDescription)")
        if let previous {
          #expect(set.first(after: previous)?.startMilliseconds == start, "\(example.testDescription)")
        }
      }
    }
  }

  @Test(
    "A copy of an iterator goes its own way",
    arguments: ["FREQ=DAILY", "RRULE:FREQ=DAILY\nRDATE:20260310T120000Z\nEXDATE:20260312T090000Z"])
  func copies(_ text: String) throws {
    let set = try RecurrenceSet(parsing: text, start: WrittenTimes.start("20260301T090000"))
    let expected = Array(set.occurrences.prefix(100))
    var first = set.occurrences.makeIterator()
    for index in 0..<40 { #expect(first.next() == expected[index]) }
    var second = first
    for index in 40..<100 { #expect(second.next() == expected[index]) }
    for index in 40..<100 { #expect(first.next() == expected[index]) }
  }
}
