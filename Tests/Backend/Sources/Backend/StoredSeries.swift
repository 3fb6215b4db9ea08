import GRDB
import Recurrence
import SchedulingCore

/// A series as it is stored: the master, the instances that were edited on their own, and which copy it is.
struct StoredSeries: Sendable {
  let event: Appointment
  let instances: [Appointment]
  let zone: ZoneTransitions
  /// Rises with each edit that was carried out; a change has to name it.
  var version = 1
  /// Whether a webhook told of something that this copy does not have.
  var isStale = false

  /// What a preview of an edit is worked out from.
  func request(_ edit: AppointmentEdit = AppointmentEdit(), cancellation: Cancellation? = nil)
    -> PreviewRequest
  {
    var request = PreviewRequest(event: event, edit: edit, cancellation: cancellation)
    request.zone = zone
    request.events = instances
    return request
  }

  /// The series with its instances.
  ///
  /// - Throws: `ValidationFailure` for an event that does not recur.
  func series() throws -> Series {
    var unusual: [Diagnostic] = []
    return try Series(event, events: instances, zone: zone, diagnostics: &unusual)
  }
}

extension StoredSeries {
  /// Reads the body of `POST /series`: `event`, `timeZone`, and perhaps `events` and the `version` it replaces.
  init(_ body: JSONBody) throws {
    guard let name = try body.text("timeZone") else { throw body.missing("timeZone") }
    guard let event = body["event"] else { throw body.missing("event") }
    let zone: ZoneTransitions
    do {
      zone = try ZoneTransitions.named(name)
    } catch {
      throw ValidationFailure(error, field: "timeZone")
    }
    self.zone = zone
    self.event = try Appointment(event, zone: zone)
    instances = try body["events"].map { try Appointment.list(parsing: $0.bytes(), zone: zone) } ?? []
    _ = try series()
  }
}

extension StoredSeries: FetchableRecord {
  /// Reads a row of the table `series`.
  init(row: Row) throws {
    zone = try ZoneTransitions.named(row["zone"])
    event = try Appointment(parsing: (row["event"] as String).utf8, zone: zone)
    instances = try Appointment.list(parsing: (row["instances"] as String).utf8, zone: zone)
    version = row["version"]
    isStale = row["isStale"]
  }
}
