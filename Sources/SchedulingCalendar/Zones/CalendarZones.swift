public import Recurrence

/// Finds the zones that an iCalendar file means by its TZIDs.
struct CalendarZones {
  private let definitions: [String: CalendarComponent]
  private var found: [String: ZoneTransitions] = [:]
  /// What was taken for something else than its name says.
  private(set) var warnings: [RecurrenceWarning] = []

  /// How far beyond a time its zone has to agree.
  private static let agreement = 6 * 366 * 86_400
  /// Tried first, so that of zones with the same clocks the one that most people know is named.
  private static let wellKnown = [
    "America/New_York", "America/Chicago", "America/Denver", "America/Los_Angeles", "America/Phoenix",
    "America/Anchorage", "America/Halifax", "America/St_Johns", "America/Sao_Paulo", "America/Mexico_City",
    "Pacific/Honolulu", "Europe/London", "Europe/Dublin", "Europe/Berlin", "Europe/Athens", "Europe/Istanbul",
    "Europe/Moscow", "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos", "Asia/Dubai", "Asia/Kolkata",
    "Asia/Jakarta", "Asia/Singapore", "Asia/Shanghai", "Asia/Tokyo", "Australia/Sydney", "Australia/Brisbane",
    "Australia/Adelaide", "Australia/Perth", "Pacific/Auckland",
  ]

  /// - Parameter calendars: The components of a file.
  init(_ calendars: [CalendarComponent]) {
    var definitions: [String: CalendarComponent] = [:]
    for component in calendars.flatMap(\.components) where component.name == "VTIMEZONE" {
      if let name = component.first("TZID")?.text { definitions[name] = component }
    }
    self.definitions = definitions
  }

  /// The zone of a TZID.
  ///
  /// - Parameters:
  ///   - seconds: A time that the zone is wanted for, in about UTC.
  ///   - line: Where the TZID stands.
  /// - Throws: `unknownZone` where neither the name nor its VTIMEZONE tells a zone.
  mutating func zone(
    named name: String, near seconds: Int, line: Int
  ) throws(RecurrenceError) -> ZoneTransitions {
    if let zone = found[name] { return zone }
    let zone = try find(name, near: seconds, line: line)
    found[name] = zone
    return zone
  }

  private mutating func find(
    _ name: String, near seconds: Int, line: Int
  ) throws(RecurrenceError) -> ZoneTransitions {
    let range = seconds - 86_400..<seconds + Self.agreement
    let definition = definitions[name]
    let onsets = definition.flatMap { ZoneOnsets($0, through: range.upperBound) }
    if let zone = Self.candidates(name, definition).lazy.compactMap({ try? ZoneTransitions.named($0) }).first
    {
      if let onsets, !onsets.agree(with: zone, in: range) {
        warn(
          .zoneDiffers,
          "The VTIMEZONE of “\(name)” has other clocks than \(zone.identifier), which is used.",
          definition?.line ?? line)
      } else if zone.identifier != name, !zone.isFixed {
        warn(.zoneRecognised, "The zone “\(name)” is taken for \(zone.identifier).", line)
      }
      return zone
    }
    guard let onsets else {
      throw RecurrenceError(
        .unknownZone,
        definition == nil
          ? "The file has no VTIMEZONE for “\(name)”, which is no IANA name and none of Windows."
          : "The VTIMEZONE of “\(name)”, which is no IANA name, can't be read.",
        at: TextPosition(offset: 0, line: definition?.line ?? line, column: 1))
    }
    if onsets.changes.allSatisfy({ $0.offset == onsets.changes[0].offset }) {
      return try .fixed(offsetSeconds: onsets.changes[0].offset)
    }
    for candidate in Self.wellKnown + ZoneTransitions.systemNames {
      guard let zone = try? ZoneTransitions.named(candidate), onsets.agree(with: zone, in: range) else {
        continue
      }
      warn(
        .zoneRecognised, "The zone “\(name)” is taken for \(candidate), which has the same clocks.", line)
      return zone
    }
    throw RecurrenceError(
      .unknownZone, "The VTIMEZONE of “\(name)” has the clocks of no IANA zone from then on.",
      at: TextPosition(offset: 0, line: definition?.line ?? line, column: 1))
  }

  private mutating func warn(_ code: RecurrenceWarning.Code, _ message: String, _ line: Int) {
    warnings.append(RecurrenceWarning(code, message, at: TextPosition(offset: 0, line: line, column: 1)))
  }

  /// The names that a TZID may stand for, the likeliest first.
  private static func candidates(_ name: String, _ definition: CalendarComponent?) -> [String] {
    var names = [name]
    if let location = definition?.first("X-LIC-LOCATION")?.text { names.append(location) }
    if let windows = WindowsZones.names[name] { names.append(windows) }
    // UTC+05:30 and GMT-0300, but not Etc/GMT+5, which counts the other way.
    for prefix in ["UTC", "GMT"] where name.hasPrefix(prefix) && name.utf8.count > 4 {
      names.append(String(name.dropFirst(3)))
    }
    // /mozilla.org/20050126_1/Europe/Berlin and its like end with the name.
    if name.hasPrefix("/") || name.contains("://") {
      let parts = name.split(separator: "/")
      for count in [3, 2, 1] where parts.count > count {
        names.append(parts.suffix(count).joined(separator: "/"))
      }
    }
    return names
  }
}

extension RecurrenceWarning.Code {
  /// A TZID that is no IANA name was taken for a zone.
  public static let zoneRecognised = Self(rawValue: "zoneRecognised")
  /// A file's VTIMEZONE has other clocks than the zone of its name.
  public static let zoneDiffers = Self(rawValue: "zoneDiffers")
}
