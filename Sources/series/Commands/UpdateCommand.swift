#if Client
  internal import AppointmentClient
  internal import ArgumentParser
  internal import SchedulingCore
  internal import SeriesReport

  /// `series update`
  struct UpdateCommand: AsyncParsableCommand, SpeakingCommand {
    static let configuration = CommandConfiguration(
      commandName: "update",
      abstract: "Show the plan of an edit, and send it with --apply.",
      discussion: """
        Takes what `series preview` takes. Without --apply nothing is sent. A request is sent once and \
        never repeated by itself.

        With --apply the event is read first, and nothing is sent where it has changed. Each request \
        is told on standard error before and after it is sent. On Ctrl-C or SIGTERM the command ends \
        after the request in flight. With --journal FILE, `series resume FILE` goes on after a crash \
        or a lost answer, and `series undo FILE` takes back what was done.

        The token comes from --token-file or from the environment variable SERIES_TOKEN, never from an \
        argument, which other users of the machine could read.

        EXAMPLES
          series update --event event.json --edit edit.json --zone America/New_York

          series update --event master.json --zone America/New_York \\
              --on 2026-12-01 --to 2026-12-03 --write-edit edit.json

          SERIES_TOKEN=… series update --event event.json --edit edit.json \\
              --zone America/New_York --apply

          series update --event event.json --edit edit.json --zone America/New_York \\
              --token-file ~/.config/series/token --apply --journal edit.journal

        EXIT CODES with --apply
          0   sent, and the answer is what the preview predicted
          1   not sent, since a finding is an error or the event has changed; or
              stopped: an answer differs from the preview, or somebody asked
          64  no token, or a base URL that can't be used
          65  the server refuses the update, the token or the id: 400, 401, 403,
              404, 422, a redirect
          66  the token file can't be read
          69  refused, lost or slow connection, 5xx, or an answer that can't be
              understood; the message says whether the update may have been applied
          75  429: the server asks to try again later
        """)

    @OptionGroup(title: "The edit") var edit: EditArguments

    @Flag(help: "Send the update.")
    var apply = false

    @Flag(name: .customLong("no-reread"), help: "Don't read the event before the first request is sent.")
    var doesNotReread = false

    @Option(
      help: ArgumentHelp("Keep what is sent and answered here, for `series resume`.", valueName: "file"),
      completion: .file())
    var journal: String?

    @Option(help: "How to write the plan and the outcome.")
    var format: PreviewFormat = .text

    @OptionGroup(title: "The server") var server: ServerArguments

    @OptionGroup(title: "Pictures") var pictures: PictureArguments

    @OptionGroup(title: "Expansion") var expansion: ExpansionArguments

    @OptionGroup(title: "Output") var output: OutputArguments

    func validate() throws {
      guard edit.event != nil else { throw ValidationError(EditArguments.noEvent) }
      try pictures.check(against: edit, token: server.tokenFile)
      if pictures.takesStandardOutput || edit.writeEdit == "-" {
        throw ValidationError(
          "Standard output holds what becomes of the update: give --html, --svg and --write-edit a file.")
      }
    }

    func run() async throws {
      let preview = try edit.request(options: expansion.options).preview()
      let report = UpdateReport(preview: preview, format: format)
      if apply { StandardOutput.writeIfPossible(report.writePlan) } else { try report.writePlan() }
      // Before anything is sent: who asks for a picture wants to have it.
      try pictures.write(preview)
      guard let plan = preview.validatedPlan else {
        try report.writeOutcome(.refusedHere)
        throw ExitCode(ExitStatus.findings.rawValue)
      }
      guard apply else { return try report.writeOutcome(.notAsked) }
      let client = try server.client()
      let execution = client.carryOut(
        plan, journal: try journal.map { try JournalFile.creating($0) }, rereadsFirst: !doesNotReread)
      let outcome = PlanReport(
        await PlanRunner(execution: execution, total: plan.plan.steps.count).outcome())
      outcome.tellError()
      // What became of the plan is what the shell is told, whoever reads standard output.
      StandardOutput.writeIfPossible { try report.writeOutcome(.ended(outcome)) }
      if outcome.status != .success { throw ExitCode(outcome.status.rawValue) }
    }
  }

  extension UpdateCommand: ZoneChoosingCommand {
    var zones: ZoneArguments { edit.zones }
  }
#endif
