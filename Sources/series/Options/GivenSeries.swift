internal import ArgumentParser
internal import Recurrence
internal import SchedulingCalendar
internal import SchedulingCore

/// A series to expand, with what is known about it.
struct GivenSeries {
  let set: RecurrenceSet
  let warnings: [RecurrenceWarning]
  /// The recurrence, for the places of faults and warnings.
  let text: String
  let masterID: String?
  let durationSeconds: Int?
  /// Whether it recurs in no zone.
  let isFloating: Bool
  /// How many instances of a calendar file were edited on their own.
  let instanceCount: Int
  private let event: Appointment?
  private let overrides: [InstanceOverride]

  /// `nil` for a floating series.
  let zoneName: String?

  /// A series given by its recurrence and start.
  init(_ source: RecurrenceSource, durationSeconds: Int?, options: ExpansionOptions) throws {
    guard let rrule = source.rrule, let start = source.start, let begin = try source.recurrenceStart() else {
      throw ValidationError("Give --event, or --rrule and --start.")
    }
    let text = rrule.withLineBreaks
    do throws(RecurrenceError) {
      set = try RecurrenceSet(parsing: text, start: begin, options: options)
      warnings = set.warnings
    } catch {
      throw CommandFailure(error, in: text)
    }
    self.text = text
    masterID = source.master
    self.durationSeconds = durationSeconds ?? (start.local == nil ? 86_400 : nil)
    isFloating = source.zone == nil && start.offsetSeconds == nil
    zoneName = source.zone
    event = nil
    instanceCount = 0
    overrides = []
  }

  /// An event's series.
  init(_ input: EventInput, zone: ZoneTransitions?, options: ExpansionOptions) throws(Diagnostic) {
    event = input.appointment
    text = input.appointment.rrule ?? ""
    masterID = input.appointment.id
    instanceCount = input.calendar?.instances.count ?? 0
    if let calendar = input.calendar {
      guard let recurrence = calendar.text else {
        throw Diagnostic(
          .error, .eventNotRecurring, "The event “\(input.appointment.id)” has no recurrence.", field: "rrule"
        )
      }
      do throws(RecurrenceError) {
        set = try RecurrenceSet(recurrence, start: calendar.start, options: options)
      } catch {
        throw Diagnostic(error)
      }
      durationSeconds = calendar.durationSeconds
      isFloating = calendar.isFloating && zone == nil
      overrides =
        calendar.durationSeconds == nil ? [] : try calendar.series(options: options)?.overrides ?? []
    } else {
      var findings: [Diagnostic] = []
      let series = try Series(input.appointment, zone: zone, options: options, diagnostics: &findings)
      StandardError.write(findings: findings.filter { $0.field != "rrule" })
      set = series.recurrences
      durationSeconds = series.durationSeconds
      isFloating = false
      overrides = []
    }
    warnings = set.warnings
    zoneName = isFloating ? nil : set.start.zone.identifier
  }

  /// Writes the series with all that is known about it.
  func add(to calendar: inout SeriesCalendar) throws(Diagnostic) {
    guard let masterID, let durationSeconds else {
      throw Diagnostic(
        .error, .durationUnknown, "The series has no length, without which no calendar file is written.",
        remedy: "Give --duration.")
    }
    let series = try Series(
      masterID: masterID, durationSeconds: durationSeconds, recurrences: set, overrides: overrides)
    try calendar.add(series, master: event, isFloating: isFloating)
  }
}
