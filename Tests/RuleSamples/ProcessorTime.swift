import Foundation

/// How long work keeps the processor on this thread: what other tests do meanwhile does not count.
package func processorTime(_ work: () throws -> Void) rethrows -> Duration {
  try timed(work).time
}

/// What work comes to, and how long it keeps the processor.
package func timed<Value>(_ work: () throws -> Value) rethrows -> (value: Value, time: Duration) {
  let begin = threadTime()
  let value = try work()
  return (value, threadTime() - begin)
}

private func threadTime() -> Duration {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return .seconds(Int(time.tv_sec)) + .nanoseconds(Int(time.tv_nsec))
}

extension Duration {
  /// A bound for the time of an answer, as many times longer as `SERIES_TEST_SLACK` says: sanitizers slow a test down.
  ///
  /// Where it says nothing the bound holds for optimised code, and is a few times longer without.
  package static func bound(milliseconds: Int) -> Duration {
    let slack = ProcessInfo.processInfo.environment["SERIES_TEST_SLACK"].flatMap { Int($0) }
    return .milliseconds(milliseconds * (slack ?? usualSlack))
  }

  #if DEBUG
    private static let usualSlack = 4
  #else
    private static let usualSlack = 1
  #endif
}
