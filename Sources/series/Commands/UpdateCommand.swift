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

      The token comes from --token-file or from the environment variable SERIES_TOKEN, never from an \
      argument, which other users of the machine could read.

      EXAMPLES
        series update --event event.json --edit edit.json --zone America/New_York

        series update --event master.json --zone America/New_York \\
            --on 2026-12-01 --to 2026-12-03 --write-edit edit.json

        SERIES_TOKEN=… series update --event event.json --edit edit.json \\
            --zone America/New_York --apply

        series update --event event.json --edit edit.json --zone America/New_York \\
            --token-file ~/.config/series/token --apply --format json

      EXIT CODES with --apply
        0   sent, and the answer is what the preview predicted
        1   not sent, since a finding is an error; or sent, and the answer
            differs from the preview
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

  @Option(help: ArgumentHelp("The server.", valueName: "url"))
  var baseURL = AppointmentClient.defaultBaseURL

  @Option(
    help: ArgumentHelp("A file whose only line is the token.", valueName: "file"), completion: .file())
  var tokenFile: String?

  @Option(
    help: ArgumentHelp("How long the server may take: 30s, 2m.", valueName: "duration"),
    transform: parsedTimeout)
  var timeout = 30

  @Option(help: "How to write the plan and the outcome.")
  var format: PreviewFormat = .text

  @OptionGroup(title: "Pictures") var pictures: PictureArguments

  @OptionGroup(title: "Expansion") var expansion: ExpansionArguments

  @OptionGroup(title: "Output") var output: OutputArguments

  func validate() throws {
    try pictures.check(against: edit, token: tokenFile)
    if pictures.takesStandardOutput || edit.writeEdit == "-" {
      throw ValidationError(
        "Standard output holds what becomes of the update: give --html, --svg and --write-edit a file.")
    }
  }

  func run() async throws {
    let preview = try edit.request(options: expansion.options).preview()
    let report = UpdateReport(preview: preview, format: format)
    try report.writePlan()
    // Before anything is sent: who asks for a picture wants to have it.
    try pictures.write(preview)
    guard let plan = preview.validatedPlan else {
      try report.writeOutcome(.refusedHere)
      throw ExitCode(ExitStatus.findings.rawValue)
    }
    guard apply else { return try report.writeOutcome(.notAsked) }
    var done: [PlanProgress.Step] = []
    var created: [Int: String] = [:]
    do {
      let token = try AccessTokenSource.token(file: tokenFile)
      let client = try AppointmentClient(baseURL: baseURL, timeout: .seconds(timeout)) { token }
      for step in plan.plan.steps {
        // The steps are in order, so what a step needs is there.
        guard let request = plan.request(ofStep: step.number, created: created) else { break }
        let outcome = try await client.send(request)
        created[step.number] = outcome.appointment.id
        let undo = plan.undo(ofStep: step.number, created: created) ?? []
        done.append(PlanProgress.Step(step: step, outcome: outcome, undo: undo))
        // What follows builds on an answer as it was predicted.
        if !outcome.deviations.isEmpty { break }
      }
      try report.writeOutcome(.sent(PlanProgress(total: plan.plan.steps.count, done: done)))
      if done.contains(where: { !$0.outcome.deviations.isEmpty }) {
        throw ExitCode(ExitStatus.findings.rawValue)
      }
    } catch let error as AppointmentClientError {
      let steps = plan.plan.steps
      var progress = PlanProgress(total: steps.count, done: done)
      if error.mayHaveBeenApplied, steps.indices.contains(done.count) {
        let lost = steps[done.count]
        let undo = plan.undo(ofStep: lost.number, created: created)?.map(\.request) ?? lost.undo
        progress.uncertain = PlanProgress.Uncertain(number: lost.number, undo: undo)
      }
      try report.writeOutcome(.failed(error, progress))
      throw ExitCode(error.exitStatus.rawValue)
    }
  }
}
