internal import Recurrence

/// Finds the series and the occurrence that a webhook's notice speaks of.
///
/// ```swift
/// let reconciler = SeriesReconciler([KnownSeries(master: master, series: series)])
/// switch reconciler.reconcile(try AppointmentNotice(parsing: body)) { … }
/// ```
///
/// The id comes first: the master's, an override's, an instance's. An id that is not known says nothing, since an
/// instance that was edited on its own may have been given another: then its times decide, where the calendar or
/// the contact ties the notice to the series and neither speaks against it.
public struct SeriesReconciler: Sendable {
  private let known: [KnownSeries]
  private let byMaster: [String: Int]
  private let byOverride: [String: (series: Int, original: InstanceID)]

  /// A reconciler for the series that are stored; of two with one master the first counts.
  public init(_ known: [KnownSeries]) {
    self.known = known
    byMaster = Dictionary(
      known.indices.lazy.map { (known[$0].series.masterID, $0) }, uniquingKeysWith: { first, _ in first })
    byOverride = Dictionary(
      known.indices.lazy.flatMap { place in
        known[place].series.overrides.map { ($0.appointment.id, (place, $0.original)) }
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Which series and which occurrence of it a notice speaks of, what is new, and whether the stored copy is stale.
  ///
  /// - Complexity: O(1) where the id is known; else O(series × overrides).
  public func reconcile(_ notice: AppointmentNotice) -> Reconciliation {
    let event = notice.appointment
    if let (series, original) = byOverride[event.id] {
      return .known(match(notice, known[series], original, .id))
    }
    if let master = byMaster[event.id] { return ofMaster(notice, known[master]) }
    let id = try? InstanceID(parsing: event.id)
    if let id, let series = byMaster[id.masterID] {
      return .known(match(notice, known[series], known[series].slot(of: id), .id))
    }
    if let named = event.masterEventID, let series = byMaster[named], let start = event.namedStart,
      let slot = known[series].slot(at: start, lasting: event.durationSeconds)
    {
      return .known(match(notice, known[series], slot, .masterID))
    }
    if let id, event.masterEventID == nil || event.masterEventID == id.masterID {
      return .unknown(
        .otherSeries, message: "“\(event.id)” is an instance of “\(id.masterID)”, which is not known.")
    }
    return byTimes(notice)
  }

  /// A notice with the master's id speaks of the master, unless it has the times of another occurrence: the series may
  /// have moved there, or the notice is of that occurrence.
  private func ofMaster(_ notice: AppointmentNotice, _ known: KnownSeries) -> Reconciliation {
    let master = match(notice, known, nil, .id)
    guard let start = notice.appointment.startTime?.milliseconds, start != known.series.startMilliseconds,
      notice.kind != .created, master.storedCopy != .newer,
      let id = known.occurrence(at: start, lasting: notice.appointment.durationSeconds)
    else { return .known(master) }
    return .ambiguous([master, match(notice, known, id, .slot)])
  }

  private func byTimes(_ notice: AppointmentNotice) -> Reconciliation {
    let event = notice.appointment
    guard let start = event.startTime?.milliseconds else {
      return .unknown(.noTimes, message: "“\(event.id)” is not known, and the notice has no startTime.")
    }
    var matches: [NoticeMatch] = []
    var hasUntied = false
    for series in known {
      let places = series.places(at: start, lasting: event.durationSeconds)
      if places.isEmpty { continue }
      guard series.isTied(to: event) else {
        hasUntied = true
        continue
      }
      matches += places.map { match(notice, series, $0.id, $0.basis) }
    }
    switch (matches.first, matches.count) {
    case (let match?, 1): return .known(match)
    case (_?, _): return .ambiguous(matches)
    case (nil, _) where hasUntied:
      return .unknown(
        .noTie,
        message:
          "“\(event.id)” is not known; what takes place then has another calendar or contact, or none is named."
      )
    case (nil, _):
      return .unknown(
        .noOccurrence,
        message: "“\(event.id)” is not known, and no known series has an occurrence at that time.")
    }
  }

  /// - Parameter id: The slot; `nil` where the notice speaks of the master.
  private func match(
    _ notice: AppointmentNotice, _ known: KnownSeries, _ id: InstanceID?, _ basis: NoticeMatch.Basis
  ) -> NoticeMatch {
    let location = id.map { id in known.location(of: id) }
    let stored = id == nil ? known.master : location?.place == nil ? nil : id.flatMap(known.stored)
    let changes = stored?.changes(in: notice.appointment) ?? []
    let isOver = notice.kind == .deleted || notice.appointment.appointmentStatus == .cancelled
    let storedCopy: NoticeMatch.StoredCopy =
      switch stored {
      // What is gone from both is gone; an occurrence that takes place and is not stored is news.
      case nil: isOver ? .current : .stale
      case let stored? where stored.isNewer(than: notice.appointment): .newer
      case _?: changes.isEmpty && notice.kind != .deleted ? .current : .stale
      }
    let subject: NoticeMatch.Subject =
      switch (id, location) {
      case (let id?, .found(let place)?): .occurrence(id, place)
      case (let id?, .missing(let absence)?): .missing(id, absence)
      default: .master
      }
    return NoticeMatch(
      masterID: known.series.masterID, subject: subject, basis: basis, changes: changes,
      isDeleted: notice.kind == .deleted, storedCopy: storedCopy)
  }
}
