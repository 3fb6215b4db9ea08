public import Recurrence

/// What a service's webhook says of an appointment.
///
/// It names neither the rule nor the master of what recurs; ``SeriesReconciler`` finds the series.
public struct AppointmentNotice: Hashable, Sendable {
  /// What happened to the appointment.
  public enum Kind: String, CaseIterable, Hashable, Codable, Sendable {
    case created, updated, deleted
    /// The notice does not say.
    case unspecified
  }

  /// What happened.
  public let kind: Kind
  /// The appointment after it, with what the notice says and nothing else.
  public let appointment: Appointment

  /// A notice of an appointment.
  public init(_ kind: Kind, _ appointment: Appointment) {
    self.kind = kind
    self.appointment = appointment
  }

  /// Reads a webhook's body from JSON in UTF-8; see `init(_:zone:)`.
  public init(
    parsing bytes: some Sequence<UInt8>, zone: ZoneTransitions? = nil
  ) throws(ValidationFailure) {
    try self.init(JSONValue(parsing: bytes, allowsDuplicateKeys: true), zone: zone)
  }

  /// Reads the body of an app's webhook (`{type, locationId, appointment}`), of a workflow's
  /// (`{calendar: {appointmentId, …}, contact_id, …}`), or an appointment by itself.
  ///
  /// - Parameter zone: The zone of times without an offset, where the notice names none in `selectedTimezone`.
  /// - Throws: `notAnObject`, `noticeOfOtherKind` for what speaks of no appointment, and what
  ///   ``Appointment`` throws.
  public init(_ value: JSONValue, zone: ZoneTransitions? = nil) throws(ValidationFailure) {
    guard let body = value.objectValue else {
      throw ValidationFailure(.notAnObject, "The notice is \(value.kind), not an object.")
    }
    let type = body["type"]?.stringValue ?? body["event"]?.stringValue
    guard let fields = body.noticedAppointment, type.map(Self.speaksOfAppointment) ?? true else {
      throw ValidationFailure(
        .noticeOfOtherKind,
        type.map { "A notice of the type “\($0.prefix(60))” speaks of no appointment." }
          ?? "The notice holds no appointment.", field: type == nil ? "appointment" : "type",
        remedy: "Give the body of AppointmentCreate, AppointmentUpdate or AppointmentDelete.")
    }
    kind = type.map(Self.kind) ?? .unspecified
    var own: ZoneTransitions?
    if let name = fields["selectedTimezone"]?.stringValue, !name.isEmpty { own = try? .named(name) }
    appointment = try Appointment(JSONValue.object(fields), zone: own ?? zone)
  }

  private static func speaksOfAppointment(_ type: String) -> Bool {
    let type = type.lowercased()
    return type.contains("appointment") || type.contains("event")
  }

  private static func kind(_ type: String) -> Kind {
    let type = type.lowercased()
    if type.contains("delete") { return .deleted }
    if type.contains("create") { return .created }
    return type.contains("update") ? .updated : .unspecified
  }
}

extension JSONObject {
  /// The appointment that a webhook's body holds, by the names that the API gives its fields.
  fileprivate var noticedAppointment: JSONObject? {
    for key in ["appointment", "event", "data", "customData"] {
      guard let inner = self[key]?.objectValue else { continue }
      let named = key == "appointment" ? inner : nil
      guard var fields = inner["appointment"]?.objectValue ?? named ?? inner.asEvent else { continue }
      if fields["locationId"] == nil { fields["locationId"] = self["locationId"] }
      return fields
    }
    if let calendar = self["calendar"]?.objectValue, let id = calendar["appointmentId"] {
      return workflowAppointment(calendar, id)
    }
    return asEvent
  }

  private var asEvent: JSONObject? {
    self["id"] == nil || (self["startTime"] ?? self["calendarId"]) == nil ? nil : self
  }

  /// Workflows spell the status “appoinmentStatus” and keep the calendar's id as `id`.
  private func workflowAppointment(_ calendar: JSONObject, _ id: JSONValue) -> JSONObject {
    var fields = calendar
    fields["id"] = id
    fields["appointmentId"] = nil
    fields["calendarId"] = calendar["id"] ?? calendar["calendarId"]
    fields["appointmentStatus"] = calendar["appointmentStatus"] ?? calendar["appoinmentStatus"]
    fields["contactId"] = self["contact_id"] ?? self["contactId"]
    fields["locationId"] = self["location"]?["id"] ?? self["locationId"]
    return fields
  }
}

extension Diagnostic.Code {
  /// A webhook speaks of something other than an appointment.
  public static let noticeOfOtherKind = Self(rawValue: "noticeOfOtherKind")
}
