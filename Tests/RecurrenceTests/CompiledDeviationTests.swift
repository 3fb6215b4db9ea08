@testable import Recurrence
import RuleSamples
import Testing

@Suite("What libical gets wrong, answered by the product")
struct CompiledDeviationTests {
  @Test(
    "The product answers as RFC 5545 does", arguments: LibicalFaultTests.deviations)
  func answered(_ deviation: LibicalFaultTests.Deviation) throws {
    let text = deviation.lines.joined(separator: "\n")
    let zone = try deviation.tz.map { try ZoneTransitions.named($0) } ?? .utc
    let start = try WrittenTimes.start(deviation.dtstart, in: zone)
    guard let expected = deviation.expected else {
      #expect(throws: RecurrenceError.self) {
        try RecurrenceSet(
          parsing: text, start: start, options: ExpansionOptions(textReading: .strict), cache: nil)
      }
      return
    }
    let set = try RecurrenceSet(parsing: text, start: start, cache: nil)
    // Without a limit the case names the whole series.
    let limit = deviation.limit ?? expected.count + 1
    #expect(try WrittenTimes.written(set, limit: limit) == expected)
    for (index, time) in expected.enumerated() {
      let found = try #require(set.occurrence(at: index))
      #expect(WrittenTimes.written(found.local, start) == time)
      #expect(set.index(of: found.startMilliseconds) == index)
    }
  }
}
