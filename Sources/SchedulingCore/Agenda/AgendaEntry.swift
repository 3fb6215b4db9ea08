public import Recurrence

/// Something that takes place, or that was cancelled, at its place in an agenda.
public struct AgendaEntry: Hashable, Sendable {
  /// What makes it an entry.
  public enum Kind: String, CaseIterable, Hashable, Codable, Sendable {
    /// An occurrence as the series has it, or an event that occurs once.
    case scheduled
    /// An occurrence that the series has as a date of its own, beside its rules.
    case added
    /// An occurrence that was edited on its own and starts when the series has it.
    case edited
    /// An occurrence that was edited on its own and starts at another time.
    case moved
    /// An occurrence that does not take place, though it is there.
    case cancelled
    /// An event that belongs to the series and has no occurrence of its own there.
    case detached
  }

  /// What makes it an entry.
  public let kind: Kind
  /// The start of the occurrence that it stands for, where that is not its own, in epoch milliseconds.
  public let originalStartMilliseconds: Int?
  /// The event as it was edited on its own; `nil` where nothing was.
  public let appointment: Appointment?
  /// The series' master, or the event that occurs once; `nil` where none is known.
  public let master: Appointment?
  /// What an occurrence has of its own, times left out, as the API spells it; none where no master is known.
  public let ownFields: [String]
  let snapshot: OccurrenceSnapshot

  /// Its id: an instance's, or an event's own.
  public var id: PlannedID { snapshot.id }
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var startMilliseconds: Int { snapshot.startMilliseconds }
  /// At least 0; nominal days count 86,400 seconds each.
  public var durationSeconds: Int { snapshot.durationSeconds }
  /// Its start on the clock of the agenda's zone.
  public var occurrence: Occurrence { snapshot.occurrence }
  /// Its start with the offset in force; `nil` past year 9999.
  public var start: OffsetDateTime? { snapshot.start }
  /// Its end with the offset in force then; `nil` past year 9999.
  public var end: OffsetDateTime? { snapshot.end }
  /// Whether it is not cancelled.
  public var takesPlace: Bool { kind != .cancelled }

  /// What it has in a field: its own value, else the master's.
  public func value(of field: AppointmentField) -> JSONValue? {
    for event in [appointment, master] {
      if let value = event?.json[field.rawValue], value != .null { return value }
    }
    return nil
  }
}
