internal import ArgumentParser
internal import Recurrence
internal import RecurrenceInference
internal import SchedulingCore
internal import SeriesReport

/// `series simplify`
struct SimplifyCommand: SpeakingCommand {
  static let configuration = CommandConfiguration(
    commandName: "simplify",
    abstract: "Write a recurrence as people write it, or as briefly as can be.",
    discussion: """
      Prints the most usual form found with the same occurrences from the same start: an \
      interval, then weekdays or a day of the month, months of the year, the last weekday of a \
      month, long intervals, days in some months, several days of the month; a rarer form, the \
      shortest, only where none of these says the same. With --shortest it is the text with the \
      fewest characters. Parts that the start implies are left out, and parts and dates that \
      change nothing. Every step is proven, for endless series too. What holds for a rule's \
      local times does in every zone; for UNTIL in UTC and for EXDATE and RDATE give --zone.

      EXAMPLES
        series simplify --start 2026-03-10T09:00 \\
            --rrule 'FREQ=MONTHLY;BYDAY=TU;BYMONTHDAY=8,9,10,11,12,13,14'
          RRULE:FREQ=MONTHLY;BYDAY=2TU

        series simplify --start 2026-03-02T09:00 --zone America/New_York \\
            --rrule 'FREQ=WEEKLY;BYDAY=MO;UNTIL=20260401T000000Z' --format json

        series simplify --rrule 'FREQ=DAILY;INTERVAL=14' --start 2026-03-10T09:00
          RRULE:FREQ=WEEKLY;INTERVAL=2

        series simplify --event event.json --zone America/New_York --shortest

      --format json is one object: schemaVersion, timeZone, before, after, length
      (before and after), steps (before, after, reason), warnings, and endedEarly where the
      search was ended by the work it may do.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @OptionGroup(title: "The series") var source: RecurrenceSource

  @OptionGroup var form: FormArguments

  @Option(help: "How to write the answer: the text alone, or what was done as well.")
  var format: Format = .text

  @OptionGroup(title: "Expansion") var clocks: ClockArguments

  @OptionGroup(title: "Output") var output: OutputArguments

  func validate() throws {
    try source.checkPlain()
    guard source.event != nil || source.tellsSeries else {
      throw ValidationError("Give --event, or --rrule and --start.")
    }
  }

  func run() throws {
    let series = try source.series(options: clocks.options())
    let found = series.set.simplified(preferring: form.preference)
    switch format {
    case .text:
      try StandardOutput.write(form.written(found.after) + "\n")
      if found.endedEarly { StandardError.write(FormArguments.endedEarly) }
      StandardError.write(warnings: series.warnings)
    case .json:
      try StandardOutput.write(json(found, of: series).text(keys: .asGiven, pretty: true) + "\n")
    }
  }

  private func json(_ found: RecurrenceSimplification, of series: GivenSeries) -> JSONValue {
    let (before, after) = (found.before.formatted(), form.written(found.after))
    let length: JSONValue = [
      "before": .integer(Int64(before.utf8.count)), "after": .integer(Int64(after.utf8.count)),
    ]
    let steps = found.steps.map { step -> JSONValue in
      ["before": .string(step.before), "after": .string(step.after), "reason": .string(step.reason)]
    }
    let answer: JSONValue = [
      "schemaVersion": 1, "timeZone": series.zoneName.map(JSONValue.string) ?? .null,
      "before": .string(before), "after": .string(after), "length": length, "steps": .array(steps),
      "warnings": .array(series.warnings.map(\.json)),
    ]
    return form.noting(endedEarly: found.endedEarly, in: answer)
  }
}

extension SimplifyCommand: ZoneChoosingCommand {
  var zones: ZoneArguments { source.zones }
}
