// What a date means on a series' clock.
extension RecurrenceDate {
  /// The start that the date names, as a zone's clocks show it: a whole day's at its midnight.
  ///
  /// - Parameter zone: The series' zone; that of a `TZID` goes before it.
  /// - Returns: `nil` for a time that the clocks skip and the policy omits.
  /// - Throws: `unknownZone`, `invalidZoneData` for the zone of a `TZID`.
  package func occurrence(
    in zone: ZoneTransitions, policy: ZonePolicy
  ) throws(RecurrenceError) -> Occurrence? {
    let seconds: Int
    switch self {
    case .date(let day):
      return zone.occurrence(at: day.midnight, policy: policy)
    case .local(let local, let name):
      guard let name, name != zone.identifier else { return zone.occurrence(at: local, policy: policy) }
      guard let named = try ZoneTransitions.named(name).occurrence(at: local, policy: policy) else {
        return nil
      }
      seconds = named.startSeconds
    case .instant(let instant):
      seconds = instant
    }
    return Occurrence(
      startMilliseconds: seconds * 1000,
      offsetSeconds: Int32(truncatingIfNeeded: zone.offsetSeconds(atInstant: seconds)))
  }
}
