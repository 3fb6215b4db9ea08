internal import ArgumentParser
internal import Recurrence
internal import RecurrenceDescription
internal import SchedulingCore
internal import SeriesReport

/// `series describe`
struct DescribeCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe",
    abstract: "Say in plain words when a series recurs.",
    discussion: """
      The series is what --rrule says, or the --event's. What a rule leaves to its start (its day, its \
      time) is said where --start, a DTSTART in the text or the event tells it.

      EXAMPLES
        series describe --rrule 'FREQ=WEEKLY;INTERVAL=2;BYDAY=TU' \\
            --start 2026-03-03T09:00
        Every other Tuesday at 9:00 AM

        series describe --rrule 'FREQ=MONTHLY;BYDAY=-1FR' --language de
        Jeden Monat am letzten Freitag

        series describe --event event.json --zone America/New_York --language es

      --format json is one object: schemaVersion, language, timeZone, text, rules,
      exclusionRules, additions and exclusions (each part's own words), warnings.
      """)

  enum Language: String, CaseIterable, ExpressibleByArgument {
    case en, de, fr, es, pt

    var language: DescriptionLanguage {
      switch self {
      case .en: .english
      case .de: .german
      case .fr: .french
      case .es: .spanish
      case .pt: .portuguese
      }
    }
  }

  @OptionGroup(title: "The series") var source: RecurrenceSource

  @Option(help: "The language to say it in.")
  var language: Language = .en

  @Option(help: "How to write it.")
  var format: IDCommand.Format = .text

  @Option(help: "How a bare date in UNTIL bounds a series whose start has a time.")
  var untilDate: ClockArguments.UntilDate = .endOfDay

  @Flag(help: "Refuse every recurrence that RFC 5545 does not allow.")
  var strict = false

  @OptionGroup(title: "Output") var output: OutputArguments

  func validate() throws {
    try source.checkPlain()
    if source.event == nil, source.rrule == nil { throw ValidationError("Give --event, or --rrule.") }
  }

  func run() throws {
    let options = ExpansionOptions(untilDate: untilDate.bound, textReading: strict ? .strict : .lenient)
    if let input = try source.input(source.master, options: options) {
      let series = try source.series(of: input, options: options)
      return try write(
        series.text, start: series.start, zone: series.start.zone.identifier, warnings: [], options: options)
    }
    let rrule = (source.rrule ?? "").withLineBreaks
    let written = try source.writtenStart(options: options)
    let start = written?.start
    var text: RecurrenceText
    var warnings: [RecurrenceWarning] = []
    do throws(RecurrenceError) {
      if let start {
        // What can't be expanded is not described either.
        let set = try RecurrenceSet(parsing: rrule, start: start, options: options)
        (text, warnings) = (set.text, set.warnings)
      } else {
        text = try RecurrenceText(
          parsing: rrule, reading: options.textReading, warnings: &warnings, cache: .shared)
      }
    } catch {
      throw CommandFailure(error, in: rrule)
    }
    if source.givenZone != nil, start == nil {
      throw ValidationError("--zone needs --start: without a start no time is known to be in it.")
    }
    try write(text, start: start, zone: written?.zoneName, warnings: warnings, options: options)
  }

  private func write(
    _ text: RecurrenceText, start: RecurrenceStart?, zone: String?, warnings: [RecurrenceWarning],
    options: ExpansionOptions
  ) throws {
    let description = SeriesDescription(text, start: start, in: language.language, options: options)
    switch format {
    case .text:
      try StandardOutput.write(description.text + "\n")
      StandardError.write(warnings: warnings)
    case .json:
      let object: JSONValue = [
        "schemaVersion": 1, "language": .string(description.language.rawValue),
        "timeZone": zone.map(JSONValue.string) ?? .null, "text": .string(description.text),
        "rules": strings(description.rules), "exclusionRules": strings(description.exclusionRules),
        "additions": strings(description.additions), "exclusions": strings(description.exclusions),
        "warnings": .array(warnings.map(\.json)),
      ]
      try StandardOutput.write(object.text(keys: .asGiven, pretty: true) + "\n")
    }
  }

  private func strings(_ texts: [String]) -> JSONValue { .array(texts.map(JSONValue.string)) }
}

extension DescribeCommand: ZoneChoosingCommand {
  var zones: ZoneArguments { source.zones }
}
