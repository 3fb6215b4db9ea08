internal import Recurrence

/// What the events of a list take, of which only those of series are kept whole.
struct BusyEvents {
  /// Masters of series and instances of series.
  private(set) var recurring: [Appointment] = []
  /// Where each of them stands in its list.
  private(set) var places: [Int] = []
  private(set) var intervals: [BusyInterval] = []
  private(set) var findings: [Diagnostic] = []
  private var reader: EventListReader

  /// - Parameter zone: The zone of times without an offset; without it they are an error.
  init(zone: ZoneTransitions?) { reader = EventListReader(zone: zone) }

  /// Reads an event; `check()` tells what is wrong with those that can't be read.
  mutating func read(_ item: JSONValue) {
    let place = reader.count
    if let event = reader.event(item) { add(event, at: place) }
  }

  /// - Parameter place: Where it stands in its list.
  mutating func add(_ event: Appointment, at place: Int = 0) {
    if event.isInstance || event.rrule != nil {
      recurring.append(event)
      places.append(place)
    } else if event.takesTime {
      if let interval = event.busyInterval(owner: event.busyOwner) {
        intervals.append(interval)
      } else {
        findings.append(event.takesNoTime(at: place))
      }
    }
  }

  /// - Throws: A failure with what is wrong with events.
  func check() throws(ValidationFailure) { try reader.check() }
}

extension Appointment {
  /// Says that an event without an end after its start takes no time.
  func takesNoTime(at place: Int? = nil) -> Diagnostic {
    Diagnostic(
      .warning, .busyWithoutLength,
      "The event “\(id)” has no end after its start, so that it takes no time.",
      field: place.map { "events[\($0)].endTime" } ?? "endTime")
  }
}
