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
  /// How long an occurrence takes, where that is known.
  let length: EventLength?
  /// Whether it is an event that occurs once.
  let isSingle: Bool
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
  init(_ source: RecurrenceSource, length: EventLength?, options: ExpansionOptions) throws {
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
    self.length = try length ?? (begin.isAllDay ? EventLength(days: 1, seconds: 0) : nil)
    if masterID != nil, self.length == nil {
      throw ValidationError("--master needs --duration: an instance id holds both.")
    }
    isSingle = false
    isFloating = begin.isFloating
    zoneName = begin.zoneName
    event = nil
    series = nil
    detached = []
  }

  /// An event's series.
  ///
  /// - Parameters:
  ///   - instances: What tells the instances that were edited on their own, where anything does.
  ///   - takesSingle: Whether an event that occurs once is a series of one.
  init(
    _ input: EventInput, instances: [Appointment]?, takesSingle: Bool, zone: ZoneTransitions?,
    options: ExpansionOptions
  ) throws(ValidationFailure) {
    let event = input.appointment
    self.event = event
    text = event.rrule ?? ""
    masterID = event.id
    let plain: Series
    isSingle = takesSingle && !event.recurs(in: input.calendar)
    isFloating = zone == nil && input.calendar?.isFloating == true
    if isSingle {
      plain = try Series(
        single: event, start: input.calendar?.start, length: input.calendar?.length, in: zone)
    } else if let calendar = input.calendar {
      guard let series = try calendar.plainSeries(options: options) else {
        throw ValidationFailure(
          .eventNotRecurring, "The event “\(event.id)” has no recurrence.", field: "rrule")
      }
      plain = series
    } else {
      var findings: [Diagnostic] = []
      plain = try Series(event, zone: zone, options: options, diagnostics: &findings)
      StandardError.write(findings: findings.filter { $0.field != "rrule" })
    }
    set = plain.recurrences
    length = try plain.length
    let events = instances.map { SeriesEvents($0, of: plain, master: event) }
    series = isSingle ? nil : plain.with(overrides: events?.overrides ?? [])
    detached = events?.detached ?? []
    warnings = set.warnings
    zoneName = isFloating ? nil : set.start.zone.identifier
  }

  /// Writes the series with all that is known about it.
  func add(to calendar: inout SeriesCalendar) throws(ValidationFailure) {
    if isSingle, let event { return try calendar.add(event, zone: set.start.zone) }
    guard let masterID, let length else {
      throw ValidationFailure(
        .durationUnknown, "The series has no length, without which no calendar file is written.",
        remedy: "Give --duration.")
    }
    let series = try Series(
      masterID: masterID, durationSeconds: length.totalSeconds, nominalDays: length.days, recurrences: set,
      overrides: self.series?.overrides ?? [])
    try calendar.add(series, master: event, isFloating: isFloating)
  }
}

extension Appointment {
  /// Whether it has a recurrence, or should have one and lacks it.
  fileprivate func recurs(in calendar: CalendarEvent?) -> Bool {
    if let calendar { return calendar.text != nil }
    return rrule != nil || startTime == nil
  }
}

extension Series {
  /// An event that occurs once, as a series of one.
  fileprivate init(
    single event: Appointment, start: RecurrenceStart?, length: EventLength?, in zone: ZoneTransitions?
  ) throws(ValidationFailure) {
    var begin = start
    if begin == nil, let time = event.startTime {
      let seconds = time.milliseconds.floorDivided(by: 1000)
      do throws(RecurrenceError) {
        let named = try event.timeZone.map { name throws(RecurrenceError) in try ZoneTransitions.named(name) }
        let fixed = try ZoneTransitions.fixed(offsetSeconds: time.offsetSeconds)
        let zone = zone ?? named ?? fixed
        begin = RecurrenceStart(
          LocalDateTime(clamping: seconds + zone.offsetSeconds(atInstant: seconds)), in: zone)
      } catch {
        throw ValidationFailure(error, field: "startTime")
      }
    }
    guard let begin else {
      throw ValidationFailure(.missingField, "The event has no startTime.", field: "startTime")
    }
    let date: RecurrenceDate = begin.isAllDay ? .date(begin.local.date) : .local(begin.local, zone: nil)
    try self.init(
      masterID: event.seriesID, start: begin,
      durationSeconds: length?.totalSeconds ?? event.durationSeconds ?? 0, nominalDays: length?.days ?? 0,
      text: RecurrenceText(additions: [date]))
  }
}
