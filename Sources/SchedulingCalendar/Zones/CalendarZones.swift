public import Recurrence
internal import SchedulingCore

/// Finds the zones that an iCalendar file means by its TZIDs, in one order:
///
/// 1. what was chosen for the TZID;
/// 2. an IANA name with a slash and a name of Windows, whatever the VTIMEZONE says;
/// 3. the VTIMEZONE: a zone of the system with the same clocks over the time that is asked for, else a zone of its
///    own;
/// 4. where there is none, what else programs call a zone;
/// 5. the zone that was given for what has none.
struct CalendarZones {
  private let definitions: [String: CalendarComponent]
  private let choice: ZoneChoice
  /// By key, and by each spelling.
  private var found: [String: ZoneTransitions] = [:]
  /// The instants that zones are wanted for, in seconds; those of one event.
  var span: Range<Int>
  /// What was taken for something else than its name says.
  private(set) var warnings: [RecurrenceWarning] = []

  /// After as many years every rule comes back.
  private static let cycle = 400 * 366 * 86_400
  /// Tried first, so that of zones with the same clocks the one that most people know is named.
  private static let wellKnown = [
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix",
    "America/Anchorage", "America/Halifax", "America/St_Johns", "America/Sao_Paulo", "America/Mexico_City",
    "Pacific/Honolulu", "Europe/London", "Europe/Dublin", "Europe/Berlin", "Europe/Athens", "Europe/Istanbul",
    "Europe/Moscow", "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Asia/Dubai", "Asia/Kolkata",
    "Asia/Jakarta", "Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Australia/Brisbane",
    "Australia/Adelaide", "Australia/Perth", "Pacific/Auckland",
  ]

  /// - Parameters:
  ///   - definitions: See `definitions(in:)`.
  ///   - choice: The zones that were given.
  ///   - span: The instants that zones are wanted for, in seconds.
  init(_ definitions: [String: CalendarComponent], choice: ZoneChoice = ZoneChoice(), span: Range<Int>) {
    self.definitions = definitions
    self.choice = choice
    self.span = span
  }

  /// The VTIMEZONEs of a file's components, by `ZoneChoice.key` of their TZIDs; the last of those with the same.
  static func definitions(in calendars: [CalendarComponent]) -> [String: CalendarComponent] {
    var definitions: [String: CalendarComponent] = [:]
    for calendar in calendars {
      for component in calendar.components where component.name == "VTIMEZONE" {
        if let name = component.first("TZID")?.text { definitions[ZoneChoice.key(name)] = component }
      }
    }
    return definitions
  }

  /// The zone of a TZID.
  ///
  /// - Parameter line: Where the TZID stands.
  /// - Throws: `unknownZone` where neither the name nor its VTIMEZONE tells a zone.
  mutating func zone(named name: String, line: Int) throws(RecurrenceError) -> ZoneTransitions {
    // As it stands, for a file that names a zone in each of its lines.
    if let zone = found[name] { return zone }
    let zone = try zone(spelled: name, line: line)
    found[name] = zone
    return zone
  }

  private mutating func zone(spelled name: String, line: Int) throws(RecurrenceError) -> ZoneTransitions {
    // No parameter has escapes, but some programs copy them from the TZID property.
    let name = name.replacing("\\", with: "")
    let key = ZoneChoice.key(name)
    if let zone = found[key] { return zone }
    let zone: ZoneTransitions
    if let chosen = choice.zones[key] { zone = chosen } else { zone = try find(name, definitions[key], line) }
    found[key] = zone
    return zone
  }

  private mutating func find(
    _ name: String, _ definition: CalendarComponent?, _ line: Int
  ) throws(RecurrenceError) -> ZoneTransitions {
    let own = definition.flatMap {
      try? ZoneTransitions(identifier: Self.trimmed(name), definition: $0.contentLines)
    }
    if let zone = Self.plainName(name) {
      if let own, let definition, !own.agrees(with: zone, in: extent(of: own)) {
        warn(
          .zoneDiffers,
          "The VTIMEZONE of “\(name)” has other clocks than \(zone.identifier), which is used.",
          definition.line)
      } else if zone.identifier != name {
        warn(
          own == nil ? .zoneUndefined : .zoneRecognised,
          "The zone “\(name)” is taken for \(zone.identifier).", line)
      }
      return zone
    }
    if let own { return try defined(name, by: own, definition, line) }
    if let zone = Self.candidates(name, definition).lazy.compactMap({ try? ZoneTransitions.named($0) }).first
    {
      if zone.identifier != name, !Self.isUTC(name) {
        warn(
          .zoneUndefined,
          "The zone “\(name)”, which no VTIMEZONE \(definition == nil ? "of the file defines" : "tells"), is taken for \(zone.identifier).",
          line)
      }
      return zone
    }
    if let given = choice.given {
      warn(
        .zoneUndefined,
        "Nothing in the file tells the zone “\(name)”, which is taken for \(given.identifier), the one given.",
        line)
      return given
    }
    let readings = ZoneTransitions.readings(of: name)
    throw RecurrenceError(
      .unknownZone,
      !readings.isEmpty
        ? "The file has no VTIMEZONE for “\(name)”, which can be \(readings.joined(separator: " or ")); give one by --zone-for."
        : definition == nil
          ? "The file has no VTIMEZONE for “\(name)”, which is no zone's name; give one by --zone-for."
          : "The VTIMEZONE of “\(name)”, which is no zone's name, can't be read.",
      at: TextPosition(offset: 0, line: definition?.line ?? line, column: 1))
  }

  /// The zone that a VTIMEZONE defines: RFC 5545, section 3.2.19.
  private mutating func defined(
    _ name: String, by own: ZoneTransitions, _ definition: CalendarComponent?, _ line: Int
  ) throws(RecurrenceError) -> ZoneTransitions {
    let range = extent(of: own)
    let candidates = Self.candidates(name, definition).lazy.compactMap { try? ZoneTransitions.named($0) }
    if let zone = candidates.first(where: { own.agrees(with: $0, in: range) }) {
      if zone.identifier != name, !zone.isFixed {
        warn(.zoneRecognised, "The zone “\(name)” is taken for \(zone.identifier).", line)
      }
      return zone
    }
    if let other = candidates.first {
      warn(
        .zoneDefined,
        "The VTIMEZONE of “\(name)” has other clocks than \(other.identifier), and counts: RFC 5545, section 3.2.19.",
        definition?.line ?? line)
    }
    let future = range.lowerBound..<max(range.upperBound, range.lowerBound + Self.cycle)
    if own.transitions(in: future).isEmpty {
      return try .fixed(offsetSeconds: own.offsetSeconds(atInstant: range.lowerBound))
    }
    // The zone that has the same rules is a better name than one that just agrees for some months.
    for range in [own.lastChange == nil ? future : range, range] {
      for known in Self.wellKnown + ZoneTransitions.systemNames {
        guard let zone = try? ZoneTransitions.named(known), own.agrees(with: zone, in: range) else {
          continue
        }
        warn(.zoneRecognised, "The zone “\(name)” is taken for \(known), which has the same clocks.", line)
        return zone
      }
    }
    warn(
      .zoneDefined, "The zone “\(name)” is the one that its VTIMEZONE defines; no other has the same clocks.",
      definition?.line ?? line)
    return own
  }

  /// The part of the span that a definition tells of: a list of onsets that ends tells nothing of later ones.
  private func extent(of own: ZoneTransitions) -> Range<Int> {
    guard let last = own.lastChange, last > span.lowerBound else { return span }
    return span.lowerBound..<min(span.upperBound, last + 1)
  }

  private mutating func warn(_ code: RecurrenceWarning.Code, _ message: String, _ line: Int) {
    warnings.append(RecurrenceWarning(code, message, at: TextPosition(offset: 0, line: line, column: 1)))
  }

  /// Needs no VTIMEZONE to be known.
  private static func isUTC(_ name: String) -> Bool {
    ["UTC", "GMT", "Z", "ETC/UTC", "ETC/GMT"].contains(name.uppercased())
  }

  private static func trimmed(_ name: String) -> String {
    name.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  /// The zone of an IANA name with a slash, or of a name of Windows.
  private static func plainName(_ name: String) -> ZoneTransitions? {
    let name = trimmed(name)
    if let windows = WindowsZones.names[name] { return try? .named(windows) }
    guard name.contains("/"), let zone = try? ZoneTransitions.named(name), zone.identifier == name else {
      return nil
    }
    return zone
  }

  /// What a TZID may stand for, the likeliest first.
  private static func candidates(_ name: String, _ definition: CalendarComponent?) -> [String] {
    [name, definition?.first("X-LIC-LOCATION")?.text].compactMap(\.self)
  }
}

extension RecurrenceWarning.Code {
  /// A TZID that no VTIMEZONE of the file defines, and that is no IANA name, was taken for a zone.
  public static let zoneUndefined = Self(rawValue: "zoneUndefined")
  /// A file's VTIMEZONE has other clocks than the zone of its name.
  public static let zoneDiffers = Self(rawValue: "zoneDiffers")
  /// A zone is the one that a file's VTIMEZONE defines.
  public static let zoneDefined = Self(rawValue: "zoneDefined")
}
