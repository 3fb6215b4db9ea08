/// What reading a text gave; shared by those who read it again.
final class TextReading: Sendable {
  let source: String
  let reading: RecurrenceReading
  let text: RecurrenceText
  let warnings: [RecurrenceWarning]

  init(
    _ source: String, _ reading: RecurrenceReading, _ text: RecurrenceText, _ warnings: [RecurrenceWarning]
  ) {
    (self.source, self.reading, self.text, self.warnings) = (source, reading, text, warnings)
  }
}
