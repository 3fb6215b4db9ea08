#if Client
  internal import AppointmentClient
  internal import ArgumentParser
  internal import SchedulingCore
  internal import SeriesReport

  /// `series resume`
  struct ResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "resume",
      abstract: "Go on with a plan that came to a stop, by its journal.",
      discussion: """
        A request whose answer was lost is settled first, by reading what it changes: it is done, sent \
        again, or, where reading can't tell, left for you to say. What is created is never sent twice.

        EXAMPLES
          series update --event event.json --edit edit.json --zone America/New_York \\
              --apply --journal edit.journal

          series resume edit.journal

          series resume edit.journal --created ocQHyuzHvysMo5N5VsXc

        EXIT CODES are those of `series update --apply`.
        """)

    @OptionGroup var arguments: JournalArguments

    func run() async throws {
      let journal = try await JournalRun(arguments)
      if journal.progress.isUndoing {
        throw CommandFailure(
          .data,
          "The plan of \(arguments.file) is being taken back: `series undo \(arguments.file)` goes on with that."
        )
      }
      let client = try arguments.server.client(of: journal.baseURL)
      try await journal.report(
        client.resume(journal.progress, journal: journal.file), format: arguments.format)
    }
  }

  /// `series undo`
  struct UndoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "undo",
      abstract: "Take back what was done of a plan, by its journal.",
      discussion: """
        Sends what undoes each step, the last step's first. A request whose answer was lost is settled \
        first, as `series resume` does.

        EXAMPLE
          series undo edit.journal

        EXIT CODES are those of `series update --apply`.
        """)

    @OptionGroup var arguments: JournalArguments

    func run() async throws {
      let journal = try await JournalRun(arguments)
      let client = try arguments.server.client(of: journal.baseURL)
      try await journal.report(client.undo(journal.progress, journal: journal.file), format: arguments.format)
    }
  }

  /// `series status`
  struct StatusCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "status",
      abstract: "Show how far a plan was carried out, by its journal.",
      discussion: """
        Works offline and changes nothing.

        EXAMPLE
          series status edit.journal --format json
        """)

    @Argument(help: "The journal.", completion: .file()) var file: String
    @Option(help: "How to write it.") var format: PreviewFormat = .text

    func run() throws {
      let journal = try JournalFile.opening(file)
      guard let progress = PlanProgress(replaying: journal.entries) else { return }
      let report = PlanReport(progress)
      switch format {
      case .text:
        let state =
          progress.isUndone
          ? "taken back" : progress.isComplete ? "done" : progress.isUndoing ? "being taken back" : "open"
        try StandardOutput.write(
          styled:
            "The plan is \(state): \(progress.answers.count) of \(progress.total) requests are answered.\n"
            + report.text(style: .forStandardOutput()))
      case .json:
        var object = JSONObject()
        report.write(to: &object)
        try StandardOutput.write(JSONValue.object(object).text(keys: .asGiven, pretty: true) + "\n")
      }
    }
  }

  /// What going on with a plan and taking it back have in common.
  struct JournalArguments: ParsableArguments {
    @Argument(help: "The journal.", completion: .file()) var file: String
    @OptionGroup var found: FoundArguments
    @OptionGroup(title: "The server") var server: ServerArguments
    @Option(help: "How to write the outcome.") var format: PreviewFormat = .text
  }

  /// What somebody found out about a request whose answer was lost.
  struct FoundArguments: ParsableArguments {
    @Flag(help: "The request whose answer was lost was not applied; you looked.")
    var notApplied = false

    @Flag(help: "The request whose answer was lost was applied; you looked.")
    var applied = false

    @Option(help: ArgumentHelp("The id of what that request created; you looked.", valueName: "id"))
    var created: String?

    func validate() throws {
      if (notApplied ? 1 : 0) + (applied ? 1 : 0) + (created == nil ? 0 : 1) > 1 {
        throw ValidationError("Give one of --applied, --not-applied and --created.")
      }
    }
  }

  /// A journal that is open, and what it tells.
  private struct JournalRun {
    let file: JournalFile
    let baseURL: String
    private(set) var progress: PlanProgress

    init(_ arguments: JournalArguments) async throws {
      let (path, found) = (arguments.file, arguments.found)
      file = try JournalFile.opening(path)
      guard case .plan(_, let baseURL)? = file.entries.first,
        let progress = PlanProgress(replaying: file.entries)
      else { throw CommandFailure(.data, "\(path) holds no plan.") }
      self.baseURL = baseURL
      self.progress = progress
      if found.notApplied || found.applied || found.created != nil { try await settle(found) }
    }

    private mutating func settle(_ found: FoundArguments) async throws {
      guard let open = progress.uncertain else {
        throw CommandFailure(.data, "No request's outcome is open.")
      }
      let entry: JournalEntry
      if found.notApplied {
        entry = .notApplied(open)
      } else {
        let request = open.undo == nil ? progress.plan.plan.steps[open.step - 1].request : nil
        guard (request?.operation == .create) == (found.created != nil) else {
          throw CommandFailure(
            .usage,
            found.created == nil
              ? "The request creates a series: give its id with --created." : "The request creates nothing.")
        }
        var id = found.created ?? ""
        let updated = progress.plan.request(ofStep: open.step, created: progress.ids)?.request.operation
        if case .update(.known(let known))? = updated { id = known }
        entry = .answered(open, try PlanAnswer(foundAt: id))
      }
      try await file.append(entry)
      progress.take(entry)
    }

    func report(_ execution: PlanExecution, format: PreviewFormat) async throws {
      let outcome = PlanReport(await PlanRunner(execution: execution, total: progress.total).outcome())
      outcome.tellError()
      StandardOutput.writeIfPossible {
        switch format {
        case .text: try StandardOutput.write(styled: outcome.text(style: .forStandardOutput()))
        case .json:
          var object: JSONObject = ["error": .null]
          outcome.write(to: &object)
          try StandardOutput.write(JSONValue.object(object).text(keys: .asGiven, pretty: true) + "\n")
        }
      }
      if outcome.status != .success { throw ExitCode(outcome.status.rawValue) }
    }
  }

  extension JournalFile {
    /// Begins a journal, or says why that can't be.
    static func creating(_ path: String) throws -> JournalFile {
      do throws(JournalError) { return try create(path) } catch { throw CommandFailure(error) }
    }

    /// Opens a journal, or says why that can't be.
    static func opening(_ path: String) throws -> JournalFile {
      do throws(JournalError) { return try open(path) } catch { throw CommandFailure(error) }
    }
  }

  extension CommandFailure {
    init(_ error: JournalError) {
      let status: ExitStatus =
        switch error.code {
        case .missing: .noInput
        case .locked: .tryAgainLater
        case .exists, .damaged, .empty: .data
        case .system: .unavailable
        }
      self.init(status, error.message)
    }
  }
#endif
