/// A series of starts: rules, additions and exclusions tied to a start and its zone.
///
/// RFC 5545, section 3.8.5. Instants are milliseconds since 1970-01-01T00:00:00Z, windows are
/// half-open, order is strictly ascending. A value that threads share freely.
///
/// ```swift
/// let start = RecurrenceStart(LocalDateTime(year: 2026, month: 3, day: 6, hour: 2, minute: 30)!, in: newYork)
/// let series = try RecurrenceSet(parsing: "RRULE:FREQ=DAILY;COUNT=4", start: start)
/// for occurrence in series.occurrences { print(occurrence.local) }
/// ```
public struct RecurrenceSet: Sendable {
  let storage: Storage

  final class Storage: Sendable {
    let start: RecurrenceStart
    let text: RecurrenceText
    let options: ExpansionOptions
    let plans: [RecurrencePlan]
    let exclusionPlans: [RecurrencePlan]
    /// RDATE, and the start where there is no rule; ascending, unique.
    let additions: ContiguousArray<Occurrence>
    let exclusions: SeriesExclusions
    let effects = LazyEffects()

    init(_ text: RecurrenceText, start: RecurrenceStart, options: ExpansionOptions) throws(RecurrenceError) {
      self.text = text
      self.start = start
      self.options = options
      plans = try Self.plans(text.rules, start, options)
      exclusionPlans = try Self.plans(text.exclusionRules, start, options)
      let dates = SeriesDates(start: start, options: options)
      try dates.checkStart(text.start)
      additions = try dates.additions(text)
      exclusions = try dates.exclusions(text.exclusions)
    }

    private static func plans(
      _ rules: [RecurrenceRule], _ start: RecurrenceStart, _ options: ExpansionOptions
    ) throws(RecurrenceError) -> [RecurrencePlan] {
      var plans: [RecurrencePlan] = []
      for rule in rules {
        plans.append(try RecurrencePlan(rule, start: start, options: options))
      }
      return plans
    }
  }

  /// - Throws: `unsupported` where the engine can't expand a rule, `startDisagrees` where the text's
  ///   DTSTART is another than `start`, `invalidDate` for an RDATE without a time in a timed series,
  ///   `unknownZone` for a date's TZID.
  public init(
    _ text: RecurrenceText, start: RecurrenceStart, options: ExpansionOptions = ExpansionOptions()
  ) throws(RecurrenceError) {
    storage = try Storage(text, start: start, options: options)
  }

  /// Reads the text and ties it to the start: see `RecurrenceText`.
  public init(
    parsing text: String, start: RecurrenceStart, options: ExpansionOptions = ExpansionOptions()
  ) throws(RecurrenceError) {
    try self.init(RecurrenceText(parsing: text), start: start, options: options)
  }

  /// DTSTART and the zone.
  public var start: RecurrenceStart { storage.start }
  /// The rules and dates, as they were read.
  public var text: RecurrenceText { storage.text }
  /// How gaps, folds and bare dates are read, and by which engine.
  public var options: ExpansionOptions { storage.options }

  /// The only rule's plan, where the series is nothing else.
  var lonePlan: RecurrencePlan? {
    guard storage.plans.count == 1, !hasDates, storage.exclusionPlans.isEmpty else { return nil }
    return storage.plans[0]
  }

  /// The only rule's plan, where nothing but dates is added or removed.
  var onlyPlan: RecurrencePlan? {
    storage.plans.count == 1 && storage.exclusionPlans.isEmpty ? storage.plans[0] : nil
  }

  var hasDates: Bool { !storage.additions.isEmpty || !storage.exclusions.isEmpty }

  /// Whether the series ends: every rule has a COUNT or an UNTIL, or never matches.
  public var isFinite: Bool { storage.plans.allSatisfy(\.isFinite) }
}
