/// A clock that runs evenly, for waiting and for time limits; tests give one of their own.
public struct ClientClock: Sendable {
  /// The time since the clock was made.
  let now: @Sendable () -> Duration
  /// Waits until then; throws `CancellationError`.
  let sleep: @Sendable (_ until: Duration) async throws -> Void

  /// Takes its time from a clock.
  public init<Source: Clock>(_ clock: Source) where Source.Duration == Duration {
    let origin = clock.now
    now = { origin.duration(to: clock.now) }
    sleep = { try await clock.sleep(until: origin.advanced(by: $0), tolerance: nil) }
  }

  /// The system's, which goes on while the machine sleeps.
  public static let continuous = ClientClock(ContinuousClock())
}
