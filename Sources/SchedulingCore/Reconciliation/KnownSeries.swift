internal import Recurrence

/// A series as it is stored: its master and the instances that were edited on their own.
public struct KnownSeries: Sendable {
  /// The master appointment.
  public let master: Appointment
  /// Its occurrences, with the overrides.
  public let series: Series

  /// A master with its series.
  public init(master: Appointment, series: Series) {
    self.master = master
    self.series = series
  }

  /// The stored copy of an occurrence: the override's appointment, or the master's fields at the slot's times.
  func stored(_ id: InstanceID) -> Appointment? {
    if let override = series.override(at: id.startMilliseconds) { return override.appointment }
    let zone = series.start.zone
    let times = series.times(of: id)
    var fields = master.json
    fields["rrule"] = nil
    fields["dateUpdated"] = nil
    fields["id"] = .string(id.description)
    return try? Appointment(
      fields, startTime: OffsetDateTime(zone.occurrence(atMilliseconds: times.startMilliseconds)),
      endTime: OffsetDateTime(zone.occurrence(atMilliseconds: times.endMilliseconds)),
      masterEventID: master.id)
  }
}
