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
  /// How long it takes; nothing where the file gives it no length.
  public let length: EventLength
  /// Whether its times belong to no zone.
  public let isFloating: Bool
  /// What was left out, read in an unusual way, or taken for granted, with its line.
  public let findings: [Diagnostic]

  /// How long it takes, in whole seconds, with nominal days of 86,400.
  public var durationSeconds: Int { length.totalSeconds }

  /// The zone it recurs in.
  public var zone: ZoneTransitions { start.zone }

  /// The series with its overrides, by the day where the file has it so; `nil` for an event that occurs once.
  ///
  /// - Throws: What the recurrence can't be expanded for.
  public func series(options: ExpansionOptions = ExpansionOptions()) throws(ValidationFailure) -> Series? {
    guard let plain = try plainSeries(options: options) else { return nil }
    return plain.with(overrides: SeriesEvents(instances, of: plain, master: appointment).overrides)
  }

  /// The series without its overrides; `nil` for an event that occurs once.
  ///
  /// - Throws: What the recurrence can't be expanded for.
  package func plainSeries(options: ExpansionOptions) throws(ValidationFailure) -> Series? {
    guard let text else { return nil }
    return try Series(
      masterID: appointment.id, start: start, durationSeconds: length.totalSeconds, nominalDays: length.days,
      text: text, options: options)
  }
}
