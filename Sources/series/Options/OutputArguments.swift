internal import ArgumentParser

/// How the command speaks to people, in every subcommand.
struct OutputArguments: ParsableArguments {
  @Option(
    name: .customLong("color"),
    help: "Whether text is coloured; auto does so on a terminal, unless NO_COLOR is set.")
  var colour: OutputChoice.Colour = .auto

  @Flag(help: "Write no warnings and notes to standard error, only what is wrong.")
  var quiet = false

  var choice: OutputChoice { OutputChoice(colour: colour, isQuiet: quiet) }
}

extension OutputChoice.Colour: ExpressibleByArgument {}

/// A subcommand that writes for people.
protocol SpeakingCommand: ParsableCommand {
  var output: OutputArguments { get }
}
