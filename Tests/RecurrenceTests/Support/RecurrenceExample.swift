import Foundation
import Recurrence
import Testing

/// One example of a fixture: a start, alternative rules, and what each of them generates.
struct RecurrenceExample: CustomTestStringConvertible, Sendable {
  /// A wall-clock time and the abbreviation of the clock that shows it.
  struct Instance: Hashable, Sendable {
    var local: LocalDateTime
    var clock: String
  }

  var title: String
  var start: LocalDateTime
  /// Spellings of one rule.
  var rules: [String] = []
  /// EXDATE and RDATE lines.
  var dates: [String] = []
  var instances: [Instance] = []
  var goesOn = false

  var testDescription: String { title }

  struct Malformed: Error {
    var line: String
  }

  /// The examples of a file in Fixtures.
  static func examples(inFixture name: String) throws -> [RecurrenceExample] {
    let file = URL(filePath: #filePath).appending(path: "../../../../Fixtures/\(name)").standardized
    return try parse(String(contentsOf: file, encoding: .utf8))
  }

  private static func parse(_ text: String) throws -> [RecurrenceExample] {
    var examples: [RecurrenceExample] = []
    var title = ""
    for line in text.split(separator: "\n") where !line.hasPrefix("%") && line != "INSTANCES:" {
      if line.hasPrefix("# ") {
        title = String(line.dropFirst(2))
      } else if line.hasPrefix("DTSTART:") {
        guard let start = LocalDateTime(basic: line.dropFirst(8)) else { throw Malformed(line: String(line)) }
        examples.append(RecurrenceExample(title: title, start: start))
      } else if line.hasPrefix("RRULE:") {
        examples[examples.count - 1].rules.append(String(line))
      } else if line.hasPrefix("EXDATE") || line.hasPrefix("RDATE") {
        examples[examples.count - 1].dates.append(String(line))
      } else if line == "..." {
        examples[examples.count - 1].goesOn = true
      } else {
        examples[examples.count - 1].instances += try instances(
          line, start: examples[examples.count - 1].start)
      }
    }
    return examples
  }

  /// `1997-09 2-11 EDT` or `1997-09-02 09:00,12:00 EDT`.
  private static func instances(_ line: Substring, start: LocalDateTime) throws -> [Instance] {
    let words = line.split(separator: " ")
    guard words.count == 3 else { throw Malformed(line: String(line)) }
    let date = words[0].split(separator: "-").compactMap { Int($0) }
    return try words[1].split(separator: ",").flatMap { item in
      var locals: [LocalDateTime?]
      if date.count == 3 {
        let time = item.split(separator: ":").compactMap { Int($0) }
        locals = [
          LocalDateTime(
            year: date[0], month: date[1], day: date[2], hour: time[0], minute: time[1])
        ]
      } else {
        let ends = item.split(separator: "-").compactMap { Int($0) }
        locals = (ends[0]...ends[ends.count - 1]).map { day in
          LocalDateTime(
            year: date[0], month: date[1], day: day, hour: start.hour, minute: start.minute,
            second: start.second)
        }
      }
      return try locals.map { local in
        guard let local else { throw Malformed(line: String(line)) }
        return Instance(local: local, clock: String(words[2]))
      }
    }
  }
}

extension LocalDateTime {
  /// `19970902T090000`.
  init?(basic text: some StringProtocol) {
    let digits = text.utf8.map { Int($0) - 48 }
    guard digits.count == 15, text.utf8.dropFirst(8).first == UInt8(ascii: "T") else { return nil }
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    self.init(
      year: number(0..<4), month: number(4..<6), day: number(6..<8), hour: number(9..<11),
      minute: number(11..<13), second: number(13..<15))
  }
}
