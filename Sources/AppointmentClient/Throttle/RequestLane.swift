/// What the server has counted lately for one scope.
///
/// A request counts until an interval after its answer came: the server counted it some time between sending and
/// answer, so that no interval of the server's, wherever it begins, holds more than are allowed.
struct RequestLane {
  /// Requests that were answered, or sent by others, at a time.
  private var counted: [(time: Duration, requests: Int)] = []
  private(set) var inFlight = 0
  private var limit: Int
  private var interval: Duration
  private var blockedUntil = Duration.zero
  private var refusals = 0

  /// The longest pause after refusals that say nothing of one.
  private static let longestPause = Duration.seconds(300)

  init(limit: Int, interval: Duration) {
    self.limit = max(1, limit)
    self.interval = interval
  }

  /// When the next request may be sent; `nil` while only an answer can make room.
  mutating func nextStart(at now: Duration, concurrent: Int) -> Duration? {
    let span = span
    counted.removeAll { $0.time + span <= now }
    guard inFlight < min(concurrent, limit) else { return nil }
    var start = max(now, blockedUntil)
    var taken = counted.reduce(inFlight) { $0 + $1.requests }
    for (time, requests) in counted where taken >= limit {
      taken -= requests
      start = max(start, time + span)
    }
    return start
  }

  mutating func start() { inFlight += 1 }

  /// - Parameter jitter: From 0 to 1; how much of a tenth a pause is longer.
  mutating func end(at now: Duration, rateLimit: RateLimit?, isRefused: Bool, jitter: Double) {
    inFlight -= 1
    counted.append((now, 1))
    if let max = rateLimit?.intervalLimit, max > 0 { limit = max }
    if let milliseconds = rateLimit?.intervalMilliseconds, milliseconds > 0 {
      interval = .milliseconds(milliseconds)
    }
    if let remaining = rateLimit?.intervalRemaining {
      // What others sent with the same credential.
      let foreign = limit - counted.reduce(inFlight) { $0 + $1.requests } - remaining
      if foreign > 0 { counted.append((now, foreign)) }
    }
    guard isRefused else {
      refusals = 0
      return
    }
    let unknown = min(interval * (1 << min(refusals, 10)), Self.longestPause)
    refusals += 1
    let pause = rateLimit?.retryAfterSeconds.map { Duration.seconds($0) } ?? unknown
    blockedUntil = max(blockedUntil, now + pause + pause * (jitter / 10))
  }

  /// How long a request counts: a hundredth more than the interval, for clocks that differ.
  private var span: Duration { interval + interval / 100 }
}
