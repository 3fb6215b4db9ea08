internal import ArgumentParser
internal import SystemPackage

/// The command `series`.
@main
struct SeriesCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "series",
    abstract: "See what an edit of a recurring appointment does before it is sent.",
    discussion: """
      Everything but `fetch`, `preview --online`, `update --apply`, `resume` and `undo` works offline; \
      only the last three change anything.

      Start with:
        series preview --event event.json --edit edit.json --zone America/New_York
          series expand --rrule 'FREQ=WEEKLY;BYDAY=MO' --start 2026-03-02T09:00

      EXIT CODES
        0   done
        1   done, and a finding is an error
        64  the command line is wrong
        65  an input is wrong: no JSON, no recurrence rule, no such time zone
        66  an input file can't be read
        69  the server can't be reached, failed, or gave an answer that can't be
            understood; or the output can't be written
        75  the server asks to try again later

      SERIES_ZONE names the zone where no option, event or recurrence tells one.
      `series help SUBCOMMAND` tells more, with examples. Completion scripts come from
      `series --generate-completion-script bash|zsh|fish`.
      """, version: version,
    subcommands: [
      PreviewCommand.self, UpdateCommand.self, ExpandCommand.self, DescribeCommand.self, ExplainCommand.self,
      SimplifyCommand.self, InferCommand.self, SlotsCommand.self, CheckCommand.self, CalibrateCommand.self,
      FetchCommand.self, ReconcileCommand.self, IDCommand.self, BatchCommand.self, ResumeCommand.self,
      UndoCommand.self, StatusCommand.self,
    ])

  /// The version, and what carries the requests of this build.
  static var version: String {
    #if AsyncHTTPClient
      "0.1.0 (requests by AsyncHTTPClient)"
    #elseif Client
      "0.1.0 (requests by URLSession)"
    #else
      "0.1.0 (without a client)"
    #endif
  }

  static func main() async {
    FileDescriptor.occupyClosedStreams()
    // A reader that goes away shows as a failed write, which ends the command quietly.
    FileDescriptor.ignoreBrokenPipes()
    do {
      try RepeatedOption.check(CommandLine.arguments.dropFirst())
      var command = try parseAsRoot()
      (command as? any SpeakingCommand)?.output.choice.apply()
      try (command as? any ZoneChoosingCommand)?.zones.apply()
      if var asynchronous = command as? any AsyncParsableCommand {
        try await asynchronous.run()
      } else {
        try command.run()
      }
    } catch let failure as CommandFailure {
      StandardError.write(failure.text(style: .forStandardError()))
      exit(withError: ExitCode(failure.status.rawValue))
    } catch is OutputClosed {
      exit(withError: ExitCode.success)
    } catch {
      let code = exitCode(for: error)
      let message = fullMessage(for: error)
      // What was asked for, such as help, or nothing to say.
      if code.isSuccess || message.isEmpty { exit(withError: error) }
      StandardError.write(UsageError.printable(message, of: CommandLine.arguments.dropFirst()) + "\n")
      exit(withError: code)
    }
  }
}
