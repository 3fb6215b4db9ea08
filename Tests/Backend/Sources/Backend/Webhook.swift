import GRDB
import Hummingbird
import SchedulingCore

/// Takes what the calendar tells of its appointments.
struct Webhook {
  let store: Store

  fileprivate struct Match: Encodable {
    let series: String
    /// The occurrence that it speaks of; `nil` for the whole series.
    let occurrence: String?
    let basis: NoticeMatch.Basis
    let storedCopy: NoticeMatch.StoredCopy
    let isDeleted: Bool
    let changes: [AppointmentPrediction.Difference]
  }

  private struct Answer: Encodable {
    let result: String
    let reason: String?
    let matches: [Match]
  }

  /// Says which stored series and occurrence a notice speaks of, and marks copies that it shows to be stale.
  func take(_ bytes: [UInt8]) async throws -> Response {
    let notice = try AppointmentNotice(parsing: bytes)
    let reconciliation = SeriesReconciler(try await known(notice)).reconcile(notice)
    let stale = reconciliation.matches.filter { $0.storedCopy == .stale }.map(\.masterID)
    if !stale.isEmpty {
      try await store.write { db in
        for id in stale { try db.execute(sql: "UPDATE series SET isStale = 1 WHERE id = ?", arguments: [id]) }
      }
    }
    let (result, reason): (String, String?) =
      switch reconciliation {
      case .known: ("known", nil)
      case .ambiguous: ("ambiguous", "Several places fit the notice.")
      case .unknown(_, let message): ("unknown", message)
      }
    return try Response(
      json: Answer(result: result, reason: reason, matches: reconciliation.matches.map(Match.init)))
  }

  /// The series that the notice's ids name, or all where they name none that is stored: then times decide.
  private func known(_ notice: AppointmentNotice) async throws -> [KnownSeries] {
    let ids = [notice.appointment.id, notice.appointment.seriesID]
    let stored = try await store.read { db in
      let named = try StoredSeries.fetchAll(
        db, sql: "SELECT * FROM series WHERE id IN (?, ?)", arguments: StatementArguments(ids))
      return try named.isEmpty ? StoredSeries.fetchAll(db, sql: "SELECT * FROM series") : named
    }
    // What recurs no more is no series.
    return stored.compactMap { stored in
      (try? stored.series()).map { KnownSeries(master: stored.event, series: $0) }
    }
  }
}

extension Webhook.Match {
  fileprivate init(_ match: NoticeMatch) {
    series = match.masterID
    occurrence =
      switch match.subject {
      case .master: nil
      case .occurrence(let id, _), .missing(let id, _): id.description
      }
    basis = match.basis
    storedCopy = match.storedCopy
    isDeleted = match.isDeleted
    changes = match.changes
  }
}
