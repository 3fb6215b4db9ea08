public import Recurrence
public import SchedulingCore

/// An event as an iCalendar file tells it.
public struct CalendarEvent: Sendable {
  /// The event as the API would return it; its id is the UID.
  public let appointment: Appointment
  /// The instances that were edited on their own, as the API would list them.
  public let instances: [Appointment]
  /// When it starts first, and the zone it recurs in.
  public let start: RecurrenceStart
  /// RRULE, RDATE, EXDATE and EXRULE; `nil` for an event that occurs once.
  public let text: RecurrenceText?
  /// How long it takes, in whole seconds; `nil` where the file gives it no length.
  public let durationSeconds: Int?
  /// Whether its times belong to no zone.
  public let isFloating: Bool
  /// What was left out, read in an unusual way, or taken for granted, with its line.
  public let findings: [Diagnostic]

  /// The zone it recurs in.
  public var zone: ZoneTransitions { start.zone }

  /// The series with its overrides, by the day where the file has it so; `nil` for an event that occurs once.
  ///
  /// - Throws: What the recurrence can't be expanded for, and `durationUnknown`.
  public func series(options: ExpansionOptions = ExpansionOptions()) throws(ValidationFailure) -> Series? {
    guard let text else { return nil }
    guard let durationSeconds else {
      throw ValidationFailure(
        .durationUnknown, "The event “\(appointment.id)” has no length.", field: "endTime",
        remedy: "Give it a DTEND or a DURATION.")
    }
    let plain = try Series(
      masterID: appointment.id, start: start, durationSeconds: durationSeconds, text: text, options: options)
    let events = SeriesEvents(instances, of: plain, master: appointment)
    return try Series(
      masterID: appointment.id, start: start, durationSeconds: durationSeconds, text: text, options: options,
      overrides: events.overrides)
  }
}
