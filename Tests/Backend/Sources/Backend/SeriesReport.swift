import SchedulingCore

/// A stored series as JSON.
struct SeriesReport: Encodable {
  let id: String
  let version: Int
  let isStale: Bool
  let timeZone: String
  let event: Appointment
  let events: [Appointment]

  init(_ series: StoredSeries) {
    id = series.event.id
    version = series.version
    isStale = series.isStale
    timeZone = series.zone.identifier
    event = series.event
    events = series.instances
  }
}
