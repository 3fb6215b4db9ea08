import Synchronization

/// The series that were read, as they are in the database, which no other process writes: a preview reads none anew.
final class SeriesCache: Sendable {
  private struct State {
    var series: [String: StoredSeries] = [:]
    /// Rises with each transaction that writes.
    var writes = 0
  }

  /// Beyond that many all are forgotten. A choice.
  private static let most = 10_000

  private let state = Mutex(State())

  subscript(id: String) -> StoredSeries? { state.withLock { $0.series[id] } }

  /// To be called before a series is read, and given to `keep`.
  var writes: Int { state.withLock { $0.writes } }

  /// Keeps a series unless something was written since it may have been read.
  func keep(_ series: StoredSeries, readAfter writes: Int) {
    state.withLock { state in
      guard state.writes == writes else { return }
      if state.series.count >= Self.most { state.series.removeAll() }
      state.series[series.event.id] = series
    }
  }

  /// Forgets all, after a transaction that writes.
  func forget() {
    state.withLock { state in
      state.writes += 1
      state.series.removeAll()
    }
  }
}
