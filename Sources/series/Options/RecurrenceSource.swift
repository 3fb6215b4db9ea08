internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore

/// A series by its master event, or by its recurrence and start.
struct RecurrenceSource: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The series' master as the API returns it, or an iCalendar file; - is standard input.",
      valueName: "file"),
    completion: .file())
  var event: String?

  @Option(
    help: ArgumentHelp(
      "RRULE, EXDATE, RDATE and EXRULE lines.",
      discussion: """
        Lines are separated by a newline, by \\n as two characters, or by a blank before the next \
        property. A lone rule needs no RRULE: before it.
        """, valueName: "text"))
  var rrule: String?

  @Option(
    help: ArgumentHelp(
      "The first start: 2026-03-07T02:30, with an offset, or a bare date for an all-day series.",
      valueName: "time"), transform: parsedTime)
  var start: DateTimeText?

  @Option(
    help: ArgumentHelp(
      "The IANA zone the series recurs in.",
      discussion: "Without one a local start floats and counts as UTC, and an offset stays what it is.",
      valueName: "zone"))
  var zone: String?

  /// The event, where one is named; what is worth knowing about its file goes to standard error.
  ///
  /// - Parameter id: Which event of a calendar file is meant.
  func input(_ id: String? = nil, options: ExpansionOptions) throws -> EventInput? {
    guard let event else { return nil }
    let zone = try zone.map(ZoneTransitions.named(orFail:))
    let input = try EventInput(event, id: id, zone: zone, options: options)
    StandardError.write(findings: input.findings)
    return input
  }

  /// The event's series; what is unusual about it goes to standard error.
  func series(of input: EventInput, options: ExpansionOptions) throws -> Series {
    let zone = try zone.map(ZoneTransitions.named(orFail:))
    do throws(Diagnostic) {
      if let calendar = input.calendar, let series = try calendar.series(options: options) { return series }
      var findings: [Diagnostic] = []
      let series = try Series(input.appointment, zone: zone, options: options, diagnostics: &findings)
      StandardError.write(findings: findings)
      return series
    } catch {
      throw CommandFailure(error, in: error.field == "rrule" ? input.appointment.rrule : nil)
    }
  }
}
