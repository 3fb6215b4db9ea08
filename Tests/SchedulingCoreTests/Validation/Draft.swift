@testable import SchedulingCore

/// Drafts of edits of two events: P, which does not recur, and M, a daily master.
enum Draft {
  static let plainEvent = """
    {"id":"P","appointmentStatus":"confirmed","startTime":"2026-03-07T02:30:00-05:00",\
    "endTime":"2026-03-07T03:00:00-05:00"}
    """
  static let master = """
    {"id":"M","appointmentStatus":"new","rrule":"RRULE:FREQ=DAILY;COUNT=5",\
    "startTime":"2026-03-07T02:30:00-05:00","endTime":"2026-03-07T03:00:00-05:00"}
    """

  static func plain(_ edit: AppointmentEdit, address: String? = nil) throws -> UpdateDraft {
    var json = try JSONValue(parsing: plainEvent).objectValue ?? JSONObject()
    json["address"] = address.map(JSONValue.string)
    return try draft("P", edit, event: Appointment(.object(json)))
  }

  static func series(_ edit: AppointmentEdit, id: String = "M", scope: EditScope? = nil) throws -> UpdateDraft
  {
    try draft(id, edit, event: Appointment(parsing: master.utf8), scope: scope)
  }

  private static func draft(
    _ id: String, _ edit: AppointmentEdit, event: Appointment, scope: EditScope? = nil
  ) throws -> UpdateDraft {
    let decision = try TargetDecision.decide(
      id: EventReference(parsing: id), scope: scope, edit: edit, event: event)
    return UpdateDraft(decision: decision, edit: edit, event: event)
  }
}

extension UpdateValidator {
  /// All findings about a draft, errors included, in the order they are made.
  static func findings(_ draft: UpdateDraft) -> [Diagnostic] {
    do throws(ValidationFailure) {
      return try validate(draft).diagnostics
    } catch {
      return error.diagnostics
    }
  }
}
