/// Holds requests back so that the server refuses none, for all clients that share it.
///
/// ```swift
/// let throttle = RequestThrottle()
/// let client = try AppointmentClient(
///   throttle: throttle, scope: RateScope(credential: "app", location: location)) { token }
/// ```
///
/// Within a scope, requests are sent in the order in which they were asked for, and callers of different names take
/// turns. The limits are the documented ones until an answer tells others. A refusal (429) pauses the scope.
public actor RequestThrottle {
  /// What is allowed before an answer tells.
  public struct Limits: Sendable {
    /// Requests in one interval.
    public var requests = 100
    /// The interval.
    public var interval = Duration.seconds(10)
    /// Requests of a scope in flight at once; more than one gives up their order.
    public var concurrent = 1
    /// Requests of a scope that may wait; another one fails with `queueFull`.
    public var waiting = 1000
    /// How long nothing is sent once the day's requests are used up; then one is tried.
    public var dayPause = Duration.seconds(900)

    /// The documented limits.
    public init() {}
  }

  /// A place in the order of a scope.
  struct Ticket: Hashable, Sendable {
    let number: Int
    let caller: String
  }

  fileprivate struct Waiter {
    let ticket: Ticket
    /// Whether it was sent before and goes first.
    let isRepeated: Bool
    let deadline: Duration?
    let continuation: CheckedContinuation<AppointmentClientError?, Never>
  }

  fileprivate struct Queue {
    var lane: RequestLane
    var waiters: [Waiter] = []
    var lastServed: [String: Int] = [:]
    var served = 0
    var timer: (time: Duration, task: Task<Void, Never>)?
  }

  private let limits: Limits
  private let clock: ClientClock
  private let random: @Sendable () -> Double
  private var queues: [RateScope: Queue] = [:]
  private var days: [RateScope: Duration] = [:]
  /// How many requests asked for leave so far.
  package private(set) var asked = 0

  /// - Parameter random: From 0 to 1; lengthens pauses, so that not all clients come back at once.
  public init(
    limits: Limits = Limits(), clock: ClientClock = .continuous,
    random: @escaping @Sendable () -> Double = { Double.random(in: 0..<1) }
  ) {
    self.limits = limits
    self.clock = clock
    self.random = random
  }

  /// How many requests of a scope wait.
  public func waiting(in scope: RateScope) -> Int { queues[scope]?.waiters.count ?? 0 }

  /// Waits for leave to send.
  ///
  /// - Parameters:
  ///   - former: The ticket of a request that is sent again.
  ///   - patience: Whoever would have to wait longer fails at once.
  func enter(
    _ scope: RateScope, caller: String, former: Ticket?, patience: Duration?
  ) async throws(AppointmentClientError) -> Ticket {
    let ticket = former ?? Ticket(number: asked, caller: caller)
    if former == nil { asked += 1 }
    let deadline = patience.map { clock.now() + $0 }
    guard queues[scope].map({ $0.waiters.count < limits.waiting }) ?? true else {
      throw AppointmentClientError(
        .queueFull, "\(limits.waiting) requests wait already for the server's limit.",
        remedy: "Send it again later; nothing was sent.")
    }
    let error: AppointmentClientError? = await withTaskCancellationHandler {
      await withCheckedContinuation { (continuation: CheckedContinuation<AppointmentClientError?, Never>) in
        if Task.isCancelled { return continuation.resume(returning: Self.cancelled) }
        queues[scope, default: newQueue].waiters.append(
          Waiter(ticket: ticket, isRepeated: former != nil, deadline: deadline, continuation: continuation))
        serve(scope)
      }
    } onCancel: {
      Task { await self.remove(ticket, from: scope) }
    }
    if let error { throw error }
    return ticket
  }

  /// Takes what an answer says; without one, nothing but that the request is over.
  func leave(_ scope: RateScope, rateLimit: RateLimit?, status: Int?) {
    let now = clock.now()
    queues[scope]?.lane.end(
      at: now, rateLimit: rateLimit, isRefused: status == 429, jitter: random())
    if let remaining = rateLimit?.dailyRemaining {
      days[scope.day] = remaining == 0 ? now + limits.dayPause : nil
    }
    serve(scope)
  }

  private var newQueue: Queue {
    Queue(lane: RequestLane(limit: limits.requests, interval: limits.interval))
  }

  private func remove(_ ticket: Ticket, from scope: RateScope) {
    guard let place = queues[scope]?.waiters.firstIndex(where: { $0.ticket == ticket }) else { return }
    queues[scope]?.waiters.remove(at: place).continuation.resume(returning: Self.cancelled)
  }

  /// Lets go whoever may, fails whoever would wait too long, and sees to it that it is called again.
  private func serve(_ scope: RateScope) {
    guard var queue = queues[scope] else { return }
    let now = clock.now()
    if let day = days[scope.day], day > now {
      for waiter in queue.waiters { waiter.continuation.resume(returning: Self.dayUsedUp) }
      queue.waiters = []
    }
    var wake: Duration?
    while !queue.waiters.isEmpty {
      let start = queue.lane.nextStart(at: now, concurrent: limits.concurrent)
      queue.waiters.removeAll { waiter in
        guard let deadline = waiter.deadline, deadline < max(start ?? now, now) else { return false }
        waiter.continuation.resume(returning: Self.late)
        return true
      }
      guard let start, start <= now, let waiter = queue.takeNext() else {
        wake = start ?? queue.waiters.compactMap(\.deadline).min().map { $0 + .milliseconds(1) }
        break
      }
      queue.lane.start()
      waiter.continuation.resume(returning: nil)
    }
    queues[scope] = queue
    wakeUp(scope, at: queue.waiters.isEmpty ? nil : wake)
  }

  private func wakeUp(_ scope: RateScope, at time: Duration?) {
    guard let time else { return }
    if let timer = queues[scope]?.timer {
      if timer.time <= time { return }
      timer.task.cancel()
    }
    let clock = clock
    let task = Task {
      try? await clock.sleep(time)
      if !Task.isCancelled { self.wake(scope) }
    }
    queues[scope]?.timer = (time, task)
  }

  private func wake(_ scope: RateScope) {
    queues[scope]?.timer = nil
    serve(scope)
  }

  private static var cancelled: AppointmentClientError {
    AppointmentClientError(
      .cancelled, "The request was cancelled while it waited for the server's limit.",
      remedy: "Nothing was sent.")
  }

  private static var dayUsedUp: AppointmentClientError {
    AppointmentClientError(
      .rateLimited, "The day's requests are used up, as the server said.",
      remedy: "Send it again tomorrow; nothing was sent.")
  }

  private static var late: AppointmentClientError {
    AppointmentClientError(
      .deadlineExceeded, "The request would have to wait longer than it may for the server's limit.",
      remedy: "Send it again later; nothing was sent.")
  }
}

extension RequestThrottle.Queue {
  /// What is sent again goes first; then the caller who was served longest ago, in the order of asking.
  fileprivate mutating func takeNext() -> RequestThrottle.Waiter? {
    func rank(_ waiter: RequestThrottle.Waiter) -> (Int, Int, Int) {
      (waiter.isRepeated ? 0 : 1, lastServed[waiter.ticket.caller] ?? -1, waiter.ticket.number)
    }
    guard let place = waiters.indices.min(by: { rank(waiters[$0]) < rank(waiters[$1]) }) else { return nil }
    let waiter = waiters.remove(at: place)
    served += 1
    let names = Set(waiters.map(\.ticket.caller))
    lastServed = lastServed.filter { names.contains($0.key) }
    lastServed[waiter.ticket.caller] = served
    return waiter
  }
}
