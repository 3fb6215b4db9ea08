internal import ArgumentParser
internal import Recurrence

/// The choices that a series' clocks and its end leave open.
struct ClockArguments: ParsableArguments {
  enum Gap: String, CaseIterable, ExpressibleByArgument { case shift, omit }
  enum Fold: String, CaseIterable, ExpressibleByArgument { case first, second }
  enum UntilDate: String, CaseIterable, ExpressibleByArgument {
    case endOfDay = "end-of-day"
    case startOfDay = "start-of-day"

    var bound: ExpansionOptions.UntilDate { self == .endOfDay ? .endOfDay : .startOfDay }
  }

  @Option(
    help: """
      What becomes of a time that the clocks skip: shift takes the offset before the gap (02:30 \
      becomes 03:30), omit drops the occurrence.
      """)
  var gap: Gap = .shift

  @Option(help: "Which of two instants a time means that the clocks show twice.")
  var fold: Fold = .first

  @Option(
    help: ArgumentHelp(
      "How a bare date in UNTIL bounds a series whose start has a time.",
      discussion: "Takes the place of the reading's choice; without either end-of-day."))
  var untilDate: UntilDate?

  @Option(
    parsing: .singleValue,
    help: ArgumentHelp(
      "How rules are read where RFC 5545 leaves room: an engine, or point=choice.",
      discussion: """
        Engines: \(Reading.named.map(\.name).joined(separator: ", ")). May be repeated; each takes the place of \
        what it contradicts. \(Reading.Point.allCases.map(\.help).joined(separator: "; ")). The first choice of \
        each is rfc5545's.
        """, valueName: "reading"),
    transform: Self.checkedReading)
  var reading: [String] = []

  private static func checkedReading(_ text: String) throws -> String {
    guard Reading(text) != nil else {
      let points = Reading.Point.allCases.map(\.help).joined(separator: "; ")
      throw ValidationError(
        "“\(text)” is no reading; give \(Reading.named.map(\.name).joined(separator: ", ")), or one of \(points)."
      )
    }
    return text
  }

  @Flag(
    help: """
      Refuse every recurrence and calendar file that RFC 5545 does not allow, with its place; otherwise what can mean \
      one thing only is read as that, with a warning.
      """)
  var strict = false

  var textReading: RecurrenceReading { strict ? .strict : .lenient }

  func options(engine: ExpansionEngine = .compiled) -> ExpansionOptions {
    ExpansionOptions(
      zonePolicy: ZonePolicy(
        gap: gap == .shift ? .shiftForward : .omit, fold: fold == .first ? .first : .second),
      untilDate: untilDate?.bound, reading: Reading(reading.joined(separator: ",")) ?? .rfc5545,
      engine: engine, textReading: textReading)
  }
}

/// The choices an expansion leaves open, shared by the subcommands that expand.
struct ExpansionArguments: ParsableArguments {
  enum Engine: String, CaseIterable, ExpressibleByArgument {
    case compiled, libical
    case crossChecked = "cross-checked"

    var engine: ExpansionEngine {
      switch self {
      case .compiled: .compiled
      case .libical: .libical
      case .crossChecked: .crossChecked
      }
    }
  }

  @Option(
    help: ArgumentHelp(
      "What expands the rules.",
      discussion: """
        libical refuses the rules it is known to expand wrongly; cross-checked runs both and \
        fails where they differ.
        """))
  var engine: Engine = .compiled

  @OptionGroup var clocks: ClockArguments

  var options: ExpansionOptions { clocks.options(engine: engine.engine) }
}

extension Reading.Point {
  /// `start=excluded|included|counted`
  fileprivate var help: String { "\(rawValue)=\(choices.joined(separator: "|"))" }
}
