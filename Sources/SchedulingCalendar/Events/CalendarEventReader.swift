internal import Recurrence
internal import SchedulingCore

/// Makes an appointment of a VEVENT, and of each of its instances.
struct CalendarEventReader {
  private let given: ZoneTransitions?
  let options: ExpansionOptions
  private let defaultZone: String?
  private var zones: CalendarZones
  var findings: [Diagnostic]

  /// A time of the file.
  enum Time {
    case date(CivilDate)
    case floating(LocalDateTime)
    case zoned(LocalDateTime, ZoneTransitions)
    case instant(Int)
  }

  init(
    calendars: [CalendarComponent], zone: ZoneTransitions?, options: ExpansionOptions, findings: [Diagnostic]
  ) {
    given = zone
    self.options = options
    self.findings = findings
    zones = CalendarZones(calendars)
    defaultZone = calendars.lazy.compactMap { $0.first("X-WR-TIMEZONE")?.text }.first
  }

  mutating func event(_ entry: CalendarFile.Entry) throws(ValidationFailure) -> CalendarEvent {
    guard let master = entry.master else {
      throw ValidationFailure(
        .masterRequired, "The file has instances of “\(entry.id)” only, and not the event itself.",
        at: place(entry.line), remedy: "Export the whole series.")
    }
    guard let dtstart = master.first("DTSTART") else {
      throw ValidationFailure(
        .missingField, "The event “\(entry.id)” has no DTSTART.", at: place(master.line),
        remedy: "Without it nobody knows when it takes place.")
    }
    let time = try time(dtstart)
    var start = try start(time, dtstart)
    let isFloating = if case .floating = time { true } else { false }
    let durationSeconds = try duration(of: master, from: time, clock: start.zone)
    var text = try recurrence(of: master, start: start)
    if let found = text {
      let whole = try resolved(found, start, master)
      start = whole?.0 ?? start
      text = whole?.1
    }

    let appointment = try appointment(
      master, id: entry.id, start: start, durationSeconds: durationSeconds, text: text)
    var instances: [Appointment] = []
    if let text {
      let set = try expansion(text, start, line: master.line)
      for component in latest(entry.instances) {
        instances.append(
          try instance(component, of: appointment, set, start, durationSeconds: durationSeconds))
      }
    } else if let first = entry.instances.first {
      findings.append(
        Diagnostic(
          .warning, .instancesIgnored,
          "“\(entry.id)” occurs once, so that its \(entry.instances.count) instances mean nothing.",
          at: place(first.line)))
    }
    findings += zones.warnings.map { Diagnostic($0, field: nil) }
    return CalendarEvent(
      appointment: appointment, instances: instances, start: start, text: text,
      durationSeconds: durationSeconds,
      isFloating: isFloating, findings: findings)
  }

  func place(_ line: Int) -> TextPosition { TextPosition(offset: 0, line: line, column: 1) }

  mutating func warn(_ code: Diagnostic.Code, _ message: String, _ line: Int) {
    findings.append(Diagnostic(.warning, code, message, at: place(line)))
  }

  /// A fault of a property's value, at its place in the file.
  private func fault(_ error: RecurrenceError, _ property: CalendarProperty) -> ValidationFailure {
    ValidationFailure(
      Diagnostic.Code(rawValue: error.code.rawValue), "\(property.name): \(error.message)",
      at: TextPosition(
        offset: 0, line: property.line,
        column: error.position.map { property.valueColumn + $0.column - 1 } ?? 1))
  }

  // MARK: Times

  mutating func time(_ property: CalendarProperty) throws(ValidationFailure) -> Time {
    // TZID=GMT+05:30 without quotes takes the time into the value.
    let parts = property.value.split(separator: ":", omittingEmptySubsequences: false)
    let name = property.parameter("TZID").map { ([Substring($0)] + parts.dropLast()).joined(separator: ":") }
    let value = (parts.last ?? "").filter { !$0.isWhitespace }
    do throws(RecurrenceError) {
      switch try RecurrenceDate(parsing: String(value)) {
      case .date(let date): return .date(date)
      case .instant(let seconds): return .instant(seconds)
      case .local(let local, zone: _):
        guard let name else { return .floating(local) }
        let zone = try zones.zone(named: name, near: local.wallSeconds, line: property.line)
        return .zoned(local, zone)
      }
    } catch {
      throw fault(error, property)
    }
  }

  private mutating func start(_ time: Time, _ property: CalendarProperty) throws(ValidationFailure)
    -> RecurrenceStart
  {
    switch time {
    case .zoned(let local, let zone):
      checkGiven(zone, property)
      return RecurrenceStart(local, in: zone)
    case .instant(let seconds):
      checkGiven(.utc, property)
      return RecurrenceStart(LocalDateTime(clamping: seconds), in: .utc)
    case .floating(let local):
      return RecurrenceStart(local, in: clock(property, "Its times belong to no zone"))
    case .date(let date): return RecurrenceStart(allDay: date, in: clock(property, "It is by the day"))
    }
  }

  private mutating func checkGiven(_ zone: ZoneTransitions, _ property: CalendarProperty) {
    guard let given, given.identifier != zone.identifier else { return }
    warn(
      .zoneIgnored,
      "The event recurs in \(zone.identifier), as its file says, and not in \(given.identifier).",
      property.line)
  }

  /// The zone of what has none: the one that was given, the file's own, or UTC.
  private mutating func clock(_ property: CalendarProperty, _ what: String) -> ZoneTransitions {
    if let given { return given }
    let own = defaultZone.flatMap { try? ZoneTransitions.named($0) }
    findings.append(
      Diagnostic(
        .note, .zoneAssumed,
        "\(what), and it is taken to be in \(own.map { "the file's zone, \($0.identifier)" } ?? "UTC").",
        at: place(property.line), remedy: "Give a zone to choose another."))
    return own ?? .utc
  }

  func instant(_ time: Time, clock: ZoneTransitions) -> Int {
    // RFC 5545, section 3.3.5, whatever is chosen for what the rule generates.
    func resolve(_ local: LocalDateTime, _ zone: ZoneTransitions) -> Int {
      (zone.occurrence(at: local)?.startMilliseconds ?? 0) / 1000
    }
    switch time {
    case .date(let date): return resolve(date.midnight, clock)
    case .floating(let local): return resolve(local, clock)
    case .zoned(let local, let zone): return resolve(local, zone)
    case .instant(let seconds): return seconds
    }
  }

  /// DTEND or DURATION; `nil` where neither gives a length.
  mutating func duration(
    of component: CalendarComponent, from start: Time, clock: ZoneTransitions
  ) throws(ValidationFailure) -> Int? {
    if let property = component.first("DTEND") {
      let end = try time(property)
      var seconds = instant(end, clock: clock) - instant(start, clock: clock)
      // Days are counted as days, whatever their length is.
      if case (.date(let first), .date(let last)) = (start, end) {
        seconds = (last.dayNumber - first.dayNumber) * 86_400
      }
      if seconds > 0 { return seconds }
      guard seconds < 0 else { return nil }
      throw ValidationFailure(
        .endNotAfterStart, "DTEND is before DTSTART.", at: place(property.line),
        remedy: "Correct one of them.")
    }
    if let property = component.first("DURATION") {
      let value = property.value.filter { !$0.isWhitespace }
      if value.allSatisfy({ "+PTDHMSW0".contains($0) }) { return nil }
      do throws(ValidationFailure) {
        guard value.hasPrefix("P") || value.hasPrefix("+P") else {
          throw ValidationFailure(.invalidDuration, "“\(value.prefix(40))” is no duration.")
        }
        return try DurationText.seconds(parsing: value.replacing("+", with: ""))
      } catch {
        throw ValidationFailure(
          error.code, "DURATION: \(error.message)", at: place(property.line),
          remedy: "Write it like PT30M.")
      }
    }
    if case .date = start { return 86_400 }
    return nil
  }

  // MARK: The recurrence

  private mutating func recurrence(
    of component: CalendarComponent, start: RecurrenceStart
  ) throws(ValidationFailure) -> RecurrenceText? {
    var text = RecurrenceText()
    for property in component.properties {
      switch property.name {
      case "RRULE", "EXRULE":
        var warnings: [RecurrenceWarning] = []
        do throws(RecurrenceError) {
          let parsed = try RecurrenceText(
            parsing: "RRULE:" + property.value, reading: options.textReading, warnings: &warnings)
          if property.name == "RRULE" {
            text.rules += parsed.rules
            // Dates that stand in the rule are read as lines of their own.
            text.additions += parsed.additions
            text.exclusions += parsed.exclusions
          } else {
            text.exclusionRules += parsed.rules
          }
        } catch {
          // The reader saw RRULE: before the value.
          throw fault(error.moved(by: -6), property)
        }
        findings += warnings.map { Diagnostic($0, field: nil).at(line: property.line) }
      case "RDATE": text.additions += try dates(property, start)
      case "EXDATE": text.exclusions += try dates(property, start)
      default: break
      }
    }
    let isEmpty =
      text.rules.isEmpty && text.additions.isEmpty
      && component.first(SeriesCalendar.recurrenceProperty) == nil
    if isEmpty, text.hasExclusions {
      warn(
        .exclusionsIgnored, "EXDATE stands beside no RRULE and no RDATE; the event occurs once.",
        component.line)
    }
    return isEmpty ? nil : text
  }

  private mutating func dates(
    _ property: CalendarProperty, _ start: RecurrenceStart
  ) throws(ValidationFailure) -> [RecurrenceDate] {
    var found: [RecurrenceDate] = []
    // Under another policy a local time would mean another instant than the file's.
    let isPlain = options.zonePolicy == ZonePolicy()
    for value in property.value.split(separator: ",") {
      let period = value.split(separator: "/")
      if period.count > 1 {
        warn(.periodIgnored, "The length of the period “\(value)” is left out.", property.line)
      }
      let single = CalendarProperty(
        property.name, property.parameters, value: String(period.first ?? value), line: property.line)
      switch try time(single) {
      case .date(let date) where start.isAllDay || property.name == "EXDATE": found.append(.date(date))
      case .date(let date):
        throw ValidationFailure(
          .invalidTime, "RDATE \(date) needs a time, since the event has one.",
          at: place(property.line))
      case .floating(let local) where start.isAllDay || isPlain:
        found.append(start.isAllDay ? .date(local.date) : .local(local, zone: nil))
      case .zoned(let local, let zone) where zone === start.zone && (start.isAllDay || isPlain):
        found.append(start.isAllDay ? .date(local.date) : .local(local, zone: nil))
      case let time:
        let seconds = instant(time, clock: start.zone)
        let day = LocalDateTime(clamping: seconds + start.zone.offsetSeconds(atInstant: seconds)).date
        found.append(start.isAllDay ? .date(day) : .instant(seconds: seconds))
      }
    }
    return found
  }

  /// The recurrence as it was before this library spelled it out, where that still says the same; else with the
  /// start that other readers count as an occurrence.
  private mutating func resolved(
    _ text: RecurrenceText, _ start: RecurrenceStart, _ component: CalendarComponent
  ) throws(ValidationFailure) -> (RecurrenceStart, RecurrenceText)? {
    // What the file says, by RFC 5545.
    let plain = ExpansionOptions(untilDate: options.untilDate, engine: options.engine)
    if let property = component.first(SeriesCalendar.recurrenceProperty) {
      let set = try expansion(text, start, line: component.line, options: plain)
      if let own = own(property, in: start.zone),
        let former = try? RecurrenceSet(own.1, start: own.0, options: options),
        (try? former.isEquivalent(to: set)) == true
      {
        return own
      }
      warn(
        .recurrenceEdited, "\(property.name) says otherwise than the event's own recurrence, which counts.",
        property.line)
      if text.rules.isEmpty, text.additions.isEmpty { return nil }
    }
    let set = try expansion(text, start, line: component.line)
    let first = set.start.zone.occurrence(at: start.local, policy: options.zonePolicy)?.startMilliseconds
    guard let first, !set.contains(first) else { return (start, text) }
    let whole = text.withoutExclusions()
    // An excluded start is none; one that no rule generates is an occurrence all the same.
    guard try !expansion(whole, start, line: component.line).contains(first) else { return (start, text) }
    var added = text
    added.additions.append(start.isAllDay ? .date(start.local.date) : .local(start.local, zone: nil))
    guard try expansion(added, start, line: component.line).contains(first) else { return (start, text) }
    warn(
      .startAdded, "DTSTART does not match the rule; other readers show it, so it is added as an RDATE.",
      component.first("DTSTART")?.line ?? component.line)
    return (start, added)
  }

  private func own(
    _ property: CalendarProperty, in zone: ZoneTransitions
  ) -> (RecurrenceStart, RecurrenceText)? {
    guard var text = try? RecurrenceText(parsing: property.text), let date = text.start else { return nil }
    text.start = nil
    switch date {
    case .date(let day): return (RecurrenceStart(allDay: day, in: zone), text)
    case .local(let local, zone: _): return (RecurrenceStart(local, in: zone), text)
    case .instant: return nil
    }
  }

  private func expansion(
    _ text: RecurrenceText, _ start: RecurrenceStart, line: Int, options: ExpansionOptions? = nil
  ) throws(ValidationFailure) -> RecurrenceSet {
    do throws(RecurrenceError) {
      return try RecurrenceSet(text, start: start, options: options ?? self.options)
    } catch {
      throw ValidationFailure(Diagnostic(error, field: nil).at(line: line))
    }
  }
}
