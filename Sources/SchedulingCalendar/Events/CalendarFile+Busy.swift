public import Recurrence
public import SchedulingCore

extension CalendarFile {
  /// Adds what takes time to busy time: all events but those that are cancelled or marked as free.
  ///
  /// Series are expanded where the busy time is looked at.
  ///
  /// - Parameters:
  ///   - userIDs: Whose time it is; everyone's where there are none.
  ///   - zone: The zone of times that float, and of events by the day.
  /// - Returns: What was left out or read in an unusual way, with its line.
  /// - Throws: What is wrong with an event's times or recurrence, with the line.
  public func addTaken(
    to busy: inout BusyTime, userIDs: [String] = [], zone: ZoneTransitions? = nil,
    options: ExpansionOptions = ExpansionOptions()
  ) throws(ValidationFailure) -> [Diagnostic] {
    if options.textReading == .strict { try findings.refuseMended() }
    var unusual = findings
    var intervals: [BusyInterval] = []
    let owner = BusyOwner(.outside, userIDs: userIDs)
    for entry in entries.flatMap(\.whole) where entry.master?.isTransparent == false {
      var reader = CalendarEventReader(self, choice: ZoneChoice(zone), options: options, findings: [])
      let event = try reader.event(entry)
      // Times that float are in the zone that was given; the others have their own.
      unusual += event.findings.filter { $0.code != .zoneIgnored }
      if let series = try event.series(options: options) {
        busy.add(series, master: event.appointment, owner: owner)
      } else if let interval = event.appointment.busyInterval(owner: owner) {
        intervals.append(interval)
      }
    }
    busy.add(intervals)
    return unusual
  }
}

extension CalendarFile.Entry {
  /// The event itself, or, where the file has instances of it only, each of these as an event of its own.
  fileprivate var whole: [CalendarFile.Entry] {
    if master != nil { return [self] }
    return instances.map { CalendarFile.Entry(id: id, master: $0) }
  }
}

extension CalendarComponent {
  /// Whether the event takes no time: `TRANSP:TRANSPARENT`.
  fileprivate var isTransparent: Bool {
    first("TRANSP")?.value.uppercased().withoutBlanks == "TRANSPARENT"
  }
}
