internal import Recurrence

/// A series that is compiled when it is first asked for, and perhaps can't be.
enum DeferredSet {
  /// Nobody has asked yet.
  case pending
  /// There is none.
  case absent
  case present(RecurrenceSet)

  /// The series; made the first time.
  mutating func set<Failure>(_ make: () throws(Failure) -> RecurrenceSet?) throws(Failure) -> RecurrenceSet? {
    switch self {
    case .present(let set): return set
    case .absent: return nil
    case .pending:
      let made = try make()
      self = made.map { .present($0) } ?? .absent
      return made
    }
  }
}
