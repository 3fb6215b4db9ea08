import Foundation
import Recurrence
import Testing

@Suite("Reading recurrence text")
struct TextParsingTests {
  struct InvalidText: Decodable, Sendable, CustomTestStringConvertible {
    let text: String
    let code: String
    let line: Int
    let column: Int

    var testDescription: String { text.debugDescription }
  }

  static let invalidTexts: [InvalidText] = {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Fixtures/invalid-texts.jsonl")
    guard let lines = try? String(contentsOf: file, encoding: .utf8).split(separator: "\n") else { return [] }
    return lines.compactMap { try? JSONDecoder().decode(InvalidText.self, from: Data($0.utf8)) }
  }()

  @Test("Every line of the table of invalid texts is there")
  func tableIsRead() { #expect(Self.invalidTexts.count >= 120) }

  @Test("An invalid text is refused with its code and place", arguments: invalidTexts)
  func refusal(_ invalid: InvalidText) throws {
    let error = #expect(throws: RecurrenceError.self) {
      try RecurrenceText(parsing: invalid.text, reading: .strict)
    }
    #expect(error?.code.rawValue == invalid.code)
    #expect(error?.position?.line == invalid.line)
    #expect(error?.position?.column == invalid.column)
    #expect(error.map { !$0.message.isEmpty } == true)
  }
}
