import Synchronization

/// A clock that goes to the next sleeper's time as soon as nothing else seems to happen.
final class VirtualClock: Clock, Sendable {
  struct Instant: InstantProtocol {
    let time: Duration

    func advanced(by duration: Duration) -> Instant { Instant(time: time + duration) }
    func duration(to other: Instant) -> Duration { other.time - time }
    static func < (left: Instant, right: Instant) -> Bool { left.time < right.time }
  }

  private struct Sleeper {
    let number: Int
    let time: Duration
    let continuation: CheckedContinuation<Void, Never>
  }

  private struct State {
    var time = Duration.zero
    var sleepers: [Sleeper] = []
    var next = 0
  }

  private let state = Mutex(State())
  /// Who sleeps longer waits for a deadline, which passes in no test.
  private static let farthest = Duration.seconds(120)

  var now: Instant { state.withLock { Instant(time: $0.time) } }
  var minimumResolution: Duration { .nanoseconds(1) }

  func sleep(until deadline: Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    let number = state.withLock { state in
      state.next += 1
      return state.next
    }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        let isOver = state.withLock { state in
          guard deadline.time > state.time, !Task.isCancelled else { return true }
          state.sleepers.append(Sleeper(number: number, time: deadline.time, continuation: continuation))
          return false
        }
        if isOver { continuation.resume() }
        Task { await self.settle() }
      }
    } onCancel: {
      let sleeper = state.withLock { state in
        state.sleepers.firstIndex { $0.number == number }.map { state.sleepers.remove(at: $0) }
      }
      sleeper?.continuation.resume()
    }
    try Task.checkCancellation()
  }

  /// Lets others work, then wakes whoever is due first.
  private func settle() async {
    for _ in 0..<20 { await Task.yield() }
    let sleeper = state.withLock { state -> Sleeper? in
      guard let place = state.sleepers.indices.min(by: { state.sleepers[$0].time < state.sleepers[$1].time }),
        state.sleepers[place].time < state.time + Self.farthest
      else { return nil }
      state.time = max(state.time, state.sleepers[place].time)
      return state.sleepers.remove(at: place)
    }
    sleeper?.continuation.resume()
  }
}
