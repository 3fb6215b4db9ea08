internal import Recurrence
internal import SchedulingCalendar
internal import SchedulingCore

/// Reads what tells whether a time can be booked from files.
struct AvailabilityInput {
  private(set) var availability: Availability
  /// What was unusual about the files, each with its name.
  private(set) var findings: [Diagnostic] = []

  /// - Parameters:
  ///   - users: Who is asked for; the whole team where there are none.
  ///   - zone: The calendar's, where neither it nor a schedule tells one.
  init(
    calendar: String, schedules: [String], users: [String], zone: ZoneTransitions?
  ) throws {
    let calendar = try InputFile(calendar, as: "The calendar").parsed {
      bytes throws(ValidationFailure) in try BookingCalendar(parsing: bytes)
    }
    availability = Availability(calendar: calendar)
    findings += calendar.findings
    for path in schedules {
      let read = try InputFile(path, as: "The schedule").parsed {
        bytes throws(ValidationFailure) in try BookingSchedule.list(parsing: bytes)
      }
      availability.schedules += read
      findings += read.flatMap(\.findings)
    }
    availability.users = users
    availability.zone = zone
  }

  /// Adds the busy time of a file.
  ///
  /// - Parameter argument: A path, or a user's id, `=`, and the path of what takes that user's time.
  mutating func addBusy(_ argument: String, options: ExpansionOptions) throws {
    let zone = try calendarZone
    var (user, path): (String?, String) = (nil, argument)
    if let equals = argument.firstIndex(of: "=") {
      let name = String(argument[..<equals])
      if availability.calendar.members.contains(where: { $0.userID == name })
        || availability.users.contains(name)
      {
        (user, path) = (name, String(argument[argument.index(after: equals)...]))
      }
    }
    var busy = availability.busy ?? BusyTime()
    let file = try InputFile(path, as: "The busy time", largest: InputFile.largestBusySize)
    let owned = user.map { [$0] } ?? []
    if path.lowercased().hasSuffix(".ics") || CalendarFile.recognises(file.bytes) {
      findings += try file.parsed { bytes throws(ValidationFailure) in
        try CalendarFile(parsing: bytes).addTaken(to: &busy, userIDs: owned, zone: zone, options: options)
      }
    } else {
      let source = try file.parsed { bytes throws(ValidationFailure) in
        try BusySource(parsing: bytes, zone: zone)
      }
      for calendar in source.calendars { availability.otherCalendars[calendar.id] = calendar }
      let owner = user.map { BusyOwner(.outside, userIDs: [$0]) }
      _ = try file.parsed { _ throws(ValidationFailure) in
        try busy.add(source, zone: zone, options: options, owner: owner)
      }
    }
    availability.busy = busy
  }

  /// The zone in which the calendar counts its days, and in which series and times without a zone are.
  var calendarZone: ZoneTransitions {
    get throws {
      do throws(ValidationFailure) {
        return try availability.calendarZone
      } catch {
        throw CommandFailure(error)
      }
    }
  }

  /// Takes something else for granted.
  mutating func assume(_ assumptions: SlotAssumptions) { availability.assumptions = assumptions }

  /// Everything that is worth knowing about the files.
  var allFindings: [Diagnostic] { findings + (availability.busy?.findings ?? []) }
}
