internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore

/// The series that `expand` lists: an event's, or one given by its recurrence and start.
struct ExpandedSeriesArguments: ParsableArguments {
  @OptionGroup var source: RecurrenceSource

  @Option(
    help: ArgumentHelp(
      "How long an occurrence lasts: 30m, 1h30m, PT30M or plain seconds; a day if the series is all-day.",
      valueName: "duration"), transform: parsedDuration)
  var duration: Int?

  func validate() throws {
    if source.event != nil {
      guard source.rrule == nil, source.start == nil, duration == nil else {
        throw ValidationError("--event tells the series; leave --rrule, --start and --duration out.")
      }
      return
    }
    guard source.rrule != nil, let start = source.start else {
      throw ValidationError("Give --event, or --rrule and --start.")
    }
    if source.master != nil, duration == nil, start.local != nil {
      throw ValidationError("--master needs --duration: an instance id holds both.")
    }
  }

  func series(options: ExpansionOptions) throws -> GivenSeries {
    let series = try source.series(durationSeconds: duration, options: options)
    let count = series.instanceCount
    if count > 0 {
      StandardError.write(
        "note: \(count.counted("instance was edited on its", "instances were edited on their")) own; "
          + "the series is listed without that.\n"
      )
    }
    return series
  }
}
