/// The body of `POST /calendars/events/appointments` for an event that continues another.
struct AppointmentCreation {
  private(set) var body = JSONObject()
  /// The recurrence in the body.
  let rule: RuleChange
  private(set) var findings: [Diagnostic] = []

  /// What the endpoint takes of an event's own fields.
  private static let carried =
    AppointmentField.allCases.filter(\.isContent).map(\.rawValue) + ["locationId", "contactId"]
  private static let required = ["calendarId", "locationId", "contactId"]

  /// - Parameters:
  ///   - edit: As it will be, with the new event's rule and times.
  init(continuing event: Appointment, edit: AppointmentEdit, version: APIVersion) {
    rule = edit.rule == .remove ? .unchanged : edit.rule
    for key in Self.carried {
      if let value = event.json[key], value != .null { body[key] = value }
    }
    let allowed = AppointmentStatus.allowed(in: version)
    if let status = event.appointmentStatus, !allowed.contains(status), edit.appointmentStatus == nil {
      body[AppointmentField.appointmentStatus.rawValue] = nil
      findings.append(
        Diagnostic(
          .warning, .fieldNotCarriedOver,
          "The new series can't be created with the status \(status.rawValue); the server chooses one.",
          field: "appointmentStatus", remedy: "Give appointmentStatus in the edit."))
    }
    for (key, value) in edit.body { body[key] = value }
    if edit.rule == .remove { body[AppointmentField.rrule.rawValue] = nil }
    for key in Self.required where (body[key]?.stringValue ?? "").isEmpty {
      findings.append(
        Diagnostic(
          .error, .missingField, "The event has no \(key), without which no series can be created.",
          field: key, remedy: "Give the master event as the API returns it."))
    }
    for key in Appointment.unsentFields where event.holds(key) {
      findings.append(
        Diagnostic(
          .warning, .fieldNotCarriedOver, "The new series can't be created with the event's \(key).",
          field: key, remedy: "Set it on the new series afterwards."))
    }
  }
}

extension Diagnostic.Code {
  /// A field that the series split off can't be created with, or an instance can't have under its new id.
  public static let fieldNotCarriedOver = Self(rawValue: "fieldNotCarriedOver")
}
