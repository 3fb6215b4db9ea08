import Recurrence
import RecurrenceDescription
import Testing

@Suite("Pinned descriptions")
struct PinnedDescriptionTests {
  static let files = ["descriptions/rfc5545.txt", "descriptions/parts.txt"]

  @Test("say what was reviewed, in every language", arguments: files)
  func reviewed(file: String) throws {
    let examples = try DescribedExample.examples(inFixture: file)
    #expect(examples.count > 40)
    for example in examples {
      let text = try RecurrenceText(parsing: example.recurrence)
      for language in DescriptionLanguage.allCases {
        let description = SeriesDescription(text, start: example.start, in: language)
        #expect(description.text == example.words[language], "\(example.testDescription)")
      }
    }
  }

  @Test("are there for every example of RFC 5545")
  func complete() throws {
    let described = Set(
      try DescribedExample.examples(inFixture: "descriptions/rfc5545.txt").flatMap { example in
        try example.lines.map { "\(try #require(example.start).local.basicDescription) \($0)" }
      })
    var start = ""
    var examples: Set<String> = []
    for line in try DescribedExample.lines(ofFixture: "rfc5545-examples.txt") {
      if line.hasPrefix("DTSTART:") { start = String(line.dropFirst(8)) }
      if line.hasPrefix("RRULE") || line.hasPrefix("EXDATE") { examples.insert("\(start) \(line)") }
    }
    #expect(examples.count == 45)
    #expect(examples == described)
  }

  @Test("differ between rules of different meaning")
  func distinct() throws {
    for language in DescriptionLanguage.allCases {
      var seen: [String: DescribedExample] = [:]
      for file in Self.files {
        for example in try DescribedExample.examples(inFixture: file) {
          guard let start = example.start else { continue }
          let words = try #require(example.words[language])
          if let other = seen.updateValue(example, forKey: "\(start.local) \(start.isAllDay) \(words)") {
            let (one, two) = (try set(example, start), try set(other, start))
            #expect(one.isFinite == two.isFinite)
            #expect(Array(one.occurrences.prefix(50)) == Array(two.occurrences.prefix(50)), "\(words)")
          }
        }
      }
    }
  }

  private func set(_ example: DescribedExample, _ start: RecurrenceStart) throws -> RecurrenceSet {
    try RecurrenceSet(RecurrenceText(parsing: example.recurrence), start: start)
  }
}
