internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore

/// The series that an instance's id is looked for in.
struct LocatedSeriesArguments: ParsableArguments {
  @OptionGroup var source: RecurrenceSource

  @Option(
    help: ArgumentHelp("How long an occurrence lasts.", valueName: "duration"), transform: parsedLength)
  var duration: EventLength?

  /// Whether any option tells of a series.
  var isGiven: Bool {
    [source.event, source.rrule, source.master].contains { $0 != nil } || source.start != nil
      || duration != nil
  }

  func validate() throws {
    guard isGiven else { return }
    if source.event != nil {
      guard source.rrule == nil, source.start == nil, duration == nil, source.master == nil else {
        throw ValidationError(
          "--event tells the series; leave --rrule, --start, --duration and --master out.")
      }
    } else if !source.tellsSeries || (duration == nil && source.start.map { $0.local != nil } ?? false) {
      throw Self.incomplete
    }
  }

  static var incomplete: ValidationError {
    ValidationError("Give --event, or --rrule, --start and --duration.")
  }

  /// The series that --rrule, --start and --duration say.
  func series(for id: InstanceID, options: ExpansionOptions) throws -> Series {
    guard let rrule = source.rrule, let begin = try source.writtenStart(options: options),
      let length = try duration ?? (begin.isAllDay ? EventLength(days: 1, seconds: 0) : nil)
    else { throw Self.incomplete }
    do throws(ValidationFailure) {
      let recurrences: RecurrenceSet
      do throws(RecurrenceError) {
        recurrences = try RecurrenceSet(
          parsing: rrule.withLineBreaks, start: begin.start, options: options)
      } catch {
        throw ValidationFailure(error)
      }
      return try Series(
        masterID: source.master ?? id.masterID, durationSeconds: length.totalSeconds,
        nominalDays: length.days,
        recurrences: recurrences)
    } catch {
      throw CommandFailure(error, in: error.field == "rrule" ? rrule.withLineBreaks : nil)
    }
  }
}
