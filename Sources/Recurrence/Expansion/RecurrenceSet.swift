/// A series of starts: rules, additions and exclusions tied to a start and its zone.
///
/// RFC 5545, section 3.8.5. Instants are milliseconds since 1970-01-01T00:00:00Z, windows are
/// half-open, order is strictly ascending.
public struct RecurrenceSet: Sendable {
  public let start: RecurrenceStart
  public let text: RecurrenceText
  public let options: ExpansionOptions
  /// What was read in an unusual way, and exclusions that remove nothing where that is known.
  public let warnings: [RecurrenceWarning]

  /// - Throws: `unsupported` where the engine can't expand a rule, `startDisagrees` where the text's
  ///   DTSTART is another than `start`, `unknownZone` for a date's TZID.
  public init(
    _ text: RecurrenceText, start: RecurrenceStart, options: ExpansionOptions = ExpansionOptions()
  ) throws(RecurrenceError) {
    self.text = text
    self.start = start
    self.options = options
    self.warnings = []
  }

  /// Whether the series ends: every rule has a COUNT or an UNTIL, or can't go on.
  public var isFinite: Bool { true }

  /// All occurrences that start in `window`, or the whole series, up to the limit.
  public func expand(
    in window: Range<Int>? = nil, limits: ExpansionLimits = ExpansionLimits()
  ) throws(RecurrenceError) -> Expansion {
    throw RecurrenceError(.unsupported, "The expander is not there yet.")
  }

  /// The first occurrence that starts at or after an instant.
  public func first(from milliseconds: Int) throws(RecurrenceError) -> Occurrence? { nil }

  /// The last occurrence that starts before an instant.
  public func last(before milliseconds: Int) throws(RecurrenceError) -> Occurrence? { nil }

  /// The occurrence with that place in the series, from 0.
  public func occurrence(at index: Int) throws(RecurrenceError) -> Occurrence? { nil }

  /// How many occurrences start in the window, or in the whole series; `nil` where it has no end.
  public func count(in window: Range<Int>? = nil) throws(RecurrenceError) -> Int? { nil }

  /// Whether an occurrence starts at that instant.
  public func contains(_ milliseconds: Int) throws(RecurrenceError) -> Bool { false }

  /// The place in the series, from 0, of the occurrence that starts at that instant.
  public func index(of milliseconds: Int) throws(RecurrenceError) -> Int? { nil }
}
