#if Client
  internal import AppointmentClient
  internal import ArgumentParser
  internal import SeriesReport

  /// `series fetch`
  struct FetchCommand: AsyncParsableCommand, SpeakingCommand {
    static let configuration = CommandConfiguration(
      commandName: "fetch",
      abstract: "Read what a preview needs from the server, into files.",
      discussion: """
        Changes nothing. Of an instance's id the series' master is fetched. The files are event.json, events.json \
        (everything of the calendar in the window, with the edited instances), blocked.json, calendar.json and \
        schedule.json; with an assigned user also user.json, what that user has in other calendars. What the server \
        does not have is left out, with a warning. The last line is the command that makes use of them.

        The token comes from --token-file or from the environment variable SERIES_TOKEN.

        EXAMPLES
          SERIES_TOKEN=… series fetch ocQHyuzHvysMo5N5VsXc --into weekly
          series preview --event weekly/event.json --overrides weekly/events.json \\
              --calendar weekly/calendar.json --schedule weekly/schedule.json \\
              --busy weekly/events.json --busy weekly/blocked.json --title Review

        EXIT CODES
          0   all that was found is written
          65  the server refuses the token or does not know the id
          69  the server can't be reached, or its answer can't be understood
          75  429: the server asks to try again later
        """)

    @Argument(help: "The id of the event, or of an instance.")
    var id: String

    @Option(
      help: ArgumentHelp("The folder; it is made where it is missing.", valueName: "folder"),
      completion: .directory)
    var into: String

    @OptionGroup(title: "What is fetched") var scope: FetchScope

    @OptionGroup(title: "The server") var server: ServerArguments

    @OptionGroup(title: "Output") var output: OutputArguments

    func run() async throws {
      let fetch = ServerFetch(client: try server.client(), folder: into, scope: scope)
      let files = try await fetch.run(id)
      try StandardOutput.write("series preview \(files.options.joined(separator: " "))\n".printableLines)
    }
  }
#endif
