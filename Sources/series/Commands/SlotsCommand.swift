internal import ArgumentParser
internal import Foundation
internal import Recurrence
internal import SchedulingCore

/// `series slots`
struct SlotsCommand: ParsableCommand {
  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  static let configuration = CommandConfiguration(
    commandName: "slots",
    abstract: "List the free slots of a calendar, and why the others are not free.",
    discussion: """
      Works from files alone. Days are those of --zone; --from and --to bound the starts of slots, and one day named \
      twice is that day.

      EXAMPLES
        series slots --calendar calendar.json --busy events.json \\
            --zone America/New_York --from 2026-12-07 --to 2026-12-12

        # Why is ten o'clock not free?
        series slots --calendar calendar.json --schedule schedule.json \\
            --busy events.json --busy blocked.json --busy u1=holidays.ics \\
            --from 2026-12-07 --to 2026-12-08 --now 2026-12-01T09:00 --all

        # Why does the service offer other slots?
        series slots --calendar calendar.json --busy events.json \\
            --from 2026-12-07 --to 2026-12-12 --now 2026-12-01T09:00 \\
            --against free-slots.json

      --against lists what differs, each slot with its reasons and with what \
      explains it: another assumption, what the booking widget hides, or what is not given. The exit code is 1 when \
      something differs.

      --format json is what GET /calendars/{calendarId}/free-slots answers:
        {"2026-12-07":{"slots":["2026-12-07T09:00:00-05:00"]}}
      With --all each day has "unavailable" too: start, end and reasons (code, message, \
      userId, event, required, actual). With --against it is one object: schemaVersion, offered, agreeing, \
      differences (start, offered, reasons, explanations).
      """)

  @Option(
    help: ArgumentHelp(
      "The calendar as GET /calendars/{calendarId} returns it: times are checked against it; - is standard input.",
      valueName: "file"), completion: .file())
  var calendar: String

  @OptionGroup var files: AvailabilityFiles

  @Option(
    help: ArgumentHelp("Slots that start on this day, or at this time, or later.", valueName: "date"),
    transform: parsedTime)
  var from: DateTimeText

  @Option(
    help: ArgumentHelp("Slots that start before this day or time.", valueName: "date"), transform: parsedTime)
  var to: DateTimeText

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      """
      The IANA zone in which slots are shown; the calendar's by default. The calendar has it too where neither it nor \
      a schedule tells a zone.
      """, valueName: "zone"), completion: DefaultZone.completion)
  var zone: String?

  @Option(
    help: ArgumentHelp(
      """
      The time it is, from which notice and range are counted; where absent, now, or no time at all for a range that \
      is over.
      """, valueName: "time"), transform: parsedTime)
  var now: DateTimeText?

  @Option(help: ArgumentHelp("Only the slots of this member of the team; may be repeated.", valueName: "id"))
  var user: [String] = []

  @Flag(help: "List the slots that are not free, too, each with its reasons.")
  var all = false

  @Option(
    help: ArgumentHelp(
      "What GET /calendars/{calendarId}/free-slots answered: only what differs is listed, and why.",
      valueName: "file"), completion: .file())
  var against: String?

  @Option(help: "How to write the slots.")
  var format: Format = .text

  func validate() throws { try files.check(besides: [calendar, against]) }

  func run() throws {
    let shown = try zone.map(ZoneTransitions.named(orFail:))
    let input = try files.read(calendar: calendar, zone: shown, users: user, options: ExpansionOptions())
    let own = try input.calendarZone
    let range = try range(in: shown ?? own)
    var availability = input.availability
    availability.now = now(in: own, for: range)
    if let against {
      return try compare(availability, with: against, in: range, shownIn: shown, input.allFindings)
    }
    let list: SlotList
    do throws(ValidationFailure) {
      list = try availability.slots(in: range, shownIn: shown, all: all)
    } catch {
      throw CommandFailure(error)
    }
    StandardError.write(findings: input.allFindings + list.findings)
    let report = SlotReport(list: list, all: all)
    switch format {
    case .text: try StandardOutput.write(styled: report.text(style: .forStandardOutput()))
    case .json: try StandardOutput.write(report.json.text(keys: .asGiven, pretty: true) + "\n")
    }
  }

  /// Lists what differs from the service's answer.
  private func compare(
    _ availability: Availability, with path: String, in range: Range<Int>, shownIn shown: ZoneTransitions?,
    _ findings: [Diagnostic]
  ) throws {
    let zone = shown ?? (try? availability.calendarZone)
    let offered = try InputFile(path, as: "The answer").parsed { bytes throws(ValidationFailure) in
      try OfferedSlots(parsing: bytes, zone: zone)
    }
    let differences: [SlotDifference]
    do throws(ValidationFailure) {
      differences = try availability.differences(from: offered, in: range, shownIn: shown)
    } catch {
      throw CommandFailure(error)
    }
    StandardError.write(findings: findings)
    let report = DriftReport(
      differences: differences, offered: offered.starts.count { range.contains($0.milliseconds) })
    switch format {
    case .text: try StandardOutput.write(styled: report.text(style: .forStandardOutput()))
    case .json: try StandardOutput.write(report.json.text(keys: .asGiven, pretty: true) + "\n")
    }
    if !differences.isEmpty { throw ExitCode(ExitStatus.findings.rawValue) }
  }

  /// The instants between --from and --to; one day named twice is that day.
  private func range(in zone: ZoneTransitions) throws -> Range<Int> {
    let start = from.instant(in: zone)
    var end = to.instant(in: zone)
    if to.local == nil, from.local == nil, from.date == to.date,
      let next = CivilDate(dayNumber: to.date.dayNumber + 1)
    {
      end = zone.occurrence(at: LocalDateTime(clamping: next.dayNumber * 86_400))?.startMilliseconds ?? end
    }
    guard start <= end else {
      throw ValidationError("--from is later than --to: no slot can start between them.")
    }
    return start..<end
  }

  private func now(in zone: ZoneTransitions, for range: Range<Int>) -> Int? {
    if let now { return now.instant(in: zone) }
    let clock = Int(Date.now.timeIntervalSince1970 * 1000)
    return range.upperBound > clock ? clock : nil
  }
}
