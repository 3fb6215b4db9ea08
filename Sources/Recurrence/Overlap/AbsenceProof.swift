/// What was examined before it was said that something never happens.
///
/// The statement covers years 1 to 9999 and takes for granted what `zonesAssumedRegularFromMilliseconds`
/// says; nothing else is assumed.
public struct AbsenceProof: Hashable, Sendable {
  /// Why nothing can happen outside the examined span.
  public enum Ground: Hashable, Sendable {
    /// A series has no occurrence, or its occurrences take no time.
    case nothingToCompare
    /// One of the series ends within the span.
    case seriesEnds
    /// After the span the two series, and their zones' offsets, only repeat what they did before, each
    /// time so much later.
    case repeats(everySeconds: Int)
    /// The span reaches to the end of the calendar, year 9999.
    case calendarEnds
  }

  /// Why the span is enough.
  public let ground: Ground
  /// Half-open, in epoch milliseconds.
  public let examined: Range<Int>
  /// From then on each zone is taken to follow its last known rule for ever; `nil` where the offsets
  /// never change, or all that matters lies before the rule.
  public let zonesAssumedRegularFromMilliseconds: Int?

  package init(ground: Ground, examined: Range<Int>, zonesAssumedRegularFromMilliseconds: Int?) {
    self.ground = ground
    self.examined = examined
    self.zonesAssumedRegularFromMilliseconds = zonesAssumedRegularFromMilliseconds
  }
}

extension AbsenceProof {
  /// What is said of series that have nothing in common to be looked at.
  package static let nothingToCompare = AbsenceProof(
    ground: .nothingToCompare, examined: 0..<0, zonesAssumedRegularFromMilliseconds: nil)

  /// - Parameters:
  ///   - begin: Epoch milliseconds, as `end`.
  ///   - zones: Those whose offsets matter.
  init(ground: Ground, from begin: Int, to end: Int, zones: [ZoneTransitions]) {
    var latest: Int?
    for zone in zones where !zone.isFixed && zone.isRegularFrom < end / 1000 {
      latest = max(latest ?? .min, zone.isRegularFrom)
    }
    self.init(
      ground: ground, examined: begin..<end,
      zonesAssumedRegularFromMilliseconds: latest.map { max($0, begin.floorDivided(by: 1000)) * 1000 })
  }
}
