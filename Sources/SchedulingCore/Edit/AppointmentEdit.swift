/// The fields a person wants changed: the body of `PUT /calendars/events/appointments/{eventId}`.
///
/// A field that is `nil` is absent from the body, which leaves the appointment's value as it is.
public struct AppointmentEdit: Hashable, Sendable {
  /// The title.
  public var title: String?
  /// The calendar to move the appointment to.
  public var calendarID: String?
  /// Where the meeting takes place: `custom`, `zoom`, `gmeet`, `phone`, `address`, `ms_teams`, `google`.
  public var meetingLocationType: String?
  /// A location of the calendar's or a team member's configuration.
  public var meetingLocationID: String?
  /// Whether the given location replaces the calendar's configuration.
  public var overrideLocationConfig: Bool?
  /// The status.
  public var appointmentStatus: AppointmentStatus?
  /// The user the appointment is assigned to.
  public var assignedUserID: String?
  /// The description.
  public var eventDescription: String?
  /// The address, or the meeting's link.
  public var address: String?
  /// Whether the server leaves minimum notice and date range unchecked.
  public var ignoreDateRange: Bool?
  /// Whether automations run; absent means that they do.
  public var toNotify: Bool?
  /// Whether the server leaves slots, notice and date range unchecked; it applies a rule only then.
  public var ignoreFreeSlotValidation: Bool?
  /// What becomes of the recurrence.
  public var rule: RuleChange
  /// The new start.
  public var startTime: OffsetDateTime?
  /// The new end.
  public var endTime: OffsetDateTime?
  /// Fields the endpoint does not document, sent as they were given.
  public var unknownFields: JSONObject
  /// What reading it found that is no error; a preview carries it along.
  public internal(set) var findings: [Diagnostic]

  /// An edit that changes nothing.
  public init() {
    rule = .unchanged
    unknownFields = JSONObject()
    findings = []
  }
}

extension AppointmentEdit {
  /// The body as JSON: what was given, nothing else.
  public var json: JSONValue { .object(body) }

  /// The same as the members of an object.
  var body: JSONObject { unknownFields.merging(documentedFields) }

  /// The members that the endpoint documents.
  var documentedFields: JSONObject {
    var fields = JSONObject()
    for field in AppointmentField.allCases {
      if let value = value(of: field) { fields[field.rawValue] = value }
    }
    return fields
  }

  /// What the body has for a key.
  package subscript(key: String) -> JSONValue? {
    if let field = AppointmentField(rawValue: key), let value = value(of: field) { return value }
    return unknownFields[key]
  }

  private func value(of field: AppointmentField) -> JSONValue? {
    switch field {
    case .title: title.map(JSONValue.string)
    case .calendarId: calendarID.map(JSONValue.string)
    case .meetingLocationType: meetingLocationType.map(JSONValue.string)
    case .meetingLocationId: meetingLocationID.map(JSONValue.string)
    case .overrideLocationConfig: overrideLocationConfig.map(JSONValue.bool)
    case .appointmentStatus: (appointmentStatus?.rawValue).map(JSONValue.string)
    case .assignedUserId: assignedUserID.map(JSONValue.string)
    case .description: eventDescription.map(JSONValue.string)
    case .address: address.map(JSONValue.string)
    case .ignoreDateRange: ignoreDateRange.map(JSONValue.bool)
    case .toNotify: toNotify.map(JSONValue.bool)
    case .ignoreFreeSlotValidation: ignoreFreeSlotValidation.map(JSONValue.bool)
    case .startTime: (startTime?.text).map(JSONValue.string)
    case .endTime: (endTime?.text).map(JSONValue.string)
    case .rrule:
      switch rule {
      case .unchanged: nil
      case .remove: .string("")
      case .replace(let rule): .string(rule.text)
      }
    }
  }

  /// Whether the edit carries `rrule`, be it to replace or to remove the rule.
  public var changesRule: Bool { rule != .unchanged }

  /// Whether the edit carries a start or an end.
  public var changesTimes: Bool { startTime != nil || endTime != nil }

  /// Whether it names nothing but flags.
  public var isEmpty: Bool {
    var flagsOnly = AppointmentEdit()
    flagsOnly.ignoreDateRange = ignoreDateRange
    flagsOnly.ignoreFreeSlotValidation = ignoreFreeSlotValidation
    flagsOnly.toNotify = toNotify
    flagsOnly.findings = findings
    return self == flagsOnly
  }
}
