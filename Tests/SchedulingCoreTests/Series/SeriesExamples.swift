import Recurrence
import Testing

@testable import SchedulingCore

/// Short ways to make series, events and edits.
enum Example {
  static let newYork = "America/New_York"

  static func start(_ text: String, in zone: String = newYork) throws -> RecurrenceStart {
    RecurrenceStart(try #require(LocalDateTime(text)), in: try ZoneTransitions.named(zone))
  }

  static func series(
    _ rrule: String, _ start: String, in zone: String = newYork, seconds: Int = 1800,
    options: ExpansionOptions = ExpansionOptions()
  ) throws -> Series {
    try Series(
      masterID: "M", start: Example.start(start, in: zone), durationSeconds: seconds,
      text: RecurrenceText(parsing: rrule), options: options)
  }

  static func event(_ rrule: String?, start: String, end: String, id: String = "M") throws -> Appointment {
    var json: JSONObject = ["id": .string(id), "startTime": .string(start), "endTime": .string(end)]
    if let rrule { json["rrule"] = .string(rrule) }
    return try Appointment(.object(json))
  }

  /// Half an hour on Tuesday, 20 October 2026, 10:00 in New York.
  static func tuesday(_ rrule: String?) throws -> Appointment {
    try event(rrule, start: "2026-10-20T10:00:00-04:00", end: "2026-10-20T10:30:00-04:00")
  }

  static func edit(_ fields: JSONValue) throws -> AppointmentEdit {
    try AppointmentEdit(fields)
  }
}
