public import Recurrence
public import SchedulingCore

/// Series and single events as an iCalendar file: RFC 5545.
///
/// The UID is the master's id. Instances that were edited on their own follow their series as further
/// VEVENTs with a RECURRENCE-ID. What RFC 5545 has no property for stands in `X-SERIES-EVENT`, as JSON, and
/// a recurrence that other readers need in another form stands as it is in `X-SERIES-RECURRENCE`; reading the
/// file gives the same series.
///
/// ```swift
/// var calendar = SeriesCalendar()
/// try calendar.add(series, master: event)
/// let file = calendar.bytes
/// ```
public struct SeriesCalendar: Sendable {
  /// What was last done to the events, in seconds since 1970-01-01T00:00:00Z: DTSTAMP.
  public let stampSeconds: Int?
  /// What readers other than this library may read otherwise.
  public private(set) var findings: [Diagnostic] = []

  private var events: [CalendarComponent] = []
  private var zones: [ZoneSpan] = []
  /// The zone of events by the day, which have none of their own.
  private var dayZone: String?

  /// A zone of the file and the instants its VTIMEZONE is read for.
  private struct ZoneSpan: Sendable {
    let zone: ZoneTransitions
    let name: String
    var first: Int
    var last: Int?
  }

  static let eventProperty = "X-SERIES-EVENT"
  static let recurrenceProperty = "X-SERIES-RECURRENCE"

  /// An empty calendar.
  ///
  /// - Parameter stampSeconds: DTSTAMP; where it is `nil`, the time each event was last updated or added, or
  ///   the start of 1970 where an event tells neither. There is no clock here, so that a file says the same
  ///   each time it is written.
  public init(stampSeconds: Int? = nil) { self.stampSeconds = stampSeconds }

  /// Adds a series with its overrides.
  ///
  /// - Parameters:
  ///   - master: The fields of the master appointment; without it the series has its times only.
  ///   - isFloating: Whether the series recurs in no zone, UTC standing for none.
  /// - Throws: `noOccurrence` for a series without occurrences, and what an expansion throws.
  public mutating func add(
    _ series: Series, master: Appointment? = nil, isFloating: Bool = false
  ) throws(ValidationFailure) {
    let recurrence: CalendarRecurrence
    do {
      recurrence = try CalendarRecurrence(series.recurrences, isFloating: isFloating)
    } catch {
      throw ValidationFailure(error)
    }
    findings += recurrence.warnings.map { Diagnostic($0) }
    let writer = EventWriter(form: recurrence.form, zone: series.start.zone, stampSeconds: stampSeconds)
    events.append(writer.series(series, recurrence, master: master))
    for override in series.overrides.sorted(by: {
      $0.original.startMilliseconds < $1.original.startMilliseconds
    }) {
      events.append(writer.override(override, of: series, master: master))
    }
    if recurrence.form == .date, !series.start.zone.isFixed {
      dayZone = dayZone ?? series.start.zone.identifier
    }
    guard recurrence.form == .zoned else { return }
    // The earliest and the latest time that the events name.
    let own = series.overrides.compactMap { $0.ownTimes()?.startMilliseconds }
    let first =
      ([series.startMilliseconds] + own
        + (series.recurrences.first(from: .min).map { [$0.startMilliseconds] } ?? []))
    let last =
      series.recurrences.isFinite
      ? (own + [series.startMilliseconds, series.recurrences.last(before: .max)?.startMilliseconds ?? .min])
        .max()
      : nil
    add(
      series.start.zone, from: (first.min() ?? 0).floorDivided(by: 1000),
      through: last.map { $0.floorDivided(by: 1000) + series.durationSeconds })
  }

  /// Adds an event that occurs once.
  ///
  /// - Parameter zone: The zone its times are written in.
  /// - Throws: `missingField` or `durationUnknown` for an event without times.
  public mutating func add(_ event: Appointment, zone: ZoneTransitions) throws(ValidationFailure) {
    guard let start = event.startTime, let durationSeconds = event.durationSeconds else {
      throw ValidationFailure(
        event.startTime == nil ? .missingField : .durationUnknown,
        "The event “\(event.id)” has no start and end to write.", field: "startTime",
        remedy: "Give the event as the API returns it.")
    }
    let isUTC = zone.isFixed && zone.offsetSeconds(atInstant: 0) == 0
    let writer = EventWriter(form: isUTC ? .utc : .zoned, zone: zone, stampSeconds: stampSeconds)
    let seconds = start.milliseconds.floorDivided(by: 1000)
    events.append(writer.single(event, startSeconds: seconds, durationSeconds: durationSeconds))
    if !isUTC { add(zone, from: seconds, through: seconds + durationSeconds) }
  }

  private mutating func add(_ zone: ZoneTransitions, from first: Int, through last: Int?) {
    let name = zone.calendarName
    guard let index = zones.firstIndex(where: { $0.name == name }) else {
      zones.append(ZoneSpan(zone: zone, name: name, first: first, last: last))
      return
    }
    zones[index].first = min(zones[index].first, first)
    zones[index].last = zones[index].last.flatMap { known in last.map { max(known, $0) } }
  }

  /// The file: UTF-8, with CRLF and lines of 75 octets at most.
  public var bytes: [UInt8] {
    var head = [
      CalendarProperty("VERSION", value: "2.0"),
      CalendarProperty("PRODID", value: "-//series//Recurring appointments//EN"),
      CalendarProperty("CALSCALE", value: "GREGORIAN"),
    ]
    if let dayZone { head.append(CalendarProperty("X-WR-TIMEZONE", text: dayZone)) }
    let zones = zones.map { $0.zone.component(named: $0.name, from: $0.first, through: $0.last) }
    return CalendarComponent("VCALENDAR", head, components: zones + events).bytes
  }
}

extension ZoneTransitions {
  /// The zone's TZID: its name, or a name for a bare offset, which readers would take for anything.
  ///
  /// Whole hours have an IANA name, which counts the other way; others are defined by their VTIMEZONE alone.
  var calendarName: String {
    guard let first = identifier.utf8.first, first == UInt8(ascii: "+") || first == UInt8(ascii: "-") else {
      return identifier
    }
    let seconds = offsetSeconds(atInstant: 0)
    let hours = seconds / 3600
    if seconds.isMultiple(of: 3600), (-12...14).contains(hours) {
      return "Etc/GMT\(hours > 0 ? "-" : "+")\(abs(hours))"
    }
    let digits = OffsetText.text(abs(seconds), separator: "").dropFirst()
    return (seconds < 0 ? "West-" : "East-") + digits
  }
}
