public import Recurrence
public import SchedulingCore

/// The events of an iCalendar file: RFC 5545.
///
/// ```swift
/// let file = try CalendarFile(parsing: bytes)
/// let event = try file.event()
/// var request = PreviewRequest(event: event.appointment, edit: edit)
/// request.zone = event.zone
/// request.events = event.instances
/// request.findings = event.findings
/// ```
public struct CalendarFile: Sendable {
  /// One event of the file, with the instances of it that were edited on their own.
  public struct Entry: Hashable, Sendable {
    /// The UID.
    public let id: String
    /// The event itself; `nil` where the file has instances of it only.
    fileprivate(set) var master: CalendarComponent?
    fileprivate(set) var instances: [CalendarComponent] = []

    /// The SUMMARY.
    public var title: String? { (master ?? instances.first)?.first("SUMMARY")?.text }

    /// The line its VEVENT begins on.
    public var line: Int { (master ?? instances.first)?.line ?? 0 }
  }

  /// In the file's order.
  public let entries: [Entry]
  /// What was left out or read in an unusual way, with its line.
  public let findings: [Diagnostic]
  /// The VTIMEZONEs: see `CalendarZones.definitions(in:)`.
  let definitions: [String: CalendarComponent]
  /// What X-WR-TIMEZONE names.
  let defaultZone: String?

  /// Whether bytes look like iCalendar rather than JSON.
  public static func recognises(_ bytes: [UInt8]) -> Bool { CalendarReader.recognises(bytes) }

  /// Reads a file's events; nothing else of it is needed.
  ///
  /// - Throws: A failure with the line: `notCalendar`, `malformedCalendar`, `textTooLong`, `noEvents`.
  /// - Complexity: O(n) in the file's size, 16 MiB at most.
  public init(parsing bytes: [UInt8]) throws(ValidationFailure) {
    do throws(RecurrenceError) {
      let reader = try CalendarReader(bytes)
      definitions = CalendarZones.definitions(in: reader.components)
      defaultZone = reader.components.lazy.compactMap { $0.first("X-WR-TIMEZONE")?.text }.first
      var findings = reader.warnings.map { Diagnostic($0, field: nil) }
      entries = try Self.entries(of: reader.components, findings: &findings)
      self.findings = findings
    } catch {
      throw ValidationFailure(Diagnostic(error, field: nil))
    }
  }

  private static func entries(
    of calendars: [CalendarComponent], findings: inout [Diagnostic]
  ) throws(RecurrenceError) -> [Entry] {
    var entries: [Entry] = []
    var places: [String: Int] = [:]
    var unnamed: String?
    let loose = calendars.filter { $0.name != "VCALENDAR" }
    if let first = loose.first(where: { $0.name == "VEVENT" }) {
      findings.append(
        Diagnostic(RecurrenceWarning(.calendarMissing, "The event stands in no VCALENDAR."), field: nil)
          .at(line: first.line))
    }
    for component in (calendars.map(\.components) + [loose]).joined() where component.name == "VEVENT" {
      let uid = Self.uid(of: component, &unnamed, &findings)
      let isInstance = component.first("RECURRENCE-ID") != nil
      guard let place = places[uid] else {
        places[uid] = entries.count
        entries.append(
          isInstance ? Entry(id: uid, instances: [component]) : Entry(id: uid, master: component))
        continue
      }
      if isInstance {
        entries[place].instances.append(component)
      } else if let former = entries[place].master {
        // The later revision counts.
        let isLater = revision(component) >= revision(former)
        findings.append(
          Diagnostic(
            .warning, .eventRepeated,
            "The event “\(uid)” stands in the file twice; the later revision counts.",
            at: TextPosition(offset: 0, line: (isLater ? former : component).line, column: 1)))
        if isLater { entries[place].master = component }
      } else {
        entries[place].master = component
      }
    }
    if findings.count > mostFindings {
      let rest = (findings.count - mostFindings).counted("more finding")
      findings.removeLast(findings.count - mostFindings)
      findings.append(Diagnostic(.warning, .lineIgnored, "The file's events have \(rest)."))
    }
    guard !entries.isEmpty else {
      throw RecurrenceError(.noEvents, "The calendar file has no event (VEVENT).")
    }
    return entries
  }

  /// A finding each for more than these helps nobody.
  private static let mostFindings = 100

  /// The UID, or one made of the line where there is none; an instance without belongs to the event without.
  private static func uid(
    of component: CalendarComponent, _ unnamed: inout String?, _ findings: inout [Diagnostic]
  ) -> String {
    if let text = component.first("UID")?.text {
      let blanks: (Character) -> Bool = { $0.isWhitespace }
      // Most end in bytes that are no blanks.
      let isTrimmed = [text.utf8.first, text.utf8.last].allSatisfy { $0?.isVisibleASCII ?? true }
      let uid =
        isTrimmed ? text : String(text.drop(while: blanks).reversed().drop(while: blanks).reversed())
      if (try? EventReference(parsing: uid)) != nil {
        if uid.utf8.count < text.utf8.count {
          findings.append(
            Diagnostic(
              .warning, .noiseIgnored, "The blanks around the UID “\(uid)” are left out.",
              at: TextPosition(offset: 0, line: component.first("UID")?.line ?? component.line, column: 1)))
        }
        return uid
      }
    }
    if component.first("RECURRENCE-ID") != nil, let unnamed { return unnamed }
    let uid = "event-on-line-\(component.line)"
    unnamed = uid
    findings.append(
      Diagnostic(
        .warning, .uidAssigned,
        "The event has no UID\(component.first("UID") == nil ? "" : " that can be one"); it goes by “\(uid)”.",
        at: TextPosition(offset: 0, line: component.line, column: 1)))
    return uid
  }

  /// Tells which of two revisions is the later one: RFC 5545, section 3.8.7.4, and among equals DTSTAMP.
  static func revision(_ component: CalendarComponent) -> (Int, String) {
    (
      component.first("SEQUENCE").flatMap { Int($0.value.withoutBlanks) } ?? 0,
      component.first("DTSTAMP")?.value.uppercased() ?? ""
    )
  }

  /// One event of the file.
  ///
  /// - Parameters:
  ///   - id: The UID, or the id of an instance of it; may be `nil` where the file has one event.
  ///   - zones: The zone of what has none, and those that go before what the file says.
  ///   - options: Its reading `.strict` refuses, anywhere in the file, what is mended otherwise.
  /// - Throws: A failure: `severalEvents` and `unknownEvent`, which tell the events there are; or what is wrong with its times and recurrence, with the line.
  public func event(
    _ id: String? = nil, zones: ZoneChoice = ZoneChoice(), options: ExpansionOptions = ExpansionOptions()
  ) throws(ValidationFailure) -> CalendarEvent {
    try event(entry(id), zones: zones, options: options)
  }

  /// One event of the file; see `event(_:zones:options:)`.
  public func event(
    _ entry: Entry, zones: ZoneChoice = ZoneChoice(), options: ExpansionOptions = ExpansionOptions()
  ) throws(ValidationFailure) -> CalendarEvent {
    var reader = CalendarEventReader(self, choice: zones, options: options, findings: findings)
    return try reader.event(entry)
  }

  private func entry(_ id: String?) throws(ValidationFailure) -> Entry {
    guard let id else {
      guard entries.count == 1, let only = entries.first else {
        throw ValidationFailure(
          .severalEvents, "The calendar file has \(entries.count) events: \(list).",
          remedy: "Say which one, by its UID.")
      }
      return only
    }
    let master = (try? InstanceID(parsing: id))?.masterID
    guard let entry = entries.first(where: { $0.id == id }) ?? entries.first(where: { $0.id == master })
    else {
      throw ValidationFailure(
        .unknownEvent, "The calendar file has no event “\(id)”. It has \(list).",
        remedy: "Give the UID of one of them.")
    }
    return entry
  }

  private var list: String {
    let shown = entries.prefix(10).map { entry in
      "“\(entry.id)”" + (entry.title.map { " (\($0.prefix(40)))" } ?? "") + ", line \(entry.line)"
    }
    return shown.joined(separator: "; ") + (entries.count > 10 ? "; and \(entries.count - 10) more" : "")
  }
}

extension RecurrenceError.Code {
  /// An iCalendar file has no event.
  public static let noEvents = Self(rawValue: "noEvents")
}

extension Diagnostic.Code {
  /// An iCalendar file has several events, and none was named.
  public static let severalEvents = Self(rawValue: "severalEvents")
  /// An iCalendar file lacks the event that was named.
  public static let unknownEvent = Self(rawValue: "unknownEvent")
  /// An iCalendar file has an event twice.
  public static let eventRepeated = Self(rawValue: "eventRepeated")
}
