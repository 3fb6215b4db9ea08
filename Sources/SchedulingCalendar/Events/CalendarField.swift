internal import SchedulingCore

/// What the fields of an appointment are called in iCalendar.
enum CalendarField {
  /// Texts that a property of RFC 5545 holds.
  static let texts = [("SUMMARY", "title"), ("DESCRIPTION", "description"), ("LOCATION", "address")]

  /// What properties of their own tell: the UID, the times, the recurrence.
  static let written: Set<String> = [
    "id", "_id", "startTime", "endTime", "rrule", "masterEventId", "isRecurring",
    Appointment.originalStartField, Appointment.lengthField, Appointment.allDayField,
  ]

  /// STATUS of VEVENT, which knows three values.
  static func status(_ status: AppointmentStatus) -> String {
    switch status {
    case .new: "TENTATIVE"
    case .cancelled, .invalid: "CANCELLED"
    default: "CONFIRMED"
    }
  }

  /// The status that a STATUS means by itself.
  static func status(_ value: String) -> AppointmentStatus? {
    switch value.uppercased() {
    case "TENTATIVE": .new
    case "CONFIRMED": .confirmed
    case "CANCELLED": .cancelled
    default: nil
    }
  }
}
