/// A series of starts: rules, additions and exclusions tied to a start and its zone.
///
/// RFC 5545, section 3.8.5. Instants are milliseconds since 1970-01-01T00:00:00Z, windows are
/// half-open, order is strictly ascending. A value that threads share freely.
///
/// ```swift
/// let newYork = try ZoneTransitions.named("America/New_York")
/// if let local = LocalDateTime(year: 2026, month: 3, day: 6, hour: 2, minute: 30) {
///   let start = RecurrenceStart(local, in: newYork)
///   let series = try RecurrenceSet(parsing: "RRULE:FREQ=DAILY;COUNT=4", start: start)
///   for occurrence in series.occurrences { print(occurrence.local) }
/// }
/// ```
public struct RecurrenceSet: Sendable {
  let storage: SeriesStorage

  /// - Throws: `unsupported` where the engine can't expand a rule, `startDisagrees` where the text's
  ///   DTSTART is another than `start`, `invalidDate` for an RDATE without a time in a timed series,
  ///   `unknownZone` for a date's TZID.
  public init(
    _ text: RecurrenceText, start: RecurrenceStart, options: ExpansionOptions = ExpansionOptions()
  ) throws(RecurrenceError) {
    storage = try SeriesStorage(text, start: start, options: options)
  }

  init(storage: SeriesStorage) { self.storage = storage }

  /// Reads the text and ties it to the start: see `RecurrenceText`. What was unusual about the text is
  /// among the `warnings`, whether it was read now or before.
  ///
  /// - Parameter cache: Where what the text compiles to is kept and looked for; `nil` to do without.
  public init(
    parsing text: borrowing String, start: borrowing RecurrenceStart,
    options: ExpansionOptions = ExpansionOptions(), cache: borrowing RecurrenceCache? = .shared
  ) throws(RecurrenceError) {
    if let storage = cache?.storage(of: text, start: start, options: options) {
      self.storage = storage
      return
    }
    let source = cache == nil ? nil : copy text
    if let draft = RecurrenceText.loneRule(text.utf8.span) {
      storage = try SeriesStorage(
        draft.unchecked(), start: copy start, options: options, source: source,
        readingWarnings: RecurrenceText.warnings(ofLoneRule: draft, in: text.utf8.span))
    } else {
      var warnings: [RecurrenceWarning] = []
      let parsed = try RecurrenceText(parsing: copy text, warnings: &warnings)
      storage = try SeriesStorage(
        parsed, start: copy start, options: options, source: source, readingWarnings: warnings)
    }
    cache?.keep(storage)
  }

  /// The series' first local time and its zone.
  public var start: RecurrenceStart { storage.start }
  /// The rules, additions and exclusions.
  public var text: RecurrenceText { storage.text }
  /// The choices it is expanded with.
  public var options: ExpansionOptions { storage.options }

  /// The only rule's plan, where the series is nothing else.
  var lonePlan: RecurrencePlan? { storage.lonePlan }

  /// The only rule's plan, where nothing but dates is added or removed.
  var onlyPlan: RecurrencePlan? { storage.onlyPlan }

  /// Whether the series ends: every rule has a COUNT or an UNTIL, or never matches.
  public var isFinite: Bool { storage.plans.allSatisfy(\.isFinite) }
}
