internal import Recurrence

/// What a list of events tells about the instances of a series.
public struct SeriesEvents: Hashable, Sendable {
  /// The instances that were edited on their own, by original start.
  public let overrides: [InstanceOverride]
  /// Events of the series that stand for none of its occurrences, as far as can be told.
  public let detached: [Appointment]
  /// What is worth knowing about them.
  public let findings: [Diagnostic]

  /// Recognises the instances of a series in a list of events, whatever else the list holds.
  ///
  /// An event belongs to the series by its `masterEventId` or its instance id. It stands for the
  /// occurrence that its id names, or, where its id names none, for the one that starts when it does. An
  /// instance with nothing of its own is no override.
  ///
  /// - Parameter master: The series' master, which tells what is an override's own.
  public init(_ events: [Appointment], of series: Series, master: Appointment) {
    var found: [Int: InstanceOverride] = [:]
    var detached: [Appointment] = []
    // Exact ids first: another event at the same start gives way.
    let ours = events.filter { $0.seriesID == series.masterID && $0.id != series.masterID }
    let ranked = ours.filter { Self.namedStart($0, in: series) != nil }
    let others = ours.filter { Self.namedStart($0, in: series) == nil }
    for event in ranked + others {
      let start =
        Self.namedStart(event, in: series)
        ?? event.startTime.map(\.milliseconds).flatMap { series.recurrences.contains($0) ? $0 : nil }
      guard let start, found[start] == nil, let id = try? series.instanceID(startMilliseconds: start) else {
        if event.appointmentStatus != .cancelled || start == nil { detached.append(event) }
        continue
      }
      found[start] = InstanceOverride(original: id, appointment: event)
    }
    overrides = found.values.filter {
      $0.ownTimes() != nil || !$0.ownFieldNames(beside: master).isEmpty
        || $0.appointment.id != $0.original.description
    }.sorted { $0.original.startMilliseconds < $1.original.startMilliseconds }
    self.detached = detached
    findings = detached.map { event in
      Diagnostic(
        .warning, .instanceDetached,
        "The event \(event.id) belongs to the series, but stands for none of its occurrences; the plan leaves "
          + "it alone.", field: "events",
        remedy: "Look at it after the edit: what it is an instance of can't be told from its id or its start."
      )
    }
  }

  /// The occurrence that an event names, by its instance id or otherwise.
  private static func namedStart(_ event: Appointment, in series: Series) -> Int? {
    if let id = try? InstanceID(parsing: event.id), id.masterID == series.masterID,
      series.recurrences.contains(id.startMilliseconds)
    {
      return id.startMilliseconds
    }
    // Read from a calendar file, which names the occurrence whatever the event's id is.
    guard let text = event.json[CalendarField.originalStart]?.stringValue,
      let start = (try? OffsetDateTime(parsing: text))?.milliseconds, series.recurrences.contains(start)
    else { return nil }
    return start
  }
}

extension Appointment {
  /// Reads a list of events from JSON in UTF-8: an array, or `{events: […]}` as the API returns it.
  ///
  /// - Throws: A failure with what is wrong with each event that can't be read.
  public static func list(parsing bytes: some Sequence<UInt8>) throws(ValidationFailure) -> [Appointment] {
    let value: JSONValue
    do throws(Diagnostic) {
      value = try JSONValue(parsing: bytes, allowsDuplicateKeys: true)
    } catch {
      throw ValidationFailure(error)
    }
    guard let items = value.arrayValue ?? value["events"]?.arrayValue else {
      throw ValidationFailure(
        Diagnostic(
          .error, .wrongType, "The list of events is \(value.kind) without an array “events”.",
          field: "events", remedy: "Give what GET /calendars/events returns."))
    }
    var events: [Appointment] = []
    var findings: [Diagnostic] = []
    for (index, item) in items.enumerated() {
      do throws(ValidationFailure) {
        events.append(try Appointment(item))
      } catch {
        findings += error.diagnostics.map {
          $0.with(field: "events[\(index)]" + ($0.field.map { ".\($0)" } ?? ""))
        }
      }
    }
    if let failure = ValidationFailure(findings) { throw failure }
    return events
  }
}

extension AppointmentEdit.Field {
  /// Whether it is something an occurrence shows, rather than a flag, the rule or a time.
  var isContent: Bool {
    switch self {
    case .ignoreDateRange, .toNotify, .ignoreFreeSlotValidation, .rrule, .startTime, .endTime: false
    case .title, .calendarId, .meetingLocationType, .meetingLocationId, .overrideLocationConfig,
      .appointmentStatus, .assignedUserId, .description, .address:
      true
    }
  }
}

extension Diagnostic.Code {
  /// An event of the series that stands for none of its occurrences.
  public static let instanceDetached = Self(rawValue: "instanceDetached")
}
