import AppointmentClient
import GRDB
import SchedulingCore

/// What the last entry of a plan's journal makes of what is stored.
struct PlanEnd: Sendable {
  private let state: StoredPlan.State
  /// The series as they are from now on; none where the plan was taken back, or where that can't be said.
  private let results: [StoredSeries]
  /// The ids that the answers held, by the numbers of their steps.
  private let created: [Int: String]
  private let updates: [String: JSONValue]

  /// `nil` where the plan is not over.
  ///
  /// - Parameter updates: When events were changed last, by their ids.
  init?(_ progress: PlanProgress, updates: [String: JSONValue]) {
    guard progress.isComplete || progress.isUndone else { return nil }
    state = progress.isComplete ? .complete : .undone
    created = progress.ids
    self.updates = updates
    let events = progress.isComplete ? progress.plan.request.preview().eventsAfter : []
    results = events.compactMap { $0.resolved(progress.ids) }.map { event in
      StoredSeries(event: event.appointment, instances: event.instances, zone: event.zone).with(updates)
    }
  }

  /// Writes it, in the transaction of the entry.
  func write(plan id: Int64, ofSeries seriesID: String, in db: Database) throws {
    try StoredPlan.end(id, state, in: db)
    guard var former = try StoredSeries.find(seriesID, in: db)?.with(updates) else { return }
    if results.isEmpty {
      try db.execute(sql: "DELETE FROM booking WHERE writtenBy = ?", arguments: ["plan \(id)"])
      if state == .complete { former.isStale = true }
      try former.save(in: db)
    }
    for result in results {
      var series = result
      if series.event.id == seriesID { series.version = former.version + 1 }
      try series.save(in: db)
    }
    if !results.isEmpty {
      try Booking.settle(ofSeries: seriesID, writtenBy: "plan \(id)", created: created, in: db)
    }
  }
}

extension StoredSeries {
  /// The copy with the time of its last change, as the server told it.
  fileprivate func with(_ updates: [String: JSONValue]) -> StoredSeries {
    guard let update = updates[event.id] else { return self }
    var json = event.json
    json["dateUpdated"] = update == .null ? nil : update
    guard let event = try? Appointment(.object(json), zone: zone) else { return self }
    return StoredSeries(event: event, instances: instances, zone: zone, version: version, isStale: isStale)
  }
}
