internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore

/// `series id encode`
struct EncodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Compose the id of an instance.",
    discussion: """
      EXAMPLES
        series id encode --master M --start 2026-03-07T02:30 \\
            --zone America/New_York --duration 30m
        M_1772868600000_1800

        series id encode --master M --start 2026-03-07T02:30-05:00 --duration 1800
      """)

  @Option(help: ArgumentHelp("The master's id.", valueName: "id"))
  var master: String

  @Option(
    help: ArgumentHelp("The instance's start, with an offset or on the clock of --zone.", valueName: "time"),
    transform: parsedTime)
  var start: DateTimeText

  @Option(
    help: ArgumentHelp("The IANA zone of a start without an offset; UTC where absent.", valueName: "zone"))
  var zone: String?

  @Option(
    help: ArgumentHelp("How long it lasts: 30m, 1h30m, PT30M or plain seconds.", valueName: "duration"),
    transform: parsedDuration)
  var duration: Int

  func run() throws {
    let zone = try zone.map(ZoneTransitions.named(orFail:)) ?? .utc
    let id: InstanceID
    do throws(ValidationFailure) {
      id = try InstanceID(
        masterID: master, startMilliseconds: start.instant(in: zone), durationSeconds: duration)
    } catch {
      throw CommandFailure(error)
    }
    try StandardOutput.write("\(id)\n")
  }
}
