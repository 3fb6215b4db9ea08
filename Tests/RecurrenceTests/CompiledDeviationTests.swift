@testable import Recurrence
import RuleSamples
import Testing

@Suite("What libical gets wrong, answered by the product")
struct CompiledDeviationTests {
  /// The cases that only libical could expand and can't: each is refused by the name of its fault.
  static let refused = [
    "RRULE:RSCALE=ETHIOPIC;FREQ=MONTHLY;BYMONTH=7,13;SKIP=FORWARD": "skip-combination",
    "RRULE:RSCALE=HEBREW;FREQ=MONTHLY;BYMONTHDAY=-30;SKIP=BACKWARD": "rscale-skip",
    "RRULE:RSCALE=CHINESE;FREQ=YEARLY;SKIP=FORWARD": "rscale-skip",
  ]

  @Test("Every refusal is one of the cases")
  func refusalsAreCases() {
    let texts = Set(LibicalFaultTests.deviations.flatMap(\.lines))
    #expect(Set(Self.refused.keys).isSubset(of: texts))
  }

  @Test(
    "The product answers as RFC 5545 does, or refuses by the fault's name",
    arguments: LibicalFaultTests.deviations)
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
    if let fault = Self.refused[text] {
      let error = #expect(throws: RecurrenceError.self) {
        try RecurrenceSet(parsing: text, start: start, cache: nil)
      }
      #expect(error?.code == .unsupported)
      #expect(error?.message.contains("(\(fault))") == true)
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
