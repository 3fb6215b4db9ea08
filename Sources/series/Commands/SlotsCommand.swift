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
        series slots --calendar calendar.json --busy events.json --zone America/New_York \\
            --from 2026-12-07 --to 2026-12-12

        # Why is ten o'clock not free?
        series slots --calendar calendar.json --schedule schedule.json \\
            --busy events.json --busy blocked.json --busy u1=holidays.ics \\
            --from 2026-12-07 --to 2026-12-08 --now 2026-12-01T09:00 --all

      --format json is what GET /calendars/{calendarId}/free-slots answers:
        {"2026-12-07":{"slots":["2026-12-07T09:00:00-05:00"]}}
      With --all each day has "unavailable" too: start, end and reasons (code, message,
      userId, event, required, actual).
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

  @Option(help: "How to write the slots.")
  var format: Format = .text

  func validate() throws { try files.check(besides: [calendar]) }

  func run() throws {
    let shown = try zone.map(ZoneTransitions.named(orFail:))
    let input = try files.read(calendar: calendar, zone: shown, users: user, options: ExpansionOptions())
    let own = try input.calendarZone
    let range = try range(in: shown ?? own)
    var availability = input.availability
    availability.now = now(in: own, for: range)
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
