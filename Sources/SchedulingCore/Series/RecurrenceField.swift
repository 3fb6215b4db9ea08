public import Recurrence

/// The value of an appointment's `rrule`: a recurrence as it is written, and what it says.
///
/// It is read once, when it comes in, and goes on as what it says.
public struct RecurrenceField: Sendable {
  /// RRULE, EXDATE and RDATE lines, as given or as they are sent; canonical where what is given is not what RFC 5545
  /// allows.
  public let text: String
  /// What was found on reading it, which stands in nobody's way.
  public let warnings: [RecurrenceWarning]
  private let reading: Result<RecurrenceText, RecurrenceError>

  /// Reads a text leniently; what is wrong with it is thrown by `recurrence()`.
  public init(_ text: String) {
    var warnings: [RecurrenceWarning] = []
    do throws(RecurrenceError) {
      let strict = try RecurrenceText(parsing: text, reading: .strict, warnings: &warnings, cache: .shared)
      self.init(text: text, warnings: warnings, reading: .success(strict))
    } catch {
      let reading = Result { () throws(RecurrenceError) in
        try RecurrenceText(parsing: text, warnings: &warnings, cache: .shared)
      }
      self.init(
        text: (try? reading.get())?.formatted() ?? text, warnings: warnings, reading: reading)
    }
  }

  private init(
    text: String, warnings: [RecurrenceWarning], reading: Result<RecurrenceText, RecurrenceError>
  ) {
    self.text = text
    self.warnings = warnings
    self.reading = reading
  }

  /// A text that is known to say that; one that is too long to be read is found to be so.
  init(_ text: String, saying recurrence: RecurrenceText) {
    let dates = recurrence.exclusions.count + recurrence.additions.count
    guard text.utf8.count <= RecurrenceText.maximumLength, dates <= RecurrenceText.maximumDates else {
      self.init(text)
      return
    }
    self.init(text: text, warnings: [], reading: .success(recurrence))
  }

  /// What the text says.
  ///
  /// - Throws: What is wrong with it, with its place.
  public func recurrence() throws(ValidationFailure) -> RecurrenceText {
    try ValidationFailure.of { () throws(RecurrenceError) in try reading.get() }
  }

  /// Whether both say the same, whatever their spelling and the order of their lines.
  func saysSame(as other: RecurrenceField) -> Bool {
    if text == other.text { return true }
    guard case .success(let left) = reading, case .success(let right) = other.reading else { return false }
    return Set(left.rules) == Set(right.rules) && Set(left.exclusionRules) == Set(right.exclusionRules)
      && Set(left.exclusions) == Set(right.exclusions) && Set(left.additions) == Set(right.additions)
  }
}

extension RecurrenceField: Hashable {
  /// Two fields are equal when their texts are.
  public static func == (left: RecurrenceField, right: RecurrenceField) -> Bool { left.text == right.text }
  /// Hashes the text.
  public func hash(into hasher: inout Hasher) { hasher.combine(text) }
}

extension RecurrenceField: ExpressibleByStringLiteral, CustomStringConvertible {
  /// Reads a text.
  public init(stringLiteral text: String) { self.init(text) }
  /// The text.
  public var description: String { text }
}
