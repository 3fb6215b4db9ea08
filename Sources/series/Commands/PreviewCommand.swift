internal import ArgumentParser
internal import SchedulingCalendar
internal import SchedulingCore
internal import SeriesReport

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// `series preview`
struct PreviewCommand: AsyncParsableCommand, SpeakingCommand {
  static let configuration = CommandConfiguration(
    commandName: "preview",
    abstract: "Show what an edit does to each occurrence, and the request that carries it out.",
    discussion: """
      Nothing is sent; with --online what is needed is read from the server first, as `series fetch` does. \
      The exit code is 1 when a finding is an error, which would keep `series \
      update` from sending.

      EXAMPLES
        series preview --event event.json --edit edit.json --zone America/New_York

        # The occurrence of a day, moved to the Thursday of its week, without JSON.
        series preview --event master.json --zone America/New_York \\
            --on 2026-12-01 --to-day thu --starts 19:00 --lasts 1h --title Review

        # Two occurrences at once.
        series preview --event master.json --zone America/New_York \\
            --on 2026-12-22 --on 2026-12-29 --cancel exclusion

        # One instance of the series, by its id.
        series preview --event master.json --edit edit.json --zone America/New_York \\
            --id ocQHyuzHvysMo5N5VsXc_1772893800000_1800

        # The instance's new time, applied to the whole series.
        series preview --event master.json --edit edit.json --zone America/New_York \\
            --id ocQHyuzHvysMo5N5VsXc_1772893800000_1800 --scope whole

        # The second Tuesday of each month gives way to the third Wednesday, which
        # the new date is.
        series preview --event master.json --zone America/New_York \\
            --on 2026-12-08 --to 2026-12-16 --scope whole --move named

        # The series moves, and instances with times of their own move along.
        series preview --event master.json --edit edit.json --zone America/New_York \\
            --overrides events.json --scope whole --overridden follow

        # The event, what is booked beside it, and the calendar, from the server.
        SERIES_TOKEN=… series preview --online ocQHyuzHvysMo5N5VsXc \\
            --zone America/New_York --on 2026-12-22 --starts 19:00

        # A part of a long series; the preview says which.
        series preview --event master.json --edit edit.json --zone America/New_York \\
            --from 2026-11-01 --to 2026-12-01

        # One page to look at and to hand on, and a picture for a pull request.
        series preview --event master.json --edit edit.json --zone America/New_York \\
            --html preview.html --svg preview.svg

        echo '{"title": "Review"}' |
            series preview --event master.json --edit - --format json
      """)

  @OptionGroup(title: "The edit") var edit: EditArguments

  @Option(
    help: ArgumentHelp(
      "In place of --event: the id of an event or an instance, which is read from the server.",
      valueName: "id"))
  var online: String?

  @Option(
    help: ArgumentHelp("Beside --online: the folder that keeps what was read.", valueName: "folder"),
    completion: .directory)
  var into: String?

  @Flag(help: "List only the occurrences that change; they are counted all the same.")
  var changesOnly = false

  @Option(help: "How to write the preview.")
  var format: PreviewFormat = .text

  @Option(
    help: ArgumentHelp(
      "Write the series as it will be as iCalendar; - is standard output, in place of the preview.",
      valueName: "file"), completion: .file(extensions: ["ics"]))
  var ics: String?

  @OptionGroup(title: "The server") var server: ServerArguments

  @OptionGroup(title: "Pictures") var pictures: PictureArguments

  @OptionGroup(title: "Expansion") var expansion: ExpansionArguments

  @OptionGroup(title: "Output") var output: OutputArguments

  func validate() throws {
    switch (edit.event, online) {
    case (nil, nil): throw ValidationError(EditArguments.noEvent)
    case (_?, _?): throw ValidationError("--event and --online both tell the event: give one of them.")
    case (_?, nil) where into != nil: throw ValidationError("--into needs --online.")
    default: break
    }
    try pictures.check(against: edit, token: server.tokenFile, beside: ics)
    if changesOnly, format != .text { throw ValidationError("--changes-only is for --format text.") }
    guard takesStandardOutput else { return }
    if [pictures.takesStandardOutput, ics == "-", edit.writeEdit == "-"].count(where: \.self) > 1 {
      throw ValidationError(
        "Standard output can't hold both a calendar and a picture, or an edit beside one.")
    }
    if format != .text {
      throw ValidationError("Standard output can't hold --format json beside another file.")
    }
  }

  func run() async throws {
    let preview = try await request().preview()
    if let ics {
      try CalendarOutput(file: ics).write { calendar throws(ValidationFailure) in
        for event in preview.eventsAfter { try calendar.add(event) }
      }
    }
    switch format {
    case _ where takesStandardOutput:
      if preview.hasErrors { StandardError.write(errors(preview)) }
    case .text:
      try StandardOutput.write(
        styled: PreviewText(preview, style: .forStandardOutput(), showsKept: !changesOnly).text)
    case .json:
      try StandardOutput.write(preview.json(pretty: true) + [UInt8(ascii: "\n")])
    }
    try pictures.write(preview)
    if preview.hasErrors { throw ExitCode(ExitStatus.findings.rawValue) }
  }

  private func request() async throws -> PreviewRequest {
    guard let online else { return try edit.request(options: expansion.options) }
    #if Client
      let folder = into ?? "\(FileManager.default.temporaryDirectory.path)/series-\(UUID().uuidString)"
      defer { if into == nil { try? FileManager.default.removeItem(atPath: folder) } }
      var scope = try FetchScope.parse([])
      scope.apiVersion = edit.apiVersion
      var edit = edit
      edit.take(try await ServerFetch(client: try server.client(), folder: folder, scope: scope).run(online))
      return try edit.request(options: expansion.options)
    #else
      _ = online
      throw CommandFailure.missingClient
    #endif
  }

  /// Whether a file takes the place of the preview there.
  private var takesStandardOutput: Bool {
    ics == "-" || edit.writeEdit == "-" || pictures.takesStandardOutput
  }

  private func errors(_ preview: SeriesPreview) -> String {
    FindingText.lines(preview.findings.filter { $0.severity == .error }, style: .forStandardError())
      .map { $0 + "\n" }.joined()
  }
}

extension PreviewCommand: ZoneChoosingCommand {
  var zones: ZoneArguments { edit.zones }
}
