internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore
internal import SeriesReport

/// A series by its master event, or by its recurrence and start.
struct RecurrenceSource: ParsableArguments {
  @Option(
    help: ArgumentHelp("The series' master as the API returns it; - is standard input.", valueName: "file"),
    completion: .file())
  var event: String?

  @Option(help: ArgumentHelp("RRULE, EXDATE, RDATE and EXRULE lines.", valueName: "text"))
  var rrule: String?

  @Option(help: ArgumentHelp("The first start of the series.", valueName: "time"), transform: parsedTime)
  var start: DateTimeText?

  @Option(help: ArgumentHelp("The IANA zone the series recurs in.", valueName: "zone"))
  var zone: String?

  /// The event, where one is named.
  func appointment() throws -> Appointment? {
    try event.map { event in
      try InputFile(event, as: "The event").parsed { bytes throws(ValidationFailure) in
        try Appointment(parsing: bytes)
      }
    }
  }

  /// The event's series; what is unusual about it goes to standard error.
  func series(
    of appointment: Appointment, options: ExpansionOptions, overrides: [InstanceOverride] = []
  ) throws -> Series {
    let zone = try zone.map(ZoneTransitions.named(orFail:))
    var findings: [Diagnostic] = []
    do throws(Diagnostic) {
      let series = try Series(
        appointment, zone: zone, options: options, overrides: overrides, diagnostics: &findings)
      for finding in findings {
        StandardError.write(FindingText.line(finding, style: .forStandardError()) + "\n")
      }
      return series
    } catch {
      throw CommandFailure(error, in: error.field == "rrule" ? appointment.rrule : nil)
    }
  }
}
