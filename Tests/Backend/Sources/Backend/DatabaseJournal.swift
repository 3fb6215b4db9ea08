import AppointmentClient
import GRDB
import SchedulingCore

/// A plan's journal in the database: what an entry settles is written with it, in one transaction.
///
/// The first entry takes the new times beside the old ones, so that nobody else gets either. The last one gives the
/// series its new version and leaves it the new times alone; where the plan was taken back, the old ones.
actor DatabaseJournal: PlanJournal {
  private let store: Store
  private let seriesID: String
  /// The version that was shown to whoever edits the series.
  private let version: Int
  private var progress: PlanProgress
  /// `nil` until the first entry is written.
  private(set) var planID: Int64?
  private var entryCount = 0
  /// When events were changed last, by their ids, as the answers tell; a copy that says otherwise would be taken for a
  /// stale one.
  private var updates: [String: JSONValue] = [:]

  /// The journal of a plan that begins.
  init(store: Store, plan: ValidatedPlan, of series: StoredSeries) {
    self.store = store
    seriesID = series.event.id
    version = series.version
    progress = PlanProgress(plan)
  }

  /// The journal of a plan that came to a stop.
  init(store: Store, plan: StoredPlan, entries: [JournalEntry], progress: PlanProgress) {
    self.store = store
    seriesID = plan.seriesID
    // What counted was the version when it began.
    version = 0
    self.progress = progress
    planID = plan.id
    entryCount = entries.count
    for entry in entries { updates.take(entry) }
  }

  func append(_ entry: JournalEntry) async throws {
    var next = progress
    next.take(entry)
    var updates = updates
    updates.take(entry)
    let number = entryCount + 1
    let json = String(decoding: try entry.json(), as: UTF8.self)
    let end = PlanEnd(next, updates: updates)
    let bookings =
      planID == nil ? Booking.list(next.plan.request.preview().agendaAfter(in: Booking.window())) : []
    planID = try await store.write { [planID, seriesID, version] db in
      let id = try planID ?? Self.begin(bookings, ofSeries: seriesID, version: version, in: db)
      try db.execute(
        sql: "INSERT INTO entry (planID, number, json) VALUES (?, ?, ?)", arguments: [id, number, json])
      try end?.write(plan: id, ofSeries: seriesID, in: db)
      return id
    }
    entryCount = number
    progress = next
    self.updates = updates
  }

  private static func begin(
    _ bookings: [Booking], ofSeries seriesID: String, version: Int, in db: Database
  ) throws -> Int64 {
    let current = try StoredSeries.find(seriesID, in: db)?.version ?? 0
    guard current == version else { throw RequestError.staleVersion(version, current: current) }
    let id = try StoredPlan.create(ofSeries: seriesID, in: db)
    try Booking.add(bookings, ofSeries: seriesID, writtenBy: "plan \(id)", in: db)
    return id
  }
}

extension [String: JSONValue] {
  fileprivate mutating func take(_ entry: JournalEntry) {
    guard case .answered(_, let answer) = entry else { return }
    self[answer.appointment.id] = answer.appointment.json["dateUpdated"] ?? .null
  }
}
