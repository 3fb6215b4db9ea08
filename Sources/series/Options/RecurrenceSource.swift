internal import ArgumentParser
internal import Recurrence
internal import SchedulingCalendar
internal import SchedulingCore
internal import SeriesReport
internal import Synchronization

/// A series by its master event, or by its recurrence and start.
struct RecurrenceSource: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The series' master as the API returns it, a list of events, or an iCalendar file; - is standard input.",
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
      """
      The first start: 2026-03-07T02:30, with an offset, or a bare date for an all-day series; a DTSTART in the \
      text where absent.
      """,
      valueName: "time"), transform: parsedTime)
  var start: DateTimeText?

  @Option(
    name: .customLong("zone"), parsing: .unconditional,
    help: ArgumentHelp(
      """
      The zone the series recurs in: an IANA name, one of Windows, or what programs call it; that of a DTSTART in the \
      text, or of SERIES_ZONE, where absent.
      """,
      discussion:
        "Of a calendar file it is the zone of what has none. Without one a local start floats and counts as UTC, and an offset stays what it is.",
      valueName: "zone"), completion: DefaultZone.completion)
  var givenZone: String?

  var zone: String? { givenZone ?? DefaultZone.name }

  @OptionGroup var zones: ZoneArguments

  @Option(
    name: [.long, .customLong("id")],
    help: ArgumentHelp(
      "The master's id; of a calendar file or a list of events, which event is meant.", valueName: "id"))
  var master: String?

  /// Refuses what goes together in no command that asks for neither a duration nor ids.
  func checkPlain() throws {
    if event == nil, master != nil {
      throw ValidationError("--master tells which event of a file is meant; it needs --event.")
    }
    guard event == nil || (rrule == nil && start == nil) else {
      throw ValidationError("--event tells the series; leave --rrule and --start out.")
    }
  }

  /// Whether --rrule and --start say a series: a DTSTART in the text is a start too.
  var tellsSeries: Bool {
    guard let rrule else { return false }
    return start != nil || RecurrenceText.mentionsStart(rrule)
  }

  /// The start as --start and --zone or the text's DTSTART say it; `nil` where neither does.
  func writtenStart(options: ExpansionOptions) throws -> WrittenStart? {
    let text = rrule?.withLineBreaks ?? ""
    let given = try givenZone.map(ZoneTransitions.named(orFail:))
    let fallback = given == nil ? try DefaultZone.name.map(ZoneTransitions.named(orFail:)) : nil
    do throws(ValidationFailure) {
      return try WrittenStart(start, zone: given, fallback: fallback, text: text, options: options)
    } catch {
      throw CommandFailure(error, in: error.field == "rrule" ? text : nil)
    }
  }

  /// The series, and everything unusual about it.
  ///
  /// - Parameters:
  ///   - overrides: A list of events that tells the instances that were edited on their own.
  ///   - takesSingle: Whether an event that occurs once is a series of one.
  func series(
    length: EventLength? = nil, takesSingle: Bool = false, overrides: String? = nil, options: ExpansionOptions
  ) throws -> GivenSeries {
    guard let input = try input(master, options: options) else {
      return try GivenSeries(self, length: length, options: options)
    }
    let zone = try DefaultZone.zone(givenZone, for: input.appointment, options: options)
    let instances = try EventInput.instances(
      input, and: overrides, of: input.appointment, zones: zones.choice(input.calendar?.zone ?? zone),
      options: options)
    do throws(ValidationFailure) {
      return try GivenSeries(
        input, instances: instances, takesSingle: takesSingle, zone: zone, options: options)
    } catch {
      throw CommandFailure(error, in: error.field == "rrule" ? input.appointment.rrule : nil)
    }
  }

  /// The event, where one is named; what is worth knowing about its file goes to standard error.
  ///
  /// - Parameter id: Which event of a file is meant.
  func input(_ id: String? = nil, options: ExpansionOptions) throws -> EventInput? {
    guard let event else { return nil }
    let zone = try zone.map(ZoneTransitions.named(orFail:))
    let input = try EventInput(event, id: id, zones: zones.choice(zone), options: options)
    StandardError.write(findings: input.findings)
    return input
  }

  /// The event's series; what is unusual about it goes to standard error.
  func series(of input: EventInput, options: ExpansionOptions) throws -> Series {
    let zone = try DefaultZone.zone(givenZone, for: input.appointment, options: options)
    do throws(ValidationFailure) {
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

extension String {
  /// The text with \n, as two characters, read as a line break.
  ///
  /// A shell's single quotes keep \n as it is, and a recurrence has no other use for a backslash.
  var withLineBreaks: String { contains("\n") ? self : replacing("\\n", with: "\n") }
}

extension ZoneTransitions {
  /// The zone of that name, or a failure fit for the command line.
  static func named(orFail name: String) throws -> ZoneTransitions {
    do throws(RecurrenceError) {
      let zone = try named(name)
      if zone.identifier != name, chosen(for: name) == nil,
        reportedZones.withLock({ $0.insert(name).inserted })
      {
        let label = TextStyle.forStandardError().warning("warning:")
        StandardError.write("\(label) The zone “\(name)” is taken for \(zone.identifier). [zoneRecognised]\n")
      }
      return zone
    } catch {
      throw CommandFailure(error)
    }
  }
}

/// The names of zones that were said to be taken for others: once is enough.
private let reportedZones = Mutex<Set<String>>([])
