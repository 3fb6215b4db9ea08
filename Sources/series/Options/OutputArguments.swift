internal import ArgumentParser
internal import Synchronization

/// How the command speaks to people, in every subcommand.
struct OutputArguments: ParsableArguments {
  enum Colour: String, CaseIterable, ExpressibleByArgument { case auto, always, never }

  @Option(
    name: .customLong("color"),
    help: "Whether text is coloured; auto does so on a terminal, unless NO_COLOR is set.")
  var colour: Colour = .auto

  @Flag(help: "Write no warnings and notes to standard error, only what is wrong.")
  var quiet = false

  /// Lets everything that is written from now on be so.
  func apply() {
    Self.chosen.withLock { $0 = Choice(colour: colour, isQuiet: quiet) }
  }

  struct Choice {
    var colour = Colour.auto
    var isQuiet = false
  }

  private static let chosen = Mutex(Choice())

  /// What was chosen in this process.
  static var choice: Choice { chosen.withLock(\.self) }
}

/// A subcommand that writes for people.
protocol SpeakingCommand: ParsableCommand {
  var output: OutputArguments { get }
}
