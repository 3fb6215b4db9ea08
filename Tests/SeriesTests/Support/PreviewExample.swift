import Foundation
import Recurrence
import SchedulingCore

/// Previews of small series, and of the shipped one.
enum PreviewExample {
  /// Daily at 09:00 in New York from Monday 2026-03-02, half an hour each.
  static func daily(
    _ edit: JSONValue, rule: String? = "RRULE:FREQ=DAILY;COUNT=5", id: String? = nil, scope: EditScope? = nil,
    events: [Appointment]? = nil, window: PreviewWindow = PreviewWindow(), cancellation: Cancellation? = nil,
    others: [InstanceID] = [], title: String = "Daily"
  ) throws -> SeriesPreview {
    var event: JSONObject = [
      "id": "M", "title": .string(title), "startTime": "2026-03-02T09:00:00-05:00",
      "endTime": "2026-03-02T09:30:00-05:00",
    ]
    if let rule { event["rrule"] = .string(rule) }
    var request = PreviewRequest(
      event: try Appointment(parsing: JSONValue.object(event).bytes()),
      edit: try AppointmentEdit(parsing: edit.bytes()), cancellation: cancellation)
    request.reach = EditReach(id: try id.map { try EventReference(parsing: $0) }, scope: scope)
    request.reach.others = others
    request.zone = try ZoneTransitions.named("America/New_York")
    request.settings.window = window
    request.events = events
    return request.preview()
  }

  /// The series of the README's pictures: cut in two in New York, across the end of daylight saving time.
  static func split() throws -> SeriesPreview {
    func file(_ name: String) throws -> Data {
      try Data(contentsOf: Fixture.folder.appending(path: "pictures/split-new-york/\(name).json"))
    }
    var request = PreviewRequest(
      event: try Appointment(parsing: try file("event")),
      edit: try AppointmentEdit(parsing: try file("edit")))
    request.reach = EditReach(
      id: try EventReference(parsing: "ocQHyuzHvysMo5N5VsXc_1791900000000_1800"), scope: .following)
    request.zone = try ZoneTransitions.named("America/New_York")
    request.events = try Appointment.list(parsing: try file("events"))
    return request.preview()
  }
}
