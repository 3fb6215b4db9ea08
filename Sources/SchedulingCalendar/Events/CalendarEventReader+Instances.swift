internal import Recurrence
internal import SchedulingCore

// The instances of an event that were edited on their own.
extension CalendarEventReader {
  /// Of several revisions of an instance the last, by the instant it stands for, however that is written.
  mutating func latest(
    _ components: [CalendarComponent], in set: RecurrenceSet
  ) -> [(component: CalendarComponent, original: Int)] {
    var chosen: [(component: CalendarComponent, original: Int)] = []
    var places: [Int: Int] = [:]
    for component in components {
      guard let property = component.first("RECURRENCE-ID") else { continue }
      do throws(ValidationFailure) {
        let original = try original(property, in: set)
        guard let place = places[original] else {
          places[original] = chosen.count
          chosen.append((component, original))
          continue
        }
        if CalendarFile.revision(component) >= CalendarFile.revision(chosen[place].component) {
          chosen[place].component = component
        }
      } catch {
        leaveOut(component, error)
      }
    }
    return chosen
  }

  /// An instance that can't be read takes nothing from the others.
  mutating func leaveOut(_ component: CalendarComponent, _ error: ValidationFailure) {
    report(
      Diagnostic(
        .warning, .instanceIgnored,
        "An instance that was edited on its own can't be read and is left out: \(error.message)",
        at: error.position ?? place(component.line), remedy: error.remedy))
  }

  /// The start of the occurrence that a RECURRENCE-ID names.
  private mutating func original(
    _ property: CalendarProperty, in set: RecurrenceSet
  ) throws(ValidationFailure) -> Int {
    if property.parameter("RANGE")?.uppercased() == "THISANDFUTURE" {
      warn(
        .rangeNotSupported,
        "RANGE=THISANDFUTURE is taken for this instance alone; make the rest a series of its own.",
        property.line)
    }
    let named = try time(property)
    checkType(of: property, named, in: set.start)
    if set.start.isAllDay { return instant(.date(day(of: named, set.start)), clock: set.start.zone) }
    let original = instant(named, clock: set.start.zone)
    // Some exporters name the day alone, as a date or as its midnight.
    guard named.written.secondOfDay == 0, !set.contains(original * 1000) else { return original }
    let day = named.written.date
    let midnight = instant(.date(day), clock: set.start.zone) * 1000
    let meant = set.occurrences(in: midnight..<midnight + 90_000_000).first { $0.local.date == day }
    guard let meant else { return original }
    if case .date = named {
    } else {
      warn(
        .timeAssumed,
        "RECURRENCE-ID is a midnight at which no occurrence starts; it names that day's.", property.line)
    }
    return meant.startMilliseconds / 1000
  }

  /// - Parameters:
  ///   - original: The start of the occurrence that it stands for.
  ///   - length: The series'.
  mutating func instance(
    _ component: CalendarComponent, of master: Appointment, original: Int, in start: RecurrenceStart,
    length: EventLength
  ) throws(ValidationFailure) -> Appointment {
    try refuseSecond(component)
    var begin = try component.first("DTSTART").map { property throws(ValidationFailure) in try time(property)
    }
    if start.isAllDay, let time = begin, try isByDay(component, from: time) {
      begin = .date(time.written.date)
      if case .date = time {
      } else if let property = component.first("DTSTART") {
        checkType(of: property, time, in: start)
      }
    }
    let own =
      component.first("DTEND") == nil && component.first("DURATION") == nil
      ? length : try self.length(of: component, from: begin ?? .instant(original), clock: start.zone)
    let id = try InstanceID(
      masterID: master.id, startMilliseconds: original * 1000, lasting: length.totalSeconds
    ).description
    let fields = content(component, id: id, length: own)
    let isNamed = fields["id"]?.stringValue == id
    let milliseconds = instant(begin ?? .instant(original), clock: start.zone) * 1000
    let occurrence = start.zone.occurrence(atMilliseconds: milliseconds)
    return try failingAt(component.line) { () throws(ValidationFailure) in
      try Appointment(
        fields, startTime: OffsetDateTime(occurrence),
        endTime: offsetTime(own.end(of: occurrence, in: start.zone), start.zone),
        masterEventID: master.id,
        // The id of an event without length can't be read back.
        originalStart: isNamed && length.totalSeconds > 0 ? nil : offsetTime(original * 1000, start.zone))
    }
  }

  /// Whether an instance of a series of days is one, with its midnights written as times.
  private mutating func isByDay(
    _ component: CalendarComponent, from begin: Time
  ) throws(ValidationFailure) -> Bool {
    if case .instant = begin { return false }
    guard begin.written.secondOfDay == 0 else { return false }
    if let end = component.first("DTEND") { return try time(end).written.secondOfDay == 0 }
    guard let duration = component.first("DURATION") else { return true }
    return EventLength(text: duration.value)?.totalSeconds.isMultiple(of: 86_400) ?? false
  }

  /// What can be told of a series of which the file has instances only: that these are its occurrences.
  mutating func loneMaster(of entry: CalendarFile.Entry) throws(ValidationFailure) -> CalendarComponent {
    var dated: [(property: CalendarProperty, component: CalendarComponent, instant: Int)] = []
    for component in entry.instances {
      guard let property = component.first("RECURRENCE-ID"), let named = try? time(property) else { continue }
      dated.append((property, component, instant(named, clock: choice.given ?? .utc)))
    }
    guard let first = dated.min(by: { $0.instant < $1.instant }) else {
      throw ValidationFailure(
        .masterRequired, "The file has instances of “\(entry.id)” only, and not the event itself.",
        at: place(entry.line), remedy: "Export the whole series.")
    }
    let count = entry.instances.count
    warn(
      .masterMissing,
      "The file has \(count) \(count == 1 ? "instance" : "instances") of “\(entry.id)” and not the series itself; "
        + "no other occurrence is known.", entry.line)
    func property(_ name: String, _ source: CalendarProperty) -> CalendarProperty {
      CalendarProperty(
        name, source.parameters.filter { $0.name != "RANGE" }, value: source.value, line: source.line,
        valueColumn: source.valueColumn)
    }
    let begin = try time(first.component.first("DTSTART") ?? first.property)
    let own = try length(of: first.component, from: begin, clock: choice.given ?? .utc)
    var properties = first.component.properties.filter {
      !["RECURRENCE-ID", "DTSTART", "DTEND", "DURATION", "RRULE", "EXRULE", "EXDATE", "STATUS"].contains(
        $0.name)
        && ![SeriesCalendar.eventProperty, SeriesCalendar.recurrenceProperty].contains($0.name)
    }
    properties.append(property("DTSTART", first.property))
    if own.totalSeconds > 0 { properties.append(CalendarProperty("DURATION", value: own.text)) }
    properties += dated.map { property("RDATE", $0.property) }
    return CalendarComponent("VEVENT", properties, line: entry.line)
  }
}
