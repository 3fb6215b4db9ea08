/// Where an iteration of a plan stands: before the next time it will yield.
///
/// One flat value for all patterns, so that moving it costs no branches; each pattern uses what it needs.
struct PlanCursor: Sendable {
  /// Periodic: the wall second the current period begins at. Steps: the current unit. Positions: the
  /// current period. Walked: the next index.
  var base = 0
  /// The place in the pattern's list of offsets, times or positions.
  var index = 0
  /// Days: the current year's first day, its days, the word of them being read, what is left of it. Steps: how
  /// many rounds it took to find the unit, as `wordIndex`.
  var year = CivilYear.one
  var days = DayMask()
  var word: UInt64 = 0
  var wordIndex = 0
  var isAtEnd = false
}

/// A run of occurrences on their way to the consumer.
@usableFromInline
struct OccurrenceBlock: Sendable {
  @usableFromInline static var capacity: Int { 24 }
  @usableFromInline var items: InlineArray<24, Occurrence>
  @usableFromInline var count = 0

  @usableFromInline
  init() {
    items = InlineArray(repeating: Occurrence(startMilliseconds: 0, offsetSeconds: 0))
  }

  var isFull: Bool { count == Self.capacity }
}

/// How wall seconds become occurrences within one stretch of a zone's clocks.
struct WallStretch {
  /// Times at or after this wall second are another stretch's.
  var end: Int
  /// Subtract it from wall seconds to get UTC seconds.
  var offsetSeconds: Int
  /// The length of the gap that the stretch is, or 0.
  var gapSeconds = 0

  func occurrence(_ wall: Int) -> Occurrence {
    Occurrence(
      startMilliseconds: (wall &- offsetSeconds) &* 1000,
      offsetSeconds: Int32(truncatingIfNeeded: offsetSeconds &+ gapSeconds),
      gapSeconds: Int32(truncatingIfNeeded: gapSeconds))
  }
}
