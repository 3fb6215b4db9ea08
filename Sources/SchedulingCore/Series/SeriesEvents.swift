public import Recurrence

/// What a list of events tells about the instances of a series.
public struct SeriesEvents: Hashable, Sendable {
  /// The instances that were edited on their own, by original start.
  public let overrides: [InstanceOverride]
  /// Events of the series that have no occurrence of their own.
  public let detached: [DetachedInstance]
  /// What is worth knowing about them.
  public let findings: [Diagnostic]

  /// Recognises the instances of a series in a list of events, whatever else the list holds.
  ///
  /// An event belongs to the series by its `masterEventId` or its instance id. It stands for the
  /// occurrence that its id names, or, where its id names none, for the one that starts when it does. One whose
  /// id names its own start and duration was moved: it stands for the nearest occurrence that no other event
  /// stands for; a cancelled one only where the occurrences around that are listed too. An instance with nothing of its own is no override.
  ///
  /// - Parameters:
  ///   - master: The series' master, which tells what is an override's own.
  ///   - assumptions: Whether an instance that is moved gets another id.
  public init(
    _ events: [Appointment], of series: Series, master: Appointment,
    assumptions: ServerAssumptions = ServerAssumptions()
  ) {
    var found: [Int: Found] = [:]
    var detached: [DetachedInstance] = []
    var findings: [Diagnostic] = []
    let unfiltered = series.text.hasExclusions ? try? series.recurrences.withoutExclusions() : nil
    // By their places in the list.
    let placed = events.indices.filter {
      events[$0].seriesID == series.masterID && events[$0].id != series.masterID
    }.map { (index: $0, place: Place(events[$0], in: series, unfiltered: unfiltered)) }
    var moved: [Int] = []
    // Exact ids first: another event at the same start gives way.
    for (index, place) in placed.filter(\.place.isNamed) + placed.filter({ !$0.place.isNamed }) {
      let (event, start) = (events[index], place.start)
      if place.isOccurrence, let start {
        if found[start] == nil, let id = try? series.instanceID(startMilliseconds: start) {
          found[start] = Found(original: id, index: index)
          continue
        }
        if event.appointmentStatus == .cancelled { continue }
      } else if start == nil, event.isNamedByOwnTimes, !assumptions.instanceUpdateKeepsID {
        moved.append(index)
        continue
      }
      let lone = DetachedInstance(
        appointment: event,
        reason: place.isOccurrence ? .listedTwice : start == nil ? .unknown : .excluded,
        originalStartMilliseconds: start)
      detached.append(lone)
      let other = start.flatMap { found[$0] }.map { events[$0.index].id }
      findings.append(lone.finding(in: series, other: other))
    }
    for index in moved.sorted(by: { events[$0].movedOrder < events[$1].movedOrder }) {
      let event = events[index]
      if let original = series.original(movedTo: event, where: { found[$0] == nil }) {
        found[original.startMilliseconds] = Found(original: original, index: index)
        findings.append(
          InstanceOverride(original: original, appointment: event).placeInferred(in: series))
      } else {
        let lone = DetachedInstance(appointment: event, reason: .unknown, originalStartMilliseconds: nil)
        detached.append(lone)
        findings.append(lone.finding(in: series, other: nil))
      }
    }
    overrides = Self.overrides(found, in: events, beside: master)
    self.detached = detached
    self.findings = findings
  }

  /// Those that have something of their own, by original start.
  private static func overrides(
    _ found: [Int: Found], in events: [Appointment], beside master: Appointment
  ) -> [InstanceOverride] {
    var overrides: [InstanceOverride] = []
    overrides.reserveCapacity(found.count)
    for (_, place) in found.sorted(by: { $0.key < $1.key }) {
      let override = InstanceOverride(original: place.original, appointment: events[place.index])
      if override.isOwn(beside: master) { overrides.append(override) }
    }
    return overrides
  }

  /// The event that stands for an occurrence.
  private struct Found {
    let original: InstanceID
    /// Among the events.
    let index: Int
  }

  /// What an event stands for.
  private struct Place {
    /// The start of an occurrence, or of one that is excluded; `nil` where it stands for neither.
    var start: Int?
    var isOccurrence = false
    /// Whether the event names it, and does not just start then.
    var isNamed = false

    /// - Parameter unfiltered: The series as if nothing were excluded; `nil` where nothing is.
    init(_ event: Appointment, in series: Series, unfiltered: RecurrenceSet?) {
      let id = try? InstanceID(parsing: event.id)
      // Read from a calendar file, which names the occurrence whatever the event's id is.
      let text = event.json[Appointment.originalStartField]?.stringValue
      let named = [
        id?.masterID == series.masterID ? id?.startMilliseconds : nil,
        text.flatMap { try? OffsetDateTime(parsing: $0) }?.milliseconds,
      ].compactMap(\.self)
      // What names an excluded occurrence stands for no other, whenever it starts.
      for starts in [named, [event.startTime?.milliseconds].compactMap(\.self)] {
        if let start = starts.first(where: series.recurrences.contains) {
          (self.start, isOccurrence, isNamed) = (start, true, starts == named)
        } else {
          start = unfiltered.flatMap { starts.first(where: $0.contains) }
        }
        if start != nil { return }
      }
    }
  }
}

extension Appointment {
  /// Reads a list of events from JSON in UTF-8: an array, or `{events: […]}` as the API returns it.
  ///
  /// - Parameter zone: The zone of times without an offset: the calendar's; without it they are an error.
  /// - Throws: A failure with what is wrong with each event that can't be read.
  public static func list(
    parsing bytes: some Sequence<UInt8>, zone: ZoneTransitions? = nil
  ) throws(ValidationFailure) -> [Appointment] {
    try requiredList(JSONValue(parsing: bytes, allowsDuplicateKeys: true), zone: zone)
  }

  /// The events of a value that has to be a list.
  static func requiredList(
    _ value: JSONValue, zone: ZoneTransitions? = nil
  ) throws(ValidationFailure) -> [Appointment] {
    guard let events = try list(value, zone: zone) else {
      throw ValidationFailure(
        .wrongType, "The list of events is \(value.kind) without an array “events”.",
        field: "events", remedy: "Give what GET /calendars/events returns.")
    }
    return events
  }

  /// The events of a list, or `nil` where a value is none.
  package static func list(
    _ value: JSONValue, zone: ZoneTransitions?
  ) throws(ValidationFailure) -> [Appointment]? {
    guard let items = value.arrayValue ?? value["events"]?.arrayValue else { return nil }
    var reader = EventListReader(zone: zone)
    var events: [Appointment] = []
    for item in items {
      if let event = reader.event(item) { events.append(event) }
    }
    try reader.check()
    return events
  }
}

extension Series {
  /// How many neighbours on either side are looked at for an instance that was moved: a year of days.
  private static let mostNeighbours = 366

  /// What an instance that was moved stands for: the nearest occurrence that is free.
  fileprivate func original(movedTo event: Appointment, where isFree: (Int) -> Bool) -> InstanceID? {
    guard let start = nearestStart(to: event.ownStart, where: isFree),
      event.appointmentStatus != .cancelled || hasNeighbours(of: start, where: { !isFree($0) })
    else { return nil }
    return try? instanceID(startMilliseconds: start)
  }

  /// The start of the occurrence nearest to an instant, of two alike the earlier.
  fileprivate func nearestStart(to instant: Int, where isFree: (Int) -> Bool) -> Int? {
    let before = recurrences.reversedOccurrences(in: Int.min..<instant).lazy.map(\.startMilliseconds)
      .prefix(Self.mostNeighbours).first(where: isFree)
    let after = recurrences.occurrences(from: instant).lazy.map(\.startMilliseconds)
      .prefix(Self.mostNeighbours).first(where: isFree)
    guard let before, let after else { return before ?? after }
    return after - instant < instant - before ? after : before
  }

  /// Whether the occurrences right before and after a start are listed, so that it is the one that is missing.
  fileprivate func hasNeighbours(of start: Int, where isListed: (Int) -> Bool) -> Bool {
    let neighbours = [recurrences.last(before: start), recurrences.first(from: start + 1)].compactMap(\.self)
    return !neighbours.isEmpty && neighbours.allSatisfy { isListed($0.startMilliseconds) }
  }
}

extension Appointment {
  /// Its start, in epoch milliseconds.
  fileprivate var ownStart: Int { startTime?.milliseconds ?? 0 }

  /// Those that take place come first: a cancelled one may be left of an occurrence that is gone.
  fileprivate var movedOrder: (Int, Int) { (appointmentStatus == .cancelled ? 1 : 0, ownStart) }

  /// Whether its id is the instance id of its own start and duration.
  fileprivate var isNamedByOwnTimes: Bool {
    guard let startTime, let durationSeconds else { return false }
    let own = try? InstanceID(
      masterID: seriesID, startMilliseconds: startTime.milliseconds, lasting: durationSeconds)
    return own?.description == id
  }
}

extension InstanceOverride {
  /// Whether anything of it is its own.
  fileprivate func isOwn(beside master: Appointment) -> Bool {
    ownTimes() != nil || !ownFieldNames(beside: master).isEmpty || appointment.id != original.description
  }

  /// Says for which occurrence an instance that was moved is taken.
  fileprivate func placeInferred(in series: Series) -> Diagnostic {
    Diagnostic(
      .note, .instancePlaceInferred,
      "The event \(appointment.id) has the id of its own start, so it was moved: it is taken for the occurrence of "
        + "\(series.describe(original.startMilliseconds)), the nearest that no other event stands for.",
      field: "events",
      remedy: "List the other instances around it too, so that only its own place is left.")
  }
}

extension Diagnostic.Code {
  /// An instance that was moved is taken for the nearest occurrence without an event.
  public static let instancePlaceInferred = Self(rawValue: "instancePlaceInferred")
  /// An event of the series that has no occurrence of its own.
  public static let instanceDetached = Self(rawValue: "instanceDetached")
}
