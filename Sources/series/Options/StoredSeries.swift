internal import Recurrence
internal import SchedulingCalendar
internal import SchedulingCore
internal import SeriesReport

/// All series of a file: a master, a list of events, or iCalendar.
struct StoredSeries {
  private(set) var known: [KnownSeries] = []

  /// - Parameters:
  ///   - zone: The zone that was given by name, if any was.
  ///   - zones: The zones of the events.
  init(_ path: String, zone: String?, zones: ZoneChoice, options: ExpansionOptions) throws {
    let file = try InputFile(path, as: "The event")
    guard !EventInput.isCalendar(path, file.bytes) else {
      let calendar = try file.parsed { bytes throws(ValidationFailure) in try CalendarFile(parsing: bytes) }
      for entry in calendar.entries {
        do throws(ValidationFailure) {
          let event = try calendar.event(entry, zones: zones, options: options)
          guard let series = try event.series(options: options) else { continue }
          known.append(KnownSeries(master: event.appointment, series: series))
        } catch {
          throw CommandFailure(error)
        }
      }
      guard !known.isEmpty else { throw Self.none(in: path) }
      return
    }
    let events = try file.parsed { bytes throws(ValidationFailure) in
      let value = try JSONValue(parsing: bytes, allowsDuplicateKeys: true)
      if let list = try Appointment.list(value, zone: zones.given) { return list }
      return [try Appointment(value, zone: zones.given)]
    }
    let masters = events.filter { $0.rrule != nil && !$0.isInstance }
    guard !masters.isEmpty else {
      throw Self.none(in: path)
    }
    for master in masters {
      try add(
        master, events: events, zone: try DefaultZone.zone(zone, for: master, options: options),
        options: options)
    }
  }

  private static func none(in path: String) -> CommandFailure {
    CommandFailure(.data, "The event \(path) holds no series: none of its events has a recurrence.")
  }

  private mutating func add(
    _ master: Appointment, events: [Appointment], zone: ZoneTransitions?, options: ExpansionOptions
  ) throws {
    do throws(ValidationFailure) {
      var findings: [Diagnostic] = []
      let series = try Series(master, events: events, zone: zone, options: options, diagnostics: &findings)
      StandardError.write(findings: findings)
      known.append(KnownSeries(master: master, series: series))
    } catch {
      throw CommandFailure(error, in: error.field == "rrule" ? master.rrule : nil)
    }
  }
}
