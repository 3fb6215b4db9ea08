internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore

/// The series that `expand` lists: an event's, or one given by its recurrence and start.
struct ExpandedSeriesArguments: ParsableArguments {
  @OptionGroup var source: RecurrenceSource

  @Option(
    help: ArgumentHelp(
      "How long an occurrence lasts: 30m, 1h30m, PT30M or plain seconds; a day if the series is all-day.",
      valueName: "duration"), transform: parsedLength)
  var duration: EventLength?

  @Option(
    help: ArgumentHelp(
      """
      What GET /calendars/events returns, or an iCalendar file: the instances that were edited on their own are listed \
      where they take place; - is standard input.
      """, valueName: "file"), completion: .file())
  var overrides: String?

  @Flag(help: "List the series as its rule has it, whatever became of single instances.")
  var asWritten = false

  func validate() throws {
    if overrides != nil, source.event == nil { throw ValidationError("--overrides needs --event.") }
    if overrides == "-", source.event == "-" {
      throw ValidationError("--event and --overrides can't both be standard input.")
    }
    if source.event != nil {
      guard source.rrule == nil, source.start == nil, duration == nil else {
        throw ValidationError("--event tells the series; leave --rrule, --start and --duration out.")
      }
      return
    }
    guard source.tellsSeries else { throw ValidationError("Give --event, or --rrule and --start.") }
    if source.master != nil, duration == nil, let start = source.start, start.local != nil {
      throw ValidationError("--master needs --duration: an instance id holds both.")
    }
  }

  func series(options: ExpansionOptions) throws -> GivenSeries {
    try source.series(length: duration, takesSingle: true, overrides: overrides, options: options)
  }
}
