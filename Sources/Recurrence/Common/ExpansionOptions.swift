/// The choices that an expansion leaves open.
public struct ExpansionOptions: Hashable, Sendable {
  /// How a bare date in UNTIL bounds a series whose start has a time.
  public enum UntilDate: String, Hashable, Codable, Sendable {
    /// The whole local day belongs to the series.
    case endOfDay
    /// Only what starts at that day's midnight, as libical, dateutil and rrule.js read it.
    case startOfDay
  }

  /// What becomes of local times that the zone skips or repeats.
  public var zonePolicy: ZonePolicy
  /// How rules are read where RFC 5545 leaves room.
  public var reading: Reading
  /// What expands the rules; libical reads them its own way.
  public var engine: ExpansionEngine

  /// Gaps shift, the first pass counts, rules are read as RFC 5545 says, a bare date in UNTIL includes its day,
  /// and plans expand, unless said otherwise.
  ///
  /// - Parameter untilDate: Takes the place of the reading's choice.
  public init(
    zonePolicy: ZonePolicy = ZonePolicy(), untilDate: UntilDate? = nil, reading: Reading = .rfc5545,
    engine: ExpansionEngine = .compiled
  ) {
    self.zonePolicy = zonePolicy
    self.reading = reading
    self.engine = engine
    if let untilDate { self.reading.untilDate = untilDate }
  }

  /// How a bare date in UNTIL bounds a series whose start has a time.
  public var untilDate: UntilDate {
    get { reading.untilDate }
    set { reading.untilDate = newValue }
  }
}
