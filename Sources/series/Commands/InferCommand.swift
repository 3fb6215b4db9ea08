internal import ArgumentParser
internal import Recurrence
internal import RecurrenceInference
internal import SchedulingCore
internal import SeriesReport

/// `series infer`
struct InferCommand: SpeakingCommand, ZoneChoosingCommand {
  static let configuration = CommandConfiguration(
    commandName: "infer",
    abstract: "Find the recurrence behind a list of dates.",
    discussion: """
      Prints DTSTART and the RRULE, RDATE and EXDATE lines that generate exactly these dates: \
      in the form that people write, without more RDATEs and EXDATEs than the shortest text \
      takes, or with --shortest the shortest text found. The order of the dates does not \
      matter; those given twice are reported. At most 10,000 are taken.

      Dates stand one a line (2026-03-02T09:00, with an offset, or bare dates for an all-day \
      series; blank lines and lines that begin with # are passed over), in a JSON array of \
      strings or of epoch milliseconds, in a list of events as the API returns it, in EXDATE \
      lines or their values, or in what `series expand` prints. Cancelled ones are left out.

      EXAMPLES
        series infer dates.txt --zone America/New_York

        printf '%s\\n' 2026-03-02 2026-03-16 2026-03-09 | series infer -
          DTSTART;VALUE=DATE:20260302
          RRULE:FREQ=WEEKLY;COUNT=3

        printf '%s\\n' 2024-11-28 2025-11-27 2026-11-26 2027-11-25 | series infer -
          DTSTART;VALUE=DATE:20241128
          RRULE:FREQ=YEARLY;COUNT=4;BYMONTH=11;BYDAY=4TH

        series expand --rrule 'FREQ=MONTHLY;BYDAY=2TU;COUNT=12' \\
            --start 2026-03-10T09:00 --format json | series infer -

      --format json is one object: schemaVersion, timeZone, start, recurrence,
      length, count, duplicates, and endedEarly where the search was ended by the work it may
      do.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument { case text, json }

  @Argument(
    help: ArgumentHelp("The dates; - is standard input.", valueName: "file"), completion: .file())
  var file: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The IANA zone the series is to recur in.",
      discussion: """
        Without one local times float and count as UTC, and times with an offset are taken if it is \
        the same in all.
        """, valueName: "zone"), completion: DefaultZone.completion)
  var zone: String?

  @OptionGroup var zones: ZoneArguments

  @Flag(help: "Leave times of day out: find an all-day series.")
  var allDay = false

  @OptionGroup var form: FormArguments

  @Option(help: "How to write the answer.")
  var format: Format = .text

  @OptionGroup(title: "Expansion") var clocks: ClockArguments

  @OptionGroup(title: "Output") var output: OutputArguments

  func run() throws {
    let dates = try DateFile(InputFile(file, as: "The list of dates"), allDay: allDay)
    let zone = try (zone ?? DefaultZone.name).map(ZoneTransitions.named(orFail:)) ?? dates.commonZone()
    let found: RecurrenceInference
    do throws(RecurrenceError) {
      found = try RecurrenceInference(
        from: try dates.dates(in: zone), in: zone, preferring: form.preference, options: clocks.options())
    } catch {
      throw CommandFailure(error)
    }
    switch format {
    case .text:
      try StandardOutput.write("\(startLine(found.start))\n\(form.written(found.text))\n")
      if found.endedEarly { StandardError.write(FormArguments.endedEarly) }
      if !found.duplicates.isEmpty {
        let style = TextStyle.forStandardError()
        let many = found.duplicates.count.counted("date was", "dates were")
        let shown = found.duplicates.prefix(5).map(\.description).joined(separator: ", ")
        StandardError.write(
          "\(style.warning("warning:")) \(many) given again: \(shown)"
            + (found.duplicates.count > 5 ? ", …\n" : ".\n"))
      }
    case .json: try StandardOutput.write(json(found).text(keys: .asGiven, pretty: true) + "\n")
    }
  }

  private func startLine(_ start: RecurrenceStart) -> String {
    let zone = start.zone.identifier
    let date: RecurrenceDate =
      start.isAllDay ? .date(start.local.date) : .local(start.local, zone: zone == "UTC" ? nil : zone)
    return RecurrenceText(start: date).formatted()
  }

  private func json(_ found: RecurrenceInference) -> JSONValue {
    let text = form.written(found.text)
    let start = found.start
    let occurrence = start.zone.occurrence(at: start.local)
    let time = start.isAllDay ? nil : occurrence.flatMap(OffsetDateTime.init)
    let answer: JSONValue = [
      "schemaVersion": 1, "timeZone": zone.map(JSONValue.string) ?? .null,
      "start": .string(time?.text ?? start.local.date.description), "recurrence": .string(text),
      "length": .integer(Int64(text.utf8.count)), "count": .integer(Int64(found.count)),
      "duplicates": .array(found.duplicates.map { .string($0.description) }),
    ]
    return form.noting(endedEarly: found.endedEarly, in: answer)
  }
}
