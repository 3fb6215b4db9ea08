/// What expands a rule.
public enum ExpansionEngine: String, CaseIterable, Hashable, Sendable {
  /// A plan of integer arithmetic; RSCALE and SKIP go to libical.
  case compiled
  /// libical's iterator; rules on which it is known to be wrong are refused as `unsupported`.
  case libical
  /// Both; a difference is an error unless it is a known fault of libical.
  case crossChecked = "cross-checked"
}

/// The choices that an expansion leaves open.
public struct ExpansionOptions: Hashable, Sendable {
  /// How a bare date in UNTIL bounds a series whose start has a time.
  public enum UntilDate: String, Hashable, Sendable {
    /// The whole local day belongs to the series.
    case endOfDay
    /// Only what starts at that day's midnight, as libical, dateutil and rrule.js read it.
    case startOfDay

    /// The last second of a bare date in UNTIL, on the clock's face.
    package func lastWall(of date: CivilDate) -> Int {
      date.midnight.wallSeconds + (self == .endOfDay ? 86_399 : 0)
    }
  }

  /// What becomes of local times that the zone skips or repeats.
  public var zonePolicy: ZonePolicy
  /// How a bare date in UNTIL bounds a series whose start has a time.
  public var untilDate: UntilDate
  /// What expands the rules.
  public var engine: ExpansionEngine

  /// Gaps shift, the first pass counts, a bare date includes its day, and plans expand, unless said otherwise.
  public init(
    zonePolicy: ZonePolicy = ZonePolicy(), untilDate: UntilDate = .endOfDay,
    engine: ExpansionEngine = .compiled
  ) {
    self.zonePolicy = zonePolicy
    self.untilDate = untilDate
    self.engine = engine
  }
}

/// How much an expansion may yield before it stops and says so.
public struct ExpansionLimits: Hashable, Sendable {
  /// At most that many occurrences.
  public var occurrences: Int

  /// At most that many occurrences.
  public init(occurrences: Int = 10_000) { self.occurrences = occurrences }
}

/// The occurrences an expansion yielded, and whether there are more.
public struct Expansion: Hashable, Sendable {
  /// Strictly ascending.
  public let occurrences: [Occurrence]
  /// Whether the limit cut the series: at least one more occurrence lies in the window.
  public let isTruncated: Bool
  /// Whether a rule goes on beyond the year 9999, the last there is, and neither the limit nor the window
  /// ended before.
  public let endsWithCalendar: Bool

  package init(occurrences: [Occurrence], isTruncated: Bool, endsWithCalendar: Bool = false) {
    self.occurrences = occurrences
    self.isTruncated = isTruncated
    self.endsWithCalendar = endsWithCalendar
  }
}
