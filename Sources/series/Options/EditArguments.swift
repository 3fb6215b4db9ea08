internal import ArgumentParser
internal import Recurrence
internal import SchedulingCalendar
internal import SchedulingCore

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

  enum Version: String, CaseIterable, ExpressibleByArgument {
    case documented = "2021-04-15"
    case v3

    var version: APIVersion { self == .documented ? .v2021_04_15 : .v3 }
  }

  @Option(
    help: ArgumentHelp(
      "The event as the API returns it: bare, {\"event\": …} or {\"appointment\": …}; or an iCalendar file, of which --id chooses an event; - is standard input.",
      valueName: "file"), completion: .file())
  var event: String

  @Option(
    help: ArgumentHelp("The body of the PUT: the fields to change; - is standard input.", valueName: "file"),
    completion: .file())
  var edit: String?

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
      "The id the edit is meant for: an event's, a master's, or an instance's; the event's own where absent.",
      valueName: "id"))
  var id: String?

  @Option(
    help: "How far the edit reaches; an instance's id means this, a master's id whole, where absent.")
  var scope: Scope?

  @Option(
    help: ArgumentHelp(
      "The IANA zone the series recurs in: an appointment carries an offset, never a zone.", valueName: "zone"
    ))
  var zone: String?

  @Option(help: "The version of the API the request is for.")
  var apiVersion: Version = .documented

  @Flag(help: "Let warnings stand in the way of sending.")
  var warningsAsErrors = false

  @OptionGroup(title: "The window") var window: WindowArguments

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
    if edit == nil, cancel == nil { throw ValidationError("Give --edit, or --cancel.") }
    if !makeUp.isEmpty, cancel != .exclusion { throw ValidationError("--make-up needs --cancel exclusion.") }
    if limit == 0 { throw ValidationError("--limit must be at least 1.") }
  }

  /// Reads the files and works the preview out.
  func preview(options: ExpansionOptions) throws -> SeriesPreview {
    let givenZone = try zone.map(ZoneTransitions.named(orFail:))
    let input = try EventInput(event, id: id, zone: givenZone, options: options)
    let appointment = input.appointment
    let zone = input.calendar?.zone ?? givenZone
    let edit =
      try edit.map {
        try InputFile($0, as: "The edit").parsed { bytes throws(ValidationFailure) in
          try AppointmentEdit(parsing: bytes)
        }
      } ?? AppointmentEdit()
    let clock = try clock(of: appointment, zone: zone)
    var findings: [Diagnostic] = []
    let cancellation = try cancellation(on: clock, &findings)
    var request = PreviewRequest(event: appointment, edit: edit, cancellation: cancellation)
    request.events = try EventInput.instances(
      input, and: overrides, of: appointment, zone: zone, options: options)
    request.reach = EditReach(
      id: try reference(), scope: scope?.scope, keepingBefore: keepPast.map { $0.instant(in: clock) })
    request.zone = zone
    request.settings = PreviewSettings(
      window: try previewWindow(on: clock), version: apiVersion.version,
      assumptions: ServerAssumptions(zonePolicy: options.zonePolicy, untilDate: options.untilDate),
      engine: options.engine, promotion: warningsAsErrors ? .all : .none)
    request.findings = input.findings + findings
    return request.preview()
  }

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

  private func reference() throws -> EventReference? {
    guard let id else { return nil }
    do throws(Diagnostic) {
      return try EventReference(parsing: id)
    } catch {
      throw CommandFailure(error.with(field: "--id"))
    }
  }

  private func previewWindow(on clock: ZoneTransitions) throws -> PreviewWindow {
    let range = try window.window(in: clock).range
    guard let limit else { return PreviewWindow(range: range) }
    return PreviewWindow(range: range, limit: limit, endlessLimit: limit)
  }
}
