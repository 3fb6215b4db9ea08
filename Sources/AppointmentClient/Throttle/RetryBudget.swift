internal import Synchronization

/// How many retries a host is still worth: a retry costs, a success refunds a part of that.
///
/// A server in trouble thus gets a few retries, not one for each request. Clients can share one.
public final class RetryBudget: Sendable {
  private static let full = 50
  private static let cost = 5

  private let left = Mutex<[String: Int]>([:])

  /// A full budget, good for ten retries of a host in a row.
  public init() {}

  /// Whether a retry can be paid for; it is paid then.
  func take(for host: String) -> Bool {
    left.withLock { left in
      let rest = left[host, default: Self.full]
      guard rest >= Self.cost else { return false }
      left[host] = rest - Self.cost
      return true
    }
  }

  /// Takes note of a success.
  func refund(for host: String) {
    left.withLock { left in
      if let rest = left[host] { left[host] = rest + 1 < Self.full ? rest + 1 : nil }
    }
  }
}
