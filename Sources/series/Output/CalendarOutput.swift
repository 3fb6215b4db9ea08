internal import SchedulingCalendar
internal import SchedulingCore

/// An iCalendar file that the command writes.
struct CalendarOutput {
  /// `-` is standard output.
  let file: String

  /// Fills a calendar, tells what is worth knowing about it, and writes it.
  func write(_ fill: (inout SeriesCalendar) throws(ValidationFailure) -> Void) throws {
    var calendar = SeriesCalendar()
    do throws(ValidationFailure) {
      try fill(&calendar)
    } catch {
      throw CommandFailure(error)
    }
    StandardError.write(findings: calendar.findings)
    if file == "-" { return try StandardOutput.write(calendar.bytes) }
    try OutputFile.write(calendar.bytes, to: file)
  }
}
