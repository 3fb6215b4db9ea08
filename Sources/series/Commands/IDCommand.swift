internal import ArgumentParser

/// `series id`
struct IDCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "id",
    abstract: "Compose, read and find the ids of a series' instances.",
    discussion: """
      An instance's id is masterId_epochMillis_durationSeconds, so it changes with the start and the \
      duration.

      EXAMPLES
        series id encode --master M --start 2026-03-07T02:30 \\
            --zone America/New_York --duration 30m
        series id decode M_1772868600000_1800 --zone America/New_York
        series id locate M_1772868600000_1800 --event master.json \\
            --zone America/New_York
      """,
    subcommands: [EncodeCommand.self, DecodeCommand.self, LocateCommand.self])

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }
}
