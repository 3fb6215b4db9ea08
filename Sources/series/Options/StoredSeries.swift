internal import Recurrence
internal import SchedulingCalendar
internal import SchedulingCore
internal import SeriesReport

/// All series of files: masters, lists of events, or iCalendar.
struct StoredSeries {
  private(set) var known: [KnownSeries] = []

  /// Adds the series of a file.
  ///
  /// - Parameters:
  ///   - zone: The zone that was given by name, if any was.
  ///   - zones: The zones of the events.
  mutating func add(_ path: String, zone: String?, zones: ZoneChoice, options: ExpansionOptions) throws {
    let former = known.count
    let file = try InputFile(path, as: "The event")
    guard !EventInput.isCalendar(path, file.bytes) else {
      let calendar = try file.parsed { bytes throws(ValidationFailure) in try CalendarFile(parsing: bytes) }
      if known.isEmpty { known.reserveCapacity(calendar.entries.count) }
      for entry in calendar.entries {
        do throws(ValidationFailure) {
          let event = try calendar.event(entry, zones: zones, options: options)
          guard let series = try event.series(options: options) else { continue }
          known.append(KnownSeries(master: event.appointment, series: series))
        } catch {
          throw CommandFailure(error)
        }
      }
      guard known.count > former else { throw Self.none(in: path) }
      return
    }
    let events = try file.parsed { bytes throws(ValidationFailure) in
      let value = try JSONValue(parsing: bytes, allowsDuplicateKeys: true)
      if let list = try Appointment.list(value, zone: zones.given) { return list }
      return [try Appointment(value, zone: zones.given)]
    }
    // Looking through the whole list for each series would take its length squared.
    let instances = Dictionary(grouping: events.lazy.filter(\.isInstance), by: \.seriesID)
    if known.isEmpty { known.reserveCapacity(events.count) }
    for master in events where master.rrule != nil && !master.isInstance {
      try add(
        master, instances: instances[master.id] ?? [],
        zone: try DefaultZone.zone(zone, for: master, options: options), options: options)
    }
    guard known.count > former else { throw Self.none(in: path) }
  }

  private static func none(in path: String) -> CommandFailure {
    CommandFailure(.data, "The event \(path) holds no series: none of its events has a recurrence.")
  }

  private mutating func add(
    _ master: Appointment, instances: [Appointment], zone: ZoneTransitions?, options: ExpansionOptions
  ) throws {
    do throws(ValidationFailure) {
      var findings: [Diagnostic] = []
      let series = try Series(
        master, events: instances, zone: zone, options: options, diagnostics: &findings)
      StandardError.write(findings: findings)
      known.append(KnownSeries(master: master, series: series))
    } catch {
      throw CommandFailure(error, in: error.field == "rrule" ? master.rrule : nil)
    }
  }
}
