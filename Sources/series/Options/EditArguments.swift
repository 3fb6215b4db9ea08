internal import ArgumentParser
internal import Recurrence
internal import SchedulingCalendar
internal import SchedulingCore

#if canImport(FoundationEssentials)
  internal import FoundationEssentials
#else
  internal import Foundation
#endif

/// An event, an edit of it, and what a preview of it should look at.
struct EditArguments: ParsableArguments {
  enum Scope: String, CaseIterable, ExpressibleByArgument {
    case this, following, whole

    var scope: EditScope {
      switch self {
      case .this: .this
      case .following: .following
      case .whole: .whole
      }
    }
  }

  enum Cancelling: String, CaseIterable, ExpressibleByArgument {
    case status, exclusion

    var style: Cancellation.Style { self == .status ? .status : .exclusion }
  }

  enum Moving: String, CaseIterable, ExpressibleByArgument {
    case all, named

    var policy: MovePolicy { self == .all ? .all : .named }
  }

  enum Overridden: String, CaseIterable, ExpressibleByArgument {
    case keep, follow, reset

    var policy: OverridePolicy {
      switch self {
      case .keep: .keep
      case .follow: .follow
      case .reset: .reset
      }
    }
  }

  enum Version: String, CaseIterable, ExpressibleByArgument {
    case documented = "2021-04-15"
    case v3

    var version: APIVersion { self == .documented ? .v2021_04_15 : .v3 }
  }

  @Option(
    help: ArgumentHelp(
      "The event as the API returns it: bare, {\"event\": …} or {\"appointment\": …}; or a list of events or an iCalendar file, of which --id chooses an event; - is standard input.",
      valueName: "file"), completion: .file())
  var event: String?

  @OptionGroup var occurrence: OccurrenceArguments

  @Option(
    help: ArgumentHelp(
      """
      The body of the PUT: the fields to change, beside those that options give; - is standard input.
      """, valueName: "file"),
    completion: .file())
  var edit: String?

  @Option(
    help: ArgumentHelp(
      "Write the edit that the options make, as --edit takes it; - is standard output, in place of the preview.",
      valueName: "file"), completion: .file(extensions: ["json"]))
  var writeEdit: String?

  @Option(
    help: ArgumentHelp(
      """
      Beside --on, the day that the occurrence moves to, or the day and the time (2026-12-03T19:00); else the same as \
      --window-to.
      """, valueName: "day"), transform: parsedTime)
  var to: DateTimeText?

  @OptionGroup(title: "The fields that change") var fields: EditFieldArguments

  @Option(
    help: ArgumentHelp(
      "What GET /calendars/events returns, or an iCalendar file: tells the instances that were edited on their own; - is standard input.",
      valueName: "file"), completion: .file())
  var overrides: String?

  @Option(
    help: ArgumentHelp(
      """
      Cancel what the scope reaches. One instance gets the status cancelled (status) or leaves the series \
      (exclusion); the following end with the series; a whole series gets the status.
      """))
  var cancel: Cancelling?

  @Option(
    help: ArgumentHelp(
      "Beside --cancel exclusion: a start that makes up for the excluded one; may be repeated.",
      valueName: "time"), transform: parsedTime)
  var makeUp: [DateTimeText] = []

  @Option(
    help: ArgumentHelp(
      "An edit of the whole series leaves alone what starts before this time.", valueName: "time"),
    transform: parsedTime)
  var keepPast: DateTimeText?

  @Option(
    help: ArgumentHelp(
      """
      What a new date moves: every occurrence by the same difference (all), or the day that the named \
      occurrence stands on (named), so that MO,WE becomes TU,WE where the Monday moves to Tuesday.
      """))
  var move: Moving = .all

  @Option(
    help: ArgumentHelp(
      """
      What becomes of instances that were edited on their own: they keep their own times (keep), these \
      move like the series (follow), or they are like the others again (reset).
      """))
  var overridden: Overridden = .keep

  @Option(
    help: ArgumentHelp(
      "The time of the edit, which tells what is past; now where absent.", valueName: "time"),
    transform: parsedTime)
  var now: DateTimeText?

  @OptionGroup(title: "What times are checked against") var booking: AvailabilityFiles

  @Option(
    help: ArgumentHelp(
      """
      What is assumed of the server, by the names that a preview's JSON gives its assumptions, such as \
      instanceUpdateKeepsID=true; may be repeated.
      """, valueName: "name=value"))
  var assume: [Assumption] = []

  @Option(
    help: "How far the edit reaches; an instance's id means this, a master's id whole, where absent.")
  var scope: Scope?

  @Option(
    name: .customLong("zone"), parsing: .unconditional,
    help: ArgumentHelp(
      """
      The IANA zone the series recurs in: an appointment carries an offset, never a zone. That of a DTSTART in its \
      rrule, or of SERIES_ZONE, where absent.
      """, valueName: "zone"), completion: DefaultZone.completion)
  var givenZone: String?

  @OptionGroup var zones: ZoneArguments

  @Option(help: "The version of the API the request is for.")
  var apiVersion: Version = .documented

  @Flag(help: "Let warnings stand in the way of sending.")
  var warningsAsErrors = false

  @OptionGroup(title: "The window") var window: PreviewWindowArguments

  @Option(
    help: ArgumentHelp(
      """
      At most that many occurrences; 10,000 where absent, and 20 for a series without an end and \
      without a window.
      """, valueName: "number"), transform: parsedLimit)
  var limit: Int?

  func validate() throws {
    if [event, edit, overrides].count(where: { $0 == "-" }) > 1 {
      throw ValidationError("Two of --event, --edit and --overrides can't both be standard input.")
    }
    if edit == nil, cancel == nil, !fields.isGiven, newDay == nil {
      throw ValidationError("Give --edit, options with what changes (such as --title), or --cancel.")
    }
    if !makeUp.isEmpty, cancel != .exclusion { throw ValidationError("--make-up needs --cancel exclusion.") }
    try booking.check(besides: [event, edit, overrides, fields.calendarFile])
    if booking.isGiven, fields.calendarFile == nil {
      throw ValidationError("--schedule, --busy and --assume-slots need --calendar with a file.")
    }
    if limit == 0 { throw ValidationError("--limit must be at least 1.") }
    if newDay != nil, fields.toDay != nil {
      throw ValidationError("--to and --to-day both give the day: give one of them.")
    }
    try checkEnd()
  }

  /// The day the occurrence moves to.
  private var newDay: DateTimeText? { occurrence.on.isEmpty ? nil : to }

  /// Refuses a --to that could mean either a day to move to or the end of the window.
  private func checkEnd() throws {
    guard to != nil else { return }
    if occurrence.on.isEmpty {
      guard window.windowTo == nil else { throw ValidationError("--to and --window-to both end the window.") }
      guard window.start == nil, occurrence.id.contains(where: { (try? InstanceID(parsing: $0)) != nil })
      else { return }
      throw ValidationError(
        "Beside an instance's --id, --to could end the window or be a new day: give --window-to, or --on.")
    } else if window.from != nil {
      throw ValidationError(
        "Beside --on, --to is the day that the occurrence moves to: give the window by --window-from and --window-to."
      )
    }
  }

  /// Reads the files, and writes the edit where that is asked for.
  func request(options: ExpansionOptions) throws -> PreviewRequest {
    guard let event else { throw ValidationError(Self.noEvent) }
    let wanted = try (givenZone ?? DefaultZone.name).map(ZoneTransitions.named(orFail:))
    let input = try EventInput(event, id: eventID, zones: zones.choice(wanted), options: options)
    let appointment = input.appointment
    try check(appointment.rrule, options)
    let zone =
      try input.calendar?.zone ?? DefaultZone.zone(givenZone, for: appointment, options: options)
    let clock = try clock(of: appointment, zone: zone)
    var findings: [Diagnostic] = []
    let cancellation = try cancellation(on: clock, &findings)
    var request = PreviewRequest(event: appointment, cancellation: cancellation)
    request.events = try EventInput.instances(
      input, and: overrides, of: appointment, zones: zones.choice(zone), options: options)
    request.zone = zone
    let composer = EditComposer(arguments: self, request: request, clock: clock, options: options)
    let references = try composer.references()
    request.reach = EditReach(
      id: references.first, others: try composer.others(references), scope: scope?.scope,
      keepingBefore: keepPast.map { $0.instant(in: clock) }, move: move.policy, overridden: overridden.policy)
    request.edit = try composer.edit(for: references.first, movedTo: newDay, &findings)
    if case .string(let rrule)? = request.edit["rrule"] { try check(rrule, options) }
    request.settings = PreviewSettings(
      window: try previewWindow(on: clock), version: apiVersion.version,
      assumptions: assumptions(options), engine: options.engine, promotion: warningsAsErrors ? .all : .none,
      now: now?.instant(in: clock) ?? Int(Date.now.timeIntervalSince1970 * 1000))
    request.findings = input.findings + findings
    if let calendar = fields.calendarFile {
      let read = try booking.read(calendar: calendar, zone: clock, options: options)
      request.availability = read.availability
      request.findings += read.allFindings
    }
    if let writeEdit {
      try OutputFile.write(request.edit.json.text(keys: .asGiven, pretty: true), to: writeEdit)
    }
    return request
  }

  static let noEvent = "Missing expected argument '--event <file>'"

  #if Client
    /// Takes what was fetched for what no option gives.
    mutating func take(_ files: ServerFetch.Files) {
      event = files.event
      overrides = overrides ?? files.overrides
      guard fields.calendar == nil, let calendar = files.calendar else { return }
      fields.calendar = calendar
      booking.schedule += [files.schedule].compactMap(\.self)
      booking.busy += files.busy
    }
  #endif

  /// Refuses a recurrence that RFC 5545 does not allow, where that is asked for.
  private func check(_ rrule: String?, _ options: ExpansionOptions) throws {
    guard options.textReading == .strict, let rrule, !rrule.isEmpty else { return }
    do throws(RecurrenceError) {
      _ = try RecurrenceText(parsing: rrule, reading: .strict)
    } catch {
      throw CommandFailure(ValidationFailure(error), in: rrule)
    }
  }

  private func assumptions(_ options: ExpansionOptions) -> ServerAssumptions {
    var assumptions = ServerAssumptions(zonePolicy: options.zonePolicy, reading: options.reading)
    for assumption in assume { assumptions[keyPath: assumption.name.keyPath] = assumption.value }
    return assumptions
  }

  /// Which event of a calendar file is meant.
  private var eventID: String? { occurrence.id.first }

  private func cancellation(
    on clock: ZoneTransitions, _ findings: inout [Diagnostic]
  ) throws -> Cancellation? {
    guard let cancel else { return nil }
    let makeUps = try makeUp.map { text in
      let instant = text.instant(in: clock)
      let offset = clock.offsetSeconds(atInstant: instant.floorDivided(by: 1000))
      guard let time = OffsetDateTime(milliseconds: instant, offsetSeconds: offset) else {
        throw ValidationError("A make-up date lies outside years 1 to 9999.")
      }
      if text.offsetSeconds == nil, let local = text.local, clock.occurrence(at: local)?.gapSeconds != 0 {
        findings.append(
          Diagnostic(
            .note, .shiftedByGap, "The clocks skip \(local): the make-up date is \(time.text).",
            field: "--make-up", remedy: "Give another time if that is not what is meant."))
      }
      return time
    }
    return Cancellation(cancel.style, makeUps: makeUps)
  }

  /// Times without an offset are on the clock that the series is shown on.
  private func clock(of event: Appointment, zone: ZoneTransitions?) throws -> ZoneTransitions {
    let offset = event.startTime?.offsetSeconds ?? 0
    return try zone ?? event.timeZone.flatMap { try? ZoneTransitions.named($0) }
      ?? (offset == 0 ? .utc : ZoneTransitions.fixed(offsetSeconds: offset))
  }

  private func previewWindow(on clock: ZoneTransitions) throws -> PreviewWindow {
    let range = try window.window(in: clock, endingAt: occurrence.on.isEmpty ? to : nil).range
    guard let limit else { return PreviewWindow(range: range) }
    return PreviewWindow(range: range, limit: limit, endlessLimit: limit)
  }
}
