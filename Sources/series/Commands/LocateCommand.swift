internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

/// `series id locate`
struct LocateCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    commandName: "locate",
    abstract: "Tell which occurrence of a series an id is, or why it is none.",
    discussion: """
      The series is the --event, or what --rrule, --start and --duration say. \
      Several ids can be given, or - to read them from standard input, one a line. \
      The exit code is 1 when an id is no occurrence. An id of this series that is \
      none any more is said to be stale; what it most likely is now comes first.

      EXAMPLES
        series id locate M_1772868600000_1800 --event master.json \\
            --zone America/New_York

        series id locate M_1772868600000_1800 --rrule 'FREQ=DAILY;COUNT=3' \\
            --start 2026-03-07T02:30 --zone America/New_York --duration 30m
        Occurrence 1 of 3: Sat 2026-03-07 02:30 -05:00

        series id locate - --event master.json < ids.txt

      --format json is {"id", "found", "index", "count", "start"}, or {"id",
      "found", "reason", "message", "stale", "nearest", "nearestStarts"}, a line
      for each id; index counts from 1, count is null for a series without an end.
      """)

  @Argument(help: "The ids of instances; - reads them from standard input.")
  var ids: [String]

  @OptionGroup(title: "The series") var arguments: LocatedSeriesArguments

  @Option(help: "How to write it.")
  var format: IDCommand.Format = .text

  @OptionGroup(title: "Expansion") var expansion: ExpansionArguments

  @OptionGroup(title: "Output") var output: OutputArguments

  func validate() throws {
    guard arguments.isGiven else { throw LocatedSeriesArguments.incomplete }
    if ids.contains("-"), arguments.source.event == "-" {
      throw ValidationError("The event and the ids can't both be standard input.")
    }
  }

  func run() throws {
    let ids = try self.ids.flatMap { try $0 == "-" ? Self.standardInput() : [$0] }
    guard let first = ids.first else { throw CommandFailure(.data, "Standard input has no id.") }
    let series = try series(for: first)
    var isComplete = true
    for text in ids {
      let report = LocationReport(text, in: series, isAlone: ids.count == 1)
      if ids.count == 1 { try report.check() }
      try StandardOutput.write(format == .json ? report.json : report.text)
      if !report.isFound { isComplete = false }
    }
    if !isComplete { throw ExitCode(ExitStatus.findings.rawValue) }
  }

  private func series(for text: String) throws -> Series {
    if let input = try arguments.source.input(text, options: expansion.options) {
      return try arguments.source.series(of: input, options: expansion.options)
    }
    return try arguments.series(for: InstanceID(argument: text), options: expansion.options)
  }

  /// The lines of standard input that are not empty.
  private static func standardInput() throws -> [String] {
    let text = String(decoding: try InputFile("-", as: "The list of ids").bytes, as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).compactMap { line in
      let id = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      return id.isEmpty ? nil : id
    }
  }
}

extension LocateCommand: ZoneChoosingCommand {
  var zones: ZoneArguments { arguments.source.zones }
}
