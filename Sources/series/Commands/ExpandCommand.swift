internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore

/// `series expand`
struct ExpandCommand: SpeakingCommand {
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

        series expand --event team.ics --id 040000008200E00074C5B7101A82E008

        # A file whose TZID means another zone than it says.
        series expand --event notes.ics --zone-for Eastern=America/New_York

        # What takes place: moved, cancelled and added instances in their places.
        series expand --event master.json --overrides events.json \\
            --zone America/New_York

        series expand --rrule 'FREQ=MONTHLY;BYMONTHDAY=-1' --start 2026-01-31 \\
            --limit 12 --format csv

        # Start and zone from the text, as other libraries write it.
        series expand --rrule 'DTSTART;TZID=America/New_York:20260302T090000
            RRULE:FREQ=WEEKLY;COUNT=10'

      A line of --format jsonl, here on two:
        {"index":1,"id":"M_1772868600000_1800","start":"2026-03-07T02:30:00-05:00",
         "end":"2026-03-07T03:00:00-05:00","startMilliseconds":1772868600000}

      index is the place in the whole series, from 1. id is null without
      --master, end without --duration. --format json is one object:
      schemaVersion, timeZone, occurrences, truncated, warnings. Where instances
      that were edited on their own are known, a line holds kind (scheduled, added,
      edited, moved, cancelled, detached), originalStart, title and ownFields too.
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

  @OptionGroup(title: "Output") var output: OutputArguments

  func validate() throws {
    if ics != nil, source.source.master == nil, source.source.event == nil {
      throw ValidationError("--ics needs --master: it is the UID.")
    }
    try OutputFile.check([("--ics", ics)], against: [source.source.event, source.overrides])
  }

  func run() throws {
    let series = try source.series(options: expansion.options)
    let set = series.set
    if let ics {
      try CalendarOutput(file: ics).write { calendar throws(ValidationFailure) in
        try series.add(to: &calendar)
      }
      if ics == "-" { return }
    }
    let range = try window.window(in: set.start.zone).range
    let limit = limit ?? (set.isFinite || window.to != nil ? 10_000 : 100)
    var report = ExpansionReport(
      format: format, isAgenda: isAgenda(series), warnings: series.warnings, zone: series.zoneName,
      isAllDay: set.start.isAllDay)
    do {
      if set.options.engine == .crossChecked {
        _ = try set.expand(in: range, limits: ExpansionLimits(occurrences: limit))
      }
      let end =
        report.isAgenda
        ? try writeAgenda(in: range, limit: limit, of: series, to: &report)
        : try writeOccurrences(in: range, limit: limit, of: series, to: &report)
      try report.finish(end)
    } catch let error as RecurrenceError {
      throw CommandFailure(error, in: series.text)
    } catch let error as ValidationFailure {
      throw CommandFailure(error)
    }
  }

  /// Whether anything is known of single instances, and wanted.
  private func isAgenda(_ series: GivenSeries) -> Bool {
    guard !source.asWritten, let known = series.series else { return false }
    return source.overrides != nil || !known.overrides.isEmpty || !series.detached.isEmpty
  }

  /// How many occurrences there are before the window's first.
  private func index(of first: Occurrence?, in set: RecurrenceSet) -> Int {
    window.from == nil ? 0 : first.flatMap { set.index(of: $0.startMilliseconds) } ?? 0
  }

  /// Writes what takes place while it is found, up to the limit; returns how it ends.
  private func writeAgenda(
    in range: Range<Int>?, limit: Int, of given: GivenSeries, to report: inout ExpansionReport
  ) throws -> ExpansionReport.End {
    guard let series = given.series else { return .complete }
    let set = given.set
    var occurrences = (range.map { set.occurrences(in: $0) } ?? set.occurrences).makeIterator()
    var next = occurrences.next()
    var place = index(of: next, in: set)
    for entry in series.agenda(in: range, master: given.event, detached: given.detached) {
      if report.count == limit { return .limit }
      let original = entry.originalStartMilliseconds ?? entry.startMilliseconds
      while original == entry.startMilliseconds, let passed = next, passed.startMilliseconds < original {
        (next, place) = (occurrences.next(), place + 1)
      }
      // What moved here from elsewhere is asked for by itself.
      let index = next?.startMilliseconds == original ? place : set.index(of: original)
      try report.write(
        try OccurrenceRow(
          entry, index: entry.kind == .detached ? nil : index.map { $0 + 1 }, in: series.start))
    }
    var last: Occurrence?
    while let passed = next { (last, next) = (passed, occurrences.next()) }
    return try end(of: set, after: last, in: range)
  }

  /// Writes the occurrences while they are found, up to the limit; returns how they end.
  private func writeOccurrences(
    in range: Range<Int>?, limit: Int, of series: GivenSeries, to report: inout ExpansionReport
  ) throws -> ExpansionReport.End {
    let set = series.set
    let occurrences = range.map { set.occurrences(in: $0) } ?? set.occurrences
    var first: Int?
    var last: Occurrence?
    for occurrence in occurrences.prefix(limit) {
      let before = first ?? index(of: occurrence, in: set)
      first = before
      last = occurrence
      try report.write(
        try OccurrenceRow(
          index: before + report.count + 1, occurrence: occurrence, length: series.length,
          masterID: series.masterID, isSingle: series.isSingle, start: set.start))
    }
    return try end(of: set, after: last, in: range)
  }

  /// What comes after an occurrence, if only why nothing does.
  private func end(
    of set: RecurrenceSet, after last: Occurrence?, in range: Range<Int>?
  ) throws -> ExpansionReport.End {
    let upper = range?.upperBound ?? .max
    let lower = last.map { $0.startMilliseconds + 1 } ?? range?.lowerBound ?? .min
    let rest = try set.expand(in: min(lower, upper)..<upper, limits: ExpansionLimits(occurrences: 0))
    return rest.isTruncated ? .limit : rest.endsWithCalendar ? .calendar : .complete
  }
}

extension ExpandCommand: ZoneChoosingCommand {
  var zones: ZoneArguments { source.source.zones }
}
