extension RecurrenceStart {
  /// DTSTART, on the clock of its own zone, else on that of `zone`; without any it floats and counts as UTC.
  ///
  /// - Throws: `unknownZone`, `invalidZoneData` for its TZID, `invalidDate` for an instant outside years 1 to 9999 on
  ///   that clock.
  public init(_ date: RecurrenceDate, in zone: ZoneTransitions?) throws(RecurrenceError) {
    let own = try date.namedZone
    switch date {
    case .date(let day): self.init(allDay: day, in: zone ?? .utc)
    case .local(let local, zone: _): self.init(local, in: own ?? zone ?? .utc)
    case .instant(let seconds):
      let zone = zone ?? .utc
      let wall = seconds + zone.offsetSeconds(atInstant: seconds)
      guard let local = LocalDateTime(wallSeconds: wall) else {
        throw RecurrenceError(.invalidDate, "DTSTART lies outside years 1 to 9999.")
      }
      self.init(local, in: zone)
    }
  }
}

extension RecurrenceDate {
  /// The zone of its TZID; `nil` where it has none.
  package var namedZone: ZoneTransitions? {
    get throws(RecurrenceError) {
      guard case .local(_, zone: let name?) = self else { return nil }
      return try ZoneTransitions.named(name)
    }
  }
}
