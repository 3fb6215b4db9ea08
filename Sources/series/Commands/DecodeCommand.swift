internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

/// `series id decode`
struct DecodeCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode",
    abstract: "Tell what an instance's id holds.",
    discussion: """
      An id that is no instance id is a wrong input, with the reason.

      EXAMPLE
        series id decode M_1772868600000_1800 --zone America/New_York
        master    M
        start     Sat 2026-03-07 02:30 -05:00
        end       Sat 2026-03-07 03:00 -05:00
        duration  30m
      """)

  @Argument(help: "The instance's id.")
  var id: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The IANA zone to show times in; that of SERIES_ZONE, or UTC, where absent.", valueName: "zone"),
    completion: DefaultZone.completion)
  var zone: String?

  @Option(help: "How to write it.")
  var format: IDCommand.Format = .text

  @OptionGroup(title: "Output") var output: OutputArguments

  func run() throws {
    let zone = try (zone ?? DefaultZone.name).map(ZoneTransitions.named(orFail:)) ?? .utc
    let id = try InstanceID(argument: id)
    let start = zone.time(atMilliseconds: id.startMilliseconds)
    let (length, overflow) = id.durationSeconds.multipliedReportingOverflow(by: 1000)
    let (endMilliseconds, tooLate) = id.startMilliseconds.addingReportingOverflow(length)
    let end = overflow || tooLate ? nil : zone.time(atMilliseconds: endMilliseconds)
    switch format {
    case .text:
      var table = TextTable([.leading, .leading])
      table.append(["master", TextStyle.forStandardOutput().shown(id.masterID)])
      table.append(["start", start.map { OccurrenceText.text($0) } ?? ""])
      table.append(["end", end.map { OccurrenceText.text($0) } ?? "past year 9999"])
      table.append(["duration", DurationText.text(seconds: id.durationSeconds)])
      try StandardOutput.write(styled: table.lines().joined(separator: "\n") + "\n")
    case .json:
      let object: JSONValue = [
        "masterId": .string(id.masterID), "startMilliseconds": .integer(Int64(id.startMilliseconds)),
        "durationSeconds": .integer(Int64(id.durationSeconds)),
        "start": start.map { .string($0.text) } ?? .null, "end": end.map { .string($0.text) } ?? .null,
      ]
      try StandardOutput.write(object.text(keys: .asGiven) + "\n")
    }
  }
}

extension InstanceID {
  /// Reads an id given on the command line.
  init(argument: String) throws {
    do throws(ValidationFailure) {
      try self.init(parsing: argument)
    } catch {
      throw CommandFailure(error)
    }
  }
}

extension ZoneTransitions {
  /// An instant on this zone's clocks; `nil` outside years 1 to 9999.
  func time(atMilliseconds milliseconds: Int) -> OffsetDateTime? {
    OffsetDateTime(
      milliseconds: milliseconds,
      offsetSeconds: offsetSeconds(atInstant: milliseconds.floorDivided(by: 1000)))
  }
}
