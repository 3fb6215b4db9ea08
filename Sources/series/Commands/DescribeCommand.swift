internal import ArgumentParser
internal import Recurrence
internal import RecurrenceDescription
internal import SchedulingCore
internal import SeriesReport

/// `series describe`
struct DescribeCommand: ParsableCommand {
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

  func validate() throws {
    try source.checkPlain()
    if source.event == nil, source.rrule == nil { throw ValidationError("Give --event, or --rrule.") }
  }

  func run() throws {
    let options = ExpansionOptions(untilDate: untilDate.bound)
    if let input = try source.input(source.master, options: options) {
      let series = try source.series(of: input, options: options)
      return try write(
        series.text, start: series.start, zone: series.start.zone.identifier, warnings: [], options: options)
    }
    let rrule = (source.rrule ?? "").withLineBreaks
    var start = try source.recurrenceStart()
    let text: RecurrenceText
    var warnings: [RecurrenceWarning] = []
    do throws(RecurrenceError) {
      text = try RecurrenceText(parsing: rrule, warnings: &warnings, cache: .shared)
      if start == nil, let date = text.start {
        start = try RecurrenceStart(date, in: try source.zone.map(ZoneTransitions.named))
      }
      if let start {
        // What can't be expanded is not described either.
        let set = try RecurrenceSet(text, start: start, options: options)
        warnings += set.warnings.filter { !warnings.contains($0) }
      }
    } catch {
      throw CommandFailure(error, in: rrule)
    }
    if source.zone != nil, start == nil {
      throw ValidationError("--zone needs --start: without a start no time is known to be in it.")
    }
    try write(text, start: start, zone: source.zone, warnings: warnings, options: options)
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

extension RecurrenceStart {
  /// DTSTART, on its own zone's clock, else on that of `zone`; without any it floats and counts as UTC.
  fileprivate init(_ date: RecurrenceDate, in zone: ZoneTransitions?) throws(RecurrenceError) {
    switch date {
    case .date(let day): self.init(allDay: day, in: zone ?? .utc)
    case .local(let local, zone: let name):
      let own = try name.map { name throws(RecurrenceError) in try ZoneTransitions.named(name) }
      self.init(local, in: own ?? zone ?? .utc)
    case .instant(let seconds):
      let zone = zone ?? .utc
      let wall = seconds + zone.offsetSeconds(atInstant: seconds)
      guard let local = LocalDateTime(wallSeconds: wall) else {
        throw RecurrenceError(.invalidDate, "DTSTART lies outside years 1 to 9999.")
      }
      self.init(local, in: zone)
    }
  }
}
