// What EXDATE and EXRULE name of a series.
extension RecurrenceSet {
  /// The occurrences that a date names: those of a whole day, by what the rule calls them, or the one that
  /// starts then.
  ///
  /// - Throws: `unknownZone`, `invalidZoneData` for the zone of a `TZID`.
  package func occurrences(
    named date: RecurrenceDate
  ) throws(RecurrenceError) -> LazyFilterSequence<Occurrences> {
    if case .date(let day) = date { return occurrences(on: day) }
    let start = try date.occurrence(in: start.zone, policy: options.zonePolicy)?.startMilliseconds
    return occurrences(in: start.map { $0..<$0 + 1 } ?? 0..<0).lazy.filter { _ in true }
  }

  /// Whether a date names no occurrence; not where that is not known, as a rule that is walked is not followed so far.
  package func lacks(_ date: RecurrenceDate) throws(RecurrenceError) -> Bool {
    if try occurrences(named: date).contains(where: { _ in true }) { return false }
    if case .date(let day) = date {
      return isKnown(before: start.zone.instants(ofDay: day.dayNumber).upperBound)
    }
    let named = try date.occurrence(in: start.zone, policy: options.zonePolicy)
    return named.map { isKnown(before: $0.startSeconds + 1) } ?? true
  }

  /// The series as if nothing were excluded from it, or nothing by EXDATE or EXRULE alone.
  package func withoutExclusions(
    by kind: RecurrenceText.ExclusionKind = .all
  ) throws(RecurrenceError) -> RecurrenceSet {
    let whole = text.withoutExclusions(by: kind)
    return whole == text ? self : try RecurrenceSet(whole, start: start, options: options)
  }
}

extension RecurrenceText {
  /// What takes occurrences out of a series.
  package enum ExclusionKind: Hashable, Sendable {
    /// EXDATE.
    case dates
    /// EXRULE.
    case rules
    case all
  }

  /// Whether there is any EXDATE or EXRULE.
  package var hasExclusions: Bool { !exclusions.isEmpty || !exclusionRules.isEmpty }

  /// The text with no EXDATE, no EXRULE, or neither.
  package func withoutExclusions(by kind: ExclusionKind = .all) -> RecurrenceText {
    var text = self
    if kind != .rules { text.exclusions = [] }
    if kind != .dates { text.exclusionRules = [] }
    return text
  }
}
