internal import ArgumentParser
internal import Recurrence
internal import SchedulingCalendar
internal import SchedulingCore
internal import SeriesReport

/// `series calibrate`
struct CalibrateCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    commandName: "calibrate",
    abstract: "Tell from listed instances how the server expands a series.",
    discussion: """
      The zone of the expansion, what becomes of times that the clocks skip or repeat, of a start off the pattern \
      and of a bare date in UNTIL, and the ids of edited instances are documented nowhere. Each way is compared with \
      what GET /calendars/events returned: those that explain it are possible, and of each other one the evidence \
      against it is shown. A series that was expanded in a fixed offset instead of its --zone is found by that. \
      Without --zone every zone of the system is tried.

      EXAMPLES
        series calibrate --event master.json --events events.json \\
            --zone America/New_York

        # The list was asked for from October to March: what is missing counts.
        series calibrate --event master.json --events events.json \\
            --zone America/New_York --from 2026-10-01 --to 2027-04-01

      The exit code is 1 when the series is not expanded in --zone.

      --format json is one object: schemaVersion, zone, listed, unexplained (id,
      start), answers (question, decided, choices: value, possible, evidence),
      findings.
      """)

  @Option(
    help: ArgumentHelp("The series' master; - is standard input.", valueName: "file"), completion: .file())
  var event: String

  @Option(
    help: ArgumentHelp(
      "What GET /calendars/events returns, where --event is not that list; - is standard input.",
      valueName: "file"),
    completion: .file())
  var events: String?

  @Option(help: ArgumentHelp("Which event of a list with several.", valueName: "id"))
  var id: String?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The zone that the series is meant to recur in.", valueName: "zone"),
    completion: DefaultZone.completion)
  var zone: String?

  @OptionGroup(title: "The range that the list was asked for") var window: WindowArguments

  @Option(help: "How to write it.")
  var format: IDCommand.Format = .text

  @OptionGroup(title: "Output") var output: OutputArguments

  func validate() throws {
    if event == "-", events == "-" {
      throw ValidationError("--event and --events can't both be standard input.")
    }
  }

  func run() throws {
    let given = try (zone ?? DefaultZone.name).map(ZoneTransitions.named(orFail:))
    let zones = ZoneChoice(given, for: [:])
    let options = ExpansionOptions()
    let input = try EventInput(event, id: id, zones: zones, options: options)
    let master = input.appointment
    guard
      let listed = try EventInput.instances(input, and: events, of: master, zones: zones, options: options)
    else { throw CommandFailure(.usage, "Give the list of events: --events.") }
    let meant = try given ?? master.timeZone.map(ZoneTransitions.named(orFail:))
    let range = try window.window(in: meant ?? .utc).range
    let calibration: SeriesCalibration
    do throws(ValidationFailure) {
      calibration = try SeriesCalibration(
        master: master, events: listed, zone: meant, others: meant == nil ? Self.systemZones : [],
        range: range)
    } catch {
      throw CommandFailure(error)
    }
    let report = CalibrationReport(calibration: calibration, zone: meant ?? calibration.zone)
    switch format {
    case .text: try StandardOutput.write(styled: report.text(style: .forStandardOutput()))
    case .json: try StandardOutput.write(report.json.text(keys: .asGiven, pretty: true) + "\n")
    }
    if !calibration.findings.isEmpty { throw ExitCode(ExitStatus.findings.rawValue) }
  }

  /// Every zone of the system that changes its clocks; of those that never do, UTC stands for all.
  private static var systemZones: [ZoneTransitions] {
    ZoneTransitions.systemNames.compactMap { try? ZoneTransitions.named($0) }.filter { !$0.isFixed }
  }
}
