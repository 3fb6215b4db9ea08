internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore

/// The part of a series that is wanted.
struct WindowArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Only what starts at this time or later; written like --start, without an offset on the series' clock.",
      valueName: "time"), transform: parsedTime)
  var from: DateTimeText?

  @Option(
    help: ArgumentHelp("Only what starts before this time.", valueName: "time"), transform: parsedTime)
  var to: DateTimeText?

  /// The bounds as instants.
  func window(in zone: ZoneTransitions) throws -> Window {
    try Window(from: from, to: to, in: zone)
  }
}

extension Window {
  init(from: DateTimeText?, to: DateTimeText?, in zone: ZoneTransitions) throws {
    self.init(from: from?.instant(in: zone), to: to?.instant(in: zone))
    if let from = self.from, let to = self.to, from > to {
      throw ValidationError("--from is later than --to: nothing can start between them.")
    }
  }
}
