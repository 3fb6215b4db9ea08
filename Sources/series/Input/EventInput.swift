internal import Recurrence
internal import SchedulingCalendar
internal import SchedulingCore
internal import SeriesReport

/// An event from a file: JSON as the API returns it, or iCalendar.
struct EventInput {
  let appointment: Appointment
  /// `nil` where the file is JSON.
  let calendar: CalendarEvent?

  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - id: Which event of a calendar file is meant; may be `nil` where it has one.
  ///   - zone: The zone that was given, for what has none of its own.
  init(_ path: String, id: String?, zone: ZoneTransitions?, options: ExpansionOptions) throws {
    let file = try InputFile(path, as: "The event")
    guard Self.isCalendar(path, file.bytes) else {
      calendar = nil
      appointment = try file.parsed { bytes throws(ValidationFailure) in try Appointment(parsing: bytes) }
      return
    }
    let event = try file.parsed { bytes throws(ValidationFailure) in
      try CalendarFile(parsing: bytes).event(id, zone: zone, options: options)
    }
    appointment = event.appointment
    calendar = event
  }

  /// The edited instances of a series: those of its event's calendar file, and those of a list, JSON as the API
  /// returns it or another calendar file, which count where both have one; `nil` where nothing tells.
  static func instances(
    _ input: EventInput?, and list: String?, of master: Appointment, zone: ZoneTransitions?,
    options: ExpansionOptions
  ) throws -> [Appointment]? {
    guard let list else { return input?.calendar?.instances }
    let own = input?.calendar?.instances ?? []
    let listed = try InputFile(list, as: "The list of events").parsed { bytes throws(ValidationFailure) in
      guard isCalendar(list, bytes) else { return try Appointment.list(parsing: bytes) }
      return try CalendarFile(parsing: bytes).event(master.id, zone: zone, options: options).instances
    }
    let known = Set(listed.map(\.id))
    return listed + own.filter { !known.contains($0.id) }
  }

  private static func isCalendar(_ path: String, _ bytes: [UInt8]) -> Bool {
    path.lowercased().hasSuffix(".ics") || CalendarFile.recognises(bytes)
  }

  /// What is worth knowing about the file.
  var findings: [Diagnostic] { calendar?.findings ?? [] }
}

extension StandardError {
  /// A line for each of them.
  static func write(findings: [Diagnostic]) {
    let isQuiet = OutputArguments.choice.isQuiet
    for finding in findings where !isQuiet || finding.severity == .error {
      write(FindingText.line(finding, style: .forStandardError()) + "\n")
    }
  }
}
