internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

/// `series explain`
struct ExplainCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Tell in plain words what an instance's id means.",
    discussion: """
      By itself an id tells its master, its start and its duration. In a series (an --event, or what \
      --rrule, --start and --duration say) also which occurrence it is, or why it is none; with \
      --overrides also whether it was edited on its own. The exit code is 1 when it is no occurrence.

      EXAMPLES
        series explain M_1772955000000_1800 --zone America/New_York

        series explain M_1772955000000_1800 --event master.json \\
            --overrides events.json --zone America/New_York

      --format json is one object: schemaVersion, id, masterId, startMilliseconds,
      durationSeconds, timeZone, start, end, found (null without a series), index
      (from 1), count, reason, nearest, override (original, id), targets (one for
      each scope), statements (topic, text).
      """)

  @Argument(help: "The instance's id.")
  var id: String

  @OptionGroup(title: "The series") var arguments: LocatedSeriesArguments

  @Option(
    help: ArgumentHelp(
      "What GET /calendars/events returns: tells the instances that were edited on their own; - is standard input.",
      valueName: "file"), completion: .file())
  var overrides: String?

  @Option(help: "How to write it.")
  var format: IDCommand.Format = .text

  @OptionGroup(title: "Expansion") var expansion: ExpansionArguments

  @OptionGroup(title: "Output") var output: OutputArguments

  func validate() throws {
    if overrides != nil, !arguments.isGiven { throw ValidationError("--overrides needs a series.") }
    if overrides == "-", arguments.source.event == "-" {
      throw ValidationError("--event and --overrides can't both be standard input.")
    }
  }

  func run() throws {
    let id = try InstanceID(argument: id)
    let zone = try arguments.source.zone.map(ZoneTransitions.named(orFail:)) ?? .utc
    let explanation: InstanceExplanation
    let context = arguments.isGiven ? try context(of: id) : nil
    do throws(ValidationFailure) {
      explanation = try InstanceExplanation(id, in: context, zone: zone)
    } catch {
      throw CommandFailure(error)
    }
    switch format {
    case .text:
      try StandardOutput.write(styled: ExplanationText.text(explanation, style: .forStandardOutput()))
    case .json:
      let object = JSONValue.object(ExplanationJSON.object(explanation))
      try StandardOutput.write(object.text(keys: .asGiven, pretty: true) + "\n")
    }
    if !explanation.isKnown { throw ExitCode(ExitStatus.findings.rawValue) }
  }

  private func context(of id: InstanceID) throws -> InstanceExplanation.Context {
    let series: Series
    let master: Appointment
    let input = try arguments.source.input(id.description, options: expansion.options)
    if let input {
      series = try arguments.source.series(of: input, options: expansion.options)
      master = input.appointment
    } else {
      series = try arguments.series(for: id, options: expansion.options)
      master = try Self.master(of: series)
    }
    let instances = try EventInput.instances(
      input, and: overrides, of: master, zones: arguments.source.zones.choice(series.start.zone),
      options: expansion.options)
    let events = instances.map { SeriesEvents($0, of: series, master: master) }
    return InstanceExplanation.Context(series: series, master: master, events: events)
  }

  /// The event that the options describe.
  private static func master(of series: Series) throws -> Appointment {
    try Appointment([
      "id": .string(series.masterID), "rrule": .string(series.text.formatted()),
      "startTime": series.start.zone.time(atMilliseconds: series.startMilliseconds).map { .string($0.text) }
        ?? .null,
      "endTime": series.start.zone.time(
        atMilliseconds: series.startMilliseconds + series.durationSeconds * 1000
      ).map { .string($0.text) } ?? .null,
    ])
  }
}

extension ExplainCommand: ZoneChoosingCommand {
  var zones: ZoneArguments { arguments.source.zones }
}
