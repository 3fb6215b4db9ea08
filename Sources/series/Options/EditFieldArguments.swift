internal import ArgumentParser
internal import Recurrence
internal import SchedulingCore

/// The fields of an edit, one option each.
struct EditFieldArguments: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The weekday that it moves to, in the same week, Monday to Sunday.", valueName: "weekday"),
    transform: parsedWeekday)
  var toDay: Weekday?

  @Option(
    help: ArgumentHelp("The new time of day, on the series' clock.", valueName: "hh:mm"),
    transform: parsedTimeOfDay)
  var starts: Int?

  @Option(
    help: ArgumentHelp("How long it takes from now on.", valueName: "duration"), transform: parsedDuration)
  var lasts: Int?

  @Option(help: ArgumentHelp("The new title.", valueName: "text"))
  var title: String?

  @Option(help: ArgumentHelp("The new description.", valueName: "text"))
  var description: String?

  @Option(
    help: ArgumentHelp("The new status: new, confirmed, cancelled, showed, noshow…", valueName: "status"))
  var status: String?

  @Option(help: ArgumentHelp("The user it is assigned to.", valueName: "id"))
  var assignedUser: String?

  @Option(
    help: ArgumentHelp(
      """
      The calendar it moves to, by its id; or, by a path with a / or a dot, or - for standard input, the calendar as \
      GET /calendars/{calendarId} returns it, which the new times are checked against.
      """, valueName: "id or file"), completion: .file())
  var calendar: String?

  /// The file of a calendar; `nil` where an id or none is given.
  var calendarFile: String? { calendar.flatMap { $0 == "-" || $0.contains { "./".contains($0) } ? $0 : nil } }

  @Option(help: ArgumentHelp("The new address, or the meeting's link.", valueName: "text"))
  var address: String?

  @Option(help: ArgumentHelp("custom, zoom, gmeet, phone, address, ms_teams or google.", valueName: "type"))
  var locationType: String?

  @Option(
    help: ArgumentHelp("A location of the calendar's or a team member's configuration.", valueName: "id"))
  var locationID: String?

  @Option(
    help: ArgumentHelp(
      """
      The new recurrence: RRULE, EXDATE and RDATE lines, separated as for `series expand`; an empty text \
      removes it.
      """, valueName: "text"))
  var rrule: String?

  @Flag(inversion: .prefixedNo, help: "Whether the location replaces the calendar's configuration.")
  var overrideLocationConfig: Bool?

  @Flag(inversion: .prefixedNo, help: "Whether automations run; they do where the edit does not say.")
  var notify: Bool?

  @Flag(inversion: .prefixedNo, help: "Whether the server leaves notice and date range unchecked.")
  var ignoreDateRange: Bool?

  @Flag(
    inversion: .prefixedNo,
    help: "Whether the server leaves slots, notice and date range unchecked; implied by --rrule.")
  var ignoreFreeSlotValidation: Bool?

  /// Whether one of them is given.
  var isGiven: Bool {
    changesTimes || !texts.allSatisfy { $0.text == nil } || !flags.allSatisfy { $0.value == nil }
  }

  /// Whether one gives another time.
  var changesTimes: Bool { toDay != nil || starts != nil || lasts != nil }

  private var texts: [(field: AppointmentField, option: String, text: String?)] {
    [
      (.title, "--title", title), (.description, "--description", description),
      (.appointmentStatus, "--status", status), (.assignedUserId, "--assigned-user", assignedUser),
      (.calendarId, "--calendar", calendarFile == nil ? calendar : nil), (.address, "--address", address),
      (.meetingLocationType, "--location-type", locationType),
      (.meetingLocationId, "--location-id", locationID),
      (.rrule, "--rrule", rrule?.withLineBreaks),
    ]
  }

  private var flags: [(field: AppointmentField, option: String, value: Bool?)] {
    [
      (.overrideLocationConfig, "--override-location-config", overrideLocationConfig),
      (.toNotify, "--notify", notify), (.ignoreDateRange, "--ignore-date-range", ignoreDateRange),
      (.ignoreFreeSlotValidation, "--ignore-free-slot-validation", ignoreFreeSlotValidation),
    ]
  }

  /// Adds the fields to an edit.
  ///
  /// - Parameter file: How messages name the edit.
  /// - Throws: A usage error where both give a field and differ; what is wrong with a value.
  func add(to edit: inout AppointmentEdit, of file: String) throws {
    guard isGiven else { return }
    let body = edit.json.objectValue ?? JSONObject()
    var merged = body
    for (field, option, text) in texts {
      try add(text.map(JSONValue.string), field, by: option, to: &merged, of: file)
    }
    for (field, option, value) in flags {
      try add(value.map(JSONValue.bool), field, by: option, to: &merged, of: file)
    }
    guard merged != body else { return }
    do throws(ValidationFailure) {
      edit = try AppointmentEdit(.object(merged))
    } catch {
      throw CommandFailure(error)
    }
  }

  private func add(
    _ value: JSONValue?, _ field: AppointmentField, by option: String, to body: inout JSONObject,
    of file: String
  ) throws {
    guard let value else { return }
    if let other = body[field.rawValue], other != value {
      throw ValidationError(
        "\(option) gives \(field.rawValue) as \(value.text()), and \(file) as \(other.text()): give one of them."
      )
    }
    body[field.rawValue] = value
  }

  /// Adds the new time to an edit, and what is worth knowing about it.
  ///
  /// - Parameters:
  ///   - day: The day and, where it has one, the time that it moves to; beside the options here.
  ///   - now: When it takes place before.
  func add(
    _ day: DateTimeText?, of now: TimeSpan, on clock: ZoneTransitions, policy: ZonePolicy,
    to edit: inout AppointmentEdit, of file: String
  ) throws -> [Diagnostic] {
    var findings: [Diagnostic] = []
    do throws(ValidationFailure) {
      let change = try change(day, on: clock)
      let times = try change.times(
        of: now, otherwise: edit.startTime, in: clock, policy: policy, findings: &findings)
      let options = ["--to": day != nil, "--to-day": toDay != nil, "--starts": starts != nil]
        .filter(\.value).keys.sorted().joined(separator: " and ")
      try Self.set(&edit.startTime, times.start, "startTime", by: options, of: file)
      try Self.set(&edit.endTime, times.end, "endTime", by: "--lasts", of: file)
    } catch {
      throw error.code == .fieldGivenTwice
        ? ValidationError(error.message) : CommandFailure(error)
    }
    return findings
  }

  private func change(_ day: DateTimeText?, on clock: ZoneTransitions) throws(ValidationFailure) -> TimeChange
  {
    var change = TimeChange(
      day: toDay.map { .weekday($0) }, secondOfDay: starts, durationSeconds: lasts)
    guard let day else { return change }
    let local = day.local(in: clock)
    change.day = .date(local?.date ?? day.date)
    guard let time = local?.secondOfDay else { return change }
    if let starts, starts != time {
      throw ValidationFailure(
        .fieldGivenTwice, "--to and --starts give two times of day: give one of them.",
        field: "startTime")
    }
    change.secondOfDay = time
    return change
  }

  private static func set(
    _ time: inout OffsetDateTime?, _ new: OffsetDateTime?, _ field: String, by options: String,
    of file: String
  ) throws(ValidationFailure) {
    guard let new else { return }
    if let old = time, old.milliseconds != new.milliseconds {
      throw ValidationFailure(
        .fieldGivenTwice,
        "\(options) gives \(field) as \(new.text), and \(file) as \(old.text): give one of them.",
        field: field)
    }
    time = time ?? new
  }
}

extension Diagnostic.Code {
  /// Two options, or an option and the edit, give a field two values.
  fileprivate static let fieldGivenTwice = Self(rawValue: "fieldGivenTwice")
}
