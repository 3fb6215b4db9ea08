internal import Recurrence
internal import SchedulingCore

/// Makes an appointment of a VEVENT, and of each of its instances.
struct CalendarEventReader {
  let choice: ZoneChoice
  let options: ExpansionOptions
  let defaultZone: String?
  var zones: CalendarZones
  private(set) var findings: [Diagnostic]
  /// A property may be read more than once, and is reported once.
  private var reported: Set<Diagnostic> = []
  /// The lines of dates in another form than RFC 5545's; of each the first is reported.
  private var respelled: Set<Int> = []

  init(
    _ file: CalendarFile, choice: ZoneChoice, options: ExpansionOptions, findings: [Diagnostic]
  ) {
    self.choice = choice
    self.options = options
    self.findings = findings
    zones = CalendarZones(file.definitions, choice: choice, span: 0..<1)
    defaultZone = file.defaultZone
  }

  mutating func event(_ entry: CalendarFile.Entry) throws(ValidationFailure) -> CalendarEvent {
    zones.span = EventSpan([entry.master].compactMap(\.self) + entry.instances).range
    let master: CalendarComponent
    if let known = entry.master { master = known } else { master = try loneMaster(of: entry) }
    try refuseSecond(master)
    guard let dtstart = master.first("DTSTART") else {
      throw ValidationFailure(
        .missingField, "The event “\(entry.id)” has no DTSTART.", at: place(master.line),
        remedy: "Without it nobody knows when it takes place.")
    }
    let time = try time(dtstart)
    var start = try start(time, dtstart)
    let isFloating = if case .floating = time { true } else { false }
    let length = try length(of: master, from: time, clock: start.zone)
    var text = try recurrence(of: master, start: start)
    if let found = text {
      let whole = try resolved(found, start, master)
      start = whole?.0 ?? start
      text = whole?.1
    }
    let set = try text.map { text throws(ValidationFailure) in try expansion(text, start, line: master.line) }
    // Of COUNT and UNTIL the one that ends the rule first.
    text = set?.text
    let appointment = try appointment(master, id: entry.id, start: start, length: length, text: text)
    var instances: [Appointment] = []
    if let set {
      let latest = latest(entry.instances, in: set)
      instances.reserveCapacity(latest.count)
      for (component, original) in latest {
        do throws(ValidationFailure) {
          instances.append(
            try instance(component, of: appointment, original: original, in: start, length: length))
        } catch {
          leaveOut(component, error)
        }
      }
    } else if let first = entry.instances.first {
      warn(
        .instancesIgnored,
        "“\(entry.id)” occurs once, so that its \(entry.instances.count) instances mean nothing.",
        first.line)
    }
    findings += zones.warnings.map { Diagnostic($0, field: nil) }
    if options.textReading == .strict {
      let line = master.first("RRULE")?.line ?? master.line
      try (findings + (set?.warnings ?? []).map { Diagnostic($0, field: nil).at(line: line) }).refuseMended()
    }
    return CalendarEvent(
      appointment: appointment, instances: instances, start: start, text: text, length: length,
      isFloating: isFloating, findings: findings)
  }

  func place(_ line: Int) -> TextPosition { TextPosition(offset: 0, line: line, column: 1) }

  mutating func warn(_ code: Diagnostic.Code, _ message: String, _ line: Int) {
    report(Diagnostic(.warning, code, message, at: place(line)))
  }

  mutating func warn(respelled property: CalendarProperty, as date: RecurrenceDate) {
    guard respelled.insert(property.line).inserted else { return }
    warn(.textRespelled, "\(property.name) “\(property.value.prefix(40))” is read as \(date).", property.line)
  }

  mutating func report(_ finding: Diagnostic) {
    if reported.insert(finding).inserted { findings.append(finding) }
  }

  /// Which of two times is meant nobody knows.
  func refuseSecond(_ component: CalendarComponent) throws(ValidationFailure) {
    for name in KnownProperties.times {
      let all = component.all(name)
      guard all.count > 1 else { continue }
      throw ValidationFailure(
        .startDisagrees, "\(name) stands twice in the event, as \(all[0].value) and as \(all[1].value).",
        at: place(all[1].line), remedy: "Keep the one that is meant.")
    }
  }

  /// A fault of a property's value, at its place in the file.
  func fault(_ error: RecurrenceError, _ property: CalendarProperty) -> ValidationFailure {
    ValidationFailure(
      Diagnostic.Code(rawValue: error.code.rawValue), "\(property.name): \(error.message)",
      at: TextPosition(
        offset: 0, line: property.line,
        column: error.position.map { property.valueColumn + $0.column - 1 } ?? 1))
  }
}
