internal import Recurrence

/// Makes snapshots of the occurrences of a side; made once for many, since a side is a large value.
struct SideSnapshots {
  private let identity: OccurrenceSnapshot.Identity
  private let durationSeconds: Int
  private let nominalDays: Int
  private let zone: ZoneTransitions

  init(_ side: PreviewSide) {
    identity =
      switch side {
      case .series(_, let id): .instance(ofMaster: id)
      case .single(let event): .fixed(event.id)
      }
    durationSeconds = side.durationSeconds
    nominalDays = side.series?.nominalDays ?? 0
    zone = side.zone
  }

  func of(_ occurrence: Occurrence, _ override: PlacedOverride? = nil) -> OccurrenceSnapshot {
    guard let override else {
      return OccurrenceSnapshot(
        occurrence, durationSeconds: durationSeconds, nominalDays: nominalDays, identity: identity,
        zone: zone)
    }
    let shown = override.times.map { zone.occurrence(atMilliseconds: $0.startMilliseconds) } ?? occurrence
    return OccurrenceSnapshot(
      shown, durationSeconds: override.times?.durationSeconds ?? durationSeconds,
      identity: .fixed(override.id), zone: zone)
  }
}
