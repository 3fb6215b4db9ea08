/// DTSTART: the local time a series starts at, and the zone it recurs in.
public struct RecurrenceStart: Sendable {
  public let local: LocalDateTime
  /// Whether the series recurs by whole days; `local` is then a midnight.
  public let isAllDay: Bool
  public let zone: ZoneTransitions

  public init(_ local: LocalDateTime, in zone: ZoneTransitions) {
    self.local = local
    self.isAllDay = false
    self.zone = zone
  }

  /// An all-day series: BYHOUR, BYMINUTE and BYSECOND have no meaning for it and are ignored.
  public init(allDay date: CivilDate, in zone: ZoneTransitions) {
    self.local = LocalDateTime(unchecked: date.dayNumber * 86_400)
    self.isAllDay = true
    self.zone = zone
  }
}
