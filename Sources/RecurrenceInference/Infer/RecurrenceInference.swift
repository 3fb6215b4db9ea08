public import Recurrence

/// A recurrence found for a list of dates: rules, EXDATE and RDATE, and the start they need.
///
/// The text generates the dates and nothing else. It is the most readable one, or the shortest in its
/// canonical form, RRULE, RDATE and EXDATE lines together.
///
/// ```swift
/// let dates = [2, 9, 16].compactMap { CivilDate(year: 2026, month: 3, day: $0) }
/// let found = try RecurrenceInference(from: dates.map { .date($0) }, in: .utc)
/// print(found.text)  // RRULE:FREQ=WEEKLY;COUNT=3
/// ```
public struct RecurrenceInference: Sendable {
  /// DTSTART: the first date that a rule generates.
  public let start: RecurrenceStart
  /// Rules, exclusions and additions. EXDATE and RDATE are in UTC where the zone's offset changes, bare
  /// dates in an all-day series, and local otherwise.
  public let text: RecurrenceText
  /// How many dates there are, each counted once.
  public let count: Int
  /// The dates that were given again, in the order given.
  public let duplicates: [RecurrenceDate]

  /// Whether the search was ended by the work it may do; more might have found a better text.
  public let endedEarly: Bool

  /// The most dates that are taken.
  public static let maximumDates = 10_000

  /// Finds a recurrence for dates in any order.
  ///
  /// - Parameters:
  ///   - dates: Times, or bare dates for an all-day series; local times without a zone of their own
  ///     are on the clock of `zone`.
  ///   - zone: The zone the series is to recur in.
  ///   - preference: Which of the exact texts is wanted. A readable one takes no more EXDATEs and RDATEs
  ///     than the shortest.
  ///   - options: What becomes of times that the zone's clocks skip or repeat.
  /// - Throws: `noDates`, `mixedDates`, `tooManyDates`; `invalidDate` for a local time that the zone's
  ///   clocks skip and the policy omits; `unknownZone` for a date's own zone.
  /// - Complexity: A bounded search: milliseconds for dates that a usual rule has, a second at most for
  ///   others.
  public init(
    from dates: [RecurrenceDate], in zone: ZoneTransitions,
    preferring preference: RecurrencePreference = .readable, options: ExpansionOptions = ExpansionOptions()
  ) throws(RecurrenceError) {
    let list = try DateList(dates, in: zone, options: options)
    var search = InferenceSearch(list, preferring: preference)
    let found = try search.run()
    endedEarly = search.endedEarly
    start = found.start
    text = found.text
    count = list.occurrences.count
    duplicates = list.duplicates
  }

  /// The series: its occurrences are the dates.
  ///
  /// - Throws: Nothing for a text that was found; what making any series throws.
  public func set(options: ExpansionOptions = ExpansionOptions()) throws(RecurrenceError) -> RecurrenceSet {
    try RecurrenceSet(text, start: start, options: options)
  }
}

extension RecurrenceError.Code {
  /// There is no date to find a recurrence for.
  public static let noDates = Self(rawValue: "noDates")
  /// Some dates have a time and some have none.
  public static let mixedDates = Self(rawValue: "mixedDates")
}
