internal import Recurrence
internal import SchedulingCalendar
internal import SchedulingCore
internal import SeriesReport

/// An event from a file: JSON as the API returns it, by itself or in a list, or iCalendar.
struct EventInput {
  let appointment: Appointment
  /// `nil` where the file is JSON.
  let calendar: CalendarEvent?
  /// The instances of it that the file has beside it; `nil` where the file is the event alone.
  private let instances: [Appointment]?

  /// - Parameters:
  ///   - path: `-` is standard input.
  ///   - id: Which event of a file with several is meant: its id, or that of an instance; may be `nil` where it has
  ///     one.
  ///   - zones: The zones that were given.
  init(_ path: String, id: String?, zones: ZoneChoice, options: ExpansionOptions) throws {
    let file = try InputFile(path, as: "The event")
    guard Self.isCalendar(path, file.bytes) else {
      calendar = nil
      (appointment, instances) = try file.parsed { bytes throws(ValidationFailure) in
        let value = try JSONValue(parsing: bytes, allowsDuplicateKeys: true)
        guard let list = try Appointment.list(value, zone: zones.given) else {
          return (try Appointment(value, zone: zones.given), nil)
        }
        return try list.event(id)
      }
      return
    }
    let event = try file.parsed { bytes throws(ValidationFailure) in
      try CalendarFile(parsing: bytes).event(id, zones: zones, options: options)
    }
    appointment = event.appointment
    instances = event.instances
    calendar = event
  }

  /// The edited instances of a series: those of its event's file, and those of a list, JSON as the API returns it
  /// or a calendar file, which count where both have one; `nil` where nothing tells.
  static func instances(
    _ input: EventInput?, and list: String?, of master: Appointment, zones: ZoneChoice,
    options: ExpansionOptions
  ) throws -> [Appointment]? {
    guard let list else { return input?.instances }
    let own = input?.instances ?? []
    let listed = try InputFile(list, as: "The list of events").parsed { bytes throws(ValidationFailure) in
      guard isCalendar(list, bytes) else { return try Appointment.list(parsing: bytes, zone: zones.given) }
      return try CalendarFile(parsing: bytes).event(master.id, zones: zones, options: options).instances
    }
    let known = Set(listed.map(\.id))
    return listed + own.filter { !known.contains($0.id) }
  }

  static func isCalendar(_ path: String, _ bytes: [UInt8]) -> Bool {
    path.lowercased().hasSuffix(".ics") || CalendarFile.recognises(bytes)
  }

  /// What is worth knowing about the file.
  var findings: [Diagnostic] { calendar?.findings ?? [] }
}

extension [Appointment] {
  /// The event that is meant, a series by its master where the list has it, and the instances of it that are listed.
  fileprivate func event(_ id: String?) throws(ValidationFailure) -> (Appointment, [Appointment]?) {
    let meant: Appointment
    if let id {
      let series = first { $0.id == id }?.seriesID ?? (try? InstanceID(parsing: id))?.masterID ?? id
      guard let event = first(where: { $0.id == series }) ?? first(where: { $0.id == id }) else {
        throw ValidationFailure(
          .unknownEvent, "The list has no event “\(id)”. It has \(described).",
          remedy: "Give the id of one of them.")
      }
      meant = event
    } else {
      if isEmpty { throw ValidationFailure(.unknownEvent, "The list has no event.") }
      let series = Set(map(\.seriesID))
      guard series.count == 1, let event = first(where: { !$0.isInstance }) ?? (count == 1 ? first : nil)
      else {
        throw ValidationFailure(
          .severalEvents, "The list has \(count) events: \(described).",
          remedy: "Say which one, by --id.")
      }
      meant = event
    }
    let instances = filter { $0.seriesID == meant.id && $0.id != meant.id }
    return (meant, instances.isEmpty ? nil : instances)
  }

  private var described: String {
    let shown = prefix(10).map { "“\($0.id)”" + ($0.title.map { " (\($0.prefix(40)))" } ?? "") }
    return shown.joined(separator: "; ") + (count > 10 ? "; and \(count - 10) more" : "")
  }
}

extension StandardError {
  /// A line for each of them.
  static func write(findings: [Diagnostic]) {
    // Finding out how to write takes longer than to read a series.
    guard !findings.isEmpty else { return }
    let isQuiet = OutputChoice.current.isQuiet
    let told = isQuiet ? findings.filter { $0.severity == .error } : findings
    for line in FindingText.lines(told, style: .forStandardError()) { write(line + "\n") }
  }
}
