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
  /// The event that tells the series; `nil` where options do.
  let event: Appointment?
  /// With the instances that were edited on their own; `nil` where no event tells the series or its length.
  let series: Series?
  /// Events of the series that have no occurrence of their own.
  let detached: [DetachedInstance]

  /// `nil` for a floating series.
  let zoneName: String?

  /// A series given by its recurrence and start.
  init(_ source: RecurrenceSource, durationSeconds: Int?, options: ExpansionOptions) throws {
    guard let text = source.rrule?.withLineBreaks, let begin = try source.writtenStart(options: options)
    else {
      throw ValidationError("Give --event, or --rrule and --start.")
    }
    do throws(RecurrenceError) {
      set = try RecurrenceSet(parsing: text, start: begin.start, options: options)
      warnings = set.warnings
    } catch {
      throw CommandFailure(error, in: text)
    }
    self.text = text
    masterID = source.master
    self.durationSeconds = durationSeconds ?? (begin.isAllDay ? 86_400 : nil)
    if masterID != nil, self.durationSeconds == nil {
      throw ValidationError("--master needs --duration: an instance id holds both.")
    }
    isFloating = begin.isFloating
    zoneName = begin.zoneName
    event = nil
    series = nil
    detached = []
  }

  /// An event's series.
  ///
  /// - Parameter instances: What tells the instances that were edited on their own, where anything does.
  init(
    _ input: EventInput, instances: [Appointment]?, zone: ZoneTransitions?, options: ExpansionOptions
  ) throws(ValidationFailure) {
    let event = input.appointment
    self.event = event
    text = event.rrule ?? ""
    masterID = event.id
    let plain: Series?
    if let calendar = input.calendar {
      guard let recurrence = calendar.text else {
        throw ValidationFailure(
          .eventNotRecurring, "The event “\(event.id)” has no recurrence.", field: "rrule")
      }
      do throws(RecurrenceError) {
        set = try RecurrenceSet(recurrence, start: calendar.start, options: options)
      } catch {
        throw ValidationFailure(error)
      }
      durationSeconds = calendar.durationSeconds
      isFloating = calendar.isFloating && zone == nil
      plain = calendar.durationSeconds == nil ? nil : try calendar.series(options: options)
    } else {
      var findings: [Diagnostic] = []
      let series = try Series(event, zone: zone, options: options, diagnostics: &findings)
      StandardError.write(findings: findings.filter { $0.field != "rrule" })
      set = series.recurrences
      durationSeconds = series.durationSeconds
      isFloating = false
      plain = series
    }
    let events = plain.flatMap { plain in instances.map { SeriesEvents($0, of: plain, master: event) } }
    series = plain?.with(overrides: events?.overrides ?? [])
    detached = events?.detached ?? []
    warnings = set.warnings
    zoneName = isFloating ? nil : set.start.zone.identifier
  }

  /// Writes the series with all that is known about it.
  func add(to calendar: inout SeriesCalendar) throws(ValidationFailure) {
    guard let masterID, let durationSeconds else {
      throw ValidationFailure(
        .durationUnknown, "The series has no length, without which no calendar file is written.",
        remedy: "Give --duration.")
    }
    let series = try Series(
      masterID: masterID, durationSeconds: durationSeconds, recurrences: set,
      overrides: self.series?.overrides ?? [])
    try calendar.add(series, master: event, isFloating: isFloating)
  }
}
