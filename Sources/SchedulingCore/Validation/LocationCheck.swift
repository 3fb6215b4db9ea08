/// The combinations of address, location type, location id and override that work together.
enum LocationCheck {
  /// The types the endpoint documents.
  static let types: Set<String> = ["custom", "zoom", "gmeet", "phone", "address", "ms_teams", "google"]

  static func findings(edit: AppointmentEdit, event: Appointment) -> [Diagnostic] {
    var findings: [Diagnostic] = []
    findings += typeFindings(edit, event: event)
    findings += overrideFindings(edit)
    return findings
  }

  private static func typeFindings(_ edit: AppointmentEdit, event: Appointment) -> [Diagnostic] {
    let field = AppointmentField.meetingLocationType.rawValue
    let hasAddress = edit.address.map { !$0.isEmpty } ?? false
    guard let type = edit.meetingLocationType else {
      guard edit.address != nil else { return [] }
      return [
        Diagnostic(
          .note, .locationTypeDefaultsToCustom,
          "With an address and no meetingLocationType the server takes custom.", field: field,
          remedy: "Give meetingLocationType where another is meant.")
      ]
    }
    guard types.contains(type) else {
      return [
        Diagnostic(
          .error, .unknownLocationType, "The API has no meeting location type “\(type.prefix(40))”.",
          field: field, remedy: "Use one of \(types.sorted().joined(separator: ", ")).")
      ]
    }
    if type == "custom", !hasAddress,
      edit.address != nil || (event.address ?? "").isEmpty, edit.meetingLocationID == nil
    {
      return [
        Diagnostic(
          .warning, .customLocationWithoutAddress,
          "The location is custom, but neither the edit nor the event has an address.", field: "address",
          remedy: "Give the address.")
      ]
    }
    if hasAddress, !["custom", "address", "phone"].contains(type) {
      return [
        Diagnostic(
          .warning, .addressWithOtherLocationType,
          "A \(type) meeting makes its own link, so the address may be ignored.", field: "address",
          remedy: "Use meetingLocationType: custom, or leave the address out.")
      ]
    }
    return []
  }

  private static func overrideFindings(_ edit: AppointmentEdit) -> [Diagnostic] {
    let field = AppointmentField.overrideLocationConfig.rawValue
    let hasType = edit.meetingLocationType != nil || edit.address != nil
    switch (edit.meetingLocationID != nil, hasType, edit.overrideLocationConfig) {
    case (true, false, nil):
      return [defaults(to: false, given: "meetingLocationId")]
    case (false, true, nil):
      // For an address alone the default is not documented.
      return edit.meetingLocationType == nil ? [] : [defaults(to: true, given: "meetingLocationType")]
    case (true, true, nil):
      return [
        Diagnostic(
          .warning, .overrideLocationConfigUnstated,
          "With both meetingLocationId and a type or address, it is not documented which one counts.",
          field: field, remedy: "Give overrideLocationConfig: true for the type, false for the id.")
      ]
    case (true, _, true?):
      return [
        Diagnostic(
          .warning, .overrideWithLocationID,
          "overrideLocationConfig: true overrides the configuration that meetingLocationId names.",
          field: field, remedy: "Give meetingLocationType instead of the id, or leave the flag out.")
      ]
    case (false, true, false?):
      return [
        Diagnostic(
          .warning, .locationTypeWithoutOverride,
          "With overrideLocationConfig: false the calendar's configuration stays in force.",
          field: field, remedy: "Give overrideLocationConfig: true, or a meetingLocationId.")
      ]
    case (false, false, .some):
      return [
        Diagnostic(
          .warning, .overrideWithoutLocation, "overrideLocationConfig is given without a location.",
          field: field, remedy: "Give meetingLocationType or meetingLocationId too, or leave it out.")
      ]
    case (true, _, false?), (false, true, true?), (false, false, nil): return []
    }
  }

  private static func defaults(to value: Bool, given: String) -> Diagnostic {
    Diagnostic(
      .note, .overrideLocationConfigDefaults,
      "With only \(given) given, the server takes overrideLocationConfig: \(value).",
      field: AppointmentField.overrideLocationConfig.rawValue)
  }
}
