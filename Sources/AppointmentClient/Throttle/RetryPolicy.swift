/// When a request is sent again by itself.
///
/// Only where that is safe: a request that surely was not applied (refused connection, 429), and one that reads. An
/// update whose outcome is open (5xx, timeout, lost connection) is read back first where a plan is carried out, and
/// then finished, repeated, or reported as undecided. A creation whose outcome is open is never repeated.
public struct RetryPolicy: Sendable {
  /// How often a request is sent at most.
  public var attempts: Int
  /// The longest wait before the first retry, doubled for each further one; each wait is drawn from 0 up to it.
  public var base: Duration
  /// The longest wait of all.
  public var longest: Duration
  /// The time for all attempts of a request and the waits between them.
  public var deadline: Duration
  /// How many retries a host is worth.
  public var budget: RetryBudget
  /// Draws a number from 0 to 1.
  public var random: @Sendable () -> Double

  /// Four attempts within a minute.
  public init(
    attempts: Int = 4, base: Duration = .milliseconds(250), longest: Duration = .seconds(10),
    deadline: Duration = .seconds(60), budget: RetryBudget = RetryBudget(),
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    self.attempts = attempts
    self.base = base
    self.longest = longest
    self.deadline = deadline
    self.budget = budget
    self.random = random
  }

  /// How long to wait after an attempt that failed.
  ///
  /// - Parameter attempt: From 1.
  func wait(after attempt: Int, _ rateLimit: RateLimit?) -> Duration {
    let most = min(base * (1 << min(max(attempt - 1, 0), 20)), longest)
    return (rateLimit?.suggestedDelay ?? .zero) + most * random()
  }
}
