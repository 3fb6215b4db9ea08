import GRDB
import SchedulingCore

/// The database: series, what they take of people's time, and the journals of plans.
struct Store: Sendable {
  private let queue: DatabaseQueue
  private let cache = SeriesCache()

  /// Opens or creates a database, for this process alone: two that resume one plan would send it twice.
  init(path: String) throws {
    var configuration = Configuration()
    configuration.journalMode = .wal
    configuration.prepareDatabase { try $0.execute(sql: "PRAGMA locking_mode = EXCLUSIVE") }
    queue = try DatabaseQueue(path: path, configuration: configuration)
    // What was acknowledged is on the disk: requests are sent by what the journal says.
    try queue.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = FULL") }
    var migrator = DatabaseMigrator()
    migrator.registerMigration("tables") { try $0.execute(sql: Self.tables) }
    try migrator.migrate(queue)
  }

  private static let tables = """
    CREATE TABLE series (
      id TEXT PRIMARY KEY NOT NULL, version INTEGER NOT NULL, isStale INTEGER NOT NULL, zone TEXT NOT NULL,
      event TEXT NOT NULL, instances TEXT NOT NULL);
    CREATE TABLE plan (
      id INTEGER PRIMARY KEY AUTOINCREMENT, seriesID TEXT NOT NULL REFERENCES series (id),
      state TEXT NOT NULL, note TEXT);
    CREATE UNIQUE INDEX onePlanOfASeries ON plan (seriesID) WHERE state = 'open';
    CREATE TABLE entry (
      planID INTEGER NOT NULL REFERENCES plan (id), number INTEGER NOT NULL, json TEXT NOT NULL,
      PRIMARY KEY (planID, number)) WITHOUT ROWID;
    CREATE TABLE booking (
      instanceID TEXT NOT NULL, seriesID TEXT NOT NULL REFERENCES series (id), writtenBy TEXT NOT NULL,
      calendarID TEXT NOT NULL, userID TEXT NOT NULL, startMilliseconds INTEGER NOT NULL,
      endMilliseconds INTEGER NOT NULL);
    CREATE INDEX bookingsOfUser ON booking (userID, endMilliseconds, startMilliseconds);
    CREATE INDEX bookingsOfSeries ON booking (seriesID);
    -- The last line, whatever was checked before. While a plan is on its way a series has both its old and its new
    -- times; and the halves of a series that a plan cuts are that plan's to place.
    CREATE TRIGGER noDoubleBooking BEFORE INSERT ON booking
    WHEN EXISTS (
      SELECT 1 FROM booking other
      WHERE other.userID = NEW.userID AND (NEW.userID <> '' OR other.calendarID = NEW.calendarID)
        AND other.endMilliseconds > NEW.startMilliseconds AND other.startMilliseconds < NEW.endMilliseconds
        AND other.seriesID <> NEW.seriesID AND other.writtenBy <> NEW.writtenBy)
    BEGIN SELECT RAISE (ABORT, 'doubleBooked'); END;
    """

  func close() throws { try queue.close() }

  func read<Value: Sendable>(_ work: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    try await queue.read(work)
  }

  /// Runs something in one transaction, which is on the disk when it returns.
  func write<Value: Sendable>(_ work: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
    // A transaction that fails may have ended after its end was written.
    defer { cache.forget() }
    return try await queue.write(work)
  }
}

extension Store {
  /// - Throws: `unknownSeries`.
  func series(_ id: String) async throws -> StoredSeries {
    if let known = cache[id] { return known }
    let writes = cache.writes
    guard let series = try await read({ try StoredSeries.find(id, in: $0) }) else {
      throw RequestError.unknownSeries(id)
    }
    cache.keep(series, readAfter: writes)
    return series
  }

  /// Stores a series, or another copy of one that is stored.
  ///
  /// - Parameter version: The version that it replaces; `nil` for a series that is new.
  /// - Returns: Its version now.
  /// - Throws: `staleVersion`, `planInFlight`, `doubleBooked`.
  func put(_ series: StoredSeries, replacing version: Int?) async throws -> Int {
    let bookings = Booking.list(
      try series.series().agenda(in: Booking.window(), master: series.event))
    return try await write { db in
      let current = try StoredSeries.find(series.event.id, in: db)?.version
      guard current == version else { throw RequestError.staleVersion(version, current: current ?? 0) }
      if try StoredPlan.isOpen(ofSeries: series.event.id, in: db) {
        throw RequestError.planInFlight(series.event.id)
      }
      var next = series
      next.version = (current ?? 0) + 1
      try next.save(in: db)
      try db.execute(sql: "DELETE FROM booking WHERE seriesID = ?", arguments: [series.event.id])
      try Booking.add(bookings, ofSeries: series.event.id, writtenBy: series.event.id, in: db)
      return next.version
    }
  }

  /// What other series take of anyone's time in a range.
  func busy(besides seriesID: String, in range: Range<Int>) async throws -> BusyTime {
    let rows = try await read { db in
      try Row.fetchAll(
        db,
        sql: """
          SELECT booking.*, json_extract(series.event, '$.title') AS title FROM booking JOIN series ON series.id = seriesID
          WHERE seriesID <> ? AND endMilliseconds > ? AND startMilliseconds < ?
          """, arguments: [seriesID, range.lowerBound, range.upperBound]
      ).map { row in (Booking(row: row), row["seriesID"] as String, row["title"] as String? ?? "") }
    }
    var busy = BusyTime()
    busy.add(
      rows.compactMap { booking, seriesID, title in
        BusyInterval(
          startMilliseconds: booking.start, endMilliseconds: booking.end,
          owner: BusyOwner(
            .appointment, calendarID: booking.calendarID.isEmpty ? nil : booking.calendarID,
            userIDs: booking.userID.isEmpty ? [] : [booking.userID]),
          label: BusyInterval.Label(id: booking.instanceID, seriesID: seriesID, title: title))
      })
    return busy
  }
}

extension StoredSeries {
  static func find(_ id: String, in db: Database) throws -> StoredSeries? {
    try fetchOne(try db.cachedStatement(sql: "SELECT * FROM series WHERE id = ?"), arguments: [id])
  }

  /// Writes the series as it is, in place of any other copy.
  func save(in db: Database) throws {
    let list = JSONValue.array(instances.map { .object($0.json) })
    try db.execute(
      sql: """
        INSERT INTO series (id, version, isStale, zone, event, instances) VALUES (?, ?, ?, ?, ?, ?)
        ON CONFLICT (id) DO UPDATE SET version = excluded.version, isStale = excluded.isStale,
          zone = excluded.zone, event = excluded.event, instances = excluded.instances
        """,
      arguments: [
        event.id, version, isStale, zone.identifier,
        String(decoding: JSONValue.object(event.json).bytes(keys: .asGiven), as: UTF8.self),
        String(decoding: list.bytes(keys: .asGiven), as: UTF8.self),
      ])
  }
}

extension Booking {
  /// Adds what a series takes beside what it took.
  ///
  /// - Parameter writtenBy: A name that no other plan has: what it writes does not stand in its own way.
  /// - Throws: `doubleBooked` where somebody else has the time.
  static func add(
    _ bookings: [Booking], ofSeries seriesID: String, writtenBy: String, in db: Database
  ) throws {
    let statement = try db.makeStatement(
      sql: """
        INSERT INTO booking (instanceID, seriesID, writtenBy, calendarID, userID, startMilliseconds, endMilliseconds)
        VALUES (?, ?, ?, ?, ?, ?, ?)
        """)
    for booking in bookings {
      do {
        try statement.execute(arguments: [
          booking.instanceID, seriesID, writtenBy, booking.calendarID, booking.userID, booking.start,
          booking.end,
        ])
      } catch let error as DatabaseError where error.extendedResultCode == .SQLITE_CONSTRAINT_TRIGGER {
        throw RequestError(
          .conflict, "doubleBooked",
          "What “\(booking.instanceID)” takes is taken already"
            + (booking.userID.isEmpty ? "." : ": “\(booking.userID)” can't be at two places at once."))
      }
    }
  }

  /// Leaves a series what a plan took for it, and to series that the plan created what it took for them.
  ///
  /// - Parameter created: The ids that the answers to the plan's steps held.
  static func settle(
    ofSeries seriesID: String, writtenBy: String, created: [Int: String], in db: Database
  ) throws {
    try db.execute(
      sql: "DELETE FROM booking WHERE seriesID = ? AND writtenBy <> ?", arguments: [seriesID, writtenBy])
    let rows = try Row.fetchAll(
      db, sql: "SELECT rowid, instanceID FROM booking WHERE writtenBy = ?", arguments: [writtenBy])
    for row in rows {
      let planned = PlannedID(row["instanceID"])
      guard let step = planned.step, let id = planned.resolved(created), let master = created[step] else {
        continue
      }
      try db.execute(
        sql: "UPDATE booking SET instanceID = ?, seriesID = ? WHERE rowid = ?",
        arguments: [id, master, row["rowid"] as Int64])
    }
  }
}
