import AppointmentClient
import GRDB
import SchedulingCore

/// A plan as it is stored: whose it is, and what became of it.
struct StoredPlan: Sendable, FetchableRecord, Encodable {
  enum State: String, Codable, Sendable {
    /// Not over: on its way, or stopped where somebody has to look.
    case open
    case complete
    /// All that was done of it was taken back.
    case undone
  }

  let id: Int64
  let seriesID: String
  let state: State
  /// Why it stopped, where it did.
  let note: String?

  init(row: Row) throws {
    id = row["id"]
    seriesID = row["seriesID"]
    state = State(rawValue: row["state"]) ?? .open
    note = row["note"]
  }
}

extension StoredPlan {
  /// - Throws: `planInFlight` where the series has an open plan already.
  static func create(ofSeries seriesID: String, in db: Database) throws -> Int64 {
    do {
      try db.execute(sql: "INSERT INTO plan (seriesID, state) VALUES (?, 'open')", arguments: [seriesID])
    } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_UNIQUE {
      throw RequestError.planInFlight(seriesID)
    }
    return db.lastInsertedRowID
  }

  static func isOpen(ofSeries seriesID: String, in db: Database) throws -> Bool {
    try Bool.fetchOne(
      db, sql: "SELECT EXISTS (SELECT 1 FROM plan WHERE seriesID = ? AND state = 'open')",
      arguments: [seriesID]) ?? false
  }

  static func end(_ id: Int64, _ state: State, in db: Database) throws {
    try db.execute(
      sql: "UPDATE plan SET state = ?, note = NULL WHERE id = ?", arguments: [state.rawValue, id])
  }
}

extension Store {
  func plans(onlyOpen: Bool = false) async throws -> [StoredPlan] {
    try await read {
      try StoredPlan.fetchAll(
        $0, sql: "SELECT * FROM plan \(onlyOpen ? "WHERE state = 'open'" : "") ORDER BY id")
    }
  }

  /// A plan and how far it came.
  ///
  /// - Throws: `unknownPlan`.
  func plan(_ id: Int64) async throws -> (StoredPlan, [JournalEntry]) {
    let stored = try await read { db in
      (
        try StoredPlan.fetchOne(db, sql: "SELECT * FROM plan WHERE id = ?", arguments: [id]),
        try String.fetchAll(
          db, sql: "SELECT json FROM entry WHERE planID = ? ORDER BY number", arguments: [id])
      )
    }
    guard let plan = stored.0 else { throw RequestError.unknownPlan("\(id)") }
    return (plan, try stored.1.map { try JournalEntry(json: Array($0.utf8)) })
  }

  func setNote(_ note: String?, ofPlan id: Int64) async throws {
    try await write { try $0.execute(sql: "UPDATE plan SET note = ? WHERE id = ?", arguments: [note, id]) }
  }
}
