/// The fields of an appointment that an update may carry, as the API spells them.
public enum AppointmentField: String, CaseIterable, Hashable, Sendable {
  case title, calendarId, meetingLocationType, meetingLocationId, overrideLocationConfig
  case appointmentStatus, assignedUserId, description, address, ignoreDateRange, toNotify
  case ignoreFreeSlotValidation, startTime, endTime, rrule
}

extension AppointmentField {
  /// Whether it is something an occurrence shows, rather than a flag, the rule or a time.
  var isContent: Bool {
    switch self {
    case .ignoreDateRange, .toNotify, .ignoreFreeSlotValidation, .rrule, .startTime, .endTime: false
    case .title, .calendarId, .meetingLocationType, .meetingLocationId, .overrideLocationConfig,
      .appointmentStatus, .assignedUserId, .description, .address:
      true
    }
  }
}
