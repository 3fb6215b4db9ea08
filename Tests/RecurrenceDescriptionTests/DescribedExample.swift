import Foundation
import Recurrence
import RecurrenceDescription
import Testing

/// One example of Fixtures/descriptions: a start, a recurrence, and its words in each language.
struct DescribedExample: CustomTestStringConvertible, Sendable {
  var title: String
  /// `nil` where the example has none.
  var start: RecurrenceStart?
  var lines: [String] = []
  var words: [DescriptionLanguage: String] = [:]

  var testDescription: String { "\(title): \(recurrence)" }

  /// RRULE, EXRULE, RDATE and EXDATE lines.
  var recurrence: String { lines.joined(separator: "\n") }

  struct Malformed: Error { var line: String }

  static let folder = URL(filePath: #filePath).appending(path: "../../../Fixtures").standardized

  /// The lines of a file in Fixtures.
  static func lines(ofFixture name: String) throws -> [String] {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
      .split(separator: "\n").map(String.init)
  }

  static func examples(inFixture name: String) throws -> [DescribedExample] {
    var examples: [DescribedExample] = []
    for line in try lines(ofFixture: name) where !line.hasPrefix("%") {
      if line.hasPrefix("# ") {
        examples.append(DescribedExample(title: String(line.dropFirst(2))))
        continue
      }
      guard !examples.isEmpty else { throw Malformed(line: line) }
      let index = examples.count - 1
      let name = line.prefix { $0.isLetter }
      if name == "DTSTART" {
        examples[index].start = try start(line)
      } else if let language = DescriptionLanguage(rawValue: String(name)) {
        examples[index].words[language] = String(line.dropFirst(4))
      } else if ["RRULE", "EXRULE", "RDATE", "EXDATE"].contains(name) {
        examples[index].lines.append(line)
      } else {
        throw Malformed(line: line)
      }
    }
    return examples
  }

  /// `DTSTART:19970902T090000`, in New York, or `DTSTART;VALUE=DATE:19970902`.
  private static func start(_ line: String) throws -> RecurrenceStart {
    let zone = try ZoneTransitions.named("America/New_York")
    switch try RecurrenceText(parsing: line + "\nRRULE:FREQ=DAILY").start {
    case .date(let date): return RecurrenceStart(allDay: date, in: zone)
    case .local(let local, zone: nil): return RecurrenceStart(local, in: zone)
    default: throw Malformed(line: line)
    }
  }
}
