internal import ArgumentParser
internal import Recurrence
internal import SchedulingCalendar

/// Zones for the TZIDs of calendar files and recurrences.
struct ZoneArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The zone that a TZID means, whatever a file says, in a calendar file and in a recurrence; may be repeated.",
      valueName: "TZID=zone"))
  var zoneFor: [String] = []

  func validate() throws {
    for text in zoneFor where text.split(separator: "=", maxSplits: 1).count != 2 {
      throw ValidationError(
        "“\(text.prefix(60))” is no TZID with a zone; write it like Eastern=America/New_York.")
    }
  }

  /// Takes these zones for the names, wherever a zone is named.
  func apply() throws {
    for (name, zone) in try zones() { ZoneTransitions.choose(zone, for: name) }
  }

  private func zones() throws -> [String: ZoneTransitions] {
    var zones: [String: ZoneTransitions] = [:]
    for text in zoneFor {
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      if parts.count == 2 { zones[parts[0]] = try .named(orFail: parts[1]) }
    }
    return zones
  }

  /// All zones that are given.
  ///
  /// - Parameter zone: The one of what has none.
  func choice(_ zone: ZoneTransitions?) throws -> ZoneChoice {
    ZoneChoice(zone, for: try zones())
  }
}

/// A subcommand that takes zones for TZIDs.
protocol ZoneChoosingCommand: ParsableCommand {
  var zones: ZoneArguments { get }
}
