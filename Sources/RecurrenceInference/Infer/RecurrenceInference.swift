public import Recurrence

/// The shortest recurrence found for a list of dates: rules, EXDATE and RDATE, and the start they need.
///
/// The text generates the dates and nothing else. Its length is that of its canonical form, RRULE, RDATE
/// and EXDATE lines together.
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

  /// The most dates that are taken.
  public static let maximumDates = 10_000

  /// Finds a recurrence for dates in any order.
  ///
  /// - Parameters:
  ///   - dates: Times, or bare dates for an all-day series; local times without a zone of their own
  ///     are on the clock of `zone`.
  ///   - zone: The zone the series is to recur in.
  ///   - options: What becomes of times that the zone's clocks skip or repeat.
  /// - Throws: `noDates`, `mixedDates`, `tooManyDates`; `invalidDate` for a local time that the zone's
  ///   clocks skip and the policy omits; `unknownZone` for a date's own zone.
  /// - Complexity: A bounded search: milliseconds for dates that a short rule has, a few seconds at most for
  ///   those that need a long one.
  public init(
    from dates: [RecurrenceDate], in zone: ZoneTransitions, options: ExpansionOptions = ExpansionOptions()
  ) throws(RecurrenceError) {
    let list = try DateList(dates, in: zone, options: options)
    var search = InferenceSearch(list)
    let found = try search.run()
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
