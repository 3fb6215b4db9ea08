internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore

/// `series expand`
struct ExpandCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "expand",
    abstract: "List the occurrences of a series.",
    discussion: """
      A series without an end is listed up to 100 occurrences unless --limit or --to says otherwise, \
      and any series up to 10,000; the output says when more would follow.

      EXAMPLES
        series expand --rrule 'FREQ=DAILY;COUNT=3' --start 2026-03-07T02:30 \\
            --zone America/New_York --duration 30m --master M

        series expand --start 2026-03-02T09:00 --zone Europe/Berlin \\
            --rrule 'RRULE:FREQ=WEEKLY;BYDAY=MO\\nEXDATE:20260309T080000Z' \\
            --from 2026-03-01 --to 2026-05-01

        series expand --event team.ics --master 040000008200E00074C5B7101A82E008

        series expand --rrule 'FREQ=MONTHLY;BYMONTHDAY=-1' --start 2026-01-31 \\
            --limit 12 --format csv

      A line of --format jsonl, here on two:
        {"index":1,"id":"M_1772868600000_1800","start":"2026-03-07T02:30:00-05:00",
         "end":"2026-03-07T03:00:00-05:00","startMilliseconds":1772868600000}
      index is the place in the whole series, from 1. id is null without
      --master, end without --duration. --format json is one object:
      schemaVersion, timeZone, occurrences, truncated, warnings.
      """)

  @OptionGroup(title: "The series") var source: ExpandedSeriesArguments
  @OptionGroup(title: "The window") var window: WindowArguments

  @Option(help: ArgumentHelp("At most that many occurrences.", valueName: "number"), transform: parsedLimit)
  var limit: Int?

  @Option(help: "How to write the occurrences.")
  var format: ExpansionFormat = .text

  @Option(
    help: ArgumentHelp(
      "Write the series as iCalendar; - is standard output, in place of the list.", valueName: "file"),
    completion: .file(extensions: ["ics"]))
  var ics: String?

  @OptionGroup(title: "Expansion") var expansion: ExpansionArguments

  func validate() throws {
    if ics != nil, source.source.master == nil, source.source.event == nil {
      throw ValidationError("--ics needs --master: it is the UID.")
    }
    try OutputFile.check([("--ics", ics)], against: [source.source.event])
  }

  func run() throws {
    let series = try source.series(options: expansion.options)
    let set = series.set
    if let ics {
      try CalendarOutput(file: ics).write { calendar throws(Diagnostic) in try series.add(to: &calendar) }
      if ics == "-" { return }
    }
    let range = try window.window(in: set.start.zone).range
    let limit = limit ?? (set.isFinite || window.to != nil ? 10_000 : 100)
    let expansion: Expansion
    var first = 0
    do throws(RecurrenceError) {
      expansion = try set.expand(in: range, limits: ExpansionLimits(occurrences: limit))
      if window.from != nil, let start = expansion.occurrences.first?.startMilliseconds {
        first = set.index(of: start) ?? 0
      }
    } catch {
      throw CommandFailure(error, in: series.text)
    }
    let report = ExpansionReport(
      rows: try rows(expansion.occurrences, from: first, of: series),
      isTruncated: expansion.isTruncated || expansion.endsWithCalendar,
      endsWithCalendar: expansion.endsWithCalendar, warnings: series.warnings, zone: series.zoneName,
      isAllDay: set.start.isAllDay, text: series.text)
    try report.write(format)
  }

  private func rows(
    _ occurrences: [Occurrence], from first: Int, of series: GivenSeries
  ) throws -> [OccurrenceRow] {
    do throws(Diagnostic) {
      var rows: [OccurrenceRow] = []
      rows.reserveCapacity(occurrences.count)
      for (offset, occurrence) in occurrences.enumerated() {
        let row = try OccurrenceRow(
          index: first + offset + 1, occurrence: occurrence, durationSeconds: series.durationSeconds,
          masterID: series.masterID, start: series.set.start)
        rows.append(row)
      }
      return rows
    } catch {
      throw CommandFailure(error)
    }
  }
}
