/// The shortest of several timings of the same work.
public struct Stopwatch: Sendable {
  /// How long one workload is measured.
  public var budget: Duration

  /// A stopwatch that measures each workload for that long.
  public init(budget: Duration) { self.budget = budget }

  /// Nanoseconds of the fastest run.
  ///
  /// Runs are timed in groups long enough for the clock. `prepare` makes what a group of that many
  /// runs needs, and is not timed; `body` makes the runs.
  public func fastest<Input>(
    prepare: (_ runs: Int) throws -> Input, body: (_ input: Input, _ runs: Int) throws -> Void
  ) rethrows -> Double {
    let clock = ContinuousClock()
    func time(_ runs: Int) throws -> Double {
      let input = try prepare(runs)
      let elapsed = try clock.measure { try body(input, runs) }.components
      return (Double(elapsed.seconds) * 1e9 + Double(elapsed.attoseconds) / 1e9) / Double(runs)
    }
    var runs = 1
    var best = try time(runs)
    while best * Double(runs) < 20_000, runs < 1 << 20 {
      runs *= 2
      best = min(best, try time(runs))
    }
    let end = clock.now + budget
    while clock.now < end { best = min(best, try time(runs)) }
    return best
  }

  /// Nanoseconds of the fastest run of a workload, divided by its units.
  public func time(_ runner: Runner) throws -> Double {
    let readsText = [.cold, .spelled, .seen].contains(runner.workload.kind)
    let fastest = try fastest(prepare: runner.texts) { texts, runs in
      if readsText {
        try runner.run(texts: texts)
      } else {
        for _ in 0..<runs { try runner.run(texts: texts) }
      }
    }
    return fastest / Double(runner.unitCount)
  }
}
