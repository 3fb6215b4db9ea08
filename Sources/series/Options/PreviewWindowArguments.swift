internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore

/// The part of a series that a preview shows; its --to means something else where an occurrence moves.
struct PreviewWindowArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Only what starts at this time or later; written like 2026-03-07 or 2026-03-07T02:30, without an offset on the \
      series' clock.
      """, valueName: "time"), transform: parsedTime)
  var windowFrom: DateTimeText?

  @Option(
    help: ArgumentHelp("Only what starts before this time.", valueName: "time"), transform: parsedTime)
  var windowTo: DateTimeText?

  @Option(help: ArgumentHelp("The same as --window-from.", valueName: "time"), transform: parsedTime)
  var from: DateTimeText?

  var start: DateTimeText? { windowFrom ?? from }

  func validate() throws {
    if windowFrom != nil, from != nil {
      throw ValidationError("--from and --window-from both begin the window.")
    }
  }

  /// The bounds as instants.
  func window(in zone: ZoneTransitions, endingAt to: DateTimeText?) throws -> Window {
    try Window(from: start, to: windowTo ?? to, in: zone)
  }
}
