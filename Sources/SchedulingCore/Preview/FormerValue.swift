/// A value that a plan's requests change and that none can give back.
struct FormerValue: Hashable {
  /// Whose it was.
  let id: String
  /// As the API spells it.
  let field: String
  /// `nil` where the event tells none.
  let value: JSONValue?

  /// Whether a request of that version may carry the value; what names something can't be empty.
  static func canBeSent(_ value: JSONValue, as field: String, in version: APIVersion) -> Bool {
    switch AppointmentEdit.Field(rawValue: field) {
    case .appointmentStatus:
      value.stringValue.map {
        AppointmentStatus.allowed(in: version).contains(AppointmentStatus(rawValue: $0))
      } ?? false
    case .calendarId, .meetingLocationType, .meetingLocationId, .assignedUserId: value != ""
    default: true
    }
  }

  /// One finding for each field and value, in the order they were met.
  static func findings(_ values: [FormerValue], version: APIVersion) -> [Diagnostic] {
    var groups: [(first: FormerValue, ids: [String])] = []
    for value in values {
      if let index = groups.firstIndex(where: { $0.first.hasSameValue(as: value) }) {
        if !groups[index].ids.contains(value.id) { groups[index].ids.append(value.id) }
      } else {
        groups.append((value, [value.id]))
      }
    }
    return groups.map { $0.first.finding(for: $0.ids, version: version) }
  }

  /// What no request takes is told without its value.
  private func hasSameValue(as other: FormerValue) -> Bool {
    field == other.field && (value == other.value || Appointment.unsentFields.contains(field))
  }

  private func finding(for ids: [String], version: APIVersion) -> Diagnostic {
    let names = ids.prefix(3).joined(separator: ", ") + (ids.count > 3 ? "…" : "")
    guard let value else {
      return Diagnostic(
        .note, .notRestorable,
        "\(names) \(ids.count == 1 ? "has" : "have") no \(field) now, which no request can bring back.",
        field: field)
    }
    guard field == AppointmentEdit.Field.appointmentStatus.rawValue, let text = value.stringValue else {
      return Diagnostic(
        .warning, .notRestorable, "The \(field) of \(names) can't be restored: no request takes \(field).",
        field: field, remedy: "Keep a copy.")
    }
    let isForLater = AppointmentStatus.allowed(in: .v3).contains(AppointmentStatus(rawValue: text))
    return Diagnostic(
      .warning, .notRestorable,
      "The former status \(text) of \(names) can't be restored: version \(version.rawValue) of the API does not "
        + "accept it.", field: field,
      remedy: isForLater ? "Use the version v3, which accepts it." : "Note what it was.")
  }
}

extension Diagnostic.Code {
  /// A former value that nothing undoes the loss of, since no request may carry it.
  public static let notRestorable = Self(rawValue: "notRestorable")
}
