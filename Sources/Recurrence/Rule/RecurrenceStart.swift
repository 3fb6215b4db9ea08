/// DTSTART: the local time a series starts at, and the zone it recurs in.
public struct RecurrenceStart: Sendable {
  /// What the clocks of `zone` show at the start.
  public let local: LocalDateTime
  /// Whether the series recurs by whole days; `local` is then a midnight.
  public let isAllDay: Bool
  /// The zone the series recurs in.
  public let zone: ZoneTransitions

  /// A series of starts at a time of day.
  public init(_ local: LocalDateTime, in zone: ZoneTransitions) {
    self.local = local
    self.isAllDay = false
    self.zone = zone
  }

  /// An all-day series: BYHOUR, BYMINUTE and BYSECOND have no meaning for it and are ignored.
  public init(allDay date: CivilDate, in zone: ZoneTransitions) {
    self.local = date.midnight
    self.isAllDay = true
    self.zone = zone
  }

  /// A start by whole days or not, at that day or time.
  package init(_ local: LocalDateTime, isAllDay: Bool, in zone: ZoneTransitions) {
    if isAllDay { self.init(allDay: local.date, in: zone) } else { self.init(local, in: zone) }
  }
}
