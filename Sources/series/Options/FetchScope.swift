internal import ArgumentParser
internal import SchedulingCore

/// What of a server is asked for.
struct FetchScope: ParsableArguments {
  @Option(help: ArgumentHelp("The location's id; the event's where absent.", valueName: "id"))
  var location: String?

  @Option(
    help: ArgumentHelp(
      "Where the window begins, in UTC where no offset is given; the event's start where absent.",
      valueName: "time"),
    transform: parsedTime)
  var from: DateTimeText?

  @Option(
    help: ArgumentHelp("Where the window ends; a year after its begin where absent.", valueName: "time"),
    transform: parsedTime)
  var to: DateTimeText?

  @Option(help: "The version of the API; schedules are asked for by v3.")
  var apiVersion: EditArguments.Version = .documented
}
