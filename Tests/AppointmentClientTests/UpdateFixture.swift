import AppointmentClient
import LoopbackServer
import SchedulingCore
import Testing

/// A validated update of one plain event, and a client to send it with.
struct UpdateFixture {
  static let token = "pit-1f0c9a52/secret+token=="

  var id = "ocQHyuzHvysMo5N5VsXc"
  var version = APIVersion.v2021_04_15

  func update() throws -> ValidatedUpdate {
    let event = try Appointment([
      "id": .string(id), "calendarId": "CAL", "appointmentStatus": "new",
      "startTime": "2026-03-07T09:00:00-05:00", "endTime": "2026-03-07T09:30:00-05:00",
    ])
    var edit = AppointmentEdit()
    edit.title = "Grüße"
    edit.appointmentStatus = .confirmed
    edit.startTime = try OffsetDateTime(parsing: "2026-03-07T10:00:00-05:00")
    edit.endTime = try OffsetDateTime(parsing: "2026-03-07T10:30:00-05:00")
    edit.toNotify = false
    var request = PreviewRequest(event: event, edit: edit)
    request.settings.version = version
    return try #require(request.preview().validatedUpdate)
  }

  /// The event as the update makes it, with members added.
  func answer(_ changes: JSONObject = [:]) -> JSONValue {
    var event: JSONObject = [
      "id": .string(id), "calendarId": "CAL", "appointmentStatus": "confirmed", "title": "Grüße",
      "startTime": "2026-03-07T10:00:00-05:00", "endTime": "2026-03-07T10:30:00-05:00",
    ]
    for (key, value) in changes { event[key] = value }
    return .object(event)
  }

  func send(
    to server: LoopbackServer, timeout: Duration = .seconds(20), _ kind: TransportKind? = nil
  ) async throws -> Result<UpdateOutcome, AppointmentClientError> {
    try await send(to: server.baseURL, timeout: timeout, kind)
  }

  func send(
    to baseURL: String, timeout: Duration = .seconds(20), _ kind: TransportKind? = nil
  ) async throws -> Result<UpdateOutcome, AppointmentClientError> {
    let client = try AppointmentClient(baseURL: baseURL, timeout: timeout, transport: kind?.transport) {
      Self.token
    }
    let update = try update()
    do throws(AppointmentClientError) {
      return .success(try await client.update(update))
    } catch {
      return .failure(error)
    }
  }
}

extension Result where Success == UpdateOutcome, Failure == AppointmentClientError {
  var error: AppointmentClientError? {
    if case .failure(let error) = self { error } else { nil }
  }
}
