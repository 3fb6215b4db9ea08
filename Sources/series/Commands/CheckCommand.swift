internal import ArgumentParser
internal import Foundation
internal import Recurrence
internal import SchedulingCore

/// `series check`
struct CheckCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }
  enum Repair: String, CaseIterable, ExpressibleByArgument {
    case skip
    case keep = "continue"
    case bookNext = "book-next"

    var option: BookingOption {
      switch self {
      case .skip: .skip
      case .keep: .keep
      case .bookNext: .bookNext
      }
    }
  }

  static let configuration = CommandConfiguration(
    commandName: "check",
    abstract: "Check each occurrence of an event or a series against a calendar.",
    discussion: """
      An occurrence that can't be booked is listed with all reasons and the free slots nearest to it. The series' own \
      events among what is busy don't count. A series without an end is checked up to 100 occurrences unless --limit \
      or --to says otherwise; whether it ever meets another series is said for all time. Without --now and --from, \
      occurrences that are over don't count unless all are, and then notice and range don't. The exit code is 1 when \
      an occurrence can't be booked.

      EXAMPLES
        series check --event master.json --zone America/New_York \\
            --calendar calendar.json --schedule schedule.json --busy events.json

        # Occurrences that don't fit go to the next free slot.
        series check --rrule 'FREQ=WEEKLY;COUNT=10' --start 2026-12-07T10:00 \\
            --duration 30m --zone America/New_York --calendar calendar.json \\
            --busy events.json --repair book-next

      --format json is one object: schemaVersion, timeZone, checked, fitting, option, conflicts \
      (start, end, reasons, movedTo, alternatives), recurrenceLines (EXDATE and RDATE of the option), \
      series (each series among what is busy that takes time of the team: id, title, userIds, and first, the \
      start and otherStart of the first two that meet, or null with never, the proof that none do, or undecided).
      """)

  @OptionGroup(title: "The event or series") var source: ExpandedSeriesArguments
  @Option(
    help: ArgumentHelp(
      "The calendar as GET /calendars/{calendarId} returns it: times are checked against it; - is standard input.",
      valueName: "file"), completion: .file())
  var calendar: String

  @OptionGroup(title: "What it is checked against") var files: AvailabilityFiles
  @OptionGroup(title: "The window") var window: WindowArguments

  @Option(
    help: ArgumentHelp("Only this member of the team has to be free; may be repeated.", valueName: "id"))
  var user: [String] = []

  @Option(help: ArgumentHelp("At most that many occurrences.", valueName: "number"), transform: parsedLimit)
  var limit: Int?

  @Option(
    help: ArgumentHelp(
      """
      The time it is, from which notice and range are counted; where absent, now, or no time at all for a series that \
      is over.
      """, valueName: "time"),
    transform: parsedTime)
  var now: DateTimeText?

  @Option(help: "What becomes of occurrences that can't be booked.")
  var repair: Repair = .skip

  @Flag(help: "Look for the next free slot without end, instead of among the three that follow.")
  var lookOn = false

  @Option(help: "How to write it.")
  var format: Format = .text

  @OptionGroup(title: "Expansion") var expansion: ExpansionArguments

  func validate() throws {
    try files.check(besides: [calendar, source.source.event, source.overrides])
  }

  func run() throws {
    let clock = Int(Date.now.timeIntervalSince1970 * 1000)
    let checked = try CheckedEvent(
      source, window: window, limit: limit, startingFrom: now == nil ? clock : nil, options: expansion.options
    )
    let input = try files.read(
      calendar: calendar, zone: checked.zone, users: user, options: expansion.options)
    var availability = input.availability
    if let event = checked.event { availability.needResources(of: event) }
    // What is over is checked for all but its being so.
    let isOver = checked.times.last.map { $0.startMilliseconds < clock } ?? false
    availability.now = try now?.instant(in: input.calendarZone) ?? (isOver ? nil : clock)
    let found: SeriesRepair
    let collisions: [SeriesCollision]
    do throws(ValidationFailure) {
      found = try availability.repair(
        checked.times, ofSeries: checked.seriesID, option: repair.option, further: lookOn ? nil : 3)
      collisions =
        if let series = checked.series { try availability.collisions(of: series) } else { [] }
    } catch {
      throw CommandFailure(error)
    }
    var findings = input.allFindings
    if availability.busy == nil {
      findings.append(
        Diagnostic(.note, .availabilityNotChecked, "No busy time is given, so that nothing counts as taken."))
    }
    StandardError.write(findings: findings)
    let report = CheckReport(
      repair: found, times: checked.times, collisions: collisions, zone: checked.zone,
      isTruncated: checked.isTruncated)
    switch format {
    case .text: try StandardOutput.write(styled: report.text(style: .forStandardOutput()))
    case .json: try StandardOutput.write(report.json.text(keys: .asGiven, pretty: true) + "\n")
    }
    if !found.items.isEmpty { throw ExitCode(ExitStatus.findings.rawValue) }
  }
}

extension CheckCommand: ZoneChoosingCommand {
  var zones: ZoneArguments { source.source.zones }
}
