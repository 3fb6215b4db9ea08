internal import ArgumentParser
internal import Recurrence
internal import SchedulingCalendar
internal import SchedulingCore

/// `series id encode`
struct EncodeCommand: SpeakingCommand, ZoneChoosingCommand {
  static let configuration = CommandConfiguration(
    commandName: "encode",
    abstract: "Compose the id of an instance.",
    discussion: """
      EXAMPLES
        series id encode --master M --start 2026-03-07T02:30 \\
            --zone America/New_York --duration 30m
        M_1772868600000_1800

        series id encode --master M --start 2026-03-07T02:30-05:00 --duration 1800

        # The master's id, the length and the time from the event.
        series id encode --event master.json --on 2026-03-07 \\
            --zone America/New_York
      """)

  @Option(
    help: ArgumentHelp(
      "The series' master as the API returns it, or an iCalendar file; - is standard input.",
      valueName: "file"),
    completion: .file())
  var event: String?

  @Option(
    help: ArgumentHelp(
      "The day of the event's occurrence, and its time where a day has several.", valueName: "day"),
    transform: parsedTime)
  var on: DateTimeText?

  @Option(help: ArgumentHelp("The master's id; of a calendar file the UID of the event.", valueName: "id"))
  var master: String?

  @Option(
    help: ArgumentHelp("The instance's start, with an offset or on the clock of --zone.", valueName: "time"),
    transform: parsedTime)
  var start: DateTimeText?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The IANA zone of a start without an offset; that of the event, of SERIES_ZONE, or UTC, where absent.",
      valueName: "zone"), completion: DefaultZone.completion)
  var zone: String?

  @Option(
    help: ArgumentHelp(
      "How long it lasts: 30m, 1h30m, PT30M or plain seconds; as long as the event where absent.",
      valueName: "duration"), transform: parsedDuration)
  var duration: Int?

  @OptionGroup var zones: ZoneArguments

  @OptionGroup(title: "Output") var output: OutputArguments

  func validate() throws {
    if event == nil {
      guard on == nil, master != nil, start != nil, duration != nil else {
        throw ValidationError("Give --event and --on, or --master, --start and --duration.")
      }
    } else if (on == nil) == (start == nil) {
      throw ValidationError("Beside --event give one of --on and --start.")
    }
  }

  func run() throws {
    do {
      try StandardOutput.write("\(try id(in: series()))\n")
    } catch let failure as ValidationFailure {
      throw CommandFailure(failure)
    }
  }

  /// The event's series, where an event is given.
  private func series() throws -> Series? {
    guard let event else { return nil }
    let options = ExpansionOptions()
    let given = try (zone ?? DefaultZone.name).map(ZoneTransitions.named(orFail:))
    let input = try EventInput(event, id: master, zones: zones.choice(given), options: options)
    StandardError.write(findings: input.findings)
    if let series = try input.calendar?.series(options: options) { return series }
    let own = try DefaultZone.zone(zone, for: input.appointment, options: options)
    var findings: [Diagnostic] = []
    let series = try Series(input.appointment, zone: own, options: options, diagnostics: &findings)
    StandardError.write(findings: findings)
    return series
  }

  private func id(in series: Series?) throws -> InstanceID {
    if let series, let on {
      let local = on.local(in: series.start.zone)
      return try series.instance(on: local?.date ?? on.date, secondOfDay: local?.secondOfDay)
    }
    guard let start, let master = series?.masterID ?? master,
      let duration = duration ?? series?.durationSeconds
    else { throw ValidationError("Give --event and --on, or --master, --start and --duration.") }
    let clock =
      try series?.start.zone ?? (zone ?? DefaultZone.name).map(ZoneTransitions.named(orFail:)) ?? .utc
    let id = try InstanceID(
      masterID: master, startMilliseconds: start.instant(in: clock), durationSeconds: duration)
    if let absence = try series?.locate(id).absence {
      StandardError.write(findings: [absence.diagnostic.with(severity: .warning)])
    }
    return id
  }
}
