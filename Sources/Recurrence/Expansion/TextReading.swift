/// What reading a text gave; shared by those who read it again.
final class TextReading: Sendable {
  let source: String
  let text: RecurrenceText
  let warnings: [RecurrenceWarning]

  init(_ source: String, _ text: RecurrenceText, _ warnings: [RecurrenceWarning]) {
    (self.source, self.text, self.warnings) = (source, text, warnings)
  }
}
