public import Recurrence

/// One occurrence as it is before or after an edit.
public struct OccurrenceSnapshot: Sendable {
  enum Identity: Hashable, Sendable {
    /// The server computes the id from start and duration.
    case instance(ofMaster: PlannedID)
    /// An id of its own, which neither start nor duration change.
    case fixed(PlannedID)
  }

  let identity: Identity
  /// Its start.
  public let occurrence: Occurrence
  /// Its duration, at least 0; nominal days count 86,400 seconds each.
  public let durationSeconds: Int
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let endMilliseconds: Int
  /// The offset in force at its end, in seconds east of UTC.
  public let endOffsetSeconds: Int

  init(
    identity: Identity, occurrence: Occurrence, durationSeconds: Int, endMilliseconds: Int,
    endOffsetSeconds: Int
  ) {
    self.identity = identity
    self.occurrence = occurrence
    self.durationSeconds = durationSeconds
    self.endMilliseconds = endMilliseconds
    self.endOffsetSeconds = endOffsetSeconds
  }

  /// - Parameter nominalDays: How many days of its duration are counted on the clock.
  init(
    _ occurrence: Occurrence, durationSeconds: Int, nominalDays: Int = 0, identity: Identity,
    zone: ZoneTransitions
  ) {
    let elapsed = EventLength.elapsedSeconds(durationSeconds, days: nominalDays, from: occurrence, in: zone)
    let end = occurrence.startMilliseconds + elapsed * 1000
    self.init(
      identity: identity, occurrence: occurrence, durationSeconds: durationSeconds, endMilliseconds: end,
      endOffsetSeconds: zone.offsetSeconds(atInstant: end.floorDivided(by: 1000)))
  }

  init(_ times: TimeSpan, identity: Identity, zone: ZoneTransitions) {
    self.init(
      zone.occurrence(atMilliseconds: times.startMilliseconds), durationSeconds: times.durationSeconds,
      identity: identity, zone: zone)
  }

  /// Its id: an instance id, or the id of the event where it does not recur.
  public var id: PlannedID {
    switch identity {
    case .instance(let master):
      master.instance(
        TimeSpan(startMilliseconds: occurrence.startMilliseconds, durationSeconds: durationSeconds))
    case .fixed(let id): id
    }
  }

  /// Milliseconds since 1970-01-01T00:00:00Z.
  public var startMilliseconds: Int { occurrence.startMilliseconds }

  /// What the zone's clocks show at its start.
  public var localStart: LocalDateTime { occurrence.local }

  /// Its start with the offset in force; `nil` past year 9999.
  public var start: OffsetDateTime? { OffsetDateTime(occurrence) }

  /// Its end with the offset in force then; `nil` past year 9999.
  public var end: OffsetDateTime? {
    OffsetDateTime(milliseconds: endMilliseconds, offsetSeconds: endOffsetSeconds)
  }
}

extension OccurrenceSnapshot: Hashable {
  /// Equal ids are equal, wherever they come from.
  public static func == (left: OccurrenceSnapshot, right: OccurrenceSnapshot) -> Bool {
    left.occurrence == right.occurrence && left.durationSeconds == right.durationSeconds
      && left.endMilliseconds == right.endMilliseconds && left.endOffsetSeconds == right.endOffsetSeconds
      && (left.identity == right.identity || left.id == right.id)
  }

  /// Hashes the times.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(occurrence)
    hasher.combine(durationSeconds)
  }
}
