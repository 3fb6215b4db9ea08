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
  /// How a bare date in UNTIL bounds a series whose start has a time.
  public var untilDate: UntilDate
  /// What expands the rules.
  public var engine: ExpansionEngine
  /// What becomes of a text that RFC 5545 does not allow.
  public var textReading: RecurrenceReading

  /// Gaps shift, the first pass counts, a bare date includes its day, plans expand, and texts are read leniently,
  /// unless said otherwise.
  public init(
    zonePolicy: ZonePolicy = ZonePolicy(), untilDate: UntilDate = .endOfDay,
    engine: ExpansionEngine = .compiled, textReading: RecurrenceReading = .lenient
  ) {
    self.zonePolicy = zonePolicy
    self.untilDate = untilDate
    self.engine = engine
    self.textReading = textReading
  }
}
