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

/// Tells which dates name no occurrence of a series without EXDATE; in ascending order quickest.
package struct AbsentDates {
  private let set: RecurrenceSet
  /// Epoch milliseconds from and to which no occurrence starts.
  private var gap = 0..<0
  /// How far after a date is looked, in milliseconds: a few gaps like the last one, ever farther where nothing is found.
  private var reach = 0
  /// `nil` where exclusion rules remove too many.
  private var seeker: SeriesSeeker?
  /// Takes its place then. Reads on where dates are close to one another.
  private var iterator: Occurrences.Iterator
  /// What it gave last, `nil` at its end, and the instants for which this is known.
  private var next: Occurrence?
  private var read = 0..<0

  private static let leastReach = 3_600_000
  /// More than all years have.
  private static let mostReach = 1 << 50

  /// So many occurrences are read before looking from a date anew is quicker. A choice.
  private static let mostSteps = 32
  private static let gapsAhead = 8

  package init(of set: RecurrenceSet) {
    self.set = set
    seeker = SeriesSeeker(set)
    iterator = set.occurrences(in: 0..<0).makeIterator()
  }

  /// Whether a date names no occurrence; not where that is not known, as a rule that is walked is not followed so far.
  ///
  /// - Throws: `unknownZone`, `invalidZoneData` for the zone of a `TZID`.
  package mutating func contains(_ date: RecurrenceDate) throws(RecurrenceError) -> Bool {
    let window: Range<Int>
    if case .date(let day) = date {
      let instants = set.start.zone.instants(ofDay: day.dayNumber)
      window = instants.lowerBound * 1000..<instants.upperBound * 1000
    } else {
      let named = try date.occurrence(in: set.start.zone, policy: set.options.zonePolicy)
      guard let start = named?.startMilliseconds else { return true }
      window = start..<start + 1
    }
    if gap.lowerBound <= window.lowerBound, window.upperBound <= gap.upperBound { return true }
    if !set.isKnown(before: window.upperBound) { return false }
    let next = first(in: window)
    let isBeyond = next.map { $0.startMilliseconds >= window.upperBound } ?? (iterator.cutShort == nil)
    if !isBeyond, try names(date, next) {
      reach = 0
      return false
    }
    guard set.isKnown(before: window.upperBound) else { return false }
    let end = next?.startMilliseconds ?? (seeker == nil ? read.upperBound : Self.mostReach)
    reach = min(max((end - window.upperBound) * Self.gapsAhead, Self.leastReach), Self.mostReach)
    if end >= window.upperBound, iterator.cutShort == nil, set.isKnown(before: end) {
      gap = window.lowerBound..<end
    }
    return true
  }

  /// The first occurrence at or after the window's beginning, as far as it is looked for.
  private mutating func first(in window: Range<Int>) -> Occurrence? {
    if case .first(let found) = seeker?.first(from: window.lowerBound) {
      return found
    }
    seeker = nil
    if read.lowerBound <= window.lowerBound, window.upperBound <= read.upperBound, iterator.cutShort == nil {
      read = window.lowerBound..<read.upperBound
      for _ in 0..<Self.mostSteps {
        guard let found = next, found.startMilliseconds < window.lowerBound else { return next }
        next = iterator.next()
      }
    }
    read = window.lowerBound..<window.upperBound + reach
    iterator = set.occurrences(in: read).makeIterator()
    next = iterator.next()
    return next
  }

  /// Whether a date names an occurrence, of which one is the first at or after it.
  private func names(_ date: RecurrenceDate, _ first: Occurrence?) throws(RecurrenceError) -> Bool {
    guard case .date(let day) = date else { return first != nil }
    if first?.nominalLocal.date == day { return true }
    return try set.occurrences(named: date).contains { _ in true }
  }
}
