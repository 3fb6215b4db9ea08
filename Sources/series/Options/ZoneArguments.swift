internal import ArgumentParser
internal import Recurrence
internal import SchedulingCalendar

/// Zones for the TZIDs of a calendar file.
struct ZoneArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The zone that a TZID of a calendar file means, whatever the file says; may be repeated.",
      valueName: "TZID=zone"))
  var zoneFor: [String] = []

  func validate() throws {
    for text in zoneFor where text.split(separator: "=", maxSplits: 1).count != 2 {
      throw ValidationError(
        "“\(text.prefix(60))” is no TZID with a zone; write it like Eastern=America/New_York.")
    }
  }

  /// All zones that are given.
  ///
  /// - Parameter zone: The one of what has none.
  func choice(_ zone: ZoneTransitions?) throws -> ZoneChoice {
    var zones: [String: ZoneTransitions] = [:]
    for text in zoneFor {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 { zones[parts[0]] = try .named(orFail: parts[1]) }
    }
    return ZoneChoice(zone, for: zones)
  }
}
